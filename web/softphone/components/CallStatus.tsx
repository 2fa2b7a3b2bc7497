import { Avatar, Text } from '@fluentui/react-components';
import { BotRegular } from '@fluentui/react-icons/svg/bot';
import type { Ref } from 'react';
import { useNow } from '../hooks/use-now.ts';
import { formatDuration } from '../state/format-time.ts';
import { isPause } from '../state/softphone-reducer.ts';
import { isLive, type SoftphoneState } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';
import { TransferCard } from './TransferCard.tsx';

export interface CallStatusProps {
  readonly ref: Ref<HTMLElement>;
  readonly state: SoftphoneState;
  readonly lineName: string;
  readonly number: string | undefined;
  readonly callerName: string;
}

/** During and after a call: with whom, how it stands, how long. Takes the focus when dialling begins. */
export function CallStatus({ ref, state, lineName, number, callerName }: CallStatusProps) {
  const speaking = state.sounding !== undefined && !isPause(state.sounding);
  const transfer = state.transcript.findLast((entry) => entry.kind === 'transfer');
  return (
    <section ref={ref} tabIndex={-1} id="call-status" className="status" aria-label={lineName}>
      <div
        className="status-picture"
        data-speaking={speaking}
        data-waiting={state.phase === 'ringing' || state.phase === 'dialling'}
      >
        <Avatar aria-hidden size={64} color="brand" initials="" icon={<BotRegular />} />
      </div>
      <h2 className="status-name">{lineName}</h2>
      <div className="status-parties">
        {number !== undefined && <span>{number}</span>}
        <span>{isLive(state.phase) ? strings.callFrom(callerName) : strings.endedFrom(callerName)}</span>
      </div>
      <p className="status-line">
        <span role="status" className="phase" data-testid="call-state" data-phase={state.phase}>
          {state.phase === 'transferring' && transfer !== undefined ? strings.transferred : strings.phases[state.phase]}
        </span>
        <Duration state={state} />
      </p>
      {state.detail !== undefined && (
        <Text size={200} align="center">
          {state.detail}
        </Text>
      )}
      {state.link === 'retrying' && isLive(state.phase) && (
        <Text size={200} align="center" role="status" className="status-link">
          {strings.reconnecting}
        </Text>
      )}
      {transfer?.kind === 'transfer' && (
        <TransferCard to={transfer.to} destination={transfer.destination} live={isLive(state.phase)} />
      )}
    </section>
  );
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
