import type { CallTarget } from '../../core/call/leg.ts';
import type { Destination } from '../../core/call/party.ts';
import { varsFit } from '../../core/call/size.ts';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import { varsAtFirst } from '../../core/flow/play/begin-call.ts';
import type { OutboundCall } from '../../ports/outbound-call.ts';
import type { PlacingPorts } from './place-outbound.ts';

/** Why a call to somebody on the do-not-call list is not made. */
export const doNotCallCode = 'DO_NOT_CALL';

/** How a call ends that is not to be placed after all. */
export type NotPlaced = Pick<OutboundCall, 'status' | 'outcome' | 'code'>;

/**
 * What was settled when a call was asked for may have changed since: asked again in the moment before it is placed. Undefined:
 * it is to be placed. Throws `Fault` when nobody can say: whoever may not be called is not called by mistake.
 */
export async function lastLook(ports: PlacingPorts, call: OutboundCall, flow: CompiledFlow): Promise<NotPlaced | undefined> {
  if (!varsFit(varsAtFirst(flow, call.vars))) return { status: 'failed', code: 'VARS_TOO_LARGE' };
  const forbidden = await ports.forbids?.(call);
  if (forbidden !== undefined) return { status: 'cancelled', code: forbidden };
  const listed = await placeOfListed(ports, call);
  return listed === undefined ? undefined : { status: 'cancelled', outcome: 'doNotCall', code: doNotCallCode };
}

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

/** Everybody whose telephone rings. */
export function peopleIn(target: CallTarget): readonly Destination[] {
  if (target.kind === 'meeting') return [];
  return target.kind === 'group' ? target.people : [target];
}
