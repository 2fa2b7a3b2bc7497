/**
 * What the caller hears, through one AudioContext.
 *
 * 1. Nothing is created before the first press of a button: browsers keep earlier contexts silent.
 * 2. Muting silences what comes from elsewhere; the person still hears their own keys.
 */
import type { Keypad } from '../../../simulator/softphone-api.ts';
import { frequenciesOf } from './dtmf.ts';
import { fromPcm16, sampleRate } from './pcm.ts';

export interface SoundDeck {
  /** Call it within a click or key press. */
  readonly wake: () => void;
  readonly playKey: (key: Keypad) => void;
  readonly playBeep: () => void;
  /** Fetches and plays a WAV; the one before may ring out. `failed` when it cannot be fetched or is no sound. */
  readonly playPrompt: (url: string) => Promise<'started' | 'superseded' | 'failed'>;
  /** Silences the prompt at once. */
  readonly stopPrompt: () => void;
  /** Rings until it is told to stop. Silent in a window in which nothing was ever pressed: browsers want it so (1). */
  readonly ring: () => () => void;
  /** Somebody else's voice, piece after piece. */
  readonly playVoice: (pcm: Uint8Array) => void;
  readonly setMuted: (muted: boolean) => void;
}

const keyToneSeconds = 0.16;
/** Two short rings, then a pause. */
const ringEveryMs = 3_000;
const ringHertz = [440, 480];
/** Pieces of a voice are kept back so long that the next one is there in time; more than the longest is given up. */
const voiceDelaySeconds = 0.15;
const longestVoiceSeconds = 1;

export function createSoundDeck(): SoundDeck {
  let output: { context: AudioContext; prompts: GainNode } | undefined;
  let source: AudioBufferSourceNode | undefined;
  let muted = false;
  let voiceUntil = 0;
  let turn = 0; // Counts prompts, so that one which was stopped while it was loading does not begin.

  const open = (): { context: AudioContext; prompts: GainNode } => {
    if (output === undefined) {
      const context = new AudioContext();
      const prompts = context.createGain();
      prompts.gain.value = muted ? 0 : 1;
      prompts.connect(context.destination);
      output = { context, prompts };
    }
    if (output.context.state === 'suspended') void output.context.resume().catch(() => undefined);
    return output;
  };

  return {
    wake: () => void open(),
    playKey: (key) => playTones(open().context, frequenciesOf(key), keyToneSeconds, 0.12),
    playBeep: () => playTones(open().context, [1000], 0.25, 0.2),
    playPrompt: async (url) => {
      turn += 1;
      const mine = turn;
      try {
        const { context, prompts } = open();
        const response = await fetch(url);
        if (!response.ok) return mine === turn ? 'failed' : 'superseded';
        const buffer = await context.decodeAudioData(await response.arrayBuffer());
        if (mine !== turn) return 'superseded';
        source = new AudioBufferSourceNode(context, { buffer });
        source.connect(prompts);
        source.start();
        return 'started';
      } catch {
        return mine === turn ? 'failed' : 'superseded';
      }
    },
    stopPrompt: () => {
      turn += 1;
      source?.stop();
      source = undefined;
    },
    ring: () => {
      const ringOnce = () => {
        if (muted || (output === undefined && !navigator.userActivation.hasBeenActive)) return;
        const { context } = open();
        playTones(context, ringHertz, 0.4, 0.1);
        playTones(context, ringHertz, 0.4, 0.1, 0.6);
      };
      ringOnce();
      const timer = setInterval(ringOnce, ringEveryMs);
      return () => clearInterval(timer);
    },
    playVoice: (pcm) => {
      const samples = fromPcm16(pcm);
      if (muted || samples.length === 0) return;
      const { context, prompts } = open();
      const now = context.currentTime;
      if (voiceUntil < now) voiceUntil = now + voiceDelaySeconds;
      if (voiceUntil > now + longestVoiceSeconds) return;
      const buffer = context.createBuffer(1, samples.length, sampleRate);
      buffer.copyToChannel(samples, 0);
      const piece = new AudioBufferSourceNode(context, { buffer });
      piece.connect(prompts);
      piece.start(voiceUntil);
      voiceUntil += buffer.duration;
    },
    setMuted: (next) => {
      muted = next;
      if (output !== undefined) output.prompts.gain.value = next ? 0 : 1;
    },
  };
}

function playTones(context: AudioContext, hertz: readonly number[], seconds: number, volume: number, inSeconds = 0): void {
  const gain = context.createGain();
  const from = context.currentTime + inSeconds;
  // Short ramps: a tone that begins or ends abruptly clicks.
  gain.gain.setValueAtTime(0, from);
  gain.gain.linearRampToValueAtTime(volume, from + 0.01);
  gain.gain.setValueAtTime(volume, from + seconds - 0.02);
  gain.gain.linearRampToValueAtTime(0, from + seconds);
  gain.connect(context.destination);
  for (const frequency of hertz) {
    const oscillator = new OscillatorNode(context, { frequency });
    oscillator.connect(gain);
    oscillator.start(from);
    oscillator.stop(from + seconds);
  }
}
