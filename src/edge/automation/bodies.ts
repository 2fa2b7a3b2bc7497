import { z } from 'zod';
import { type MeetingDoor, readJoinUrl } from '../../core/call/meeting.ts';
import { readObjectId } from '../../core/call/object-id.ts';
import { isPhoneNumber } from '../../core/call/phone-number.ts';
import { isTone, type Tone } from '../../core/call/tone.ts';
import type { Wished, WishedTarget } from '../../ports/outbound-call.ts';

/** What the automation API takes, read once. Also what its description is made of. */
const objectId = z
  .string()
  .refine((text) => readObjectId(text) !== undefined, 'an object id of Microsoft Entra')
  .meta({ description: 'Object id of Microsoft Entra.', examples: ['0a1b2c3d-0001-4567-89ab-cdef01234567'] });
const number = z
  .string()
  .refine(isPhoneNumber, 'a number in full: + and country code, digits only')
  .meta({ description: 'In full: + and country code, digits only.', examples: ['+441632960123'] });
const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, 'a name: letters, digits, - and _, beginning with a letter; at most 64');

const oneOf =
  '{ "user": id }, { "phone": "+44..." }, { "applicationInstance": id }, { "application": id } or { "contact": name }.';
/** Exactly one of: somebody in Teams, a bot, a resource account, a telephone, or a contact of contacts.jsonc. */
export const destination = z
  .union(
    [
      z.strictObject({ user: objectId }),
      z.strictObject({ application: objectId }),
      z.strictObject({ applicationInstance: objectId }),
      z.strictObject({ phone: number }),
      z.strictObject({ contact: name }),
    ],
    { error: `one of ${oneOf}` },
  )
  .meta({ id: 'Destination', description: `Whom: ${oneOf}`, examples: [{ contact: 'reception' }, { phone: '+441632960123' }] });
export type DestinationBody = z.output<typeof destination>;

/** Nobody can be in a call twice: complains of whoever was named before, at their place below `path`. */
function noneTwice(people: readonly DestinationBody[], context: z.RefinementCtx, path: readonly string[] = []): void {
  const seen = new Set<string>();
  for (const [index, one] of people.entries()) {
    const key = JSON.stringify(one).toLowerCase(); // Object ids have no case.
    if (seen.has(key))
      context.addIssue({ code: 'custom', path: [...path, index], message: 'somebody else: this one is named before' });
    seen.add(key);
  }
}

export const moment = z.iso.datetime({ offset: true }).meta({ examples: ['2027-01-04T08:00:00+01:00'] });
/** Values of a flow's variables. */
export const anyJson = z.json();
z.globalRegistry.add(anyJson, { id: 'JsonValue', description: 'Any JSON: a flow says of which type its variables are.' });

const joinUrl = z.string().max(2_000).meta({ format: 'uri', description: 'The link into a Teams meeting.' });
/** Read into the door that it is. */
const doorUrl = joinUrl.transform((text, context): MeetingDoor => {
  const door = readJoinUrl(text);
  if (door !== undefined) return door;
  context.issues.push({ code: 'custom', message: 'a link into a Teams meeting', input: text });
  return z.NEVER;
});
export const meetingDoor = z
  .union([
    z.strictObject({ joinUrl: doorUrl }),
    z.strictObject({
      meetingId: z.string().regex(/^[\d ]{6,30}$/, 'the id of a meeting: digits, with spaces if you like'),
      passcode: z.string().min(1).max(60).optional(),
    }),
    z.strictObject({ token: z.string().min(1).max(4_000) }),
    z.strictObject({
      threadId: z.string().min(1).max(300).describe('The chat of the meeting.'),
      organizer: z.strictObject({ user: objectId, tenantId: objectId.optional() }),
      messageId: z.string().min(1).max(60).default('0').describe('The message that began the chat.'),
    }),
  ])
  .meta({
    id: 'MeetingDoor',
    description:
      '{ "joinUrl": "https://..." }, { "meetingId": "...", "passcode": "..." }, { "token": "..." } of an invitation, or { "threadId": "...", "organizer": { "user": id } }.',
  });

