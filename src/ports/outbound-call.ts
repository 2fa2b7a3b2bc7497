import { z } from 'zod';
import type { VarValue } from '../core/call/call.ts';
import { type CallId, readCallId } from '../core/call/ids.ts';
import type { CallTarget, Gathering } from '../core/call/leg.ts';
import type { Destination } from '../core/call/party.ts';

/**
 * A call that somebody has asked the bot to place, from the request to its end. Kept in the ledger, sealed, because its number
 * and variables are needed until it is placed; gone some days after.
 */
export interface OutboundCall {
  readonly id: string;
  /** The line in whose name it is placed: its flow answers for the bot, its resource account calls. */
  readonly line: string;
  /** The flow that the person meets. */
  readonly flow: string;
  /** One person, several who meet in the call, or a meeting. */
  readonly to: CallTarget;
  readonly vars: { readonly [name: string]: VarValue };
  readonly language?: string;
  readonly ringMs: number;
  /** Epoch milliseconds, like all times here. Not placed before, and not after. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly askedAt: number;
  readonly status: OutboundStatus;
  /** When the status became what it is. */
  readonly changedAt: number;
  /** Names the write that made it so: whoever hears that it was overtaken can see that it was not. */
  readonly write?: string;
  /** Once Graph has named it. */
  readonly callId?: CallId;
  /**
   * Of one that ended: the flow's word, or the engine's; of one that was not placed after all, `doNotCall` or `closed`. Of one that failed
   * or was not placed: Graph's or our code.
   */
  readonly outcome?: string;
  readonly code?: string;
  /** The campaign that it belongs to. */
  readonly campaign?: string;
  /** Of one that ended: the milestones that the flow has marked. */
  readonly tags?: readonly string[];
  /** The person has asked for this very call: the do-not-call list is not asked. */
  readonly doNotCall?: 'ignore';
  /** Placed only while this schedule is open, as it is by then. */
  readonly schedule?: string;
  /** Of one that was not placed: what in the request is the reason, `variables.when` for example. */
  readonly place?: string;
  /** Marks the request that it was asked for with, when that came with a key: `AskedKey.request`. */
  readonly request?: string;
}

/** What somebody asks for, in our words. Times are epoch milliseconds. */
export interface OutboundWish {
  readonly to: WishedTarget;
  readonly line: string;
  /** Default: the line's own. */
  readonly flow?: string;
  readonly vars: { readonly [name: string]: VarValue };
  readonly language?: string;
  readonly ringMs: number;
  readonly notBefore?: number;
  readonly notAfter?: number;
  /** Asking twice under one key is asking once. */
  readonly idempotencyKey?: string;
  /** With a key of somebody else's: a mark of what was asked under it. */
  readonly request?: string;
  readonly campaign?: string;
  /** Both as of the call. */
  readonly doNotCall?: 'ignore';
  readonly schedule?: string;
}

/** A destination, or the name of a contact. */
export type Wished = Destination | { readonly kind: 'contact'; readonly name: string };
export type WishedTarget =
  | Wished
  | { readonly kind: 'group'; readonly people: readonly Wished[]; readonly subject?: string }
  | (Gathering & { readonly kind: 'meeting' });

/** What became of a wish. */
export type OutboundAsked =
  | { readonly kind: 'asked'; readonly call: OutboundCall; readonly isNew: boolean }
  /** `place`: the member of the request that cannot be. `code`: where result-codes.md has more to say. */
  | { readonly kind: 'refused'; readonly place: string; readonly problem: string; readonly fix: string; readonly code?: string };

/** In the order in which they come about. `placing`: Graph has been asked, and has not answered yet. */
export const outboundStatuses = ['queued', 'placing', 'placed', 'ended', 'failed', 'cancelled', 'expired'] as const;
export type OutboundStatus = (typeof outboundStatuses)[number];

/** As the ledger has kept it; undefined when it is none. */
export function readOutboundCall(value: unknown): OutboundCall | undefined {
  const read = stored.safeParse(value);
  if (!read.success) return undefined;
  const { to, callId, language, outcome, code, campaign, tags, doNotCall, schedule, place, write, request, ...rest } = read.data;
  const known = callId === undefined ? undefined : readCallId(callId);
  return {
    ...rest,
    to: to as CallTarget, // By the schema; what is left out there is left out here.
    vars: rest.vars as OutboundCall['vars'], // JSON, by the schema.
    ...(known === undefined ? {} : { callId: known }),
    ...(language === undefined ? {} : { language }),
    ...(outcome === undefined ? {} : { outcome }),
    ...(code === undefined ? {} : { code }),
    ...(campaign === undefined ? {} : { campaign }),
    ...(tags === undefined ? {} : { tags }),
    ...(doNotCall === undefined ? {} : { doNotCall }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(place === undefined ? {} : { place }),
    ...(write === undefined ? {} : { write }),
    ...(request === undefined ? {} : { request }),
  };
}

const id = z.string();
/** As it is kept. */
export const destination = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id }),
  z.object({ kind: z.literal('application'), id }),
  z.object({ kind: z.literal('applicationInstance'), id }),
  z.object({ kind: z.literal('phone'), number: z.string() }),
  z.object({ kind: z.literal('voicemail'), id }),
]);

const door = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('organizer'),
    threadId: z.string(),
    messageId: z.string(),
    replyChainMessageId: z.string().optional(),
    organizerId: z.string(),
    tenantId: z.string().optional(),
  }),
  z.object({ kind: z.literal('meetingId'), meetingId: z.string(), passcode: z.string().optional() }),
  z.object({ kind: z.literal('token'), token: z.string() }),
]);
const target = z.union([
  destination,
  z.object({ kind: z.literal('group'), people: z.array(destination).min(2), subject: z.string().optional() }),
  z.object({ kind: z.literal('meeting'), door }),
]);

const stored = z.object({
  id,
  line: z.string(),
  flow: z.string(),
  to: target,
  vars: z.record(z.string(), z.json()),
  language: z.string().optional(),
  ringMs: z.number(),
  notBefore: z.number(),
  notAfter: z.number(),
  askedAt: z.number(),
  status: z.enum(outboundStatuses),
  changedAt: z.number(),
  callId: z.string().optional(),
  outcome: z.string().optional(),
  code: z.string().optional(),
  campaign: z.string().optional(),
  tags: z.array(z.string()).optional(),
  doNotCall: z.literal('ignore').optional(),
  schedule: z.string().optional(),
  place: z.string().optional(),
  write: z.string().optional(),
  request: z.string().optional(),
});
