/** What people do with group calls and meetings, each at their own telephone. */

import type { Destination } from '../../../src/core/call/party.ts';
import { escalate } from '../call/group-calls.ts';
import { GroupRoom } from '../call/group-room.ts';
import { end, ring } from '../call/life.ts';
import { type BotParty, SimCall } from '../call/sim-call.ts';
import { coordinatesOf, type Meeting, type MeetingPlan } from '../meetings/meeting-book.ts';
import { resultInfo } from '../notifications/operation-ended.ts';
import type { Platform } from '../platform.ts';
import { partyOf } from './party-of.ts';
import { PersonLeg, type PersonParty } from './person-leg.ts';
import { reach } from './reach.ts';

/** What a person has of a meeting: its link, or its id and passcode. */
export type MeetingKey = { readonly joinWebUrl: string } | { readonly joinMeetingId: string; readonly passcode: string | null };

export class PeopleSide {
  readonly #platform: Platform;

  constructor(platform: Platform) {
    this.#platform = platform;
  }

  /** Somebody makes a meeting in a calendar. */
  schedule(plan: MeetingPlan): Meeting {
    return this.#platform.meetings.create(this.#platform.directory.homeTenantId, plan);
  }

  meeting(key: MeetingKey): Meeting | undefined {
    return this.#platform.meetings.find((meeting) =>
      'joinWebUrl' in key
        ? meeting.joinWebUrl === key.joinWebUrl
        : meeting.joinMeetingId === key.joinMeetingId && (meeting.passcode === null || meeting.passcode === key.passcode),
    );
  }

  /** Somebody makes a meeting and is the first in it. */
  meet(organizerId: string): PersonLeg {
    const { directory } = this.#platform;
    const displayName = directory.displayNameOf(directory.homeTenantId, organizerId);
    return this.join(this.schedule({ organizerId }), { kind: 'user', id: organizerId, displayName });
  }

  /** Somebody joins a meeting. */
  join(meeting: Meeting, party: PersonParty, languageId?: string): PersonLeg {
    const leg = new PersonLeg(this.#platform, { party, ...(languageId === undefined ? {} : { languageId }) });
    meeting.room.enter(leg);
    return leg;
  }

  /** Somebody in a meeting asks the bot in: it is told of an incoming call with the meeting's coordinates (2.2). */
  inviteBot(inviter: PersonLeg, bot: BotParty): SimCall | undefined {
    const { room } = inviter;
    const meeting = this.#platform.meetings.find((one) => one.room === room);
    if (!(room instanceof GroupRoom) || !meeting) return undefined;
    const id = this.#platform.newId();
    const call = new SimCall(this.#platform, { id, bot, room, inviter, coordinates: coordinatesOf(meeting, false) });
    this.#platform.calls.remember(call);
    ring(call);
    return call;
  }

  /**
   * The person of a peer-to-peer call with the bot takes somebody else in, which makes a group call of it. A bot without a
   * permission to join is dropped.
   */
  escalate(leg: PersonLeg, whom: Destination): GroupRoom | undefined {
    const [call] = leg.room?.bots ?? [];
    if (!call) return undefined;
    const mayJoin = ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'].some((one) => call.permissions?.includes(one));
    const room = escalate(call, mayJoin);
    if (room) this.#bringIn(leg, room, whom);
    return room;
  }

  /** Somebody in a call takes somebody else in; a call of two becomes a group call. False when there is no such call. */
  invite(leg: PersonLeg, whom: Destination): boolean {
    const { room } = leg;
    if (leg.state !== 'connected' || !room) return false;
    if (room instanceof GroupRoom) this.#bringIn(leg, room, whom);
    else if (room.bots.size > 0) return this.escalate(leg, whom) !== undefined;
    else this.#bringIn(leg, this.#groupOf(room.people), whom);
    return true;
  }

  /** The people of a call go on in a group call. */
  #groupOf(people: ReadonlySet<PersonLeg>): GroupRoom {
    const group = new GroupRoom(this.#platform, 'group');
    for (const person of [...people]) group.enter(person);
    return group;
  }

  #bringIn(inviter: PersonLeg, room: GroupRoom, whom: Destination): void {
    const tenantId = this.#platform.directory.homeTenantId;
    const other = new PersonLeg(this.#platform, { party: partyOf(this.#platform, tenantId, whom), callerName: inviter.name });
    const tell = (outcome: 'rings' | 'joined' | 'declined' | 'notReached'): void => {
      if (inviter.state === 'ended') return;
      inviter.side.emit({ kind: 'invitation', participantId: other.participantId, name: other.name, outcome });
    };
    const callOff = reach(this.#platform, {
      leg: other,
      to: whom,
      tenantId,
      failedBefore: new Set(),
      onDecision: (reached) => {
        if (reached.kind === 'answered') room.enter(other);
        tell(reached.kind === 'answered' ? 'joined' : reached.why === 'declined' ? 'declined' : 'notReached');
      },
    });
    inviter.whenEnded(() => {
      if (room.people.size === 0) callOff('Everybody has left.');
    });
    tell('rings');
  }

  /** Somebody removes the bot from a group call (200/5000). */
  removeBot(call: SimCall): void {
    end(call, { detail: 'removed', more: { resultInfo: resultInfo(200, 5000, 'Removed by another participant.') } });
  }

  /** The organizer ends the meeting for everybody (200/5001). */
  endForAll(leg: PersonLeg): void {
    if (leg.room instanceof GroupRoom) leg.room.endForAll();
  }
}
