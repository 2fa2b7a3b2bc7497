import type { CallState } from '../../../src/core/call/call-event.ts';
import { after, type CancelTimer } from '../../clock/sim-clock.ts';
import { MediaLine, type MediaOperation } from '../media/media-line.ts';
import { Voice } from '../media/voice.ts';
import type { Json } from '../messages.ts';
import { callChanged, toneName } from '../notifications/call-changed.ts';
import { NotificationQueue } from '../notifications/notification-queue.ts';
import { type OperationResult, operationEnded } from '../notifications/operation-ended.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import type { Platform } from '../platform.ts';
import { CallerSide } from './caller-side.ts';
import type { CallerEvent } from './happening.ts';
import type { Room } from './room.ts';

/** As whom the bot takes part: itself, or one of its resource accounts. */
export interface BotParty {
  readonly kind: 'bot' | 'applicationInstance';
  readonly id: string;
  readonly displayName: string;
  readonly number?: string;
}

export interface CallSetup {
  readonly id: string;
  readonly bot: BotParty;
  readonly room: Room;
  /** Where the call takes place. Default: the bot's own tenant. */
  readonly tenantId?: string;
  /** The other end of a peer-to-peer call. */
  readonly peer?: PersonLeg;
  /** Who asks the bot into a group call. */
  readonly inviter?: PersonLeg;
  /** Default `incoming`. */
  readonly direction?: 'incoming' | 'outgoing';
  /** Of a related call, so that both share one chain. Default: a new one. */
  readonly chainId?: string;
  /** Where notifications go. Default: to the webhook of the bot's channel. */
  readonly callbackUri?: string;
  /** What the application may do with it. */
  readonly permissions?: readonly string[];
  /** How the bot is told of a roster. Default `full`. */
  readonly roster?: 'full' | 'delta';
  /** Of the meeting. */
  readonly coordinates?: Coordinates;
  /** Default audio alone. */
  readonly modalities?: readonly string[];
}

/** Where a meeting is, in the shapes of the wire. */
export interface Coordinates {
  readonly chatInfo: Json | null;
  readonly meetingInfo: Json | null;
  /** Joined by a token: telephones cannot be invited (graph-calling, 1.3). */
  readonly byToken: boolean;
}

/**
 * The bot's own call, the one that Graph has an address for: its state, and what can happen to it. Who is at the other
 * end is the room's business. What follows when is in the files beside.
 */
export class SimCall {
  readonly platform: Platform;
  readonly bot: BotParty;
  /** The other end of a peer-to-peer call. */
  readonly peer: PersonLeg | undefined;
  readonly inviter: PersonLeg | undefined;
  room: Room;
  readonly coordinates: Coordinates | undefined;
  readonly modalities: readonly string[];
  readonly direction: 'incoming' | 'outgoing';
  readonly id: string;
  readonly chainId: string;
  readonly scenarioId: string;
  readonly tenantId: string;
  readonly myParticipantId: string;
  readonly startedAt: number;
  /** What the other end of a peer-to-peer call sees and hears. In a group call: what everybody hears. */
  readonly caller: CallerSide;
  readonly notifications: NotificationQueue;
  readonly media: MediaLine;
  readonly voice: Voice;

  state: CallState;
  audio: 'active' | 'inactive' = 'inactive';
  /** What the bot asked for first, and what it asks by calling itself; a second answer, reject or redirect is refused. */
  asked: 'nothing' | 'answer' | 'reject' | 'redirect';
  callbackUri: string | undefined;
  /** What the application could do when it made or answered the call; undefined while that rings. */
  permissions: readonly string[] | undefined;
  /** `none`: the call was escalated by somebody else, and the bot is told of nobody (graph-calling, 2.6). */
  roster: 'full' | 'delta' | 'none';
  /** The bot has muted itself. */
  isMuted = false;
  listening = false;
  endedAt: number | undefined;
  /** Destinations that have failed in this call, for `failsOnce`. */
  readonly failedOnce = new Set<string>();
  #toneSequence = 0;
  readonly #toneListeners = new Set<(key: string) => void>();
  readonly #endings: ((detail: string) => void)[] = [];
  readonly #timers = new Set<CancelTimer>();
  #cancelKeepAlive: CancelTimer = () => {};

