/** One thing to be heard, small enough to live in the call document. The prompt library turns it into a URL. */
export type PromptItem =
  | {
      readonly kind: 'speech';
      readonly text: string;
      /** The same with nothing sensitive in it, for whoever shows what was said. Absent when `text` may be shown. */
      readonly shown?: string;
      /** BCP 47, for example `en-US`. */
      readonly language: string;
      /** Content hash (SHA-256, hex) of fit WAV bytes in the media store. Absent: there is only the text. */
      readonly audio?: string;
      /** How long it sounds: of the audio when there is one, else the reading time of the text. */
      readonly durationMs: number;
    }
  /** Silence is our clock: its end is a notification (design, section 2). */
  | { readonly kind: 'silence'; readonly durationMs: number };

/** The text of the engine's own last words, spoken when a flow's own prompts or exits fail (I9). */
export const apologyText = 'Sorry, something went wrong on our side. Please call again later. Goodbye.';

/** What the safe flow says when a call cannot be served, before it sends the caller to a person (ADR 13). */
export const connectingText = 'We have a technical problem at the moment. I am connecting you to a person.';

const wordsPerMinute = 165;
const pauseAfterSentenceMs = 350;

/**
 * How long a text takes to be read aloud at a calm pace. Used as the length of a text-only prompt, so that the timing
 * of a flow on a laptop is believable, and for the estimate behind `wakeAt`.
 */
export function readingTimeMs(text: string): number {
  const spoken = text.trim();
  if (spoken === '') return 0;
  const words = spoken.split(/\s+/).reduce((sum, word) => sum + Math.max(1, word.length / 8), 0);
  // Digits are read one by one: "123456" is six words to a listener.
  const digits = (spoken.match(/\d/g) ?? []).length;
  const sentences = (spoken.match(/[.!?…](\s|$)/g) ?? []).length;
  const ms = ((words + digits * 0.6) / wordsPerMinute) * 60_000 + sentences * pauseAfterSentenceMs;
  return Math.max(600, Math.round(ms / 100) * 100);
}
