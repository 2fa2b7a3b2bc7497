/** The consultative transfer (graph-calling, 1.6): the bot's two calls become one of the two people. Out of a group call it takes one. */
import type { Destination } from '../../../src/core/call/party.ts';
import { addressKey } from '../people/behaviour.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import { replaced } from './group-calls.ts';
import { end } from './life.ts';
import { Room } from './room.ts';
import { acceptTransfer, beginTransfer, transferFailed } from './send-on.ts';
import type { SimCall } from './sim-call.ts';

export interface ConsultativePlan {
  readonly target: Destination;
  /** Of the bot's other call, with the target. */
  readonly replacesCallId: string;
  /** Who is sent on, out of a group call. In a call of two it is the other one. */
  readonly transferee?: PersonLeg;
}

/** Fails with 500/7700, the call going on, when the other call is not there or not with the one who is named. */
export function transferTogether(call: SimCall, { target, replacesCallId, transferee }: ConsultativePlan): void {
  const { platform } = call;
  beginTransfer(call, target);
  call.later(platform.latencies.transferringMs, () => {
    call.changeTo('transferring', 'call transferring');
    call.later(platform.latencies.destinationMs, () => {
      if (!peerThere(call, replacesCallId, target)) return transferFailed(call, 'failed', true);
      acceptTransfer(call, target, () => {
        const other = platform.calls.find(replacesCallId);
        const person = peerThere(call, replacesCallId, target);
        const sentOn = transferee ?? call.peer;
        if (!other || !person || !sentOn) return;
        Room.ofTwo(sentOn, person);
        end(other, replaced());
      });
    });
  });
}

/** The person at the other end of the call that is to be replaced. */
function peerThere(call: SimCall, id: string, target: Destination): PersonLeg | undefined {
  const other = call.platform.calls.find(id);
  if (!other || other === call || other.state !== 'established' || other.tenantId !== call.tenantId) return undefined;
  const { peer } = other;
  if (peer?.state !== 'connected' || peer.room !== other.room) return undefined;
  return peer.address === addressKey(target) ? peer : undefined;
}
