import type { KeyedHash } from '../../ports/keyed-hash.ts';
import type { Register } from '../../ports/register.ts';
import type { AskingPorts } from '../outbound/ask-outbound.ts';

/** What campaigns need besides: where they, their people and the do-not-call list lie, and the key that names people. */
export interface CampaignPorts extends AskingPorts {
  readonly register: Register;
  readonly names: KeyedHash;
}
