import { Button, Text } from '@fluentui/react-components';
import { CheckmarkRegular } from '@fluentui/react-icons/svg/checkmark';
import { MicRegular } from '@fluentui/react-icons/svg/mic';
import { useLayoutEffect, useRef } from 'react';
import { formatDuration } from '../../shared/format-time.ts';
import { useNow } from '../../shared/use-now.ts';
import { useVoice, type VoiceKind, type VoiceStatus } from '../hooks/use-voice.ts';
import type { RunningRecording } from '../state/softphone-state.ts';
import { strings } from '../strings.ts';
import { LevelMeter } from './LevelMeter.tsx';

export interface RecordingPanelProps {
  readonly recording: RunningRecording;
  readonly clockSkewMs: number;
  readonly voiceKind: VoiceKind;
  readonly onVoiceKind: (kind: VoiceKind) => void;
  readonly sendVoice: (pcm: Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly onFinish: () => void;
}

/** Shown while the bot records; the microphone is open exactly as long. */
export function RecordingPanel(props: RecordingPanelProps) {
  const { recording, voiceKind } = props;
  const { status, loudness } = useVoice(voiceKind, props.sendVoice);
  const now = useNow(true);
  const panel = useFocusKeptInPhone();
  const left = recording.at + recording.maxDurationMs - (now - props.clockSkewMs);
  return (
    <section ref={panel} className="recording" aria-label={strings.recording} data-testid="recording-indicator">
      <div className="recording-head">
        <span className="recording-dot" aria-hidden />
        <Text weight="semibold">{strings.recording}</Text>
        <span className="recording-left" role="timer" data-testid="recording-left">
          {strings.recordingLeft(formatDuration(left))}
        </span>
      </div>
      <LevelMeter loudness={status === 'heard' ? loudness : 0} />
      <Text size={200} role="status" data-testid="voice-status" data-status={status}>
        {wordsForVoice(status, voiceKind)}
      </Text>
      <div className="recording-actions">
        <Button appearance="primary" icon={<CheckmarkRegular />} onClick={props.onFinish}>
          {strings.finishRecording}
        </Button>
        {voiceKind === 'microphone' && status !== 'heard' && (
          <Button onClick={() => props.onVoiceKind('tone')}>{strings.useTone}</Button>
        )}
        {voiceKind === 'tone' && (
          <Button icon={<MicRegular />} onClick={() => props.onVoiceKind('microphone')}>
            {strings.useMicrophone}
          </Button>
        )}
      </div>
    </section>
  );
}

export function wordsForVoice(status: VoiceStatus, kind: VoiceKind): string {
  switch (status) {
    case 'asking':
      return strings.askingMicrophone;
    case 'denied':
      return strings.microphoneDenied;
    case 'missing':
      return strings.microphoneMissing;
    case 'heard':
      return kind === 'tone' ? strings.toneOn : strings.microphoneOn;
  }
}

/** When the panel goes, with the focus on one of its buttons, the focus goes to the call. */
function useFocusKeptInPhone() {
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    const box = panel.current;
    return () => {
      if (box?.contains(document.activeElement)) document.getElementById('call-status')?.focus({ preventScroll: true });
    };
  }, []);
  return panel;
}
