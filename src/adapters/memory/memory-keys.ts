import type { KeyFiles } from '../../ports/key-ring.ts';

/** Keys for as long as the process lives, for tests and the terminal. */
export function memoryKeys(): KeyFiles {
  const texts = new Map<string, string>();
  return {
    names: async () => [...texts.keys()].toSorted(),
    read: async (name) => texts.get(name),
    create: async (name, text) => {
      if (!texts.has(name)) texts.set(name, text);
    },
  };
}
