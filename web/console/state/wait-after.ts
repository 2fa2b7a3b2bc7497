import type { Answer } from '../api/answer.ts';

const longestMs = 60_000;

/** How long to leave the API alone after an answer; undefined: as usual. What it asks for itself comes first. */
export function waitAfter(answer: Answer<unknown>, failures: number, everyMs: number): number | undefined {
  if (answer.kind === 'ok') return undefined;
  if (answer.kind === 'refused' && answer.refusal.retryAfterMs !== undefined) {
    return Math.min(Math.max(answer.refusal.retryAfterMs, everyMs), longestMs);
  }
  return Math.min(everyMs * 2 ** Math.min(failures, 6), longestMs);
}
