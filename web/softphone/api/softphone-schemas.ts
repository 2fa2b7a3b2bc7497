import * as z from 'zod'; // As a namespace: the bundle then leaves out what is not used.
import type {
  DialAnswer,
  Exchange,
  Participant,
  People,
  PersonOption,
  SoftphoneEvent,
  TelephoneEvent,
} from '../../../simulator/softphone-api.ts';
import '../../shared/zod-without-eval.ts';

/** What the simulator sends, read once. The types are the contract's; the compiler keeps these schemas in step with them. */
const person = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: z.string(), displayName: z.string() }),
  z.object({ kind: z.literal('phone'), number: z.string(), displayName: z.string() }),
]) satisfies z.ZodType<PersonOption>;

export const peopleSchema = z.object({
  callers: z.array(person),
  lines: z.array(z.object({ id: z.string(), displayName: z.string(), number: z.string().exactOptional() })),
}) satisfies z.ZodType<People>;

export const dialAnswerSchema = z.object({ callId: z.string().min(1) }) satisfies z.ZodType<DialAnswer>;

export const apiErrorSchema = z.object({ error: z.object({ code: z.string(), message: z.string() }) });

const exchange = z.object({
  direction: z.enum(['toGraph', 'toBot']),
  title: z.string(),
  method: z.string(),
  path: z.string(),
  request: z.unknown().optional(),
  status: z.number().exactOptional(),
  response: z.unknown().optional(),
  durationMs: z.number().exactOptional(),
  trouble: z.string().exactOptional(),
}) satisfies z.ZodType<Exchange>;

const ringingCall = z.object({ callId: z.string().min(1), from: z.string() });

export const telephoneEventSchema = z.object({
  stopped: ringingCall.extend({ why: z.string() }).exactOptional(),
  ringing: z.array(ringingCall),
}) satisfies z.ZodType<TelephoneEvent>;

const participant = z.object({
  participantId: z.string(),
  name: z.string(),
  kind: z.enum(['person', 'bot']),
  isMuted: z.boolean(),
}) satisfies z.ZodType<Participant>;

const told = { seq: z.number().int().positive(), at: z.number() };

export const softphoneEventSchema = z.discriminatedUnion('kind', [
  z.object({
    ...told,
    kind: z.literal('state'),
    state: z.enum(['ringing', 'connecting', 'connected', 'transferring', 'ended']),
    detail: z.string().exactOptional(),
  }),
  z.object({
    ...told,
    kind: z.literal('promptStarted'),
    n: z.number(),
    text: z.string().exactOptional(),
    shown: z.string().exactOptional(),
    language: z.string().exactOptional(),
    silent: z.boolean(),
    durationMs: z.number(),
    url: z.string(),
  }),
  z.object({ ...told, kind: z.literal('promptEnded'), n: z.number(), cancelled: z.boolean() }),
  z.object({ ...told, kind: z.literal('recordingStarted'), maxDurationMs: z.number(), beep: z.boolean() }),
  z.object({
    ...told,
    kind: z.literal('recordingEnded'),
    url: z.string().exactOptional(),
    durationMs: z.number(),
    why: z.string(),
  }),
  z.object({
    ...told,
    kind: z.literal('transferred'),
    to: z.string(),
    destination: z.enum(['user', 'application', 'phone', 'voicemail']),
  }),
  z.object({
    ...told,
    kind: z.literal('others'),
    others: z.array(participant),
    place: z.enum(['two', 'group', 'meeting']),
    isMuted: z.boolean(),
  }),
  z.object({
    ...told,
    kind: z.literal('invitation'),
    participantId: z.string(),
    name: z.string(),
    outcome: z.enum(['rings', 'joined', 'declined', 'notReached']),
  }),
  z.object({ ...told, kind: z.literal('toneHeard'), key: z.string() }),
  z.object({ ...told, kind: z.literal('traffic'), exchange }),
]) satisfies z.ZodType<SoftphoneEvent>;
