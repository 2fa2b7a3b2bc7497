import { Text } from '@fluentui/react-components';
import { useLayoutEffect, useRef, useState } from 'react';
import type { Address, Keypad, RingingCall } from '../../../simulator/softphone-api.ts';
import type { usePeople } from '../hooks/use-people.ts';
import type { Softphone } from '../hooks/use-softphone.ts';
import type { VoiceKind } from '../hooks/use-voice.ts';
import type { WindowPerson } from '../hooks/use-window-person.ts';
import { isShared, peopleOf } from '../state/people-in-call.ts';
import { isLive, type SoftphoneState } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';
import { CallActions } from './CallActions.tsx';
import { CallSetup } from './CallSetup.tsx';
import { CallStatus } from './CallStatus.tsx';
import { IncomingCalls } from './IncomingCalls.tsx';
import { Keypad as KeypadKeys, type LastKey } from './Keypad.tsx';
import { NowCaption } from './NowCaption.tsx';
import type { PageProps } from './Page.tsx';
import { ProblemBar } from './ProblemBar.tsx';
import { RecordingPanel } from './RecordingPanel.tsx';
import { Roster } from './Roster.tsx';
import { VoicePanel } from './VoicePanel.tsx';

export interface PhonePanelProps extends PageProps {
  readonly softphone: Softphone;
  readonly people: ReturnType<typeof usePeople>;
  readonly me: WindowPerson;
  readonly line: string | undefined;
  readonly voiceMissing: boolean;
  readonly lastKey: LastKey | undefined;
  readonly onDial: () => void;
  readonly onMeet: (from: Address) => void;
  readonly onHaveCalled: (to: Address, line: string) => void;
  readonly onAccept: (call: RingingCall) => void;
  readonly onPress: (key: Keypad) => void;
}

/** The telephone itself: who calls whom, how the call stands, the keys. */
export function PhonePanel(props: PhonePanelProps) {
  const { softphone, people, me } = props;
  const { state } = softphone;
  const live = isLive(state.phase);
  const status = useRef<HTMLElement>(null);
  const [voiceKind, setVoiceKind] = useState<VoiceKind>('microphone');
  useFocusOfCall(live, state.phase === 'idle', status);

  const known = people.state.kind === 'known' ? people.state.people : undefined;
  const line = known?.lines.find((option) => option.id === props.line);
  const ownName = me.person?.displayName ?? strings.withheld;
  const withPeople = live && peopleOf(state).length > 0;
  const problem = people.state.kind === 'unreachable' ? ({ kind: 'simulatorUnreachable' } as const) : state.problem;

  return (
    <section className="panel phone" aria-label={strings.phone}>
      <IncomingCalls
        ringing={softphone.ringing}
        missed={softphone.missed}
        live={live}
        onAccept={props.onAccept}
        onDecline={softphone.decline}
        onDismissMissed={softphone.dismissMissed}
      />
      <ProblemBar problem={problem} onDismiss={softphone.dismissProblem} onTryAgain={tryAgainOf(props)} />
      {state.phase === 'idle' ? (
        <CallSetup
          people={people.state}
          choice={{ caller: me.choice, line: props.line }}
          onCaller={me.choose}
          onLine={(chosen) => props.changePreferences({ line: chosen })}
          onMeet={props.onMeet}
          onHaveCalled={props.onHaveCalled}
        />
      ) : (
        <CallStatus
          ref={status}
          state={state}
          lineName={line?.displayName ?? strings.bot}
          number={line?.number}
          ownName={ownName}
        />
      )}
      {live && isShared(state) && (
        <Roster
          state={state}
          ownName={ownName}
          people={known?.callers ?? []}
          lines={state.place === 'meeting' ? (known?.lines ?? []) : []}
          onInvite={softphone.invite}
          onInviteBot={softphone.inviteBot}
        />
      )}
      {withPeople && state.isMuted && <Text className="hint">{strings.mutedHint}</Text>}
      {withPeople && !state.isMuted && state.recording === undefined && <VoicePanel sendVoice={softphone.sendVoice} />}
      {live && state.recording === undefined && <NowCaption state={state} voiceMissing={props.voiceMissing} />}
      {state.recording !== undefined && (
        <RecordingPanel
          recording={state.recording}
          clockSkewMs={state.clockSkewMs}
          voiceKind={voiceKind}
          onVoiceKind={setVoiceKind}
          sendVoice={softphone.sendVoice}
          onFinish={() => props.onPress('#')}
        />
      )}
      <KeypadKeys live={live} lastKey={props.lastKey} onPress={props.onPress} />
      <CallActions
        phase={state.phase}
        canDial={line !== undefined}
        dialWords={dialWords(state, line?.displayName)}
        quiet={props.preferences.muted}
        onQuiet={(muted) => props.changePreferences({ muted })}
        muted={state.isMuted}
        onMuted={softphone.setMuted}
        inviting={
          state.phase === 'connected' && !isShared(state)
            ? { people: known?.callers ?? [], taken: [ownName], onInvite: softphone.invite }
            : undefined
        }
        onDial={props.onDial}
        onHangUp={softphone.hangUp}
        onNewCall={softphone.putAway}
      />
    </section>
  );
}

/** After a meeting, or a call that somebody else made, dialling is no repetition. */
function dialWords({ phase, place, calledBy }: SoftphoneState, line: string | undefined): string {
  if (phase === 'idle' || line === undefined) return strings.dial;
  return place === 'two' && calledBy === undefined ? strings.redial : strings.dialLine(line);
}

/** What “Try again” does depends on what is gone. */
function tryAgainOf({ softphone, people, onDial }: PhonePanelProps): (() => void) | undefined {
  if (people.state.kind === 'unreachable') return people.reload;
  const { problem, phase } = softphone.state;
  if (problem?.kind === 'linkLost') return softphone.followAgain;
  if (problem?.kind === 'simulatorUnreachable' && phase === 'idle') return onDial;
  return undefined;
}

/** The button that had the focus gives way to another when a call begins or ends; the focus must not fall to the page. */
function useFocusOfCall(live: boolean, idle: boolean, status: React.RefObject<HTMLElement | null>): void {
  const before = useRef({ live, idle });
  useLayoutEffect(() => {
    const changed = before.current.live !== live || before.current.idle !== idle;
    before.current = { live, idle };
    if (!changed || document.activeElement !== document.body) return;
    const next = live ? status.current : document.querySelector<HTMLElement>('[data-focus-when-over]');
    next?.focus({ preventScroll: true });
  }, [live, idle, status]);
}
