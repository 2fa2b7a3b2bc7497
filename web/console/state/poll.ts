/** What of a page decides whether anybody looks at it. */
export interface Viewed {
  isHidden(): boolean;
  /** Returns what stops listening. */
  onChange(changed: () => void): () => void;
}

export interface PollOptions<T> {
  readonly load: (signal: AbortSignal) => Promise<T>;
  readonly onAnswer: (answer: T) => void;
  /** Between an answer and the next request. */
  readonly everyMs: number;
  /** How long to wait instead; undefined when all is well. `failures`: how many there were in a row, this one included. */
  readonly waitAfter?: (answer: T, failures: number) => number | undefined;
  /** Nothing more is going to change. */
  readonly isLast?: (answer: T) => boolean;
  readonly viewed: Viewed;
}

export interface Polling {
  /** Now, and not only when it is time. */
  refresh(): void;
  stop(): void;
}

/**
 * Asks again and again while somebody looks: one request at a time, none while the tab is hidden, and one at once when it is
 * shown again. An answer that comes after `stop` is not told.
 */
export function startPolling<T>(options: PollOptions<T>): Polling {
  const { load, onAnswer, everyMs, waitAfter, isLast, viewed } = options;
  const stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isLoading = false;
  let isWantedAgain = false;
  let isOver = false;
  let failures = 0;

  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (isLoading) {
      isWantedAgain = true;
      return;
    }
    isLoading = true;
    const answer = await load(stopping.signal);
    isLoading = false;
    if (stopping.signal.aborted) return;
    onAnswer(answer);
    isOver = isLast?.(answer) ?? false;
    const wait = waitAfter?.(answer, failures + 1);
    failures = wait === undefined ? 0 : failures + 1;
    if (isWantedAgain) {
      isWantedAgain = false;
      return ask();
    }
    if (!isOver && !viewed.isHidden()) timer = setTimeout(() => void ask(), wait ?? everyMs);
  };

  const changed = (): void => {
    if (viewed.isHidden()) {
      clearTimeout(timer);
      timer = undefined;
    } else if (timer === undefined && !isLoading && !isOver) void ask();
  };
  const unlisten = viewed.onChange(changed);
  if (!viewed.isHidden()) void ask();
  return {
    refresh: () => void ask(),
    stop: () => {
      clearTimeout(timer);
      unlisten();
      stopping.abort();
    },
  };
}

/** The tab that shows this page. */
export const thisTab: Viewed = {
  isHidden: () => document.visibilityState === 'hidden',
  onChange: (changed) => {
    document.addEventListener('visibilitychange', changed);
    return () => document.removeEventListener('visibilitychange', changed);
  },
};
