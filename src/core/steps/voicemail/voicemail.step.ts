import { z } from 'zod';
import { type Act, defineStep, goTo, leaveBy, type StepContext, type StepSignal, wait } from '../define-step.ts';
import { contactName, target } from '../fields.ts';
import { leaveBecause, reasonFields, tellingReason } from '../reason.ts';
import {
  beginRecording,
  recordingFaults,
  recordingFields,
  recordingOutcomes,
  recordingPrompt,
  resumeRecording,
} from '../recording.ts';
import { afterTransfer, transferOutcomes } from '../transfer-outcomes.ts';

const message = z.strictObject({ prompt: recordingPrompt.optional(), ...recordingFields });
const schema = z
  .strictObject({
    box: contactName
      .optional()
      .describe(
        'The contact whose Teams voicemail takes the call. Before the call is answered it redirects, after it transfers.',
      ),
    record: message.optional().describe('Take the message ourselves instead.'),
    notify: z.array(contactName).max(10).default([]).describe('Contacts who are told of a message that we took.'),
    ...reasonFields,
    next: target.optional().describe('The step after a message that we took.'),
  })
  .refine((step) => (step.box === undefined) !== (step.record === undefined), { message: 'needs either "box" or "record"' })
  .refine((step) => step.record === undefined || step.next !== undefined, {
    path: ['next'],
    message: 'a message that we take needs a "next" step',
  })
  .meta({ oneOf: [{ required: ['box'] }, { required: ['record'] }], dependentRequired: { record: ['next'] } });
type Voicemail = z.output<typeof schema>;

/** To a person's Teams voicemail, or a message that we take and tell people of. */
export const voicemail = defineStep(
  tellingReason<Voicemail>({
    type: 'voicemail',
    summary: "Sends the caller to a person's Teams voicemail, or takes a message.",
    schema,
    needsAnswer: (step) => step.record !== undefined,
    listens: false,
    reachesPeople: () => true,
    inherits: [],
    outcomes: { ...recordingOutcomes, ...transferOutcomes },
    byFaultOnly: (step) => (step.record === undefined ? ['silence'] : recordingFaults.concat('busy', 'noAnswer')),
    exits: (step) => (step.next === undefined ? [] : [{ name: 'next', target: step.next, pointer: ['next'] }]),
    uses: (step) => [
      ...(step.box === undefined
        ? []
        : [{ kind: 'contact' as const, name: step.box, accepts: ['voicemail' as const, 'user' as const], pointer: ['box'] }]),
      ...(step.record?.prompt === undefined
        ? []
        : [{ kind: 'prompt' as const, prompt: step.record.prompt, pointer: ['record', 'prompt'] }]),
      ...step.notify.map((name, index) => ({ kind: 'told' as const, name, pointer: ['notify', index] })),
    ],
    enter: (step, context) => (step.record === undefined ? toBox(step, context) : beginRecording(step.record, context)),
    resume: (step, signal, context) =>
      step.record === undefined
        ? afterTransfer(signal)
        : resumeRecording(step.record, signal, context, (recordingId) => messageTaken(step, signal, recordingId)),
  }),
);

function toBox(step: Voicemail, context: StepContext): Act {
  const contact = step.box === undefined ? undefined : context.destination(step.box);
  if (contact === undefined || (contact.kind !== 'voicemail' && contact.kind !== 'user'))
    return leaveBecause('failed', 'notFound');
  const mailbox = { kind: 'voicemail', id: contact.id } as const;
  if (context.call.state === 'incoming') return { do: [{ kind: 'redirect', targets: [mailbox] }], go: wait() };
  return { do: [{ kind: 'transfer', target: mailbox }], go: { kind: 'wait', wakeInMs: 30_000 } };
}

function messageTaken(step: Voicemail, signal: StepSignal, recordingId: string): Act {
  const go = step.next === undefined ? leaveBy('error') : goTo(step.next);
  if (signal.kind !== 'recorded') return { go };
  return { do: [{ kind: 'keepRecording', source: signal.source, recordingId, notify: step.notify }], go };
}
