/** The bot calls somebody (graph-calling, 1.2). */
import type { Destination } from '../../../src/core/call/party.ts';
import { PersonLeg, type PersonParty } from '../people/person-leg.ts';
import { actByItself, reach } from '../people/reach.ts';
import type { Platform } from '../platform.ts';
import { calleeEnd } from './callee-ends.ts';
import type { GroupSetup } from './group-calls.ts';
import { end, establish, keepAlive } from './life.ts';
import { Room } from './room.ts';
import { SimCall } from './sim-call.ts';

export interface Callee {
  readonly to: Destination;
  /** Who picks up there. */
  readonly party: PersonParty;
}

/** Peer to peer: one telephone rings; what comes of it the bot is told as the state of its call. */
export function placeCall(platform: Platform, setup: GroupSetup, { to, party }: Callee): SimCall {
  const peer = new PersonLeg(platform, { party, callerName: setup.bot.displayName });
  const call = new SimCall(platform, { ...setup, id: platform.newId(), direction: 'outgoing', room: new Room(), peer });
  platform.calls.remember(call);
  call.botActed({ act: 'calls', destinations: [to] });
  const callOff = reach(platform, {
    leg: peer,
    to,
    tenantId: call.tenantId,
    failedBefore: new Set(),
    onDecision: (reached) => {
      if (reached.kind === 'notReached') {
        return end(call, { detail: reached.why, more: calleeEnd(reached.why, platform.options.calleeEnds) });
      }
      peer.side.emit({ kind: 'state', state: 'connecting' });
      establish(call, () => actByItself(platform, peer, reached.by));
    },
  });
  call.whenEnded(() => callOff());
  call.later(platform.latencies.answerToEstablishingMs, () => {
    if (call.state === 'establishing') call.changeTo('establishing', 'call establishing');
  });
  keepAlive(call);
  return call;
}
