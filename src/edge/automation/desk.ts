import type { CallId } from '../../core/call/ids.ts';
import type { Destination } from '../../core/call/party.ts';
import type { Contacts, Lines } from '../../core/flow/workspace.ts';
import type { AskedKey } from '../../ports/asked-key.ts';
import type { CallRecord } from '../../ports/call-history.ts';
import type { CampaignDesk, DoNotCallDesk } from '../../ports/campaigns.ts';
import type { KeyedHash } from '../../ports/keyed-hash.ts';
import type { AskedWish, ControlOutcome, KnownWish, LiveCall, PeopleSeen, StateSeen } from '../../ports/live-calls.ts';
import type { MeetingLookUp, MeetingOutcome, MeetingPlan } from '../../ports/meetings.ts';
import type { OutboundAsked, OutboundCall, OutboundWish } from '../../ports/outbound-call.ts';
import { routesFor } from '../admin/define-route.ts';
import type { RateLimit } from '../rate-limit.ts';

/** What does the work behind the automation API. */
export interface AutomationDesk {
  readonly outbound: {
    ask(wish: OutboundWish): Promise<OutboundAsked>;
    load(id: string): Promise<OutboundCall | undefined>;
    cancel(id: string): Promise<OutboundCall | undefined>;
  };
  readonly live: {
    list(limit: number): Promise<readonly LiveCall[]>;
    load(id: CallId): Promise<LiveCall | undefined>;
    /** The same key twice is one wish. */
    control(id: CallId, key: AskedKey | undefined, wish: AskedWish): Promise<ControlOutcome>;
    wish(id: CallId, wishId: string): Promise<KnownWish | undefined>;
    people(id: CallId, participant?: string): Promise<PeopleSeen>;
    state(id: CallId): Promise<StateSeen>;
  };
  /** The calls that ended last, the latest first. */
  readonly ended: (limit: number) => Promise<readonly CallRecord[]>;
  readonly meetings: {
    /** Object id of the user in whose name. The same key twice is one meeting. */
    make(organizer: string, plan: MeetingPlan, key: AskedKey | undefined): Promise<MeetingOutcome>;
    find(organizer: string, which: MeetingLookUp): Promise<MeetingOutcome | { readonly kind: 'notThere' }>;
  };
  readonly contact: (name: string) => Destination | undefined;
  readonly lines: () => Lines['lines'];
  readonly contacts: () => Contacts;
  /** The line that takes what no other line takes. */
  readonly defaultLine: () => string | undefined;
  readonly campaigns: CampaignDesk;
  readonly doNotCall: DoNotCallDesk;
  /** Marks requests, so that a key is told from the same key with another request. */
  readonly names: Pick<KeyedHash, 'nameOf'>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** For calls that are asked for. */
  readonly limit: RateLimit;
  /** For what is asked of calls that are going on, and of Graph about them. */
  readonly controlLimit: RateLimit;
}

export const route = routesFor<AutomationDesk>();
/** Bytes of a body. */
export const shortText = 20_000;
