import { Button, ToggleButton, Tooltip } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { CallFilled } from '@fluentui/react-icons/svg/call';
import { CallEndFilled } from '@fluentui/react-icons/svg/call-end';
import { MicRegular } from '@fluentui/react-icons/svg/mic';
import { MicOffRegular } from '@fluentui/react-icons/svg/mic-off';
import { Speaker2Regular } from '@fluentui/react-icons/svg/speaker';
import { SpeakerMuteRegular } from '@fluentui/react-icons/svg/speaker-mute';
import { isLive, type Phase } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';
import { InviteMenu, type InviteMenuProps } from './InviteMenu.tsx';

export interface CallActionsProps {
  readonly phase: Phase;
  readonly canDial: boolean;
  /** What the button that dials says. */
  readonly dialWords: string;
  /** Nothing of the call is heard here. */
  readonly quiet: boolean;
  readonly onQuiet: (quiet: boolean) => void;
  /** Nobody in the call hears this person. */
  readonly muted: boolean;
  /** Of a call with the bot alone; with more people the roster has it. */
  readonly inviting: InviteMenuProps | undefined;
  readonly onMuted: (muted: boolean) => void;
  readonly onDial: () => void;
  readonly onHangUp: () => void;
  readonly onNewCall: () => void;
}

/** Dial, hang up, redial, mute, take somebody in. */
export function CallActions(props: CallActionsProps) {
  const { phase, canDial, dialWords, quiet, onQuiet, muted, onMuted, onDial, onHangUp, onNewCall } = props;
  const ended = phase === 'ended';
  return (
    <div className="actions">
      <div className="actions-row">
        {isLive(phase) ? (
          <Button key="hang-up" className="hang-up" size="large" shape="circular" icon={<CallEndFilled />} onClick={onHangUp}>
            {strings.hangUp}
          </Button>
        ) : (
          // disabledFocusable: the focus may rest here while the lines are still being loaded.
          <Button
            key="dial"
            className="dial"
            size="large"
            shape="circular"
            icon={<CallFilled />}
            disabledFocusable={!canDial}
            onClick={onDial}
            data-focus-when-over
          >
            {dialWords}
          </Button>
        )}
        {ended && (
          <Button size="large" shape="circular" icon={<AddRegular />} onClick={onNewCall}>
            {strings.newCall}
          </Button>
        )}
        {phase === 'connected' && (
          <Tooltip content={muted ? strings.unmuteMe : strings.muteMe} relationship="description">
            <ToggleButton
              size="large"
              shape="circular"
              appearance="subtle"
              checked={muted}
              icon={muted ? <MicOffRegular /> : <MicRegular />}
              aria-label={strings.muteMe}
              onClick={() => onMuted(!muted)}
            />
          </Tooltip>
        )}
        <Tooltip content={quiet ? strings.muted : strings.mute} relationship="description">
          <ToggleButton
            size="large"
            shape="circular"
            appearance="subtle"
            checked={quiet}
            icon={quiet ? <SpeakerMuteRegular /> : <Speaker2Regular />}
            aria-label={strings.mute}
            onClick={() => onQuiet(!quiet)}
          />
        </Tooltip>
        {props.inviting !== undefined && <InviteMenu {...props.inviting} />}
      </div>
      <p className="shortcuts">{strings.shortcuts}</p>
    </div>
  );
}
