import { peopleIn } from '../../core/call/telephones.ts';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import { openTimeFrom } from '../../core/flow/schedules/opening.ts';
import type { OutboundCall } from '../../ports/outbound-call.ts';
import { unfitVariables } from './fit-variables.ts';
import type { PlacingPorts } from './place-outbound.ts';

/** Why a call to somebody on the do-not-call list is not made. */
export const doNotCallCode = 'DO_NOT_CALL';

/** What comes of a call whose time has come. */
export type LastLook =
  | { readonly kind: 'place' }
  /** It is closed, and opens again in time (epoch milliseconds). */
  | { readonly kind: 'rest'; readonly until: number }
  | { readonly kind: 'drop'; readonly end: Pick<OutboundCall, 'status' | 'outcome' | 'code' | 'place'> };

/**
 * What was settled when a call was asked for may have changed since: the flow, the opening hours, the campaign, the do-not-call
 * list. All are asked again in the moment before it is placed. Throws `Fault` when nobody can say: whoever may not be called is
 * not called by mistake.
 */
export async function lastLook(ports: PlacingPorts, call: OutboundCall, flow: CompiledFlow): Promise<LastLook> {
  const unfit = unfitVariables(flow, call.vars);
  if (unfit !== undefined) return drop({ status: 'failed', code: unfit.code, place: unfit.place });
  const hours = withinHours(call, flow, ports.clock.now());
  if (hours.kind !== 'place') return hours;
  const forbidden = await ports.forbids?.(call);
  if (forbidden !== undefined) return drop({ status: 'cancelled', code: forbidden });
  const listed = await placeOfListed(ports, call);
  return listed === undefined ? hours : drop({ status: 'cancelled', outcome: 'doNotCall', code: doNotCallCode });
}

/** Every flow of a workspace has all of its schedules, with their overrides, so the flow that the person meets knows them. */
function withinHours({ schedule: name, notAfter }: OutboundCall, { schedules }: CompiledFlow, now: number): LastLook {
  if (name === undefined) return { kind: 'place' };
  const schedule = Object.hasOwn(schedules, name) ? schedules[name] : undefined;
  if (schedule === undefined) return drop({ status: 'failed', code: 'NO_SCHEDULE' });
  const opens = openTimeFrom(schedule, now)?.from;
  if (opens === now) return { kind: 'place' };
  if (opens !== undefined && opens < notAfter) return { kind: 'rest', until: opens };
  return drop({ status: 'cancelled', outcome: 'closed', code: 'CLOSED' });
}

const drop = (end: (LastLook & { readonly kind: 'drop' })['end']): LastLook => ({ kind: 'drop', end });

/**
 * The place in a request of somebody who is on the do-not-call list; undefined: nobody is, or they have asked for the call
 * themselves. A meeting is nobody's telephone.
 */
export async function placeOfListed(
  { isListed }: Pick<PlacingPorts, 'isListed'>,
  { to, doNotCall }: Pick<OutboundCall, 'to' | 'doNotCall'>,
): Promise<string | undefined> {
  if (doNotCall === 'ignore') return undefined;
  const listed = await Promise.all(peopleIn(to).map(isListed));
  const first = listed.indexOf(true);
  if (first < 0) return undefined;
  return to.kind === 'group' ? `to.people.${first}` : 'to';
}
