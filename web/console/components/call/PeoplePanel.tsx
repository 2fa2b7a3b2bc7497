import { Badge, Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { ArrowClockwiseRegular } from '@fluentui/react-icons/svg/arrow-clockwise';
import { MoreHorizontalRegular } from '@fluentui/react-icons/svg/more-horizontal';
import { useCallback, useState } from 'react';
import type { Trouble } from '../../api/answer.ts';
import { type Participant, participants } from '../../api/schemas.ts';
import { type Said, useControl } from '../../hooks/use-control.ts';
import { usePolled } from '../../hooks/use-polled.ts';
import { strings } from '../../strings.ts';
import { AskDialog } from '../AskDialog.tsx';
import { TroubleBar } from '../TroubleBar.tsx';
import type { ActionsProps } from './CallActions.tsx';

const words = strings.people;
/** Microsoft is asked each time. */
const everyMs = 15_000;

/** Who is in a call with several people, and what can be done with one of them. */
export function PeoplePanel({ call, onSaid }: ActionsProps) {
  const { callId } = call;
  const load: Parameters<typeof usePolled<{ readonly participants: readonly Participant[] }>>[0] = useCallback(
    (api, signal) => api.get(`live-calls/${encodeURIComponent(callId)}/participants`, participants, signal),
    [callId],
  );
  const { value, trouble, refresh } = usePolled(load, { everyMs });
  const [refused, setRefused] = useState<Trouble>();
  const [removed, setRemoved] = useState<Participant>();
  const said = useCallback(
    (what: Said) => {
      onSaid(what);
      refresh();
    },
    [onSaid, refresh],
  );
  const control = useControl(callId, said);
  const order = async (path: string) => {
    const answer = await control(path, {}, crypto.randomUUID());
    setRefused(answer.kind === 'ok' ? undefined : answer);
  };
  return (
    <section className="card" aria-labelledby="people-title">
      <div className="card-head">
        <h2 id="people-title" className="card-title">
          {words.title}
        </h2>
        <Button
          size="small"
          appearance="subtle"
          icon={<ArrowClockwiseRegular />}
          onClick={refresh}
          aria-label={strings.refresh}
        />
      </div>
      <p className="hint">{words.hint}</p>
      <div className="inline">
        <Button size="small" onClick={() => void order('participants/mute-all')}>
          {words.muteAll}
        </Button>
        <Button size="small" onClick={() => void order('mute')}>
          {words.muteBot}
        </Button>
        <Button size="small" onClick={() => void order('unmute')}>
          {words.unmuteBot}
        </Button>
      </div>
      <TroubleBar trouble={refused ?? trouble} />
      {value?.participants.length === 0 && <p className="hint">{words.empty}</p>}
      <ul className="people" data-testid="people">
        {value?.participants.map((person) => (
          <PersonEntry key={person.id} person={person} onOrder={(path) => void order(path)} onRemove={() => setRemoved(person)} />
        ))}
      </ul>
      {removed !== undefined && (
        <AskDialog
          isGrave
          title={words.removeTitle(nameOf(removed))}
          hint={words.removeHint}
          submit={words.remove}
          keep={words.keep}
          onClose={() => setRemoved(undefined)}
          onSubmit={(key) => control(`participants/${encodeURIComponent(removed.id)}`, undefined, key)}
        />
      )}
    </section>
  );
}

const nameOf = ({ name, who }: Participant): string => name || who || words.unnamed;

interface PersonEntryProps {
  readonly person: Participant;
  readonly onOrder: (path: string) => void;
  readonly onRemove: () => void;
}

function PersonEntry({ person, onOrder, onRemove }: PersonEntryProps) {
  const at = (what: string) => () => onOrder(`participants/${encodeURIComponent(person.id)}/${what}`);
  return (
    <li className="person">
      <span className="person-words">
        <span className="main-title">{nameOf(person)}</span>
        <span className="detail">{words.kinds[person.kind] ?? person.kind}</span>
      </span>
      {person.isMuted && <Badge appearance="outline">{words.muted}</Badge>}
      {person.isInLobby && <Badge appearance="outline">{words.lobby}</Badge>}
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button size="small" appearance="subtle" icon={<MoreHorizontalRegular />} aria-label={words.more(nameOf(person))} />
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={at('mute')}>{words.mute}</MenuItem>
            <MenuItem onClick={at('hold')}>{words.hold}</MenuItem>
            <MenuItem onClick={at('unhold')}>{words.unhold}</MenuItem>
            <MenuItem onClick={onRemove}>{words.remove}</MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
    </li>
  );
}
