import { useCallback, useEffect, useState } from 'react';
import type { People } from '../../../simulator/softphone-api.ts';
import { loadPeople } from '../api/softphone-client.ts';

export type PeopleState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'known'; readonly people: People };

/** Who can call and what can be called, asked once and again on request. */
export function usePeople(): { readonly state: PeopleState; readonly reload: () => void } {
  const [state, setState] = useState<PeopleState>({ kind: 'loading' });
  const reload = useCallback(() => {
    setState({ kind: 'loading' });
    void loadPeople().then((answer) => {
      setState(answer.kind === 'ok' ? { kind: 'known', people: answer.value } : { kind: 'unreachable' });
    });
  }, []);
  useEffect(reload, [reload]);
  return { state, reload };
}
