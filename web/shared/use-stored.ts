import { useCallback, useState } from 'react';
import type { z } from 'zod';

/**
 * What a page remembers from visit to visit, under a key of its own. Works without storage, too: then only until the page
 * closes. The schema must take an empty object.
 */
export function useStored<T extends object>(
  storageKey: string,
  schema: z.ZodType<T>,
): readonly [T, (change: Partial<T>) => void] {
  const [stored, setStored] = useState(() => read(storageKey, schema));
  const change = useCallback(
    (part: Partial<T>) => {
      setStored((before) => {
        const after = { ...before, ...part };
        write(storageKey, after);
        return after;
      });
    },
    [storageKey],
  );
  return [stored, change];
}

function read<T>(storageKey: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    return schema.parse({}); // Storage blocked, or written by another version.
  }
}

function write(storageKey: string, value: object): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(value));
  } catch {
    // Private windows may refuse; the choice still holds for this visit.
  }
}
