/** One key of a telephone keypad, in keypad spelling. Graph's `tone1`, `star`, `pound` end at `wire/`. */
export const tones = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#', 'A', 'B', 'C', 'D'] as const;
export type Tone = (typeof tones)[number];

export function isTone(text: string): text is Tone {
  return (tones as readonly string[]).includes(text);
}

/** The ten digits, which are what `collect` takes. */
export function isDigit(tone: Tone): boolean {
  return tone >= '0' && tone <= '9';
}
