import { useCallback, useEffect, useRef, useState } from 'react';
import { loudnessOf } from '../sound/pcm.ts';
import { createVoiceSender } from '../sound/voice-sender.ts';
import { openMicrophone, speakTestTone } from '../sound/voice-source.ts';

export type VoiceKind = 'microphone' | 'tone';
export type VoiceStatus = 'asking' | 'heard' | 'denied' | 'missing';

/**
 * Speaks into the call while the component that uses it is shown: from the microphone, or by a test tone.
 * `loudness` is 0 to 1.
 */
export function useVoice(
  kind: VoiceKind,
  post: (pcm: Uint8Array<ArrayBuffer>) => Promise<void>,
): { readonly status: VoiceStatus; readonly loudness: number } {
  const [status, setStatus] = useState<VoiceStatus>('asking');
  const [loudness, setLoudness] = useState(0);
  const latestPost = useRef(post);
  latestPost.current = post;

  const speak = useCallback((): (() => void) => {
    const sender = createVoiceSender((pcm) => latestPost.current(pcm));
    const onSamples = (samples: Float32Array) => {
      sender.push(samples);
      setLoudness(loudnessOf(samples));
    };
    let wanted = true;
    let stop = () => {};
    const opening = kind === 'tone' ? Promise.resolve(speakTestTone(onSamples)) : openMicrophone(onSamples);
    void opening.then((source) => {
      if (source.kind !== 'speaking') return wanted ? setStatus(source.kind) : undefined;
      if (!wanted) return source.stop(); // The recording ended while the browser was still asking.
      stop = source.stop;
      setStatus('heard');
    });
    return () => {
      wanted = false;
      stop();
      sender.stop();
    };
  }, [kind]);

  useEffect(() => {
    setStatus('asking');
    setLoudness(0);
    return speak();
  }, [speak]);
  return { status, loudness };
}
