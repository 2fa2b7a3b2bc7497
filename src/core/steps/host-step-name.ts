import type { StepName } from '../call/ids.ts';

/** The step that the engine adds to every flow for calls with several people that a caller is brought into (host.step.ts). */
export const hostStep = '$host' as StepName;
