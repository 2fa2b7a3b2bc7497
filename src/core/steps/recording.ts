import { z } from 'zod';
import type { Tone } from '../call/tone.ts';
import { type Act, type Doing, leaveBy, type StepContext, type StepSignal, wait } from './define-step.ts';
import { duration, key, promptsAlone } from './fields.ts';

/** What `record` and a `voicemail` that takes the message itself have in common. */
export const recordingFields = {
  maxLength: duration({ min: '1s', max: '2m' }).prefault('60s').describe('Graph records two minutes at the most.'),
  finishOnKey: z
    .union([key, z.literal('')])
    .default('#')
    .describe('Ends the recording; "" for none.'),
  silence: duration({ min: '1s', max: '2m' }).prefault('4s').describe('A pause of this length ends the recording.'),
  initialSilence: duration({ min: '1s', max: '2m' }).prefault('8s').describe('Nobody spoke for this long: on.silence.'),
  beep: z.boolean().default(true).describe('Whether a tone says when to speak.'),
};
export const recordingPrompt = promptsAlone.describe('Played first, before the beep. A key skips it.');

export interface RecordingPlan {
  readonly prompt?: string | readonly string[] | undefined;
  readonly maxLength: number;
  readonly finishOnKey: Tone | '';
  readonly silence: number;
  readonly initialSilence: number;
  readonly beep: boolean;
}

/** Queues the prompt and, behind it, the recording: the media queue leaves no gap between them. */
export function beginRecording(plan: RecordingPlan, context: StepContext): Act {
  const prompts = context.speak(plan.prompt);
  const record = recordDoing(plan);
  if (prompts.length === 0) return { flush: true, do: [record], go: wait({ phase: 'recording' }) };
  return { flush: true, do: [{ kind: 'play', mark: 'prompt', prompts }, record], go: wait({ phase: 'prompt' }) };
}

/** The signals of a recording until it is over; `finish` decides what a good one leads to. */
export function resumeRecording(
  plan: RecordingPlan,
  signal: StepSignal,
  context: StepContext,
  finish: (recordingId: string) => Act,
): Act {
  const { memory } = context;
  switch (signal.kind) {
    case 'tones': {
      const used = { consume: context.waiting.length };
      if (memory.phase === 'prompt')
        return { ...used, do: [{ kind: 'cancel' }, recordDoing(plan)], go: wait({ phase: 'recording' }) };
      const finished = plan.finishOnKey !== '' && context.waiting.includes(plan.finishOnKey);
      return { ...used, go: wait(finished ? { ...memory, finishSeen: true } : memory) };
    }
    case 'mediaOver':
      return { go: wait({ ...memory, phase: 'recording' }) };
    case 'mediaFailed':
      return { go: leaveBy('error') };
    case 'recorded': {
      const recordingId = `${context.call.id}-${context.call.nextNumber}`;
      const act = finish(recordingId);
      // Graph ends the recording at the stop tone and reports the tone as well, in either order.
      const toneToCome =
        plan.finishOnKey !== '' && memory.finishSeen !== true && signal.endedBy !== 'maxLength' && signal.endedBy !== 'silence';
      return toneToCome ? { ...act, swallow: plan.finishOnKey as Tone } : act; // Not '': checked a line above.
    }
    case 'recordFailed':
      return { go: leaveBy(signal.why === 'silence' ? 'silence' : 'failed') };
    case 'timedOut':
      return { go: leaveBy('failed') };
    default:
      return { go: wait(memory) };
  }
}

export const recordingOutcomes = {
  silence: { summary: 'nobody spoke; without it the step goes on', otherwise: 'next' },
  failed: { summary: 'the recording did not come about', otherwise: 'error' },
} as const;

/** What a caller does not bring about: Graph records, or it does not. */
export const recordingFaults: readonly string[] = ['failed'];

function recordDoing(plan: RecordingPlan): Doing {
  return {
    kind: 'recordCaller',
    mark: 'record',
    maxLengthMs: plan.maxLength,
    initialSilenceMs: plan.initialSilence,
    maxSilenceMs: plan.silence,
    beep: plan.beep,
    stopTones: plan.finishOnKey === '' ? [] : [plan.finishOnKey],
  };
}
