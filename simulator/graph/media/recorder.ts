import { after, type CancelTimer, type SimClock } from '../../clock/sim-clock.ts';
import type { VoiceListener } from './voice.ts';
import { bytesPerSecond } from './wav.ts';

export interface RecordingLimits {
  readonly initialSilenceMs: number;
  readonly maxSilenceMs: number;
  readonly maxDurationMs: number;
}

export type RecordingEnd = 'maxDuration' | 'stopTone' | 'initialSilence' | 'maxSilence';

/** A gap longer than this between two pieces of sound is real silence, not a slow network. */
const jitterMs = 400;

/** One running recording: collects sound, and ends by itself at the first limit that is reached. */
export class Recorder implements VoiceListener {
  readonly #clock: SimClock;
  readonly #limits: RecordingLimits;
  readonly #onEnd: (why: RecordingEnd) => void;
  readonly #startedAt: number;
  readonly #sound: Uint8Array;
  /** Bytes of `#sound` that have been filled, silence included. */
  #filled = 0;
  #cancelSilence: CancelTimer;
  readonly #cancelMaximum: CancelTimer;
  #ended = false;

  constructor(clock: SimClock, limits: RecordingLimits, onEnd: (why: RecordingEnd) => void) {
    this.#clock = clock;
    this.#limits = limits;
    this.#onEnd = onEnd;
    this.#startedAt = clock.now();
    this.#sound = new Uint8Array(bytesFor(limits.maxDurationMs));
    this.#cancelMaximum = after(clock, limits.maxDurationMs, () => this.#end('maxDuration'));
    this.#cancelSilence = after(clock, limits.initialSilenceMs, () => this.#end('initialSilence'));
  }

  heard(pcm: Uint8Array, speech: boolean): void {
    if (this.#ended) return;
    const lengthMs = (pcm.length / bytesPerSecond) * 1000;
    const expected = bytesFor(this.#clock.now() - this.#startedAt - lengthMs);
    if (expected > this.#filled + bytesFor(jitterMs)) this.#filled = expected;
    this.#add(pcm);
    if (speech) this.#spokeUntil(this.#clock.now());
  }

  speakingUntil(untilMs: number): void {
    if (this.#ended) return;
    this.#filled = Math.max(this.#filled, bytesFor(this.#clock.now() - this.#startedAt));
    this.#add(hum(untilMs - this.#clock.now()));
    this.#spokeUntil(untilMs);
  }

  /** The caller pressed a key that ends the recording. */
  stopToneHeard(): void {
    this.#end('stopTone');
  }

  /** Ends without telling anybody: the operation was cancelled. */
  discard(): void {
    this.#ended = true;
    this.#cancelMaximum();
    this.#cancelSilence();
  }

  /** What was recorded until now, in real length. */
  samples(): { readonly pcm: Uint8Array; readonly durationMs: number } {
    const durationMs = Math.min(this.#clock.now() - this.#startedAt, this.#limits.maxDurationMs);
    return { pcm: this.#sound.slice(0, bytesFor(durationMs)), durationMs };
  }

  #spokeUntil(untilMs: number): void {
    this.#cancelSilence();
    this.#cancelSilence = this.#clock.schedule(untilMs + this.#limits.maxSilenceMs, () => this.#end('maxSilence'));
  }

  #add(pcm: Uint8Array): void {
    const fitting = pcm.subarray(0, Math.max(0, this.#sound.length - this.#filled));
    this.#sound.set(fitting, this.#filled);
    this.#filled += fitting.length;
  }

  #end(why: RecordingEnd): void {
    if (this.#ended) return;
    this.discard();
    this.#onEnd(why);
  }
}

function bytesFor(ms: number): number {
  return Math.max(0, Math.floor((ms * bytesPerSecond) / 2000) * 2);
}

/** Scripted speech sounds as a quiet hum, so that a recording of it is not silence. */
function hum(ms: number): Uint8Array {
  const pcm = new Uint8Array(bytesFor(Math.min(ms, 120_000)));
  const view = new DataView(pcm.buffer);
  for (let at = 0; at < pcm.length; at += 2) view.setInt16(at, Math.round(4_000 * Math.sin((at / 2) * 0.07)), true);
  return pcm;
}
