import { Button, Text } from '@fluentui/react-components';
import { useState } from 'react';
import { useVoice, type VoiceKind } from '../hooks/use-voice.ts';
import { strings } from '../strings.ts';
import { LevelMeter } from './LevelMeter.tsx';
import { wordsForVoice } from './RecordingPanel.tsx';

/** Shown while other people hear this person; the microphone is open exactly as long. */
export function VoicePanel({ sendVoice }: { readonly sendVoice: (pcm: Uint8Array<ArrayBuffer>) => Promise<void> }) {
  const [kind, setKind] = useState<VoiceKind>('microphone');
  const { status, loudness } = useVoice(kind, sendVoice);
  return (
    <div className="voice" data-testid="voice">
      <LevelMeter loudness={status === 'heard' ? loudness : 0} />
      <Text size={200} role="status">
        {wordsForVoice(status, kind)}
      </Text>
      {kind === 'microphone' && (status === 'denied' || status === 'missing') && (
        <Button size="small" onClick={() => setKind('tone')}>
          {strings.useTone}
        </Button>
      )}
    </div>
  );
}
