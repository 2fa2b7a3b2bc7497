import { after, type CancelTimer } from '../../clock/sim-clock.ts';
import type { Json } from '../messages.ts';
import { resultInfo } from '../notifications/operation-ended.ts';
import { botParticipant, participant } from '../notifications/roster.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import type { Platform } from '../platform.ts';
import { end } from './life.ts';
import { Room } from './room.ts';
import type { SimCall } from './sim-call.ts';

/** Somebody in the room about whom there is something new; `removed` when it is that they are gone. */
export type RosterChange =
  | { readonly who: PersonLeg | SimCall; readonly removed?: undefined }
  | { readonly who: PersonLeg | SimCall; readonly removed: string };

/**
 * A group call or a meeting: people and bots come and go, and bots are told of each change (graph-calling, 2.6). When a
 * bot should leave is its own business; one that stays behind alone is sent home after a long while.
 */
export class GroupRoom extends Room {
  readonly #platform: Pick<Platform, 'clock' | 'latencies'>;
  override readonly kind: 'group' | 'meeting';
  #sequence = 0;
  #sendHome: CancelTimer = () => {};

  constructor(platform: Pick<Platform, 'clock' | 'latencies'>, kind: 'group' | 'meeting') {
    super();
    this.#platform = platform;
    this.kind = kind;
  }

  override get isGroup(): boolean {
    return true;
  }

  /** Comes in and is heard. */
  override enter(leg: PersonLeg): void {
    super.enter(leg);
    leg.state = 'connected';
    leg.side.emit({ kind: 'state', state: 'connected' });
    this.#sendHome();
    this.changed([{ who: leg }]);
  }

  override leave(leg: PersonLeg): void {
    this.#drop(leg, 'You hung up.', 'left');
  }

  override letGo(leg: PersonLeg): void {
    if (!this.people.delete(leg)) return;
    this.changed([{ who: leg, removed: 'transferred' }]);
    this.#lookAfterTheLast();
  }

  remove(leg: PersonLeg): void {
    this.#drop(leg, 'You were removed from the call.', 'removed');
  }

  /** The bot is in: it is told of everybody, the others of it. */
  override botJoined(bot: SimCall): void {
    this.bots.add(bot);
    for (const other of this.bots) this.#tell(other, other === bot ? this.#everybody() : [{ who: bot }]);
    this.tellOthers();
    this.#lookAfterTheLast();
  }

  override botLeft(bot: SimCall): void {
    if (!this.bots.delete(bot)) return;
    this.changed([{ who: bot, removed: 'left' }]);
    this.#lookAfterTheLast();
  }

  /** Somebody ends it for everybody. */
  endForAll(): void {
    for (const bot of [...this.bots]) {
      end(bot, { detail: 'The meeting was ended.', more: { resultInfo: resultInfo(200, 5001, 'The conversation has ended.') } });
    }
    for (const leg of [...this.people]) leg.end('The meeting was ended.');
  }

  /** All bots hear of it: the whole roster, or what is new, as each has asked for. */
  changed(changes: readonly RosterChange[]): void {
    this.#sequence += 1;
    this.tellOthers();
    for (const bot of this.bots) this.#tell(bot, changes);
  }

  override mutedChanged(who: PersonLeg): void {
    this.changed([{ who }]);
  }

  /** Whoever has this id in the roster. */
  find(participantId: string): PersonLeg | SimCall | undefined {
    const key = participantId.toLowerCase();
    for (const leg of this.people) if (leg.participantId === key) return leg;
    for (const bot of this.bots) if (bot.myParticipantId === key) return bot;
    return undefined;
  }

  #drop(leg: PersonLeg, detail: string, removed: string): void {
    this.people.delete(leg);
    leg.end(detail);
    this.changed([{ who: leg, removed }]);
    this.#lookAfterTheLast();
  }

  #everybody(): readonly RosterChange[] {
    return [...this.bots, ...this.people].map((who) => ({ who }));
  }

  #tell(bot: SimCall, changes: readonly RosterChange[]): void {
    if (bot.roster === 'none' || bot.audio !== 'active') return;
    bot.notifications.add({
      title: 'roster',
      changeType: 'updated',
      below: '/participants',
      resourceData: bot.roster === 'delta' ? this.#delta(bot, changes) : this.#everybody().map((one) => entry(bot, one)),
    });
  }

  #delta(bot: SimCall, changes: readonly RosterChange[]): Json {
    const sequenceNumber = this.#sequence;
    return {
      '@odata.type': '#microsoft.graph.deltaParticipants',
      sequenceNumber,
      participants: changes.map((change) => ({ ...entry(bot, change), rosterSequenceNumber: sequenceNumber })),
    };
  }

  /** 5010 and 5002 are documented; which of them comes when is not (graph-calling, 5.1). */
  #lookAfterTheLast(): void {
    this.#sendHome();
    const [last, ...others] = this.bots;
    if (this.people.size > 0 || others.length > 0 || !last) return;
    this.#sendHome = after(this.#platform.clock, this.#platform.latencies.aloneMs, () => {
      const [subcode, message] =
        this.kind === 'group' ? [5010, 'Only one participant remained.'] : [5002, 'Everybody else has left.'];
      end(last, { detail: 'The bot was alone.', more: { resultInfo: resultInfo(200, Number(subcode), String(message)) } });
    });
  }
}

function entry({ tenantId }: SimCall, { who, removed }: RosterChange): Json {
  const known = 'myParticipantId' in who ? botParticipant(who) : participant(who, tenantId);
  if (removed === undefined) return known;
  return { ...known, removedState: { '@odata.type': '#microsoft.graph.removedState', reason: removed } };
}
