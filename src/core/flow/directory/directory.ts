import type { Destination } from '../../call/party.ts';

/** Whom callers can ask for by name or extension: a file of `directories/`. */
export interface Person {
  /** As it is spoken: given name first. */
  readonly name: string;
  readonly extension?: string;
  readonly to: Destination;
}

export type People = readonly Person[];
export type Directories = { readonly [name: string]: People };

/** Which of a person's properties a caller may type. */
export type SearchBy = 'name' | 'extension' | 'both';

/** A directory made ready for searching. */
export interface PeopleIndex {
  /** Everybody whom these keys may mean, in the order of their names; an extension that fits exactly comes alone. */
  find(keys: string, by: SearchBy): People;
}

/** The letters on a telephone's keys (ITU-T E.161). */
const keyOfLetter: { readonly [letter: string]: string } = Object.fromEntries(
  ['abc', 'def', 'ghi', 'jkl', 'mno', 'pqrs', 'tuv', 'wxyz'].flatMap((letters, index) =>
    [...letters].map((letter) => [letter, String(index + 2)]),
  ),
);

/** Letters that are not taken apart into a plain one and its accent. */
const unfolded: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ł: 'l',
  þ: 'th',
  ð: 'd',
  ı: 'i',
};

/** A name as it is typed on a telephone's keys: accents are left out, and so is everything that no key has. */
export function keysOfName(name: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[ßæœøđłþðı]/g, (letter) => unfolded[letter] ?? '')
    .normalize('NFD');
  return Array.from(plain, (letter) => keyOfLetter[letter] ?? (/\d/.test(letter) ? letter : '')).join('');
}

/**
 * Sorts every way of typing every person once, so that a search is a look at one range of it. A name may be begun with any
 * of its words: "Ada Maria Example" is found by what "example", "maria example" or "ada" begin with.
 */
export function indexPeople(people: People): PeopleIndex {
  const typed = people
    .flatMap((person, at) => waysToType(person.name).map((keys) => ({ keys, at })))
    .sort((a, b) => (a.keys < b.keys ? -1 : a.keys > b.keys ? 1 : a.at - b.at));
  const extensions = new Map(
    people.flatMap((person) => (person.extension === undefined ? [] : [[person.extension, person] as const])),
  );
  const byName = (keys: string): People => {
    const found = new Set<number>();
    for (let at = firstFrom(typed, keys); at < typed.length; at += 1) {
      const entry = typed[at];
      if (entry === undefined || !entry.keys.startsWith(keys)) break;
      found.add(entry.at);
    }
    return [...found].flatMap((at) => people[at] ?? []).sort((a, b) => a.name.localeCompare(b.name));
  };
  return {
    find: (keys, by) => {
      if (keys === '') return [];
      const exact = by === 'name' ? undefined : extensions.get(keys);
      if (exact !== undefined) return [exact];
      return by === 'extension' ? [] : byName(keys);
    },
  };
}

function waysToType(name: string): readonly string[] {
  const words = name
    .split(/[\s,]+/)
    .map(keysOfName)
    .filter((word) => word !== '');
  return [...new Set(words.map((_, at) => [...words.slice(at), ...words.slice(0, at)].join('')))];
}

/** The place of the first entry that is not before `keys`. */
function firstFrom(typed: readonly { readonly keys: string }[], keys: string): number {
  let [low, high] = [0, typed.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((typed[middle]?.keys ?? '') < keys) low = middle + 1;
    else high = middle;
  }
  return low;
}
