import type { StepName } from '../call/ids.ts';

/** The step that the engine adds to every flow for people who are rung for a caller (screen.step.ts). */
export const screenStep = '$screen' as StepName;

/** In its memory: whoever was rung is told that nobody waits any more, and hung up on then. */
export const notNeeded = 'notNeeded';
