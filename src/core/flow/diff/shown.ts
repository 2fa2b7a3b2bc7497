import { readDurationMs } from '../../steps/fields.ts';
import type { Difference } from './leaves.ts';

/**
 * A value as it may be shown: a number, a switch, a duration, a plain word. Everything else (texts, addresses, numbers of
 * telephones, ids, hashes) is somebody's, or too long, and stays out of the sentence.
 */
export function shown(value: unknown): string | undefined {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return undefined;
  const isPlain = /^[A-Za-z][A-Za-z-]{0,31}$/.test(value) || /^[0-9*#]$/.test(value) || readDurationMs(value) !== undefined;
  return isPlain ? value : undefined;
}

/** `timeout is now 8s instead of 5s`, as far as both may be shown. */
export function valueWords(
  what: string,
  { before, after }: Difference,
  show: (value: unknown) => string | undefined = shown,
): string {
  const [old, young] = [show(before), show(after)];
  if (before === undefined) return young === undefined ? `${what} is new` : `${what} is now ${young}`;
  if (after === undefined) return `${what} is left out now`;
  return old === undefined || young === undefined || old === young
    ? `${what} changed`
    : `${what} is now ${young} instead of ${old}`;
}
