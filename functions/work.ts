import { bot } from '../src/compose.ts';
import type { TimerTrigger } from '../src/edge/trigger.ts';

/** Slow work that must not hold up a call: recordings are fetched before Graph throws them away. */
export const work: TimerTrigger = {
  kind: 'timer',
  name: 'work',
  schedule: '*/3 * * * * *',
  handler: async () => (await bot()).work(),
};
