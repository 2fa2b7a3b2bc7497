import { useCallback, useState } from 'react';
import * as z from 'zod'; // As a namespace: the bundle then leaves out what is not used.
import '../api/zod-without-eval.ts';

export const themeChoices = ['system', 'light', 'dark', 'contrast'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

const preferencesSchema = z.object({
  caller: z.string().exactOptional(),
  line: z.string().exactOptional(),
  theme: z.enum(themeChoices).default('system'),
  muted: z.boolean().default(false),
});
export type Preferences = z.infer<typeof preferencesSchema>;

const storageKey = 'teams-ivr.softphone';

/** What the page remembers from visit to visit. Works without storage, too: then only until the page closes. */
export function usePreferences(): readonly [Preferences, (change: Partial<Preferences>) => void] {
  const [preferences, setPreferences] = useState(read);
  const change = useCallback((part: Partial<Preferences>) => {
    setPreferences((before) => {
      const after = { ...before, ...part };
      write(after);
      return after;
    });
  }, []);
  return [preferences, change];
}

function read(): Preferences {
  try {
    return preferencesSchema.parse(JSON.parse(localStorage.getItem(storageKey) ?? '{}'));
  } catch {
    return preferencesSchema.parse({}); // Storage blocked, or written by another version.
  }
}

function write(preferences: Preferences): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify(preferences));
  } catch {
    // Private windows may refuse; the choice still holds for this visit.
  }
}
