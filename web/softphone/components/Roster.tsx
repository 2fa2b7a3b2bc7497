import { Avatar, Text } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons/svg/bot';
import { MicOffRegular } from '@fluentui/react-icons/svg/mic-off';
import type { Address, LineOption, PersonOption } from '../../../simulator/softphone-api.ts';
import type { SoftphoneState } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';
import { InviteMenu } from './InviteMenu.tsx';

export interface RosterProps {
  readonly state: Pick<SoftphoneState, 'others' | 'invited' | 'isMuted' | 'place'>;
  readonly ownName: string;
  /** Who can be invited. */
  readonly people: readonly PersonOption[];
  /** As what the bot can be invited. */
  readonly lines: readonly LineOption[];
  readonly onInvite: (to: Address) => void;
  readonly onInviteBot: (line: string) => void;
}

/** Who is in the call, who is being rung, and whom else to take in. */
export function Roster({ state, ownName, people, lines, onInvite, onInviteBot }: RosterProps) {
  const { others, invited } = state;
  return (
    <section className="roster" aria-labelledby="roster-title" data-testid="roster">
      <div className="roster-head">
        <h3 id="roster-title" className="roster-title">
          {strings.inThisCall(others.length + 1)}
        </h3>
        <InviteMenu
          people={people}
          lines={lines}
          taken={[ownName, ...[...others, ...invited].map(({ name }) => name)]}
          onInvite={onInvite}
          onInviteBot={onInviteBot}
        />
      </div>
      <ul className="roster-list">
        <Entry name={ownName} note={strings.you} isMuted={state.isMuted} />
        {others.map(({ participantId, name, kind, isMuted }) => (
          <Entry key={participantId} name={name} isBot={kind === 'bot'} isMuted={isMuted} />
        ))}
        {invited.map(({ participantId, name }) => (
          <Entry key={participantId} name={name} note={strings.phases.ringing} />
        ))}
      </ul>
    </section>
  );
}

interface EntryProps {
  readonly name: string;
  readonly note?: string;
  readonly isBot?: boolean;
  readonly isMuted?: boolean;
}

function Entry({ name, note, isBot = false, isMuted = false }: EntryProps) {
  const looks = isBot ? ({ color: 'brand', initials: '', icon: <BotRegular /> } as const) : ({ color: 'colorful' } as const);
  return (
    <li className="roster-entry">
      <Avatar aria-hidden size={24} name={name} {...looks} />
      <span className="roster-name">{name}</span>
      {(note ?? (isBot ? strings.bot : undefined)) !== undefined && (
        <Text size={200} className="roster-note">
          {note ?? strings.bot}
        </Text>
      )}
      {isMuted && (
        <span className="roster-muted">
          <MicOffRegular aria-hidden />
          <span className="sr-only">{strings.isMuted}</span>
        </span>
      )}
    </li>
  );
}
