import { z } from 'zod';
import { callStates } from '../../core/call/call-event.ts';
import { explainReason } from '../../core/call/explain/explain.ts';
import { outboundStatuses } from '../../ports/outbound-call.ts';
import { wishWords } from './wish-words.ts';

/** What the automation API says, for its description and for the compiler. Campaigns: campaign-answers.ts. */
export const moment = z.iso.datetime().meta({ examples: ['2027-01-04T08:00:00.000Z'] });
const aCall = '6d1f0a54-7c1e-4c0a-9d0b-6a1f2f3c4d5e';

/** What stands in addresses. */
export const outboundParams = { id: z.string().describe('`id` of the answer to `POST /outbound-calls`.') };
export const callParams = {
  id: z
    .string()
    .max(128)
    .meta({ description: "Microsoft's id of the call: `callId` of `GET /live-calls`, in any spelling.", examples: [aCall] }),
};
export const wishParams = { ...callParams, wish: z.string().describe('`id` of what was asked; `Location` ends with it.') };
export const participantParams = {
  ...callParams,
  participant: z.string().describe('`id` of `GET /live-calls/{id}/participants`.'),
};

const busy = explainReason('486/10003').explanation;

export const why = z
  .object({
    words: z.string().describe('What the code means: one sentence without its full stop.'),
    cause: z.string().describe('Why it usually happens.'),
    fix: z.string().describe('What to do.'),
  })
  .meta({
    id: 'Why',
    description: 'What a code means, as docs/result-codes.md has it.',
    examples: [{ words: busy.words, cause: busy.cause, fix: busy.fix }],
  });
export const code = z
  .string()
  .meta({ description: 'Of Microsoft, or of the bot itself: docs/result-codes.md explains it.', examples: ['486/10003'] });

export const outboundCall = z
  .object({
    id: z.string(),
    line: z.string().describe('The line in whose name it is called.'),
    flow: z.string().describe('What the person meets who answers.'),
    status: z
      .enum(outboundStatuses)
      .meta({ id: 'OutboundStatus', description: '`placed`: rings or is connected. `expired`: not placed within its window.' }),
    askedAt: moment,
    changedAt: moment.describe('When the status became what it is.'),
    window: z.object({ notBefore: moment, notAfter: moment }),
    callId: z.string().optional().describe('Once Microsoft has named the call: what `/live-calls/{id}` wants.'),
    outcome: z
      .string()
      .optional()
      .describe(
        "Of one that has ended: the flow's word, or `busy`, `declined`, `noAnswer`, `notReached`, `callerHungUp` and others. Of one that was not placed: `doNotCall`, because of the do-not-call list; `closed`, because its schedule was.",
      ),
    code: code.optional().describe('Of one that has failed, or that the bot has called off.'),
    why: why.optional(),
    place: z
      .string()
      .optional()
      .describe('Of one that was not placed: what in the request is the reason, for example `variables.when`.'),
    campaign: z.string().optional().describe('Of one that a campaign has asked for: the id of the campaign.'),
  })
  .meta({
    id: 'OutboundCall',
    description: 'A call that was asked for. Whom it goes to is not told: whoever asked knows.',
    examples: [
      {
        id: '2f8b0c1e-5d5c-4f57-8f0c-3c1a5a0e9b11',
        line: 'main',
        flow: 'main-line',
        status: 'ended',
        askedAt: '2027-01-04T07:59:58.120Z',
        changedAt: '2027-01-04T08:03:11.004Z',
        window: { notBefore: '2027-01-04T07:59:58.120Z', notAfter: '2027-01-04T08:59:58.120Z' },
        callId: aCall,
        outcome: 'confirmed',
      },
    ],
  });

export const wish = z
  .object({
    id: z.string(),
    type: z.enum(wishWords).meta({ id: 'WishType', description: 'What was asked, in the word of its address.' }),
    status: z.enum(['asked', 'done', 'failed', 'unclear']).meta({
      id: 'WishStatus',
      description: '`asked`: on its way, or Microsoft is at it. `unclear`: no answer came, so nobody knows.',
    }),
    askedAt: moment.optional().describe('Left out while the call has not found it.'),
    code: code.optional(),
    why: why.optional(),
    place: z.string().optional().describe('Of one that failed: what in the request was wrong, for example `prompts.1`.'),
    recordingId: z.string().optional().describe('Of a recording that was made: under which it is kept.'),
    movedTo: z.string().optional().describe('Id of the call in which a caller goes on who was brought into another one.'),
  })
  .meta({
    id: 'Wish',
    description: 'Something that was asked of a call, and what has become of it.',
    examples: [
      { id: '5f0c2f4e-0f63-4f1c-8f43-9b8e7e5f1d20', type: 'transfer', status: 'asked', askedAt: '2027-01-04T08:01:00.000Z' },
    ],
  });

const callState = z.enum(callStates).meta({ id: 'CallState', description: "Microsoft's word for how far a call is." });

