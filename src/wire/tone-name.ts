import { isTone, type Tone } from '../core/call/tone.ts';

const named: { readonly [name: string]: Tone } = { star: '*', pound: '#', a: 'A', b: 'B', c: 'C', d: 'D' };

/** Graph's name of a key. */
export function writeTone(tone: Tone): string {
  return Object.keys(named).find((name) => named[name] === tone) ?? `tone${tone}`;
}

/**
 * The key that Graph's tone names: `tone0` to `tone9`, `star`, `pound`, `a` to `d`, in any case (graph-calling, 2.4).
 * Undefined for `flash` and whatever comes next.
 */
export function readTone(name: string | null | undefined): Tone | undefined {
  const lower = (name ?? '').toLowerCase();
  const digit = /^tone([0-9])$/.exec(lower)?.[1];
  return digit !== undefined && isTone(digit) ? digit : named[lower];
}