/** Whom the bot calls: one, several at once, or those in a meeting. */
const outboundTarget = z
  .union(
    [
      destination,
      z.strictObject({
        people: z.array(destination).min(2).max(5),
        subject: z.string().min(1).max(120).optional().describe('What the call is named in Teams.'),
      }),
      z.strictObject({ meeting: meetingDoor }),
    ],
    { error: `one of ${oneOf}; or { "people": [2 to 5 of those] }, or { "meeting": ... }` },
  )
  .superRefine((to, context) => ('people' in to ? noneTwice(to.people, context, ['people']) : undefined))
  .meta({
    id: 'OutboundTarget',
    description:
      'One destination; { "people": [...] }, 2 to 5 who are together in one call; or { "meeting": ... } that the bot joins.',
  });

export const line = name.describe('The line in whose name it is called: its resource account is what the person sees.');
const outboundWish = z.strictObject({
  to: outboundTarget,
  line: line.optional().describe(`${line.description} Left out: the default line.`),
  flow: name.optional().describe("What the person meets who answers. Left out: the line's own flow."),
  variables: z.record(z.string().max(64), anyJson).default({}).describe("Values of the flow's variables."),
  language: z.string().max(35).optional().describe("One of the flow's languages."),
  ringSeconds: z.int().min(5).max(120).default(45).describe('How long the telephone rings.'),
  window: z
    .strictObject({ notBefore: moment.optional(), notAfter: moment.optional() })
    .default({})
    .describe('When it may be placed, at most thirty days ahead. Left out: now, for an hour.'),
  doNotCall: z
    .enum(['ask', 'ignore'])
    .default('ask')
    .describe('Whether the do-not-call list is asked. "ignore" is for calls that the person has asked for.'),
});
/** What campaigns want of each of their calls, too. */
export const outboundMembers = outboundWish.shape;
export const outboundBody = outboundWish.meta({
  id: 'NewOutboundCall',
  description: 'Whom to call, in whose name, and what they meet.',
  examples: [
    {
      to: { contact: 'reception' },
      line: 'main',
      flow: 'main-line',
      variables: {},
      window: { notBefore: '2027-01-04T08:00:00+01:00', notAfter: '2027-01-04T18:00:00+01:00' },
    },
  ],
});

export function targetOf(to: z.output<typeof outboundTarget>): WishedTarget {
  if ('people' in to) {
    const { people, subject } = to;
    return { kind: 'group', people: people.map(destinationOf), ...(subject === undefined ? {} : { subject }) };
  }
  return 'meeting' in to ? { kind: 'meeting', door: doorOf(to.meeting) } : destinationOf(to);
}

function doorOf(meeting: z.output<typeof meetingDoor>): MeetingDoor {
  if ('token' in meeting) return { kind: 'token', token: meeting.token };
  if ('threadId' in meeting) {
    const { threadId, messageId, organizer: made } = meeting;
    const tenant = made.tenantId === undefined ? {} : { tenantId: made.tenantId.toLowerCase() };
    return { kind: 'organizer', threadId, messageId, organizerId: made.user.toLowerCase(), ...tenant };
  }
  if ('meetingId' in meeting) {
    const { meetingId, passcode } = meeting;
    return { kind: 'meetingId', meetingId: meetingId.replaceAll(' ', ''), ...(passcode === undefined ? {} : { passcode }) };
  }
  return meeting.joinUrl;
}

export function destinationOf(to: DestinationBody): Wished {
  if ('contact' in to) return { kind: 'contact', name: to.contact };
  if ('phone' in to) return { kind: 'phone', number: to.phone };
  if ('user' in to) return { kind: 'user', id: to.user.toLowerCase() };
  if ('application' in to) return { kind: 'application', id: to.application.toLowerCase() };
  return { kind: 'applicationInstance', id: to.applicationInstance.toLowerCase() };
}

/** In whose name: a user, or a contact that is one. */
const organizer = z
  .union([z.strictObject({ user: objectId }), z.strictObject({ contact: name })])
  .meta({ id: 'Organizer', description: 'In whose name: a user, or a contact that is one.' });

