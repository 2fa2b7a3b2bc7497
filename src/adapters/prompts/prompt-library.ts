import { createHash } from 'node:crypto';
import { Fault } from '../../core/call/fault.ts';
import { apologyText, type PromptItem } from '../../core/call/prompt-item.ts';
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
  /** Fit WAV bytes of the engine's own last words, for a flow that has no sound for them (I9). */
  readonly apology?: Uint8Array;
  /** Bytes of sound kept in this process. Default 32 MiB. */
  readonly cacheBytes?: number;
}

/**
 * Turns what is to be heard into an address that the media service can fetch from any instance.
 *
 * 1. An address is given out only after the media store has the bytes.
 * 2. The hash is that of the very bytes that are served, so it can be cached for ever, by us and by the media service.
 * 3. A prompt that was asked for lately costs neither a store access nor a hash.
 */
export function promptLibrary(options: PromptLibraryOptions): PromptLibrary {
  const { media, captions, apology, cacheBytes = 32 * 1024 * 1024 } = options;
  const origin = options.baseUrl.replace(/\/+$/, '');
  const sounds = new ByteCache(cacheBytes);
  /** What is stored or being stored, by what was asked for. The promise lets callers of the same moment share one put. */
  const known = new Map<string, Promise<string>>();

  const store = async (bytes: Uint8Array): Promise<string> => {
    const hash = sha256(bytes);
    await media.put(hash, bytes);
    sounds.put(hash, bytes);
    return hash;
  };

  const load = async (hash: string): Promise<Uint8Array | undefined> => {
    const cached = sounds.get(hash);
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
      case 'apology':
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
      const hash = await hashOf(wantedFor(item, captions, apology));
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
  | { readonly kind: 'apology'; readonly bytes: Uint8Array; readonly caption?: Caption };

function wantedFor(item: PromptItem, captions: boolean, apology: Uint8Array | undefined): Wanted {
  if (item.kind === 'silence') return { kind: 'silence', durationMs: silentMs(item.durationMs) };
  const caption = captions ? { caption: { text: item.text, language: item.language } } : {};
  if (item.audio !== undefined) return { kind: 'audio', hash: item.audio, ...caption };
  if (item.text === apologyText && apology !== undefined) return { kind: 'apology', bytes: apology, ...caption };
  return { kind: 'silence', durationMs: silentMs(item.durationMs), ...caption };
}

function keyOf(wanted: Wanted): string {
  const { caption } = wanted;
  const sound = wanted.kind === 'silence' ? wanted.durationMs : wanted.kind === 'audio' ? wanted.hash : '';
  return JSON.stringify([wanted.kind, sound, caption?.language, caption?.text]);
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
