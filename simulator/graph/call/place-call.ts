/** The bot calls somebody (graph-calling, 1.2). */
import type { Destination } from '../../../src/core/call/party.ts';
import type { MediaInfo } from '../media/sound-library.ts';
import { PersonLeg, type PersonParty } from '../people/person-leg.ts';
import { reach, speakAsMailbox } from '../people/reach.ts';
import type { Platform } from '../platform.ts';
import { calleeEnd } from './callee-ends.ts';
import { end, establish, keepAlive } from './life.ts';
import { Room } from './room.ts';
import { type BotParty, SimCall } from './sim-call.ts';

export interface Placement {
  readonly bot: BotParty;
  readonly to: Destination;
  readonly party: PersonParty;
  readonly callbackUri: string;
  /** What the application may do with it. */
  readonly permissions: readonly string[];
  readonly chainId?: string;
  readonly preFetch: readonly MediaInfo[];
}

/** Peer to peer: one telephone rings; what comes of it the bot is told as the state of its call. */
export function placeCall(platform: Platform, placement: Placement): SimCall {
  const { bot, to, party, callbackUri, chainId, preFetch } = placement;
  const leg = new PersonLeg(platform, { party, callerName: bot.displayName });
  const call = new SimCall(platform, {
    id: platform.newId(),
    direction: 'outgoing',
    bot,
    room: new Room(),
    peer: leg,
    callbackUri,
    ...(chainId === undefined ? {} : { chainId }),
  });
  call.permissions = placement.permissions;
  platform.calls.remember(call);
  for (const media of preFetch) void platform.sounds.sound(media, call.id);
  call.botActed({ act: 'calls', destinations: [to] });
  const callOff = reach(platform, {
    leg,
    to,
    failedBefore: new Set(),
    onDecision: (reached) => {
      if (reached.kind === 'notReached') {
        return end(call, { detail: reached.why, more: { ...calleeEnd(reached.why, platform.options.calleeEnds) } });
      }
      leg.side.emit({ kind: 'state', state: 'connecting' });
      establish(call, () => {
        if (reached.by === 'mailbox') speakAsMailbox(platform, leg);
      });
    },
  });
  call.whenEnded(() => callOff('The call was called off.'));
  call.later(platform.latencies.answerToEstablishingMs, () => {
    if (call.state === 'establishing') call.changeTo('establishing', 'call establishing');
  });
  keepAlive(call);
  return call;
}
