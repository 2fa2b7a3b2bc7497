const mostListed = 12;

/** What to do, in words; `instead` is the very word to write for another when no other is as near, so that a machine may do it. */
export interface Suggestion {
  readonly words: string;
  readonly instead?: { readonly of: string; readonly write: string };
}

/** The known word that was probably meant, or undefined when nothing is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  return nearestOnes(word, dictionaryOf(known))[0];
}

/** A fix in one sentence: the nearest word, else everything that is known, else `otherwise`. */
export function suggest(word: string, known: Iterable<string>, otherwise: string): Suggestion {
  return suggestFrom(dictionaryOf(known), word, otherwise);
}

/** Known words made ready for being looked through more than once. */
export interface Dictionary {
  readonly words: readonly string[];
  /** As they are compared. */
  readonly plain: readonly string[];
}

export function dictionaryOf(known: Iterable<string>): Dictionary {
  const words = [...known];
  return { words, plain: words.map(plain) };
}

/** As `suggest`. */
export function suggestFrom(known: Dictionary, word: string, otherwise: string): Suggestion {
  const [near, equallyNear] = nearestOnes(word, known);
  if (near !== undefined)
    return { words: `did you mean "${near}"?`, ...(equallyNear === undefined && { instead: { of: word, write: near } }) };
  return { words: known.words.length === 0 ? otherwise : `use one of: ${listed(known.words)}` };
}

/** The same suggestion, with more to say. */
export function also({ words, ...suggestion }: Suggestion, more: string): Suggestion {
  return { ...suggestion, words: `${words}${more}` };
}

/** Names differ near their beginning. */
const plain = (word: string): string => word.slice(0, 64).toLowerCase();

/** The first two words of the smallest distance, as long as it is small. Most mistakes are one letter, which is quickly seen. */
function nearestOnes(word: string, known: Dictionary): readonly string[] {
  const wanted = plain(word);
  const oneOff = nearestWithin(1, wanted, known);
  return oneOff.length > 0 ? oneOff : nearestWithin(Number.POSITIVE_INFINITY, wanted, known);
}

function nearestWithin(limit: number, wanted: string, { words, plain: compared }: Dictionary): readonly string[] {
  let near: string[] = [];
  let best = limit;
  for (let index = 0; index < words.length; index++) {
    const candidate = words[index] ?? '';
    const other = compared[index] ?? '';
    const most = Math.min(best, Math.max(1, Math.floor(candidate.length * 0.4)));
    if (Math.abs(wanted.length - other.length) > most) continue; // So many letters would have to be added.
    const distance = editDistance(wanted, other, most);
    if (distance > most) continue;
    if (distance < best) near = [];
    if (near.length < 2 && !near.includes(candidate)) near.push(candidate);
    best = distance;
  }
  return near;
}

export function listed(words: readonly string[]): string {
  const shown = words.slice(0, mostListed).join(', ');
  return words.length > mostListed ? `${shown} and ${words.length - mostListed} more` : shown;
}

/**
 * Insertions, deletions, changes and swaps of neighbours (optimal string alignment); more than `most` counts as infinite. What
 * both begin and end with costs nothing, so that long lists of similar names are compared quickly.
 */
function editDistance(one: string, other: string, most: number): number {
  let start = 0;
  while (start < one.length && start < other.length && one.charCodeAt(start) === other.charCodeAt(start)) start++;
  let [endOne, endOther] = [one.length, other.length];
  while (endOne > start && endOther > start && one.charCodeAt(endOne - 1) === other.charCodeAt(endOther - 1)) {
    endOne--;
    endOther--;
  }
  // One change mends one letter, or two that are swapped.
  if (most <= 1 && Math.max(endOne, endOther) - start > 2) return Number.POSITIVE_INFINITY;
  return distanceBetween({ one, other, start, lengthOfOne: endOne - start, lengthOfOther: endOther - start }, most);
}

/** What of two words is left to be compared. */
interface Remainders {
  readonly one: string;
  readonly other: string;
  readonly start: number;
  readonly lengthOfOne: number;
  readonly lengthOfOther: number;
}

/** Three rows of the table, used again and again: a flow with a fault in every step compares a million names. */
const rows = [new Uint8Array(66), new Uint8Array(66), new Uint8Array(66)] as const;

function distanceBetween({ one, other, start, lengthOfOne, lengthOfOther }: Remainders, most: number): number {
  let [beforeLast, last, row]: [Uint8Array, Uint8Array, Uint8Array] = [...rows];
  const sign = (word: string, nth: number): number => word.charCodeAt(start + nth - 1);
  for (let j = 0; j <= lengthOfOther; j++) last[j] = j;
  for (let i = 1; i <= lengthOfOne; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= lengthOfOther; j++) {
      const change = (last[j - 1] ?? 0) + (sign(one, i) === sign(other, j) ? 0 : 1);
      let cost = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      const swaps = i > 1 && j > 1 && sign(one, i) === sign(other, j - 1) && sign(one, i - 1) === sign(other, j);
      if (swaps) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    // A swap may still undo one of them.
    if (least > most + 1) return Number.POSITIVE_INFINITY;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[lengthOfOther] ?? 0;
}
