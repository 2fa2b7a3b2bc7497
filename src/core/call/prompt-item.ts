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

/** What the safe flow says when nothing can be stored, before it sends the caller to a person (ADR 13). */
export const connectingText = 'We have a technical problem at the moment. I am connecting you to a person.';

/** Heard by a caller for whom somebody is being rung, again and again, when the flow has no words of its own for that. */
export const ringingText = 'One moment, please. I am trying to reach somebody for you.';
/** Heard by a person who is rung for a caller, after the flow's own words. */
export const screenText = 'To take the call, press 1. To decline it, press 2.';
/** Heard by a person who is rung for a caller, when the flow has no words of its own for that. */
export const whisperText = 'Hello. There is a call for you.';
/** Heard by a person who has taken a call. */
export const joiningText = 'Thank you. I am connecting you.';

/** The engine's own words as they are heard. */
export function ownWords(text: string): PromptItem {
  return { kind: 'speech', text, language: 'en-US', durationMs: readingTimeMs(text) };
}

/** What callers of a directory hear. */
export const directoryTexts = {
  one: (name: string) => `${name}. To be connected, press 1. To search again, press star.`,
  choice: (name: string, key: number) => `For ${name}, press ${key}.`,
  more: 'For more names, press 9.',
  again: 'To search again, press star.',
  tooMany: (count: number) => `There are ${count} names like that. Please enter more letters.`,
  nobody: 'There is nobody with that name.',
} as const;

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
