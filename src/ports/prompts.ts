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
