/** Calls of the bot with several people (graph-calling, 1.2 and 1.9). */
import type { Destination } from '../../../src/core/call/party.ts';
import type { Json } from '../messages.ts';
import { mediaState } from '../notifications/call-changed.ts';
import { resultInfo } from '../notifications/operation-ended.ts';
import type { NotReached } from '../people/behaviour.ts';
import { partyOf } from '../people/party-of.ts';
import { PersonLeg } from '../people/person-leg.ts';
import { actByItself, reach } from '../people/reach.ts';
import type { Platform } from '../platform.ts';
import { GroupRoom } from './group-room.ts';
import { end, establish, keepAlive } from './life.ts';
import { type CallSetup, SimCall } from './sim-call.ts';

export type GroupSetup = Omit<CallSetup, 'id' | 'room' | 'peer' | 'direction'>;

/** The bot joins: establishing, established, media, and then the roster. */
export function joinRoom(platform: Platform, setup: GroupSetup, room: GroupRoom): SimCall {
  const call = new SimCall(platform, { ...setup, id: platform.newId(), room, direction: 'outgoing' });
  platform.calls.remember(call);
  const { answerToEstablishingMs, establishingToEstablishedMs } = platform.latencies;
  call.later(answerToEstablishingMs, () => {
    call.changeTo('establishing', 'call establishing');
    call.later(establishingToEstablishedMs, () => establish(call));
  });
  keepAlive(call);
  return call;
}

/** A group call: an ad hoc meeting, into which all are called at once. */
export function callGroup(platform: Platform, setup: GroupSetup, targets: readonly Destination[]): SimCall {
  const call = joinRoom(platform, setup, new GroupRoom(platform, 'group'));
  call.botActed({ act: 'calls', destinations: targets });
  let ringing = targets.length;
  for (const to of targets) {
    bring(call, to, (joined) => {
      ringing -= 1;
      if (joined.kind === 'joined' || ringing > 0 || call.room.people.size > 0) return;
      const nobody = resultInfo(200, 5013, 'Nobody joined the group call.');
      end(call, { detail: 'Nobody joined.', more: { resultInfo: nobody } });
    });
  }
  return call;
}

export type Joined = { readonly kind: 'joined' } | { readonly kind: 'notReached'; readonly why: NotReached };

/** Calls somebody into the bot's group call. */
export function bring(call: SimCall, to: Destination, onDecision: (joined: Joined) => void): void {
  const { platform } = call;
  const leg = new PersonLeg(platform, { party: partyOf(platform, call.tenantId, to), callerName: call.bot.displayName });
  const callOff = reach(platform, {
    leg,
    to,
    tenantId: call.tenantId,
    failedBefore: call.failedOnce,
    onDecision: (reached) => {
      if (reached.kind === 'notReached') return onDecision(reached);
      call.room.enter(leg);
      actByItself(platform, leg, reached.by);
      onDecision({ kind: 'joined' });
    },
  });
  call.whenEnded(() => callOff());
}

/** Moves the person of a peer-to-peer call into a group call; the old call is dropped. False when there is nobody. */
export function moveInto(call: SimCall, replacesCallId: string, isMeant: (leg: PersonLeg) => boolean): boolean {
  const other = call.platform.calls.find(replacesCallId);
  const person = other?.peer;
  if (!other || other === call || other.state !== 'established' || person?.room !== other.room || !isMeant(person)) return false;
  call.room.enter(person);
  end(other, replaced());
  return true;
}

/** How a leg ends that another one took the place of is not documented: these are the words that fit (5.1). */
export function replaced(): { readonly detail: string; readonly more: Json } {
  return { detail: 'replaced', more: { resultInfo: resultInfo(200, 18503, 'The other side of the call left.') } };
}

/**
 * The person of a peer-to-peer call makes it a group call. The bot's media goes to the new place and it hears nothing of
 * the roster; without a permission to join it is dropped (issue of calls: "escalation by another participant").
 */
export function escalate(call: SimCall, mayJoin: boolean): GroupRoom | undefined {
  const { platform, peer } = call;
  if (!peer || call.state !== 'established' || peer.room !== call.room || call.room.isGroup) return undefined;
  const room = new GroupRoom(platform, 'group');
  if (!mayJoin) {
    room.enter(peer);
    end(call, replaced());
    return room;
  }
  call.room.bots.delete(call);
  call.roster = 'none';
  call.room = room;
  room.bots.add(call);
  room.enter(peer);
  call.audio = 'inactive';
  call.tell('media inactive', mediaState('inactive'));
  call.later(platform.latencies.establishedToMediaMs, () => {
    call.audio = 'active';
    call.tell('media active', mediaState('active'));
  });
  return room;
}
