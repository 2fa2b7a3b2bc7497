import type { StepName } from '../call/ids.ts';

/** The step that the engine adds to every flow for people who are rung for a caller (screen.step.ts). */
export const screenStep = '$screen' as StepName;
