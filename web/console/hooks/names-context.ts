import { createContext, useContext, useEffect, useState } from 'react';
import { contactNames, lineNames } from '../api/schemas.ts';
import { useApi } from './api-context.ts';

/** What can be named in requests, to be offered. Empty where the API does not tell: anything can be typed all the same. */
export interface Names {
  readonly contacts: readonly string[];
  readonly lines: readonly string[];
  readonly flows: readonly string[];
}

export const noNames: Names = { contacts: [], lines: [], flows: [] };
export const NamesContext = createContext<Names>(noNames);
export const useNames = (): Names => useContext(NamesContext);

/** Asked for once: names change when flows are published, and a reload is at hand. */
export function useLoadedNames(): Names {
  const api = useApi();
  const [names, setNames] = useState(noNames);
  useEffect(() => {
    const leaving = new AbortController();
    const load = async (): Promise<void> => {
      const [lines, contacts] = await Promise.all([
        api.get('lines', lineNames, leaving.signal),
        api.get('contacts', contactNames, leaving.signal), // Refused to whoever may only look, who needs none.
      ]);
      if (leaving.signal.aborted) return;
      const known = lines.kind === 'ok' ? lines.value.lines : [];
      setNames({
        contacts: contacts.kind === 'ok' ? contacts.value.contacts.map(({ name }) => name) : [],
        lines: known.map(({ name }) => name),
        flows: [...new Set(known.map(({ flow }) => flow))],
      });
    };
    void load();
    return () => leaving.abort();
  }, [api]);
  return names;
}
