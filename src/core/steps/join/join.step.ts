import { z } from 'zod';
import { type MeetingDoor, readJoinUrl } from '../../call/meeting.ts';
import { bringing, bringingTimeMs, failed, followBringing, joinUrlOf, makingMs, meetingOf } from '../bring-caller.ts';
import { type Act, defineStep, type StepContext, wait } from '../define-step.ts';
import { contactName, promptRef, target, variableName } from '../fields.ts';
import { isWorkedOut, textUse, textValue } from '../text-value.ts';
import { waitingWords, waitOn } from '../waiting-words.ts';

const text = z.string().min(1).max(2_000);

const schema = z.strictObject({
  meeting: z
    .union([
      z.strictObject({
        url: text
          .refine((url) => isWorkedOut(url) || readJoinUrl(url) !== undefined, 'is not the link of a Teams meeting')
          .describe('The link from the invitation, or one `${ }` that gives it.'),
      }),
      z.strictObject({
        id: text.describe('The meeting id from the invitation, or one `${ }` that gives it.'),
        passcode: text.optional().describe('Its passcode, or one `${ }` that gives it.'),
      }),
      z.strictObject({
        create: z
          .strictObject({
            organizer: contactName.describe('The user in whose name the meeting is made.'),
            subject: text.optional().describe('What the meeting is called, or one `${ }` that gives it.'),
          })
          .describe('A meeting that is made for this call.'),
      }),
    ])
    .describe('Which meeting: `url`, `id` with `passcode`, or `create` for one that is made for this call.'),
  whileWaiting: promptRef.optional().describe('What the caller hears until they are in the meeting, again and again.'),
  urlInto: variableName.optional().describe('Variable that gets the link of a meeting that was made.'),
  reasonInto: variableName.optional().describe('Variable that gets the code of the reason when it fails (docs/result-codes.md).'),
  next: target.describe('Where it goes on, in the meeting.'),
});
type Join = z.output<typeof schema>;

/** Brings the caller into a meeting, in which the flow goes on. */
export const join = defineStep<Join>({
  type: 'join',
  summary: 'Brings the caller into a meeting: by its link, by its id, or one that is made for the call.',
  schema,
  needsAnswer: () => true,
  listens: false,
  reachesPeople: () => true,
  inherits: [],
  outcomes: { failed: { summary: 'the meeting could not be joined, or the caller not brought there', otherwise: 'error' } },
  exits: ({ next }) => [{ name: 'next', target: next, pointer: ['next'] }],
  uses: (step) => [
    ...usesOf(step.meeting),
    ...(step.whileWaiting === undefined
      ? []
      : [{ kind: 'prompt' as const, prompt: step.whileWaiting, pointer: ['whileWaiting'] }]),
    ...(['urlInto', 'reasonInto'] as const).flatMap((member) => {
      const name = step[member];
      return name === undefined ? [] : [{ kind: 'variable' as const, name, type: 'string' as const, pointer: [member] }];
    }),
  ],
  enter: (step, context) => {
    if (context.call.multiparty) return failed(step.reasonInto, 'alreadyTogether');
    const { meeting } = step;
    if (!('create' in meeting)) return joinBy(step, context, doorOf(meeting, context), true);
    const organizer = context.destination(meeting.create.organizer);
    if (organizer?.kind !== 'user') return failed(step.reasonInto, 'notAMeeting');
    const subject = meeting.create.subject === undefined ? undefined : textValue(meeting.create.subject, context);
    const command = meetingOf(context, organizer.id, subject);
    return {
      do: [waitingWords(step.whileWaiting, context), { kind: 'ask', mark: 'make', command }],
      go: { kind: 'wait', wakeInMs: makingMs },
    };
  },
  resume: (step, signal, context) => {
    if (signal.kind === 'mediaOver' || signal.kind === 'mediaFailed')
      return { do: waitOn(step.whileWaiting, signal, context), go: wait(context.memory) };
    if (signal.kind === 'answered') {
      const url = joinUrlOf(signal.answer);
      const act = joinBy(step, context, readJoinUrl(url), false);
      return step.urlInto === undefined ? act : { ...act, set: { ...act.set, [step.urlInto]: url } };
    }
    if (signal.kind === 'commandFailed' && signal.mark === 'make') return failed(step.reasonInto, signal.code);
    return followBringing(context, signal, step.reasonInto) ?? { flush: signal.kind === 'tones', go: wait(context.memory) };
  },
});

function joinBy(step: Join, context: StepContext, door: MeetingDoor | undefined, speaks: boolean): Act {
  if (door === undefined) return failed(step.reasonInto, 'notAMeeting');
  const placed = bringing(context, { kind: 'meeting', door }, step.next);
  if (placed === undefined) return failed(step.reasonInto, 'callerUnknown');
  const words = speaks ? [waitingWords(step.whileWaiting, context)] : [];
  return { do: [...words, placed], go: { kind: 'wait', wakeInMs: bringingTimeMs } };
}

function doorOf(meeting: Exclude<Join['meeting'], { create: unknown }>, context: StepContext): MeetingDoor | undefined {
  if ('url' in meeting) return readJoinUrl(textValue(meeting.url, context) ?? '');
  const meetingId = textValue(meeting.id, context)?.replaceAll(/\s/g, '');
  const passcode = meeting.passcode === undefined ? undefined : textValue(meeting.passcode, context);
  if (meetingId === undefined || !/^\d{6,20}$/.test(meetingId)) return undefined;
  return { kind: 'meetingId', meetingId, ...(passcode === undefined ? {} : { passcode }) };
}

function usesOf(meeting: Join['meeting']) {
  if ('url' in meeting) return textUse(meeting.url, ['meeting', 'url']);
  if ('id' in meeting) return [...textUse(meeting.id, ['meeting', 'id']), ...textUse(meeting.passcode, ['meeting', 'passcode'])];
  const { organizer, subject } = meeting.create;
  const who = {
    kind: 'contact' as const,
    name: organizer,
    accepts: ['user'] as const,
    pointer: ['meeting', 'create', 'organizer'],
  };
  return [who, ...textUse(subject, ['meeting', 'create', 'subject'])];
}
