import { z } from 'zod';
import { defineStep, goTo } from '../define-step.ts';
import { target, variableName } from '../fields.ts';
import { reasonFields, tellingReason } from '../reason.ts';
import {
  beginRecording,
  recordingFaults,
  recordingFields,
  recordingOutcomes,
  recordingPrompt,
  resumeRecording,
} from '../recording.ts';

const schema = z.strictObject({
  prompt: recordingPrompt.optional(),
  ...recordingFields,
  into: variableName.optional().describe("Takes the recording's id."),
  keep: z
    .boolean()
    .default(true)
    .describe('Whether the recording is stored. Without it only the fact that the caller spoke remains.'),
  ...reasonFields,
  next: target.describe('The step that follows.'),
});

/** A short spoken answer. */
export const record = defineStep(
  tellingReason<z.output<typeof schema>>({
    type: 'record',
    summary: 'Records what the caller says.',
    schema,
    needsAnswer: () => true,
    listens: false,
    inherits: [],
    outcomes: recordingOutcomes,
    byFaultOnly: () => recordingFaults,
    exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
    uses: (step) => [
      ...(step.prompt === undefined ? [] : [{ kind: 'prompt' as const, prompt: step.prompt, pointer: ['prompt'] }]),
      ...(step.into === undefined
        ? []
        : [{ kind: 'variable' as const, name: step.into, type: 'string' as const, pointer: ['into'] }]),
    ],
    enter: (step, context) => beginRecording(step, context),
    resume: (step, signal, context) =>
      resumeRecording(step, signal, context, (recordingId) => ({
        ...(step.into === undefined ? {} : { set: { [step.into]: recordingId } }),
        ...(step.keep && signal.kind === 'recorded'
          ? { do: [{ kind: 'keepRecording', source: signal.source, recordingId, notify: [] }] }
          : {}),
        go: goTo(step.next),
      })),
  }),
);
