import type { DialRequest, PersonOption } from '../../../simulator/softphone-api.ts';

/** The value of an entry in the list of callers, fit for a form and for the memory of the browser. */
export type CallerChoice = string;
export const withheldChoice: CallerChoice = 'withheld';

export function choiceOf(person: PersonOption): CallerChoice {
  return person.kind === 'user' ? `user:${person.id}` : `phone:${person.number}`;
}

/** Who calls, as the simulator wants it; a choice that no longer exists falls back to a withheld number. */
export function callerOf(choice: CallerChoice, callers: readonly PersonOption[]): DialRequest['from'] {
  const person = callers.find((option) => choiceOf(option) === choice);
  if (person === undefined) return { kind: 'withheld' };
  return person.kind === 'user' ? { kind: 'user', id: person.id } : { kind: 'phone', number: person.number };
}

/** The remembered choice when it still exists, else the first there is. */
export function pickChoice(remembered: string | undefined, offered: readonly string[]): string | undefined {
  return offered.find((choice) => choice === remembered) ?? offered[0];
}
