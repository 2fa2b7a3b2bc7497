import { bot } from '../src/compose.ts';
import type { TimerTrigger } from '../src/edge/trigger.ts';

/**
 * Slow work where no host takes it from a queue: recordings are fetched before Graph throws them away. Under the Functions
 * host with a storage queue it only looks whether messages were set aside.
 */
export const work: TimerTrigger = {
  kind: 'timer',
  name: 'work',
  schedule: '*/3 * * * * *',
  handler: async () => (await bot()).work(),
};