export const liveCall = z
  .object({
    callId: z.string().describe("Microsoft's id of the call."),
    line: z.string(),
    flow: z.string(),
    version: z.string().describe('The version of the flow that the call runs.'),
    direction: z.enum(['incoming', 'outgoing']),
    state: callState,
    startedAt: moment,
    answeredAt: moment.optional(),
    step: z.string().describe('Where it stands.'),
    path: z.array(z.string()).describe('The steps that it has passed, the last ones.'),
    with: z
      .enum(['user', 'phone', 'application', 'applicationInstance', 'guest', 'unknown'])
      .describe('What is at the other end. Never who it is.'),
    people: z.int().min(0).optional().describe('How many are in it besides the bot, of a call with several.'),
    wishes: z.array(wish).describe('What was asked of it: the last eight, the oldest first.'),
  })
  .meta({ id: 'LiveCall', description: 'A call that is going on. Never who it is.' });
export const liveCalls = z.object({ calls: z.array(liveCall) }).meta({ id: 'LiveCalls' });

const callTag = z
  .object({
    step: z.string(),
    outcome: z.string(),
    labels: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  })
  .meta({ id: 'CallTag', description: 'A milestone that a call passed: a `tag` step.' });

export const endedCall = z
  .object({
    callId: z.string().describe("Microsoft's id of the call."),
    line: z.string(),
    flow: z.string(),
    version: z.string().describe('The version of the flow that the call ran.'),
    direction: z.enum(['incoming', 'outgoing']),
    startedAt: moment,
    answeredAt: moment.optional().describe('Left out when nobody was connected.'),
    endedAt: moment,
    outcome: z.string().meta({
      description: "The flow's word for how it ended, or the bot's: docs/result-codes.md explains the bot's.",
      examples: ['callerHungUp'],
    }),
    code: code.optional().describe('As Microsoft reported the end.'),
    why: why.optional().describe("Why it ended. Left out where only the flow's author knows."),
    path: z.array(z.string()).describe('The steps that it entered, in their order; of a long call the last ones.'),
    tags: z.array(callTag).optional(),
    outboundCall: z.string().optional().describe('Of one that was asked for: `id` of `/outbound-calls/{id}`.'),
  })
  .meta({ id: 'EndedCall', description: 'A call that is over. Nothing of whose it was.' });
export const endedCalls = z.object({ calls: z.array(endedCall) }).meta({ id: 'EndedCalls' });

export const callSeen = z
  .discriminatedUnion('type', [
    z.object({
      type: z.literal('alive'),
      state: callState.optional(),
      audio: z.enum(['active', 'inactive']).optional().describe('Whether sound can be played.'),
    }),
    z.object({ type: z.literal('gone').describe('Microsoft does not know it any more: it is over.') }),
  ])
  .meta({ id: 'CallSeen', description: 'What Microsoft says the call is.' });

export const participant = z
  .object({
    id: z.string().describe('Of this call; what the operations on participants want.'),
    kind: z.enum(['user', 'phone', 'guest', 'application', 'applicationInstance', 'unknown']),
    who: z.string().describe('Object id or number; empty when it is not disclosed.'),
    name: z.string().describe('Empty when it is not disclosed.'),
    isMuted: z.boolean(),
    isInLobby: z.boolean(),
  })
  .meta({ id: 'Participant', description: 'Somebody in a call.' });
export const participants = z.object({ participants: z.array(participant) }).meta({ id: 'Participants' });

export const lines = z
  .object({
    lines: z.array(
      z.object({ name: z.string(), flow: z.string().describe('Which flow answers there.') }).meta({ id: 'NamedLine' }),
    ),
  })
  .meta({ id: 'NamedLines', description: 'The lines of lines.jsonc. Without their numbers.' });
export const contacts = z
  .object({
    contacts: z.array(
      z
        .object({
          name: z.string(),
          kind: z
            .enum(['user', 'phone', 'application', 'applicationInstance', 'voicemail'])
            .describe('What is at the other end. Never who it is.'),
        })
        .meta({ id: 'NamedContact' }),
    ),
  })
  .meta({ id: 'NamedContacts', description: 'The contacts of contacts.jsonc who can be called. Without ids and numbers.' });

export const meeting = z
  .object({
    id: z.string().describe("Microsoft's id of the meeting."),
    joinUrl: z.string().meta({ format: 'uri', description: 'The link into it. May hold a passcode: keep it to yourself.' }),
    subject: z.string().optional(),
    joinMeetingId: z.string().optional().describe('For people who join by keys.'),
    passcode: z.string().optional(),
    conferenceId: z.string().optional().describe('For rooms that dial in (videoTeleconferenceId).'),
  })
  .meta({ id: 'Meeting', description: 'An online meeting of Teams.' });

/** Members of a problem that only this API has. */
export const problemMembers = {
  code: code.optional(),
  why: why.optional(),
  id: z.string().optional().describe('Of the campaign that the key has begun before, with `keyReused`.'),
  rows: z
    .array(
      z
        .object({
          row: z.int().min(0).optional().describe('Which one of `people`, from 0. Left out: it concerns all.'),
          place: z.string().describe('The member that cannot be.'),
          problem: z.string(),
          fix: z.string(),
        })
        .meta({ id: 'RowProblem' }),
    )
    .optional()
    .describe('Of a list of people: what is wrong with which row. The first hundred.'),
};
