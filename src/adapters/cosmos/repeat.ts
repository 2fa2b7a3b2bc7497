import type { Log } from '../../ports/log.ts';
import { type Answer, unavailable } from './answer.ts';
import { type Patience, patiently } from './patience.ts';

/** Answers that say something about what was asked, instead of about the weather. */
export type Plain<Body> = Exclude<Answer<Body>, { kind: 'notDone' | 'unclear' }>;

/** Repeats a request that may be repeated freely until there is a plain answer to it. */
export function repeated<Body>(doing: string, log: Log, request: () => Promise<Answer<Body>>): Promise<Plain<Body>> {
  return patiently(doing, async (patience) => {
    for (;;) {
      const answer = await request();
      if (answer.kind !== 'notDone' && answer.kind !== 'unclear') return answer;
      await rest(patience, log, answer);
    }
  });
}

/** Says that there was no plain answer, and rests before the next attempt. Throws when there is no time for one. */
export async function rest<Body>(patience: Patience, log: Log, answer: Answer<Body>): Promise<void> {
  if (answer.kind !== 'notDone' && answer.kind !== 'unclear') throw unavailable(patience.doing, answer.kind);
  log.warn('store.retry', { doing: patience.doing, why: answer.why });
  await patience.again(answer);
}
