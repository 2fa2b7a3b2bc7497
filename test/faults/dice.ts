/**
 * Chance by name: the same seed and name give the same number, whatever was asked before. A fault that is left out of
 * a story therefore leaves all others where they were, and the story can be shrunk one by one.
 */
export class Dice {
  readonly #seed: string;

  constructor(seed: number) {
    this.#seed = `${seed}|`;
  }

  /** From 0 up to 1. */
  roll(name: string): number {
    return hash(this.#seed + name) / 4_294_967_296;
  }

  chance(name: string, probability: number): boolean {
    return probability > 0 && this.roll(name) < probability;
  }

  /** A whole number, both ends included. */
  between(name: string, from: number, to: number): number {
    return from + Math.floor(this.roll(name) * (to - from + 1));
  }

  pick<Choice>(name: string, choices: readonly [Choice, ...Choice[]]): Choice {
    return choices[Math.floor(this.roll(name) * choices.length)] ?? choices[0];
  }
}

/** FNV-1a, then the finisher of MurmurHash3: every bit of the name moves every bit of the number. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) h = Math.imul(h ^ text.charCodeAt(at), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
