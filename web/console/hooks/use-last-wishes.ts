import { useEffect, useRef, useState } from 'react';
import { type Wish, wish } from '../api/schemas.ts';
import { startPolling, thisTab } from '../state/poll.ts';
import { useApi } from './api-context.ts';

const everyMs = 2_000;
/** The end of a wish is told within minutes, or never. */
const mostRounds = 60;

/**
 * What was asked of a call, also after its end: those that were under way then are asked for one by one, until each has an
 * end. Only there stands, for example, in which call a caller goes on who was brought into another one.
 */
export function useLastWishes(callId: string, known: readonly Wish[], isOver: boolean): readonly Wish[] {
  const api = useApi();
  const [later, setLater] = useState<ReadonlyMap<string, Wish>>(new Map());
  const open = useRef<readonly string[]>([]);
  if (!isOver) open.current = known.filter(({ status }) => status === 'asked').map(({ id }) => id);
  useEffect(() => {
    if (!isOver || open.current.length === 0) return;
    let rounds = 0;
    const polling = startPolling({
      load: async (signal) => {
        rounds += 1;
        const answers = await Promise.all(
          open.current.map((id) => api.get(`live-calls/${encodeURIComponent(callId)}/wishes/${id}`, wish, signal)),
        );
        return answers.flatMap((answer) => (answer.kind === 'ok' ? [answer.value] : []));
      },
      onAnswer: (found) => {
        setLater((before) => new Map([...before, ...found.map((one) => [one.id, one] as const)]));
        const ended = new Set(found.filter(({ status }) => status !== 'asked').map(({ id }) => id));
        open.current = open.current.filter((id) => !ended.has(id));
      },
      isLast: () => open.current.length === 0 || rounds >= mostRounds,
      everyMs,
      viewed: thisTab,
    });
    return () => polling.stop();
  }, [api, callId, isOver]);
  return known.map((one) => later.get(one.id) ?? one);
}
