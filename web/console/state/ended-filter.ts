import type { EndedCall } from '../api/schemas.ts';

/** Undefined: whichever. */
export interface EndedFilter {
  readonly line?: string | undefined;
  readonly outcome?: string | undefined;
}

export function filterEnded(calls: readonly EndedCall[], { line, outcome }: EndedFilter): readonly EndedCall[] {
  return calls.filter(
    (call) => (line === undefined || call.line === line) && (outcome === undefined || call.outcome === outcome),
  );
}

/** What can be chosen, each with how many calls have it, the most frequent first. */
export function choicesOf(calls: readonly EndedCall[], of: 'line' | 'outcome'): readonly { value: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const call of calls) counts.set(call[of], (counts.get(call[of]) ?? 0) + 1);
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || a.value.localeCompare(b.value));
}
