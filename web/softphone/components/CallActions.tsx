import { Button, ToggleButton, Tooltip } from '@fluentui/react-components';
import { AddRegular } from '@fluentui/react-icons/svg/add';
import { CallFilled } from '@fluentui/react-icons/svg/call';
import { CallEndFilled } from '@fluentui/react-icons/svg/call-end';
import { Speaker2Regular } from '@fluentui/react-icons/svg/speaker';
import { SpeakerMuteRegular } from '@fluentui/react-icons/svg/speaker-mute';
import { isLive, type Phase } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';

export interface CallActionsProps {
  readonly phase: Phase;
  readonly canDial: boolean;
  readonly muted: boolean;
  readonly onMuted: (muted: boolean) => void;
  readonly onDial: () => void;
  readonly onHangUp: () => void;
  readonly onNewCall: () => void;
}

/** Dial, hang up, redial, mute. */
export function CallActions({ phase, canDial, muted, onMuted, onDial, onHangUp, onNewCall }: CallActionsProps) {
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
            {ended ? strings.redial : strings.dial}
          </Button>
        )}
        {ended && (
          <Button size="large" shape="circular" icon={<AddRegular />} onClick={onNewCall}>
            {strings.newCall}
          </Button>
        )}
        <Tooltip content={muted ? strings.muted : strings.mute} relationship="description">
          <ToggleButton
            size="large"
            shape="circular"
            appearance="subtle"
            checked={muted}
            icon={muted ? <SpeakerMuteRegular /> : <Speaker2Regular />}
            aria-label={strings.mute}
            onClick={() => onMuted(!muted)}
          />
        </Tooltip>
      </div>
      <p className="shortcuts">{strings.shortcuts}</p>
    </div>
  );
}
