import { createHash } from 'node:crypto';
import { Fault } from '../../core/call/fault.ts';
import type { PromptItem } from '../../core/call/prompt-item.ts';
import type { MediaStore, PlayablePrompt, PromptLibrary } from '../../ports/prompts.ts';
import { ByteCache } from './byte-cache.ts';
import { silenceWav, silentMs } from './silence.ts';
import { type Caption, captioned } from './write-wav.ts';

export interface PromptLibraryOptions {
  readonly media: MediaStore;
  /** The bot's public origin: `BOT_BASE_URL`. */
  readonly baseUrl: string;
  /** True where a softphone shows and speaks the texts: every spoken prompt then carries its text (write-wav.ts). */
  readonly captions: boolean;
  /**
   * Fit WAV bytes of the engine's own words, by their text (I9). They come with the program, so every instance can serve
   * them, in their own language, even while no store answers.
   */
  readonly builtIn?: BuiltInSounds;
  /** Bytes of sound kept in this process. Default 32 MiB. */
  readonly cacheBytes?: number;
}

/** English, like the texts themselves. */
const builtInLanguage = 'en-US';

export type BuiltInSounds = { readonly [text: string]: Uint8Array };

/**
 * Turns what is to be heard into an address that the media service can fetch from any instance.
 *
 * 1. An address is given out only after the media store has the bytes, or when every instance has them by itself.
 * 2. The hash is that of the very bytes that are served, so it can be cached for ever, by us and by the media service.
 * 3. A prompt that was asked for lately costs neither a store access nor a hash.
 */
export function promptLibrary(options: PromptLibraryOptions): PromptLibrary {
  const { media, captions, builtIn = {}, cacheBytes = 32 * 1024 * 1024 } = options;
  const origin = options.baseUrl.replace(/\/+$/, '');
  const sounds = new ByteCache(cacheBytes);
  /** What is stored or being stored, by what was asked for. The promise lets callers of the same moment share one put. */
  const known = new Map<string, Promise<string>>();

  const own = new Map(
    Object.entries(builtIn).map(([text, bytes]) => {
      const served = withCaption(bytes, captions ? { text, language: builtInLanguage } : undefined);
      return [sha256(served), served] as const;
    }),
  );

  const store = async (bytes: Uint8Array): Promise<string> => {
    const hash = sha256(bytes);
    if (own.has(hash)) return hash;
    await media.put(hash, bytes);
    sounds.put(hash, bytes);
    return hash;
  };

  const load = async (hash: string): Promise<Uint8Array | undefined> => {
    const cached = own.get(hash) ?? sounds.get(hash);
    if (cached !== undefined) return cached;
    const bytes = await media.get(hash);
    if (bytes !== undefined) sounds.put(hash, bytes);
    return bytes;
  };

  /** Puts what is described into the store and names it. */
  const prepare = async (wanted: Wanted): Promise<string> => {
    switch (wanted.kind) {
      case 'silence':
        return store(silenceWav(wanted.durationMs, wanted.caption));
      case 'builtIn':
        return store(withCaption(wanted.bytes, wanted.caption));
      case 'audio': {
        // Nothing is made of it but its name, so the bytes can stay where they are.
        if (wanted.caption === undefined && (await media.has(wanted.hash))) return wanted.hash;
        const bytes = await load(wanted.hash);
        if (bytes === undefined) throw missingAudio(wanted.hash);
        return store(withCaption(bytes, wanted.caption));
      }
    }
  };

  const hashOf = (wanted: Wanted): Promise<string> => {
    const key = keyOf(wanted);
    const before = known.get(key);
    if (before !== undefined) {
      known.delete(key); // To the young end: the map is bounded and drops its oldest.
      known.set(key, before);
      return before;
    }
    const hash = prepare(wanted);
    known.set(key, hash);
    for (const oldest of known.keys()) {
      if (known.size <= knownPrompts) break;
      known.delete(oldest);
    }
    // What failed is tried again by the next who asks.
    hash.catch(() => known.get(key) === hash && known.delete(key));
    return hash;
  };

  return {
    playable: async (item): Promise<PlayablePrompt> => {
      const hash = await hashOf(wantedFor(item, captions, builtIn));
      return { uri: `${origin}/media/${hash}.wav`, resourceId: hash };
    },
    wav: load,
  };
}

/** How many prompts are remembered as stored. An entry is a few hundred bytes. */
const knownPrompts = 2_000;

type Wanted =
  | { readonly kind: 'silence'; readonly durationMs: number; readonly caption?: Caption }
  | { readonly kind: 'audio'; readonly hash: string; readonly caption?: Caption }
  | { readonly kind: 'builtIn'; readonly text: string; readonly bytes: Uint8Array; readonly caption?: Caption };

function wantedFor(item: PromptItem, captions: boolean, builtIn: BuiltInSounds): Wanted {
  if (item.kind === 'silence') return { kind: 'silence', durationMs: silentMs(item.durationMs) };
  const { text, shown, language } = item;
  const caption = captions ? { caption: { text, language, ...(shown === undefined ? {} : { shown }) } } : {};
  if (item.audio !== undefined) return { kind: 'audio', hash: item.audio, ...caption };
  const bytes = Object.hasOwn(builtIn, item.text) ? builtIn[item.text] : undefined;
  if (bytes !== undefined) return { kind: 'builtIn', text: item.text, bytes, ...caption };
  return { kind: 'silence', durationMs: silentMs(item.durationMs), ...caption };
}

function keyOf(wanted: Wanted): string {
  const { caption } = wanted;
  const sound = wanted.kind === 'silence' ? wanted.durationMs : wanted.kind === 'audio' ? wanted.hash : wanted.text;
  return JSON.stringify([wanted.kind, sound, caption?.language, caption?.text, caption?.shown]);
}

function withCaption(wav: Uint8Array, caption: Caption | undefined): Uint8Array {
  return caption === undefined ? wav : captioned(wav, caption);
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function missingAudio(hash: string): Fault {
  return new Fault('PROMPT_UNFIT', `The sound ${hash} is not in the media store: publish the flow again to put it there.`);
}
