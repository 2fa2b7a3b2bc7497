import { Button, Field } from '@fluentui/react-components';
import { useState } from 'react';
import { useNames } from '../../hooks/names-context.ts';
import { type DestinationBody, destinationOf, type Named, nobodyYet } from '../../state/destination.ts';
import { strings } from '../../strings.ts';
import { AskDialog } from '../AskDialog.tsx';
import { DestinationField } from '../DestinationField.tsx';
import { NameInput } from '../NameInput.tsx';
import type { ControlDialogProps } from './TransferDialog.tsx';

const mostPeople = 5;

/** `isAlone`: the caller is alone with the bot, and one person is invited to them by way of a meeting, which somebody makes. */
export function InviteDialog({ control, onClose, isAlone }: ControlDialogProps & { readonly isAlone: boolean }) {
  const words = strings.invite;
  const { contacts } = useNames();
  const [people, setPeople] = useState<readonly Named[]>([nobodyYet]);
  const [organizer, setOrganizer] = useState('');
  const [isAsked, setAsked] = useState(false);
  const needsOrganizer = isAlone && people.length === 1;
  const owner = needsOrganizer ? destinationOf({ kind: 'contact', text: organizer }) : undefined;
  const submit = async (key: string) => {
    setAsked(true);
    const bodies = people.map(destinationOf).filter((body): body is DestinationBody => body !== undefined);
    if (bodies.length < people.length || (needsOrganizer && owner === undefined)) return undefined;
    return control('invite', { people: bodies, ...(owner === undefined ? {} : { organizer: owner }) }, key);
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
        {people.length > 1 && (
          <Button size="small" appearance="subtle" onClick={() => setPeople(people.slice(0, -1))}>
            {words.fewer}
          </Button>
        )}
      </div>
      {needsOrganizer && (
        <Field
          label={words.organizer}
          hint={words.organizerHint}
          {...(isAsked && owner === undefined ? { validationMessage: words.noOrganizer } : {})}
        >
          <NameInput names={contacts} value={organizer} onChange={(_, { value }) => setOrganizer(value)} />
        </Field>
      )}
    </AskDialog>
  );
}
