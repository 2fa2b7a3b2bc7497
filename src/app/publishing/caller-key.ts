import { createHmac } from 'node:crypto';
import { readObjectId } from '../../core/call/object-id.ts';
import type { Party } from '../../core/call/party.ts';
import { isPhoneNumber } from '../../core/call/phone-number.ts';

/** What tells one caller from another, or undefined for somebody who withholds it. Kept nowhere, logged nowhere (I8). */
export function callerKey(caller: Party | undefined): string | undefined {
  if (caller === undefined || caller.kind === 'unknown') return undefined;
  return caller.kind === 'phone' ? caller.number : readObjectId(caller.id);
}

/** A number or an object id as an admin writes it, in the spelling of `callerKey`. Undefined when it is neither. */
export function readCallerKey(text: string): string | undefined {
  const number = text.replace(/[ ()/.-]/g, '');
  return readObjectId(text) ?? (isPhoneNumber(number) ? number : undefined);
}

/** A hash that means nothing without the salt, and another one under another salt. */
export function hashOfCaller(key: string, salt: string): string {
  return createHmac('sha256', salt).update(key).digest('hex').slice(0, 32);
}

/**
 * Whether a caller belongs to the share that gets the canary. The same caller is always on the same side, and a larger
 * share takes nobody out who was in it. Who withholds the number never gets it.
 */
export function getsCanary(
  key: string | undefined,
  { percent, salt }: { readonly percent: number; readonly salt: string },
): boolean {
  if (key === undefined) return false;
  const place = Number.parseInt(hashOfCaller(key, salt).slice(0, 8), 16) / 2 ** 32;
  return place * 100 < percent;
}

/** A list as an admin writes it. What cannot be read is told by its place, never by itself. */
export function readCallerKeys(
  callers: readonly string[],
): { readonly kind: 'keys'; readonly keys: readonly string[] } | { readonly kind: 'unreadable'; readonly words: string } {
  const keys = callers.map(readCallerKey);
  const wrong = keys.indexOf(undefined);
  if (wrong === -1) return { kind: 'keys', keys: keys.filter((key) => key !== undefined) };
  const words = `Caller ${wrong + 1} of the list is neither a number in full (+44...) nor an object id.`;
  return { kind: 'unreadable', words };
}
