import { z } from 'zod';
import { type MeetingDoor, readJoinUrl } from '../../call/meeting.ts';
import { readObjectId } from '../../call/object-id.ts';
import { bringing, bringingTimeMs, followBringing, joinUrlOf, makingMs, meetingOf, personIn } from '../bring-caller.ts';
import { type Act, defineStep, type StepContext, wait } from '../define-step.ts';
import { contactName, promptRef, target, variableName } from '../fields.ts';
import { failed, reasonFields, reasonUse } from '../reason.ts';
import { isWorkedOut, textUse, textValue } from '../text-value.ts';
import { waitingWords, waitOn } from '../waiting-words.ts';

const text = z.string().min(1).max(2_000);

/** Characters. It lies in the document of the call that joins. */
const longestToken = 2_000;

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
        token: text
          .refine(isWorkedOut, 'is a secret: take it from a variable, as one ${ }')
          .describe('The token of an invitation, as one `${ }` that gives it.'),
      }),
      z.strictObject({
        threadId: text.describe("The meeting's chat, such as `19:meeting_...@thread.v2`, or one `${ }` that gives it."),
        organizer: text.describe('Who has made the meeting: a contact that is a user, or one `${ }` that gives an object id.'),
        messageId: text.optional().describe('The message that began the chat, or one `${ }` that gives it. `0` when left out.'),
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
    .describe(
      'Which meeting: `url`, `id` with `passcode`, `token`, `threadId` with `organizer`, or `create` for one that is made for this call.',
    ),
  whileWaiting: promptRef.optional().describe('What the caller hears until they are in the meeting, again and again.'),
  urlInto: variableName.optional().describe('Variable that gets the link of a meeting that was made.'),
  ...reasonFields,
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
    ...(step.urlInto === undefined
      ? []
      : [{ kind: 'variable' as const, name: step.urlInto, type: 'string' as const, pointer: ['urlInto'] }]),
    ...reasonUse(step),
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
  // Nobody on a telephone is brought into a meeting that was joined by a token (graph-calling, 1.2): better not to go there at all.
  if (door.kind === 'token' && personIn(context.call)?.kind === 'phone') return failed(step.reasonInto, 'telephoneByToken');
  const placed = bringing(context, { kind: 'meeting', door }, step.next);
  if (placed === undefined) return failed(step.reasonInto, 'callerUnknown');
  const words = speaks ? [waitingWords(step.whileWaiting, context)] : [];
  return { do: [...words, placed], go: { kind: 'wait', wakeInMs: bringingTimeMs } };
}

function doorOf(meeting: Exclude<Join['meeting'], { create: unknown }>, context: StepContext): MeetingDoor | undefined {
  if ('url' in meeting) return readJoinUrl(textValue(meeting.url, context) ?? '');
  if ('token' in meeting) {
    const token = textValue(meeting.token, context);
    return token === undefined || token.length > longestToken ? undefined : { kind: 'token', token };
  }
  if ('threadId' in meeting) return byCoordinates(meeting, context);
  const meetingId = textValue(meeting.id, context)?.replaceAll(/\s/g, '');
  const passcode = meeting.passcode === undefined ? undefined : textValue(meeting.passcode, context);
  if (meetingId === undefined || !/^\d{6,20}$/.test(meetingId)) return undefined;
  return { kind: 'meetingId', meetingId, ...(passcode === undefined ? {} : { passcode }) };
}

/** What a link says, by itself (graph-calling, 1.2). The organizer's tenant is the line's own. */
function byCoordinates(
  { threadId, organizer, messageId = '0' }: Extract<Join['meeting'], { threadId: string }>,
  context: StepContext,
): MeetingDoor | undefined {
  const [thread, message] = [textValue(threadId, context), textValue(messageId, context)];
  const contact = isWorkedOut(organizer) ? undefined : context.destination(organizer);
  const organizerId = contact?.kind === 'user' ? contact.id : readObjectId(textValue(organizer, context) ?? '');
  if (thread === undefined || message === undefined || organizerId === undefined) return undefined;
  return { kind: 'organizer', threadId: thread, messageId: message, organizerId };
}

function usesOf(meeting: Join['meeting']) {
  if ('url' in meeting) return textUse(meeting.url, ['meeting', 'url']);
  if ('id' in meeting) return [...textUse(meeting.id, ['meeting', 'id']), ...textUse(meeting.passcode, ['meeting', 'passcode'])];
  if ('token' in meeting) return textUse(meeting.token, ['meeting', 'token']);
  if ('threadId' in meeting) {
    const { threadId, organizer, messageId } = meeting;
    const who = isWorkedOut(organizer)
      ? textUse(organizer, ['meeting', 'organizer'])
      : [user(organizer, ['meeting', 'organizer'])];
    return [...who, ...textUse(threadId, ['meeting', 'threadId']), ...textUse(messageId, ['meeting', 'messageId'])];
  }
  const { organizer, subject } = meeting.create;
  return [user(organizer, ['meeting', 'create', 'organizer']), ...textUse(subject, ['meeting', 'create', 'subject'])];
}

const user = (name: string, pointer: readonly string[]) => ({ kind: 'contact', name, accepts: ['user'], pointer }) as const;
