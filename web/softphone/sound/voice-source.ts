import { sampleRate } from './pcm.ts';

/** Something that speaks into the call: the microphone, or a tone made here. */
export type VoiceSource =
  | { readonly kind: 'speaking'; readonly stop: () => void }
  | { readonly kind: 'denied' }
  /** No microphone, or a page that is not allowed one (not https and not this machine). */
  | { readonly kind: 'missing' };

/** Receives blocks of about 50 ms at 16 kHz. */
export type OnSamples = (samples: Float32Array) => void;

const workletAddress = '/softphone/capture-worklet.js';

/** Asks for the microphone, which makes the browser ask the person when they have not decided yet. */
export async function openMicrophone(onSamples: OnSamples): Promise<VoiceSource> {
  const devices: MediaDevices | undefined = navigator.mediaDevices; // Absent on a page without a secure origin.
  if (devices === undefined) return { kind: 'missing' };
  let stream: MediaStream;
  try {
    stream = await devices.getUserMedia({ audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true } });
  } catch (error) {
    return { kind: error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'missing' };
  }
  const release = () => {
    for (const track of stream.getTracks()) track.stop();
  };
  const context = new AudioContext({ sampleRate });
  const stop = () => {
    release();
    void context.close().catch(() => undefined);
  };
  try {
    await context.audioWorklet.addModule(workletAddress);
    const capture = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0 });
    capture.port.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (data instanceof Float32Array) onSamples(data);
    };
    context.createMediaStreamSource(stream).connect(capture);
    await context.resume();
    return { kind: 'speaking', stop };
  } catch {
    stop();
    return { kind: 'missing' };
  }
}

/** A friendly warble instead of a voice, so that a recording can be tried without a microphone. */
export function speakTestTone(onSamples: OnSamples): VoiceSource {
  const blockMs = 50;
  const blockSamples = (sampleRate * blockMs) / 1000;
  const startedAt = performance.now();
  let made = 0;
  // Timers run late; what is due is counted by the clock, so that the tone is as long as the recording.
  const timer = setInterval(() => {
    const due = Math.floor((performance.now() - startedAt) / blockMs);
    for (; made < due; made += 1) onSamples(testTone(made * blockSamples, blockSamples));
  }, blockMs);
  return { kind: 'speaking', stop: () => clearInterval(timer) };
}

/** Two notes in turn, half a second each; `from` and `length` in samples. */
export function testTone(from: number, length: number): Float32Array {
  return Float32Array.from({ length }, (_, index) => {
    const seconds = (from + index) / sampleRate;
    const hertz = Math.floor(seconds * 2) % 2 === 0 ? 440 : 550;
    return 0.3 * Math.sin(2 * Math.PI * hertz * seconds);
  });
}
