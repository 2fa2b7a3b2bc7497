import { z } from 'zod';
import { type Act, defineStep, type StepContext, wait } from '../define-step.ts';
import { contactName, duration, promptRef, promptsAlone } from '../fields.ts';
import { leaveBecause, reasonFields, tellingReason } from '../reason.ts';
import { afterTransfer, transferOutcomes } from '../transfer-outcomes.ts';
import { type Consultation, consult, goOnConsulting } from './consult.ts';

const ofConsultation = ['screen', 'whisper', 'whileWaiting'] as const;

const schema = z
  .strictObject({
    to: contactName.describe(
      'A contact: a user, a bot, auto attendant or call queue (applicationInstance), a phone, a voicemail.',
    ),
    announce: promptsAlone.optional().describe('Played before the caller is sent on.'),
    mode: z
      .enum(['blind', 'consultative'])
      .default('blind')
      .describe(
        'Blind: the caller is sent there at once. Consultative: the caller waits with us until somebody has taken the call.',
      ),
    screen: z
      .boolean()
      .optional()
      .describe('Consultative: whether a person must press 1 to take the call (true when left out). Bots and queues need false.'),
    whisper: promptRef.optional().describe('Consultative: what the person hears before being asked, for example who calls.'),
    whileWaiting: promptRef.optional().describe('Consultative: what the caller hears meanwhile, again and again.'),
    timeout: duration({ min: '10s', max: '5m' })
      .prefault('60s')
      .describe('When nothing is heard of the transfer, or nobody takes the call, for this long: on.noAnswer.'),
    ...reasonFields,
  })
  .superRefine((step, check) => {
    if (step.mode === 'consultative') return;
    for (const member of ofConsultation.filter((one) => step[one] !== undefined)) {
      check.addIssue({ code: 'custom', path: [member], message: `"${member}" is for "mode": "consultative" only` });
    }
  })
  .meta({
    anyOf: [
      { required: ['mode'], properties: { mode: { const: 'consultative' } } },
      { not: { anyOf: ofConsultation.map((member) => ({ required: [member] })) } },
    ],
  });
type Transfer = z.output<typeof schema>;

/** Blind or consultative transfer. One that fails comes back to the flow. */
export const transfer = defineStep(
  tellingReason<Transfer>({
    type: 'transfer',
    summary: 'Transfers the caller to a contact.',
    schema,
    needsAnswer: () => true,
    listens: false,
    inherits: [],
    outcomes: transferOutcomes,
    exits: () => [],
    uses: (step) => [
      {
        kind: 'contact',
        name: step.to,
        accepts: [
          'user',
          'application',
          'applicationInstance',
          'phone',
          ...(step.mode === 'blind' ? (['voicemail'] as const) : []),
        ],
        pointer: ['to'],
      },
      ...(['announce', 'whileWaiting'] as const).flatMap((member) => {
        const prompt = step[member];
        return prompt === undefined ? [] : [{ kind: 'prompt' as const, prompt, pointer: [member] }];
      }),
      ...(step.whisper === undefined
        ? []
        : [{ kind: 'prompt' as const, prompt: step.whisper, heard: 'byOthers' as const, pointer: ['whisper'] }]),
    ],
    enter: (step, context) => {
      if (step.mode === 'consultative') return consult(consultationOf(step), context);
      const prompts = context.speak(step.announce);
      if (prompts.length === 0) return send(step, context);
      return { do: [{ kind: 'play', mark: 'announce', prompts }], go: wait() };
    },
    resume: (step, signal, context) => {
      if (step.mode === 'consultative') return goOnConsulting(consultationOf(step), signal, context);
      switch (signal.kind) {
        case 'mediaOver':
        case 'mediaFailed': // Reaching somebody matters more than the announcement.
          return send(step, context);
        case 'tones':
          return { go: wait(context.memory) };
        default:
          return afterTransfer(signal);
      }
    },
  }),
);

function send(step: Transfer, context: StepContext): Act {
  const target = context.destination(step.to);
  if (target === undefined) return leaveBecause('failed', 'notFound');
  return { do: [{ kind: 'transfer', target }], go: { kind: 'wait', wakeInMs: step.timeout } };
}

function consultationOf({ screen = true, timeout, ...step }: Transfer): Consultation {
  return { ...step, screen, timeoutMs: timeout };
}