const spoken = z.string().min(1).max(500);
const language = z.string().max(35).default('en-US');

export const transferBody = z
  .strictObject({
    to: destination,
    participant: z
      .string()
      .min(1)
      .max(128)
      .optional()
      .describe('Who of several people, by an id of the participants list. Left out: the caller, or the only one who is there.'),
  })
  .meta({ id: 'TransferBody' });
const promptName = z.string().min(1).max(64).describe('A prompt of the version of the flow that the call runs.');
export const playBody = z
  .union(
    [
      z.strictObject({ text: spoken, language }),
      z.strictObject({ prompt: promptName }),
      z.strictObject({ prompts: z.array(promptName).min(1).max(20) }),
    ],
    { error: 'exactly one of "text" (with its "language"), "prompt" and "prompts" (1 to 20 names)' },
  )
  .meta({
    id: 'PlayBody',
    description: 'Words, or prompts of the flow, that are spoken to the caller; then the step begins anew.',
    examples: [{ prompts: ['welcome'] }],
  });
export const recordBody = z
  .strictObject({
    maxSeconds: z.int().min(1).max(120).default(60).describe('It ends earlier when the caller pauses for four seconds.'),
    beep: z.boolean().default(true).describe('Whether a tone says when to speak.'),
    notify: z.array(name).max(10).default([]).describe('Contacts who are told of it, as of a voicemail.'),
  })
  .meta({ id: 'RecordBody' });
export const inviteBody = z
  .strictObject({
    people: z
      .array(destination)
      .min(1)
      .max(5)
      .superRefine((people, context) => noneTwice(people, context))
      .describe('Who is called in. One alone needs an "organizer" where the caller is alone with the bot.'),
    organizer: organizer
      .optional()
      .describe('A user, or a contact that is one, in whose name a meeting is made for a caller who is alone with the bot.'),
  })
  .meta({ id: 'InviteBody' });
export const holdBody = z
  .strictObject({
    text: spoken.optional().describe('What they hear on hold. Left out: the music of Teams.'),
    language,
  })
  .meta({ id: 'HoldBody' });
export const pressKeysBody = z
  .strictObject({
    keys: z
      .string()
      .regex(/^[0-9*#A-D]{1,20}$/, '1 to 20 of 0 to 9, *, #, A to D')
      .describe('0 to 9, *, #, A to D; at most 20.'),
    pauseMs: z.int().min(0).max(5_000).optional().describe('Between two keys.'),
  })
  .meta({ id: 'PressKeysBody', examples: [{ keys: '12#', pauseMs: 200 }] });
export const readKeys = (keys: string): readonly Tone[] => [...keys].filter(isTone);
export const recordingStatusBody = z.strictObject({ status: z.enum(['notRecording', 'recording', 'failed']) });
export const screenSharingRoleBody = z.strictObject({ role: z.enum(['viewer', 'sharer']) });
export const meetingBody = z
  .strictObject({
    organizer,
    subject: z.string().min(1).max(250).optional(),
    startsAt: moment.optional().describe('Left out: now.'),
    endsAt: moment.optional().describe('Left out: an hour after its beginning.'),
  })
  .refine(({ startsAt, endsAt }) => !startsAt || !endsAt || Date.parse(startsAt) < Date.parse(endsAt), 'it ends after it begins')
  .meta({ id: 'NewMeeting' });
export const findMeetingBody = z
  .union([
    z.strictObject({ organizer, id: z.string().min(1).max(400) }),
    z.strictObject({ organizer, joinUrl }),
    z.strictObject({ conferenceId: z.string().min(1).max(60) }),
  ])
  .meta({
    id: 'MeetingLookUp',
    description: 'By its id or its link, with its organizer; or by the number that rooms dial (videoTeleconferenceId).',
  });
export const noBody = z.strictObject({}).meta({ id: 'Nothing', description: 'There is nothing to say: `{}`.' });
export const liveQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at the most.'),
});
