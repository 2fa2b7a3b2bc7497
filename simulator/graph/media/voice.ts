import type { SimClock } from '../../clock/sim-clock.ts';
import { bytesPerSecond } from './wav.ts';

/** Root mean square of a 20 ms piece above which somebody is taken to speak; full scale is 32767. */
const speechThreshold = 450;
const pieceBytes = bytesPerSecond / 50;

export interface VoiceListener {
  /** Samples that have just arrived from one of those who speak. `speech` says whether they are more than noise. */
  heard(pcm: Uint8Array, speech: boolean, speaker: string): void;
  /** Somebody's scripted speech without samples goes on until then (epoch milliseconds). */
  speakingUntil(untilMs: number, speaker: string): void;
}

/** What is said on the bot's call: samples from microphones, or "speaks for three seconds" from a script. */
export class Voice {
  readonly #clock: SimClock;
  readonly #speakingUntil = new Map<string, number>();
  #listener: VoiceListener | undefined;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  /** PCM, 16 kHz, 16 bit, mono, as it comes from the microphone. Nobody keeps it unless a recording runs. */
  hear(pcm: Uint8Array, speaker = ''): void {
    this.#listener?.heard(pcm, isSpeech(pcm), speaker);
  }

  speak(ms: number, speaker = ''): void {
    const until = Math.max(this.#speakingUntil.get(speaker) ?? 0, this.#clock.now() + ms);
    this.#speakingUntil.set(speaker, until);
    this.#listener?.speakingUntil(until, speaker);
  }

  /** One listener at a time: recordings are queued. Speech that has begun is told at once. */
  listen(listener: VoiceListener): () => void {
    this.#listener = listener;
    for (const [speaker, until] of this.#speakingUntil) if (until > this.#clock.now()) listener.speakingUntil(until, speaker);
    return () => {
      if (this.#listener === listener) this.#listener = undefined;
    };
  }
}

function isSpeech(pcm: Uint8Array): boolean {
  const view = new DataView(pcm.buffer, pcm.byteOffset, pcm.byteLength - (pcm.byteLength % 2));
  for (let start = 0; start < view.byteLength; start += pieceBytes) {
    const end = Math.min(start + pieceBytes, view.byteLength);
    let squares = 0;
    for (let at = start; at < end; at += 2) squares += view.getInt16(at, true) ** 2;
    if (end > start && Math.sqrt(squares / ((end - start) / 2)) > speechThreshold) return true;
  }
  return false;
}
