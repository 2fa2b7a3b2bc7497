const mostListed = 12;

/** What to do, in words; `instead` is the very word to write for another when no other is as near, so that a machine may do it. */
export interface Suggestion {
  readonly words: string;
  readonly instead?: { readonly of: string; readonly write: string };
}

/** The known word that was probably meant, or undefined when nothing is near. */
export function nearest(word: string, known: Iterable<string>): string | undefined {
  return nearestOnes(word, known)[0];
}

/** A fix in one sentence: the nearest word, else everything that is known, else `otherwise`. */
export function suggest(word: string, known: Iterable<string>, otherwise: string): Suggestion {
  const all = [...known];
  const [near, equallyNear] = nearestOnes(word, all);
  if (near !== undefined)
    return { words: `did you mean "${near}"?`, ...(equallyNear === undefined && { instead: { of: word, write: near } }) };
  return { words: all.length === 0 ? otherwise : `use one of: ${listed(all)}` };
}

/** The same suggestion, with more to say. */
export function also({ words, ...suggestion }: Suggestion, more: string): Suggestion {
  return { ...suggestion, words: `${words}${more}` };
}

/** All words of the smallest distance, as long as it is small. */
function nearestOnes(word: string, known: Iterable<string>): readonly string[] {
  let best: { readonly words: readonly string[]; readonly distance: number } | undefined;
  const wanted = word.slice(0, 64).toLowerCase();
  for (const candidate of known) {
    const most = Math.min(best?.distance ?? Number.POSITIVE_INFINITY, Math.max(1, Math.floor(candidate.length * 0.4)));
    if (Math.abs(wanted.length - Math.min(candidate.length, 64)) > most) continue; // So many letters would have to be added.
    const other = candidate.slice(0, 64).toLowerCase();
    const distance = editDistance(wanted, other, most);
    if (distance > most) continue;
    if (distance !== best?.distance) best = { distance, words: [candidate] };
    else if (!best.words.includes(candidate)) best = { distance, words: [...best.words, candidate] };
  }
  return best?.words ?? [];
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
  while (start < one.length && start < other.length && one[start] === other[start]) start++;
  let [endOne, endOther] = [one.length, other.length];
  while (endOne > start && endOther > start && one[endOne - 1] === other[endOther - 1]) {
    endOne--;
    endOther--;
  }
  return distanceBetween(one.slice(start, endOne), other.slice(start, endOther), most);
}

/** Three rows of the table, used again and again: a flow with a fault in every step compares a million names. */
const rows = [new Uint8Array(66), new Uint8Array(66), new Uint8Array(66)] as const;

function distanceBetween(a: string, b: string, most: number): number {
  let [beforeLast, last, row]: [Uint8Array, Uint8Array, Uint8Array] = [...rows];
  for (let j = 0; j <= b.length; j++) last[j] = j;
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    let least = i;
    for (let j = 1; j <= b.length; j++) {
      const change = (last[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      let cost = Math.min(change, (last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (beforeLast[j - 2] ?? 0) + 1);
      row[j] = cost;
      least = Math.min(least, cost);
    }
    // A swap may still undo one of them.
    if (least > most + 1) return Number.POSITIVE_INFINITY;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return last[b.length] ?? 0;
}
