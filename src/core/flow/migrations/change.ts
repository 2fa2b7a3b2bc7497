import { type JsonPath, pointerOf } from '../json-text.ts';
import { isObject } from '../record.ts';
import { nodeAt, sourceOf, withName, without, withSource } from './edit-text.ts';

/** One step of a migration. Paths are those of the document after the steps before. */
export type Change =
  /** The member at `path` gets another name, in its place. */
  | { readonly kind: 'rename'; readonly path: JsonPath; readonly to: string }
  /** The value at `path` goes to another place, with the comments inside it. */
  | { readonly kind: 'move'; readonly path: JsonPath; readonly to: JsonPath }
  /** `undefined` removes the member. */
  | { readonly kind: 'set'; readonly path: JsonPath; readonly value: unknown };

/** The document's value after a change. The value given is not touched. */
export function changedValue(value: unknown, change: Change): unknown {
  switch (change.kind) {
    case 'set':
      return withValue(value, change.path, change.value);
    case 'move':
      return withValue(withValue(value, change.path, undefined), change.to, valueAt(value, change.path));
    case 'rename': {
      const parent = change.path.slice(0, -1);
      const old = valueAt(value, parent);
      if (!isObject(old)) return value;
      const members = Object.entries(old).map(
        ([name, inner]) => [name === change.path.at(-1) ? change.to : name, inner] as const,
      );
      return withValue(value, parent, bare(members));
    }
    default:
      return change satisfies never;
  }
}

/** The text after a change. Comments and everything that the change does not concern stay as they were written. */
export function changedText(text: string, change: Change): string {
  switch (change.kind) {
    case 'set':
      return change.value === undefined
        ? without(text, change.path)
        : withSource(text, change.path, JSON.stringify(change.value));
    case 'move': {
      const from = nodeAt(text, change.path);
      return from === undefined ? text : withSource(without(text, change.path), change.to, sourceOf(text, from));
    }
    case 'rename':
      return withName(text, change.path, change.to);
    default:
      return change satisfies never;
  }
}

/** Where something of the changed document stood before. Undefined when the path is not concerned. */
export function pathBefore(path: JsonPath, change: Change): JsonPath | undefined {
  if (change.kind === 'set') return undefined;
  const now = change.kind === 'move' ? change.to : [...change.path.slice(0, -1), change.to];
  return pointerOf(path.slice(0, now.length)) === pointerOf(now) ? [...change.path, ...path.slice(now.length)] : undefined;
}

function valueAt(value: unknown, path: JsonPath): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return typeof part === 'number' ? (inner[part] as unknown) : undefined;
    return isObject(inner) && Object.hasOwn(inner, part) ? inner[part] : undefined;
  }, value);
}

/** With `undefined` the member goes. Objects on the way are made where there are none. */
function withValue(value: unknown, [first, ...rest]: JsonPath, inner: unknown): unknown {
  if (first === undefined) return inner;
  const set = withValue(valueAt(value, [first]), rest, inner);
  if (Array.isArray(value)) return value.map((item: unknown, index) => (index === first ? set : item));
  const members = isObject(value) ? Object.entries(value) : [];
  const isThere = members.some(([name]) => name === String(first));
  const all = isThere
    ? members.map(([name, old]) => [name, name === String(first) ? set : old] as const)
    : [...members, [String(first), set] as const];
  return bare(all.filter(([, member]) => member !== undefined));
}

/** Like the objects of `readJsonText`: no member is inherited. */
function bare(members: Iterable<readonly [string, unknown]>): { readonly [name: string]: unknown } {
  const object: Record<string, unknown> = Object.create(null);
  for (const [name, value] of members) object[name] = value;
  return object;
}
