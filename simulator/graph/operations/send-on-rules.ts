import type { Destination } from '../../../src/core/call/party.ts';
import type { SimCall } from '../call/sim-call.ts';
import type { GraphResponse } from '../messages.ts';
import { refusal } from './refusals.ts';

/**
 * Telephones can be reached only from a call that came to a resource account with a number (graph-calling, 1.5, 1.6, and
 * 7505 in 5.3). Undefined when nothing speaks against it.
 */
export function refusesPhone(call: SimCall, targets: readonly Destination[]): GraphResponse | undefined {
  const mayCallPhones = call.bot.kind === 'applicationInstance' && call.bot.number !== undefined;
  if (mayCallPhones || !targets.some((target) => target.kind === 'phone')) return undefined;
  return refusal(call.platform, '7505');
}
