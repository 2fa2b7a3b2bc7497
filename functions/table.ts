import type { Trigger } from '../src/edge/trigger.ts';
import { admin, adminByKey } from './admin.ts';
import { automation } from './automation.ts';
import { calls } from './calls.ts';
import { consoleTrigger } from './console.ts';
import { health } from './health.ts';
import { media } from './media.ts';
import { sweep } from './sweep.ts';
import { work } from './work.ts';
import { workQueue } from './work-queue.ts';

/** Everything that the app answers to. The Functions host and the local host both serve exactly this. */
export const triggers: readonly Trigger[] = [
  calls,
  media,
  health,
  sweep,
  work,
  workQueue,
  admin,
  adminByKey,
  ...automation,
  consoleTrigger,
];
