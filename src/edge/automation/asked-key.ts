import type { AskedKey } from '../../ports/asked-key.ts';
import type { AutomationDesk } from './desk.ts';

/** Hexadecimal digits of a request's mark: few, because a call's document keeps eight of them. */
const markDigits = 8;

/**
 * The key with a mark of the request that it came with: what was asked, of whom, and the body, in whatever order its members
 * stand. Only who holds the bot's key could try numbers against the mark.
 */
export async function askedKey(
  { names }: Pick<AutomationDesk, 'names'>,
  key: string | undefined,
  ...request: readonly unknown[]
): Promise<AskedKey | undefined> {
  if (key === undefined) return undefined;
  return { key, request: (await names.nameOf(JSON.stringify(ordered(request)))).slice(0, markDigits) };
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== 'object' || value === null) return value;
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(members.map(([name, member]) => [name, ordered(member)]));
}
