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
  /** Bytes of `#sound` that each speaker has come to, silence included. Voices at the same time are mixed. */
  readonly #filled = new Map<string, number>();
  #spokenUntil = 0;
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

  heard(pcm: Uint8Array, speech: boolean, speaker: string): void {
    if (this.#ended) return;
    const lengthMs = (pcm.length / bytesPerSecond) * 1000;
    const expected = bytesFor(this.#clock.now() - this.#startedAt - lengthMs);
    const filled = this.#filled.get(speaker) ?? 0;
    this.#add(pcm, speaker, expected > filled + bytesFor(jitterMs) ? expected : filled);
    if (speech) this.#spokeUntil(this.#clock.now());
  }

  speakingUntil(untilMs: number, speaker: string): void {
    if (this.#ended) return;
    const from = Math.max(this.#filled.get(speaker) ?? 0, bytesFor(this.#clock.now() - this.#startedAt));
    this.#add(hum(untilMs - this.#clock.now()), speaker, from);
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

  /** The silence begins when the last of those who speak is done. */
  #spokeUntil(untilMs: number): void {
    this.#cancelSilence();
    this.#spokenUntil = Math.max(this.#spokenUntil, untilMs);
    this.#cancelSilence = this.#clock.schedule(this.#spokenUntil + this.#limits.maxSilenceMs, () => this.#end('maxSilence'));
  }

  #add(pcm: Uint8Array, speaker: string, from: number): void {
    const length = Math.max(0, Math.min(pcm.length, this.#sound.length - from)) & ~1;
    const spoken = new DataView(pcm.buffer, pcm.byteOffset, length);
    const mixed = new DataView(this.#sound.buffer, from, length);
    for (let at = 0; at < length; at += 2) {
      const sum = mixed.getInt16(at, true) + spoken.getInt16(at, true);
      mixed.setInt16(at, Math.max(-32_768, Math.min(32_767, sum)), true);
    }
    this.#filled.set(speaker, from + length);
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
