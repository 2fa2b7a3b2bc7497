import { isObject } from '../record.ts';
import type { Renames } from './change.ts';

/** Steps that are gone under one name and there, otherwise the same, under another. */
export function renamedSteps(before: unknown, after: unknown): Renames {
  const [old, young] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const added = new Map(
    Object.keys(young).flatMap((name) => (Object.hasOwn(old, name) ? [] : [[contentOf(name, young[name]), name] as const])),
  );
  const renames = new Map<string, string>();
  for (const name of Object.keys(old)) {
    if (Object.hasOwn(young, name)) continue;
    const content = contentOf(name, old[name]);
    const now = added.get(content);
    if (now === undefined) continue;
    renames.set(name, now);
    added.delete(content); // Two steps alike: each new name is given once.
  }
  return renames;
}

/** A step that leads to itself does so under its new name, too. */
function contentOf(name: string, step: unknown): string {
  const canonical = (value: unknown): unknown => {
    if (value === name) return { itself: true };
    if (Array.isArray(value)) return value.map(canonical);
    if (!isObject(value)) return value;
    return Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([member, inside]) => [member, canonical(inside)]);
  };
  return JSON.stringify(canonical(step)) ?? '';
}
