import { useCallback, useEffect, useRef, useState } from 'react';
import type { Answer, Trouble } from '../api/answer.ts';
import type { ApiClient } from '../api/api-client.ts';
import { type Polling, startPolling, thisTab } from '../state/poll.ts';
import { waitAfter } from '../state/wait-after.ts';
import { useApi } from './api-context.ts';

export interface Polled<T> {
  /** The last good one; undefined before there was any. */
  readonly value: T | undefined;
  /** Of the last answer. */
  readonly trouble: Trouble | undefined;
  readonly refresh: () => void;
}

export interface PolledOptions<T> {
  readonly everyMs: number;
  readonly isLast?: (answer: Answer<T>) => boolean;
}

/** Asks for something while it is looked at. `load` begins anew when it is another function: give it by `useCallback`. */
export function usePolled<T>(
  load: (api: ApiClient, signal: AbortSignal) => Promise<Answer<T>>,
  { everyMs, isLast }: PolledOptions<T>,
): Polled<T> {
  const api = useApi();
  const [value, setValue] = useState<T>();
  const [trouble, setTrouble] = useState<Trouble>();
  const polling = useRef<Polling>(undefined);
  const last = useRef(isLast);
  last.current = isLast;
  useEffect(() => {
    setValue(undefined);
    setTrouble(undefined);
    const running = startPolling<Answer<T>>({
      load: async (signal) => api.noticed(await load(api, signal)),
      onAnswer: (answer) => {
        if (answer.kind === 'ok') setValue(answer.value);
        setTrouble(answer.kind === 'ok' ? undefined : answer);
      },
      everyMs,
      waitAfter: (answer, failures) => waitAfter(answer, failures, everyMs),
      isLast: (answer) => last.current?.(answer) ?? false,
      viewed: thisTab,
    });
    polling.current = running;
    return () => running.stop();
  }, [api, load, everyMs]);
  return { value, trouble, refresh: useCallback(() => polling.current?.refresh(), []) };
}
