import type { SimClock } from '../../clock/sim-clock.ts';
import type { SoftphoneEvent } from '../../softphone-api.ts';
import { bounds } from '../graph-options.ts';
import type { Sound } from '../media/sound-library.ts';
import type { BotActed, CallerEvent, Happening } from './happening.ts';

/** What the caller sees and hears, from the first ring to the end: kept for those who look later, told to those who listen. */
export class CallerSide {
  readonly #clock: SimClock;
  readonly #callId: string;
  readonly #happenings: Happening[] = [];
  readonly #listeners = new Set<(happening: Happening) => void>();
  readonly #prompts = new Map<number, Uint8Array>();
  #seq = 0;
  #prompt = 0;

  constructor(clock: SimClock, callId: string) {
    this.#clock = clock;
    this.#callId = callId;
  }

  emit(event: CallerEvent): void {
    this.#seq += 1;
    // The spread of a union keeps its variants apart, which the compiler cannot see.
    this.#add({ ...event, seq: this.#seq, at: this.#clock.now() } as SoftphoneEvent);
  }

  botActed(act: Omit<BotActed, 'kind' | 'at'>): void {
    this.#add({ kind: 'botActed', at: this.#clock.now(), ...act });
  }

  /** @returns the number by which the prompt can be heard again. */
  promptStarted(sound: Extract<Sound, { kind: 'fit' }>): number {
    this.#prompt += 1;
    const n = this.#prompt;
    this.#prompts.set(n, sound.wav);
    this.#prompts.delete(n - bounds.promptsPerCall);
    this.emit({
      kind: 'promptStarted',
      n,
      silent: sound.silent,
      durationMs: sound.durationMs,
      url: `/softphone/api/calls/${this.#callId}/prompts/${n}.wav`,
      ...(sound.text === undefined ? {} : { text: sound.text }),
      ...(sound.shown === undefined ? {} : { shown: sound.shown }),
      ...(sound.language === undefined ? {} : { language: sound.language }),
    });
    return n;
  }

  promptEnded(n: number, cancelled: boolean): void {
    this.emit({ kind: 'promptEnded', n, cancelled });
  }

  /** The WAV of the n-th prompt, while it is among the last ones. */
  prompt(n: number): Uint8Array | undefined {
    return this.#prompts.get(n);
  }

  /** Everything so far; the oldest is forgotten when there is too much. */
  happenings(): readonly Happening[] {
    return this.#happenings;
  }

  listen(listener: (happening: Happening) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #add(happening: Happening): void {
    this.#happenings.push(happening);
    if (this.#happenings.length > bounds.happeningsPerCall) this.#happenings.shift();
    for (const listener of [...this.#listeners]) listener(happening);
  }
}