  constructor(platform: Platform, setup: CallSetup) {
    const { id, bot, room, peer } = setup;
    this.platform = platform;
    this.direction = setup.direction ?? 'incoming';
    this.state = this.direction === 'incoming' ? 'incoming' : 'establishing';
    this.asked = this.direction === 'incoming' ? 'nothing' : 'answer';
    this.callbackUri = setup.callbackUri;
    this.permissions = setup.permissions;
    this.roster = setup.roster ?? 'full';
    this.coordinates = setup.coordinates;
    this.modalities = setup.modalities ?? ['audio'];
    this.bot = bot;
    this.room = room;
    this.peer = peer;
    this.inviter = setup.inviter;
    this.id = id;
    this.chainId = setup.chainId ?? platform.newId();
    this.scenarioId = platform.newId();
    this.myParticipantId = platform.newId();
    this.tenantId = setup.tenantId ?? platform.directory.homeTenantId;
    this.startedAt = platform.clock.now();
    this.caller = peer?.side ?? new CallerSide(platform.clock, id);
    this.notifications = new NotificationQueue(this);
    this.media = new MediaLine(this);
    this.voice = new Voice(platform.clock);
    if (!room.isGroup) room.bots.add(this); // Into a group it comes when it is connected.
    if (peer) room.enter(peer);
  }

  /** All who see and hear what the bot does. */
  sides(): ReadonlySet<CallerSide> {
    return new Set([this.caller, ...[...this.room.people].map(({ side }) => side)]);
  }

  /** Those who hear the bot at this moment. */
  listeners(): ReadonlySet<CallerSide> {
    if (this.isMuted) return new Set();
    const away = new Set([...this.room.people].filter(({ isOnHold }) => isOnHold).map(({ side }) => side));
    return new Set([...this.sides()].filter((side) => !away.has(side)));
  }

  /** Something that all see and hear. */
  show(event: CallerEvent): void {
    for (const side of this.sides()) side.emit(event);
  }

  botActed(act: Parameters<CallerSide['botActed']>[0]): void {
    for (const side of this.sides()) side.botActed(act);
  }

  /** Runs once, when the call is over. */
  whenEnded(run: (detail: string) => void): void {
    this.#endings.push(run);
  }

  /** The last moment: no timer, no sound, no more state. */
  close(): void {
    this.forgetTimers();
    this.media.fallSilent();
    this.state = 'terminated';
    this.audio = 'inactive';
    this.endedAt = this.platform.clock.now();
    for (const run of this.#endings.splice(0)) run('The call is over.');
  }

  get isOver(): boolean {
    return this.endedAt !== undefined || this.state === 'terminating' || this.state === 'terminated';
  }

  /** Runs after `delayMs` unless the call ends before. */
  later(delayMs: number, run: () => void): CancelTimer {
    const cancel = after(this.platform.clock, delayMs, () => {
      this.#timers.delete(cancel);
      run();
    });
    this.#timers.add(cancel);
    return cancel;
  }

  forgetTimers(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
    this.#cancelKeepAlive();
  }

  /** The call lives for so long from now, unless this is called again. */
  keepAliveFor(ms: number, onTimeout: () => void): void {
    this.#cancelKeepAlive();
    this.#cancelKeepAlive = after(this.platform.clock, ms, onTimeout);
  }

  /** A new state, told to the bot. */
  changeTo(state: CallState, title: string, more: Json = {}): void {
    this.state = state;
    this.tell(title, more);
  }

  /** Something about the call, told to the bot. */
  tell(title: string, more: Json = {}): void {
    this.notifications.add({ title, changeType: 'updated', below: '', resourceData: callChanged(this, more) });
  }

  operationEnded(operation: MediaOperation, result: OperationResult): void {
    const resourceData = operationEnded(operation, result);
    const title = `${operation.type} ${result.kind === 'recorded' || result.kind === 'played' ? 'completed' : result.kind}`;
    this.notifications.add({ title, changeType: 'deleted', below: `/operations/${operation.id}`, resourceData });
  }

  /** An operation without a result of its own has been done. */
  operationDone(type: string, operation: { readonly id: string; readonly clientContext: string | null }): void {
    this.notifications.add({
      title: `${type} completed`,
      changeType: 'deleted',
      below: `/operations/${operation.id}`,
      slashless: type.endsWith('HoldMusicOperation') && this.platform.shapes.holdMusicUrl === 'noSlash',
      resourceData: { '@odata.type': `#microsoft.graph.${type}`, ...operation, status: 'completed' },
    });
  }

  /** A key of somebody at the other end. Only a bot that subscribed is told; a recording hears it in any case. */
  press(key: string): void {
    if (this.isOver || this.audio !== 'active') return;
    if (this.listening) {
      this.#toneSequence += 1;
      const toneInfo = { '@odata.type': '#microsoft.graph.toneInfo', sequenceId: this.#toneSequence, tone: toneName(key) };
      this.tell(`tone ${key}`, { toneInfo });
    }
    for (const listener of [...this.#toneListeners]) listener(key);
  }

  onTone(listener: (key: string) => void): () => void {
    this.#toneListeners.add(listener);
    return () => this.#toneListeners.delete(listener);
  }
}
