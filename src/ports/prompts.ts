import type { PromptItem } from '../core/call/prompt-item.ts';

/** A prompt as the telephone system fetches it. */
export interface PlayablePrompt {
  /** Public address under `BOT_BASE_URL/media/`. */
  readonly uri: string;
  /** Content hash: the same id always means the same sound (graph-calling, section 6). */
  readonly resourceId: string;
}

/** Turns what is to be heard into something that can be fetched. */
export interface PromptLibrary {
  /** Makes sure that the bytes can be served by every instance, then names them. */
  playable(item: PromptItem): Promise<PlayablePrompt>;
  /** The bytes of `/media/{hash}.wav`. `hash` is checked to be one before it gets here. */
  wav(hash: string): Promise<Uint8Array | undefined>;
}

/** Content-addressed bytes, shared by all instances. */
export interface MediaStore {
  put(hash: string, bytes: Uint8Array): Promise<void>;
  get(hash: string): Promise<Uint8Array | undefined>;
  has(hash: string): Promise<boolean>;
}

/** Looks at the bytes of an audio file and makes them fit to be played: PCM, mono, 16 bit, 16 kHz (graph-calling, section 6). */
export type FitWav = (bytes: Uint8Array) => FittedWav;

export type FittedWav =
  /** `converted`: what was changed, for example `44.1 kHz stereo to 16 kHz mono`; absent when it was fit already. */
  | { readonly kind: 'fit'; readonly wav: Uint8Array; readonly durationMs: number; readonly converted?: string }
  /** `problem`: one sentence that names what is wrong and how to mend it. */
  | { readonly kind: 'unfit'; readonly problem: string };
