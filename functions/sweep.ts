import { bot } from '../src/compose.ts';
import type { TimerTrigger } from '../src/edge/trigger.ts';

/** The net below every call: looks at those whose `wakeAt` has passed (I5). */
export const sweep: TimerTrigger = {
  kind: 'timer',
  name: 'sweep',
  schedule: '*/5 * * * * *',
  handler: async () => (await bot()).sweep(),
};
