/** A call's life: rings, is answered, and ends in one of the documented ways (graph-calling, 1.3 to 1.8 and 5.1). */
import { times } from '../graph-options.ts';
import type { Json } from '../messages.ts';
import { bareCall, callChanged, mediaState } from '../notifications/call-changed.ts';
import { incomingCall } from '../notifications/incoming-call.ts';
import { resultInfo } from '../notifications/operation-ended.ts';
import type { SimCall } from './sim-call.ts';

/** The bot is told of the call, and its fifteen seconds begin. */
export function ring(call: SimCall): void {
  call.caller.emit({ kind: 'state', state: 'ringing' });
  call.notifications.add({ title: 'incoming call', changeType: 'created', below: '', resourceData: incomingCall(call) });
  call.later(times.answerWithinMs, () => {
    if (call.asked !== 'nothing') return;
    const why = `The bot did not answer within ${times.answerWithinMs / 1000} s.`;
    // The code is the documented one that comes nearest; none is documented for this end.
    end(call, { detail: why, more: { resultInfo: resultInfo(408, 10057, 'No signaling from callee endpoints.') } });
  });
  keepAlive(call);
}

/** The bot took the call: establishing, established, and a moment later the media. */
export function answer(call: SimCall): void {
  const { answerToEstablishingMs, establishingToEstablishedMs } = call.platform.latencies;
  call.asked = 'answer';
  call.botActed({ act: 'answers' });
  call.later(answerToEstablishingMs, () => {
    call.caller.emit({ kind: 'state', state: 'connecting' });
    call.changeTo('establishing', 'call establishing');
    call.later(establishingToEstablishedMs, () => establish(call));
  });
}

/** Both ends are there: established, and a moment later the media. */
export function establish(call: SimCall, then: () => void = () => {}): void {
  call.changeTo('established', 'call established');
  call.later(call.platform.latencies.establishedToMediaMs, () => {
    call.audio = 'active';
    if (call.peer) call.peer.state = 'connected';
    call.caller.emit({ kind: 'state', state: 'connected' });
    call.tell('media active', mediaState('active'));
    call.room.botJoined(call);
    then();
  });
}

/** From now on the call lives for 45 minutes. */
export function keepAlive(call: SimCall): void {
  call.keepAliveFor(times.keepAliveWithinMs, () => {
    end(call, {
      detail: 'The bot sent no keepAlive for 45 minutes.',
      more: { resultInfo: resultInfo(408, 8537, 'Keep Alive timeout.') },
    });
  });
}

export function reject(call: SimCall, reason: string): void {
  call.asked = 'reject';
  call.botActed({ act: 'rejects' });
  call.later(call.platform.latencies.endingMs, () => end(call, { detail: `rejected (${reason})`, bare: true }));
}

/** The bot hangs up: `terminating`, then the end. */
export function hangUpByBot(call: SimCall): void {
  call.botActed({ act: 'hangsUp' });
  call.forgetTimers();
  call.media.fallSilent();
  call.changeTo('terminating', 'call terminating');
  call.later(call.platform.latencies.endingMs, () => {
    end(call, {
      detail: 'The bot hung up.',
      more: { direction: call.direction, resultInfo: resultInfo(200, 7000, 'The conversation has ended by bot.') },
    });
  });
}

/** The other end of a peer-to-peer call hangs up. False when the call is over already. */
export function hangUpByCaller(call: SimCall): boolean {
  return !call.isOver && call.peer?.hangUp() === true;
}

/** The last thing that happens to a call on the bot's side. */
export function end(call: SimCall, how: { readonly detail: string; readonly more?: Json; readonly bare?: boolean }): void {
  if (call.endedAt !== undefined) return;
  call.close();
  call.room.botLeft(call, how.detail);
  if (!call.peer) call.caller.emit({ kind: 'state', state: 'ended', detail: how.detail });
  const resourceData = how.bare ? bareCall(call) : callChanged(call, how.more);
  call.notifications.add({ title: 'call ended', changeType: 'deleted', below: '', resourceData });
}
