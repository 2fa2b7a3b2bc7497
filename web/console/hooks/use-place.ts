import { useMemo, useSyncExternalStore } from 'react';
import { type Place, readPlace } from '../state/place.ts';

/** Where somebody is, and where the buttons of the browser lead them. */
export function usePlace(): Place {
  const hash = useSyncExternalStore(
    (changed) => {
      addEventListener('hashchange', changed);
      return () => removeEventListener('hashchange', changed);
    },
    () => location.hash,
  );
  return useMemo(() => readPlace(hash), [hash]);
}
