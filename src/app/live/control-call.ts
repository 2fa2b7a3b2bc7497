import { createHash, randomUUID } from 'node:crypto';
import { Fault } from '../../core/call/fault.ts';
import type { CallId } from '../../core/call/ids.ts';
import { haveOneKey, wishId } from '../../core/call/wish.ts';
import type { AskedKey } from '../../ports/asked-key.ts';
import type { AskedWish, ControlOutcome, KnownWish } from '../../ports/live-calls.ts';
import { takeTurns } from '../take-turns.ts';
import type { TurnPorts } from '../turn-ports.ts';
import { wishesOf } from './known-wish.ts';
import { whereToMeet } from './where-to-meet.ts';

/**
 * Brings somebody's wish to a call, as an event like any other, and tells what has become of it by now. The same key twice is
 * one wish. Most are carried out before this returns; what Graph reports later is read with `loadWish`.
 * @throws Fault OVERTAKEN when the call is so busy that nobody took it; ask again.
 */
export async function controlCall(
  ports: TurnPorts,
  callId: CallId,
  key: AskedKey | undefined,
  asking: AskedWish,
): Promise<ControlOutcome> {
  const keyHash = key && hashOf(key.key);
  const id = keyHash === undefined ? randomUUID() : wishId(keyHash, key?.request);
  const before = await ports.calls.load(callId);
  if (before.kind === 'missing') return { kind: 'noCall' };
  const known = wishesOf(before.document).find((one) => haveOneKey(one.id, id));
  // One whose id is the key's alone is from before there were marks of what was asked.
  if (known !== undefined) return known.id === id || known.id === keyHash ? { kind: 'taken', wish: known } : keyReused;
  const { end, audio, asked } = before.document.call;
  if (end !== undefined) return { kind: 'noCall' };
  if (asking.kind !== 'hangUp' && (audio !== 'active' || asked === 'transfer')) return { kind: 'notNow' };
  const meant = asking.kind === 'inviteToMeeting' ? await whereToMeet(ports, before.document.call, id, asking) : asking;
  if ('code' in meant || meant.kind === 'noAnswer') return meant;
  const { kind } = await takeTurns(ports, callId, [{ kind: 'controlled', callId, id, wish: meant }]);
  if (kind === 'unknownCall') return { kind: 'noCall' };
  if (kind === 'overtaken') throw new Fault('OVERTAKEN', 'A call has too much to do to be asked for more.', { retryable: true });
  const after = await ports.calls.load(callId);
  const taken = after.kind === 'missing' ? undefined : wishesOf(after.document).find((one) => haveOneKey(one.id, id));
  if (taken === undefined) return { kind: 'notNow' };
  return taken.id === id ? { kind: 'taken', wish: taken } : keyReused; // Two at the same moment: the other one was quicker.
}

const keyReused: ControlOutcome = { kind: 'refused', code: 'keyReused', place: 'Idempotency-Key' };

/** Also of a call that has ended a moment ago. Undefined: there is no such wish, or it is too long ago. */
export async function loadWish({ calls }: TurnPorts, callId: CallId, id: string): Promise<KnownWish | undefined> {
  const stored = await calls.load(callId);
  return stored.kind === 'missing' ? undefined : wishesOf(stored.document).find((wish) => wish.id === id);
}

/** A key may be anything, an order number included: only its hash names the wish. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}
