import type { Participant } from '../../softphone-api.ts';
import { resultInfo } from '../notifications/operation-ended.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import { end } from './life.ts';
import type { SimCall } from './sim-call.ts';

/** Those who hear each other: two ends of a peer-to-peer call. A bot is in it with its own call. */
export class Room {
  readonly people = new Set<PersonLeg>();
  readonly bots = new Set<SimCall>();

  readonly kind: 'two' | 'group' | 'meeting' = 'two';

  /** More than two can be in it, and there is a roster. */
  get isGroup(): boolean {
    return false;
  }

  enter(leg: PersonLeg): void {
    leg.room?.letGo(leg);
    leg.room = this;
    this.people.add(leg);
  }

  /** Somebody goes on elsewhere. */
  letGo(leg: PersonLeg): void {
    this.people.delete(leg);
  }

  /** The bot's media is there. */
  botJoined(bot: SimCall): void {
    this.bots.add(bot);
  }

  /** A person hangs up: in a call of two that is the end for both. */
  leave(leg: PersonLeg): void {
    const result =
      leg.party.kind === 'phone' || leg.party.kind === 'withheld'
        ? resultInfo(200, 560000, 'Call ended by the PSTN participant.')
        : resultInfo(200, 4521, 'Call ended by the other participant in peer-to-peer call.');
    for (const bot of [...this.bots]) end(bot, { detail: 'You hung up.', more: { resultInfo: result } });
    leg.end('You hung up.');
    for (const other of [...this.people]) other.end('The other side hung up.');
  }

  /** Two people without a bot: what becomes of a caller who was sent on. */
  static ofTwo(one: PersonLeg, other: PersonLeg): Room {
    const room = new Room();
    for (const leg of [one, other]) {
      room.enter(leg);
      leg.state = 'connected';
      leg.side.emit({ kind: 'state', state: 'connected' });
    }
    room.tellOthers();
    return room;
  }

  /** Everybody sees who else is there, and who is muted. */
  tellOthers(): void {
    const bots = [...this.bots].map(
      ({ myParticipantId: participantId, bot, isMuted }): Participant => ({
        participantId,
        name: bot.displayName,
        kind: 'bot',
        isMuted,
      }),
    );
    for (const leg of this.people) {
      const people = [...this.people]
        .filter((other) => other !== leg)
        .map(({ participantId, name, isMuted }): Participant => ({ participantId, name, kind: 'person', isMuted }));
      leg.side.emit({ kind: 'others', others: [...people, ...bots], place: this.kind, isMuted: leg.isMuted });
    }
  }

  /** A person has muted themselves, or speaks again. */
  mutedChanged(_who: PersonLeg): void {
    this.tellOthers();
  }

  /** A bot's call is over. Whoever was with it alone has nobody left. */
  botLeft(bot: SimCall, detail: string): void {
    this.bots.delete(bot);
    for (const leg of [...this.people]) leg.end(detail);
  }
}
