import { useCallback, useState } from 'react';
import type { PersonOption } from '../../../simulator/softphone-api.ts';
import { type CallerChoice, choiceOf, pickChoice, withheldChoice } from '../state/caller-choice.ts';
import { addressOf, personNamed, personParameter } from '../state/window-person.ts';

export interface WindowPerson {
  readonly choice: CallerChoice;
  readonly person: PersonOption | undefined;
  readonly choose: (choice: CallerChoice) => void;
}

/**
 * Who sits at this window: what its address says, else whom the person chose last in any window. Choosing writes it into
 * the address, so that each window keeps its own person over a reload.
 */
export function useWindowPerson(
  people: readonly PersonOption[],
  remembered: CallerChoice | undefined,
  remember: (choice: CallerChoice) => void,
): WindowPerson {
  const [here, setHere] = useState(() => new URL(location.href).searchParams.get(personParameter) ?? undefined);
  const named = personNamed(here, people);
  const wanted = here === withheldChoice ? withheldChoice : named === undefined ? remembered : choiceOf(named);
  const choice = pickChoice(wanted, [...people.map(choiceOf), withheldChoice]) ?? withheldChoice;
  const person = people.find((one) => choiceOf(one) === choice);
  const choose = useCallback(
    (chosen: CallerChoice) => {
      const next = people.find((one) => choiceOf(one) === chosen);
      const value = next === undefined ? withheldChoice : addressOf(next);
      const url = new URL(location.href);
      url.searchParams.set(personParameter, value);
      history.replaceState(undefined, '', url);
      setHere(value);
      remember(chosen);
    },
    [people, remember],
  );
  return { choice, person, choose };
}
