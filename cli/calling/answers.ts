import { z } from 'zod';
import { outboundStatuses } from '../../src/ports/outbound-call.ts';

/** What the automation API answers, as far as the commands look at it; the rest stays, for `--json`. */
const why = z.object({ words: z.string(), cause: z.string(), fix: z.string() });

export const outboundCall = z.looseObject({
  id: z.string(),
  line: z.string(),
  flow: z.string(),
  status: z.enum(outboundStatuses),
  window: z.object({ notBefore: z.string(), notAfter: z.string() }),
  callId: z.string().optional(),
  outcome: z.string().optional(),
  code: z.string().optional(),
  why: why.optional(),
});
export type OutboundShown = z.output<typeof outboundCall>;

export const wishShown = z.looseObject({
  id: z.string(),
  type: z.string(),
  status: z.enum(['asked', 'done', 'failed', 'unclear']),
  askedAt: z.string().optional(),
  code: z.string().optional(),
  why: why.optional(),
  movedTo: z.string().optional(),
  recordingId: z.string().optional(),
});
export type WishShown = z.output<typeof wishShown>;

export const liveCall = z.looseObject({
  callId: z.string(),
  line: z.string(),
  flow: z.string(),
  direction: z.enum(['incoming', 'outgoing']),
  state: z.string(),
  startedAt: z.string(),
  answeredAt: z.string().optional(),
  step: z.string(),
  path: z.array(z.string()),
  with: z.string(),
  people: z.number().optional(),
  wishes: z.array(wishShown),
});
export type LiveShown = z.output<typeof liveCall>;
