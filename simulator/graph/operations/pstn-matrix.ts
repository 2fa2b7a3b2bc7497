import type { Destination } from '../../../src/core/call/party.ts';
import type { SimCall } from '../call/sim-call.ts';
import type { GraphResponse } from '../messages.ts';
import { refusal } from './refusals.ts';

/** How a call came about, as far as telephones are concerned. */
export type Origin = 'asInstance' | 'asBot' | 'meeting' | 'meetingByToken';

/** Whether telephones can be brought into a call: the matrix of the answer page (graph-calling, 1.3). */
export const pstnMatrix: { readonly [From in Origin]: { readonly supported: boolean; readonly row: string } } = {
  asInstance: { supported: true, row: "inbound to the bot's number or instance, or outgoing with an instance id" },
  asBot: { supported: false, row: "inbound to the bot's own address, or outgoing without an instance id" },
  meeting: { supported: true, row: 'in a scheduled meeting' },
  meetingByToken: { supported: false, row: 'in a meeting that was joined by token' },
};

/** Refuses telephones where Graph does. Undefined when nothing speaks against it. */
export function refusesPhone(call: SimCall, targets: readonly Destination[]): GraphResponse | undefined {
  if (!targets.some((target) => target.kind === 'phone')) return undefined;
  const origin = originOf(call);
  if (!pstnMatrix[origin].supported) return refusal(call.platform, '7505');
  const { directory } = call.platform;
  // "Needs an application instance with a number" (1.9): any of the bot's in the tenant.
  if (origin !== 'asInstance' && !directory.hasNumber(call.tenantId)) return refusal(call.platform, '7505');
  // Seen for calls that are placed (1.2); whoever is sent on or invited is called with the same minutes.
  const hasMinutes =
    origin === 'asInstance' ? directory.hasMinutes(call.tenantId, call.bot.id) : directory.hasMinutes(call.tenantId);
  return hasMinutes ? undefined : refusal(call.platform, 'noBalance');
}

function originOf(call: SimCall): Origin {
  if (call.coordinates) return call.coordinates.byToken ? 'meetingByToken' : 'meeting';
  return call.bot.kind === 'applicationInstance' && call.bot.number !== undefined ? 'asInstance' : 'asBot';
}
