import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { type DestinationBody, destinationOf, type Named, nobodyYet } from '../../state/destination.ts';
import { strings } from '../../strings.ts';
import { AskDialog } from '../AskDialog.tsx';
import { DestinationField } from '../DestinationField.tsx';
import type { ControlDialogProps } from './TransferDialog.tsx';

const mostPeople = 5;

/** `isAlone`: the caller is alone with the bot, and only two or more can be invited to them. */
export function InviteDialog({ control, onClose, isAlone }: ControlDialogProps & { readonly isAlone: boolean }) {
  const words = strings.invite;
  const fewest = isAlone ? 2 : 1;
  const [people, setPeople] = useState<readonly Named[]>(() => Array.from({ length: fewest }, () => nobodyYet));
  const [isAsked, setAsked] = useState(false);
  const submit = async (key: string) => {
    setAsked(true);
    const bodies = people.map(destinationOf).filter((body): body is DestinationBody => body !== undefined);
    return bodies.length === people.length ? control('invite', { people: bodies }, key) : undefined;
  };
  return (
    <AskDialog title={words.title} hint={words.hint} submit={words.submit} onClose={onClose} onSubmit={submit}>
      {people.map((person, index) => (
        <DestinationField
          // biome-ignore lint/suspicious/noArrayIndexKey: people are added and taken off at the end only.
          key={index}
          label={words.one(index + 1)}
          value={person}
          isAsked={isAsked}
          onChange={(changed) => setPeople(people.map((one, at) => (at === index ? changed : one)))}
        />
      ))}
      <div className="inline">
        {people.length < mostPeople && (
          <Button size="small" onClick={() => setPeople([...people, nobodyYet])}>
            {words.more}
          </Button>
        )}
        {people.length > fewest && (
          <Button size="small" appearance="subtle" onClick={() => setPeople(people.slice(0, -1))}>
            {words.fewer}
          </Button>
        )}
      </div>
    </AskDialog>
  );
}
