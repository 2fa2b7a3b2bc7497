import { type SimClock, within } from '../../clock/sim-clock.ts';
import type { ExchangeLog } from '../exchange-log.ts';
import { bounds, type FetchMedia, times } from '../graph-options.ts';
import { readWav } from './wav.ts';

/** One `mediaInfo` of a request. */
export interface MediaInfo {
  readonly uri: string;
  readonly resourceId?: string | null | undefined;
}

export type Sound =
  | {
      readonly kind: 'fit';
      readonly wav: Uint8Array;
      readonly durationMs: number;
      readonly silent: boolean;
      readonly text?: string;
      readonly shown?: string;
      readonly language?: string;
    }
  /** Nothing answered, or not with 200 in time. */
  | { readonly kind: 'notFetched'; readonly why: string }
  | { readonly kind: 'unfit'; readonly why: string };

/**
 * Really fetches prompts, and keeps those that have a `resourceId`: the same id with changed content plays the old
 * sound, as on the real service (graph-calling, section 6).
 */
export class SoundLibrary {
  readonly #cache = new Map<string, Promise<Sound>>();
  readonly #clock: SimClock;
  readonly #fetchMedia: FetchMedia;
  readonly #exchanges: ExchangeLog;

  constructor(clock: SimClock, fetchMedia: FetchMedia, exchanges: ExchangeLog) {
    this.#clock = clock;
    this.#fetchMedia = fetchMedia;
    this.#exchanges = exchanges;
  }

  /** Never rejects. `callId` is for the exchange log. */
  sound(media: MediaInfo, callId: string): Promise<Sound> {
    const key = media.resourceId;
    if (!key) return this.#fetch(media.uri, callId);
    const cached = this.#cache.get(key);
    if (cached) return cached;
    const fetched = this.#fetch(media.uri, callId).then((sound) => {
      if (sound.kind !== 'fit') this.#cache.delete(key);
      return sound;
    });
    this.#cache.set(key, fetched);
    const oldest = this.#cache.keys().next();
    if (this.#cache.size > bounds.cachedSounds && !oldest.done) this.#cache.delete(oldest.value);
    return fetched;
  }

  async #fetch(uri: string, callId: string): Promise<Sound> {
    const began = this.#clock.now();
    const { sound, status } = await this.#clock.track('the fetch of a prompt', () => this.#get(uri));
    this.#exchanges.add(callId, {
      direction: 'toBot',
      title: 'fetch prompt',
      method: 'GET',
      path: uri,
      durationMs: this.#clock.now() - began,
      ...(status === undefined ? {} : { status }),
      ...(sound.kind === 'fit' ? {} : { trouble: `The prompt cannot be played: ${sound.why}.` }),
    });
    return sound;
  }

  async #get(uri: string): Promise<{ sound: Sound; status?: number }> {
    const giveUp = new AbortController();
    try {
      const answer = await within(this.#clock, times.fetchMs, this.#fetchMedia(uri, giveUp.signal), undefined);
      if (!answer) return { sound: { kind: 'notFetched', why: `no answer within ${times.fetchMs} ms` } };
      const { status, body } = answer;
      if (status !== 200) return { sound: { kind: 'notFetched', why: `the answer was ${status}` }, status };
      if (body.length > bounds.soundBytes) return { sound: { kind: 'unfit', why: 'it is too large' }, status };
      const read = readWav(body);
      if (read.kind === 'unfit') return { sound: read, status };
      const { pcm: _samples, ...facts } = read;
      return { sound: { ...facts, wav: body }, status };
    } catch {
      return { sound: { kind: 'notFetched', why: 'nothing answered' } };
    } finally {
      giveUp.abort();
    }
  }
}
