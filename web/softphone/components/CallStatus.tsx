import { Avatar, Text } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons/svg/bot';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import type { Ref } from 'react';
import type { Participant } from '../../../simulator/softphone-api.ts';
import { formatDuration } from '../../shared/format-time.ts';
import { useNow } from '../../shared/use-now.ts';
import { endMeaning } from '../state/meaning.ts';
import { peopleOf } from '../state/people-in-call.ts';
import { isPause } from '../state/softphone-reducer.ts';
import { isLive, type SoftphoneState } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';
import { Meaning } from './Meaning.tsx';
import { TransferCard } from './TransferCard.tsx';

export interface CallStatusProps {
  readonly ref: Ref<HTMLElement>;
  readonly state: SoftphoneState;
  readonly lineName: string;
  readonly number: string | undefined;
  /** Of the person at this window. */
  readonly ownName: string;
}

/** During and after a call: with whom, how it stands, how long. Takes the focus when dialling begins. */
export function CallStatus({ ref, state, lineName, number, ownName }: CallStatusProps) {
  const live = isLive(state.phase);
  const speaking = state.sounding !== undefined && !isPause(state.sounding);
  const people = live ? peopleOf(state) : [];
  const [other] = people;
  const title = titleOf(state, people, lineName);
  const ending = live ? undefined : endMeaning(state.wire);
  const transfer = state.transcript.findLast((entry) => entry.kind === 'transfer');
  return (
    <section ref={ref} tabIndex={-1} id="call-status" className="status" aria-label={title}>
      <div
        className="status-picture"
        data-speaking={speaking}
        data-waiting={state.phase === 'ringing' || state.phase === 'dialling'}
      >
        <Avatar aria-hidden size={64} {...lookOf(state, people)} />
      </div>
      <h2 className="status-name" data-testid="call-title">
        {title}
      </h2>
      <div className="status-parties">
        {number !== undefined && partOf(state) === 'caller' && other === undefined && <span>{number}</span>}
        <span>{strings.partOf(live ? 'now' : 'before', partOf(state), ownName)}</span>
      </div>
      <p className="status-line">
        <span role="status" className="phase" data-testid="call-state" data-phase={state.phase}>
          {state.phase === 'transferring' && transfer !== undefined ? strings.transferred : strings.phases[state.phase]}
        </span>
        <Duration state={state} />
      </p>
      {state.detail !== undefined && !live && (
        <Text size={200} align="center">
          {strings.ending(state.detail)}
        </Text>
      )}
      {ending !== undefined && <Meaning explained={ending} />}
      {state.link === 'retrying' && live && (
        <Text size={200} align="center" role="status" className="status-link">
          {strings.reconnecting}
        </Text>
      )}
      {transfer?.kind === 'transfer' && other === undefined && (
        <TransferCard to={transfer.to} destination={transfer.destination} />
      )}
    </section>
  );
}

function lookOf({ place }: SoftphoneState, [other]: readonly Participant[]) {
  if (place !== 'two') return { color: 'brand', initials: '', icon: <PeopleRegular /> } as const;
  return other === undefined
    ? ({ color: 'brand', initials: '', icon: <BotRegular /> } as const)
    : ({ color: 'colorful', name: other.name } as const);
}

function partOf({ place, calledBy }: SoftphoneState): 'caller' | 'called' | 'member' {
  if (place !== 'two') return 'member';
  return calledBy === undefined ? 'caller' : 'called';
}

/** With whom: the people when there are any, else the line that was dialled or whoever called. */
function titleOf({ place, calledBy }: SoftphoneState, people: readonly Participant[], lineName: string): string {
  if (place !== 'two') return strings.places[place];
  return people[0] === undefined ? (calledBy ?? lineName) : strings.inCallWith(people[0].name);
}

function Duration({ state }: { readonly state: SoftphoneState }) {
  const now = useNow(state.connectedAt !== undefined && state.endedAt === undefined);
  if (state.connectedAt === undefined) return null;
  const until = state.endedAt ?? now - state.clockSkewMs;
  return (
    <span className="duration" role="timer" aria-label={strings.duration} data-testid="duration">
      {formatDuration(until - state.connectedAt)}
    </span>
  );
}
