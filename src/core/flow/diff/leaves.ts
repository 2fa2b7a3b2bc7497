import { isObject } from '../record.ts';

export type Path = readonly string[];

/** A place at which two JSON values are different. An absent side: there is nothing there. */
export interface Difference {
  readonly path: Path;
  readonly before?: unknown;
  readonly after?: unknown;
}

/** Every leaf that is not the same on both sides, in the order of `after`, then what is gone. */
export function differences(before: unknown, after: unknown): readonly Difference[] {
  const [old, young] = [leavesOf(before), leavesOf(after)];
  const changed = [...young].flatMap(([key, leaf]) => {
    const other = old.get(key);
    if (other === undefined) return [{ path: leaf.path, after: leaf.value }];
    return same(other.value, leaf.value) ? [] : [{ path: leaf.path, before: other.value, after: leaf.value }];
  });
  const gone = [...old].flatMap(([key, leaf]) => (young.has(key) ? [] : [{ path: leaf.path, before: leaf.value }]));
  return [...changed, ...gone];
}

/** The same JSON, in whatever order the members stand. */
export function same(before: unknown, after: unknown): boolean {
  return typeof before === 'object' && before !== null && typeof after === 'object' && after !== null
    ? differences(before, after).length === 0
    : Object.is(before, after);
}

export const keyOf = (path: readonly (string | number)[]): string => JSON.stringify(path.map(String));

/** Objects and lists without members are leaves themselves: otherwise nobody would see them come and go. */
function leavesOf(value: unknown): Map<string, { readonly path: Path; readonly value: unknown }> {
  const leaves = new Map<string, { readonly path: Path; readonly value: unknown }>();
  const visit = (part: unknown, path: Path): void => {
    const members = Array.isArray(part) ? Object.entries(part) : isObject(part) ? Object.entries(part) : [];
    if (members.length > 0) for (const [name, member] of members) visit(member, [...path, name]);
    else leaves.set(keyOf(path), { path, value: Array.isArray(part) ? noItems : isObject(part) ? noMembers : part });
  };
  if (value !== undefined) visit(value, []);
  return leaves;
}

const noItems = Symbol('an empty list');
const noMembers = Symbol('an empty object');
