import { isObject } from '../record.ts';
import { same } from './leaves.ts';

/** Members of an object that came, went, or are different; `describe` says how, in one sentence or several. */
export function namedChanges(
  word: string,
  before: unknown,
  after: unknown,
  describe: (before: unknown, after: unknown) => readonly string[] = () => ['changed'],
): readonly string[] {
  const [old, young] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const now = Object.keys(young).flatMap((name) => {
    if (!Object.hasOwn(old, name)) return [`${word} ${name}: new`];
    if (same(old[name], young[name])) return [];
    const words = describe(old[name], young[name]);
    return (words.length === 0 ? ['changed'] : words).map((one) => `${word} ${name}: ${one}`);
  });
  const gone = Object.keys(old).flatMap((name) => (Object.hasOwn(young, name) ? [] : [`${word} ${name}: gone`]));
  const odd = isObject(before) === isObject(after) || before === undefined || after === undefined ? [] : [`${word}s: changed`];
  return [...now, ...gone, ...odd];
}
