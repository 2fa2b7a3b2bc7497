import { type Go, leaveBy, type StepContext, tryAgain } from './define-step.ts';

/**
 * What follows a silent caller or a wrong key: the exit that the flow declares, else another attempt with the next
 * prompt, else `maxAttempts`. `repeat` as a declared exit is another attempt, so that it cannot go on forever (ADR 7).
 */
export function afterMiss(miss: 'noInput' | 'noMatch', context: StepContext, maxAttempts: number): Go {
  const declared = context.declared(miss);
  if (declared !== undefined && declared !== 'repeat') return leaveBy(miss);
  return context.attempt < maxAttempts ? tryAgain : leaveBy('maxAttempts');
}

/** `maxAttempts` never comes where each of these misses leads elsewhere at once. */
export function attemptsNeverUsedUp(
  declared: StepContext['declared'],
  misses: readonly ('noInput' | 'noMatch')[] = ['noInput', 'noMatch'],
): readonly string[] {
  const leadsAway = (miss: string): boolean => declared(miss) !== undefined && declared(miss) !== 'repeat';
  return misses.every(leadsAway) ? ['maxAttempts'] : [];
}

/** The outcomes of every step that asks the caller for keys. */
export const inputOutcomes = {
  noInput: { summary: 'the caller pressed nothing in time; without it the step asks again', otherwise: 'maxAttempts' },
  noMatch: {
    summary: 'the caller pressed something that does not fit; without it the step asks again',
    otherwise: 'maxAttempts',
  },
  maxAttempts: { summary: 'no-inputs and no-matches together have used up `maxAttempts`', otherwise: 'error' },
} as const;
