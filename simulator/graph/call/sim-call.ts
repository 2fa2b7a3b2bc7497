import type { CallState } from '../../../src/core/call/call-event.ts';
import { after, type CancelTimer } from '../../clock/sim-clock.ts';
import { MediaLine, type MediaOperation } from '../media/media-line.ts';
import { Voice } from '../media/voice.ts';
import type { Json } from '../messages.ts';
import { callChanged, toneName } from '../notifications/call-changed.ts';
import { NotificationQueue } from '../notifications/notification-queue.ts';
import { type OperationResult, operationEnded } from '../notifications/operation-ended.ts';
import type { Platform } from '../platform.ts';
import { CallerSide } from './caller-side.ts';

export interface Parties {
  readonly from:
    | { readonly kind: 'user'; readonly id: string; readonly displayName: string }
    | { readonly kind: 'phone'; readonly number: string }
    | { readonly kind: 'withheld' };
  readonly to: {
    readonly kind: 'bot' | 'applicationInstance';
    readonly id: string;
    readonly displayName: string;
    readonly number?: string;
  };
  /** BCP 47, as the caller's endpoint reports it. */
  readonly languageId: string;
}

/** One call on Microsoft's side: its state, and what both ends can do to it. What follows when is in the files beside. */
export class SimCall {
  readonly platform: Platform;
  readonly parties: Parties;
  readonly id: string;
  readonly chainId: string;
  readonly scenarioId: string;
  readonly tenantId: string;
  readonly myParticipantId: string;
  readonly callerParticipantId: string;
  readonly startedAt: number;
  readonly caller: CallerSide;
  readonly notifications: NotificationQueue;
  readonly media: MediaLine;
  readonly voice: Voice;

  state: CallState = 'incoming';
  audio: 'active' | 'inactive' = 'inactive';
  /** What the bot asked for first; a second answer, reject or redirect is refused. */
  asked: 'nothing' | 'answer' | 'reject' | 'redirect' = 'nothing';
  callbackUri: string | undefined;
  listening = false;
  endedAt: number | undefined;
  /** Destinations that have failed in this call, for `failsOnce`. */
  readonly failedOnce = new Set<string>();
  #toneSequence = 0;
  readonly #toneListeners = new Set<(key: string) => void>();
  readonly #timers = new Set<CancelTimer>();
  #cancelKeepAlive: CancelTimer = () => {};

  constructor(platform: Platform, parties: Parties) {
    this.platform = platform;
    this.parties = parties;
    this.id = platform.newId();
    this.chainId = platform.newId();
    this.scenarioId = platform.newId();
    this.myParticipantId = platform.newId();
    this.callerParticipantId = platform.newId();
    this.tenantId = platform.options.tenantId;
    this.startedAt = platform.clock.now();
    this.caller = new CallerSide(platform.clock, this.id);
    this.notifications = new NotificationQueue(this);
    this.media = new MediaLine(this);
    this.voice = new Voice(platform.clock);
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

  /** A key of the caller. Only a bot that subscribed is told; a recording hears it in any case. */
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
