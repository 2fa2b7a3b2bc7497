import { z } from 'zod';
import type { CallTag } from '../core/call/call.ts';
import { type FlowVersion, readCallId, stepName } from '../core/call/ids.ts';
import type { CallRecord } from './call-history.ts';

/** A record as a store or a queue has kept it. Undefined when it is none. */
export function readCallRecord(stored: unknown): CallRecord | undefined {
  const read = storedRecord.safeParse(stored);
  const callId = read.success ? readCallId(read.data.callId) : undefined;
  if (!read.success || callId === undefined) return undefined;
  const { version, path, answeredAt, code, subcode, refusal, tags, direction, outbound, ...rest } = read.data;
  return {
    ...rest,
    callId,
    version: version as FlowVersion, // Our own writing: the version that the call began with.
    path: path.map(stepName),
    ...(answeredAt === undefined ? {} : { answeredAt }),
    ...(code === undefined ? {} : { code }),
    ...(subcode === undefined ? {} : { subcode }),
    ...(refusal === undefined ? {} : { refusal }),
    ...(tags === undefined ? {} : { tags: tags.map(readTag) }),
    ...(direction === undefined ? {} : { direction }),
    ...(outbound === undefined ? {} : { outbound }),
  };
}

function readTag({ step, outcome, labels }: z.output<typeof storedTag>): CallTag {
  return { step: stepName(step), outcome, ...(labels === undefined ? {} : { labels }) };
}

const storedTag = z.object({
  step: z.string(),
  outcome: z.string(),
  labels: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
});

const storedRecord = z.object({
  callId: z.string(),
  line: z.string(),
  flow: z.string(),
  version: z.string(),
  startedAt: z.number(),
  answeredAt: z.number().optional(),
  endedAt: z.number(),
  outcome: z.string(),
  code: z.number().optional(),
  subcode: z.number().optional(),
  refusal: z.string().optional(),
  path: z.array(z.string()),
  tags: z.array(storedTag).optional(),
  direction: z.literal('outgoing').optional(),
  outbound: z.string().optional(),
});
