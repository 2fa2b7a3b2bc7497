/**
 * A number from 0 up to but not including 1, the same for the same words for ever: FNV-1a, then the finishing steps of
 * MurmurHash3, which spread neighbours. For sharing out, not for secrets.
 */
export function shareOf(...words: readonly string[]): number {
  let hash = 0x811c9dc5;
  for (const unit of new TextEncoder().encode(JSON.stringify(words))) hash = Math.imul(hash ^ unit, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
