import { z } from 'zod';
import { type FlowVersion, readCallId } from '../core/call/ids.ts';
import { readCallRecord } from './read-call-record.ts';
import type { Job } from './work-queue.ts';

const flowOfCall = z.object({ name: z.string(), version: z.string().transform((text) => text as FlowVersion) }); // A version that does not exist is found nowhere.
const storedJob = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('storeRecording'),
    recordingId: z.string(),
    callId: z.string(),
    line: z.string(),
    source: z.object({ location: z.string(), accessToken: z.string() }),
    notify: z.array(z.string()),
    recordedAt: z.number(),
    flow: flowOfCall.exactOptional(),
  }),
  z.object({
    kind: z.literal('notifyContact'),
    callId: z.string(),
    flow: flowOfCall,
    contact: z.string().max(64),
    message: z.object({
      id: z.string().regex(/^[\w.~-]{1,300}$/),
      type: z.enum(['notification', 'voicemail']),
      title: z.string().max(4_000),
      text: z.string().max(4_000),
      line: z.string(),
      flow: z.string(),
      callId: z.string(),
      at: z.number(),
      recordingId: z.string().exactOptional(),
      lengthMs: z.number().exactOptional(),
    }),
  }),
  z.object({ kind: z.literal('placeOutbound'), outboundId: z.string().regex(/^[0-9a-z-]{1,64}$/) }),
  z.object({ kind: z.literal('recordHistory'), callId: z.string(), record: z.unknown() }),
]);

/** A job as it comes out of a queue, where anything may have got in. Undefined when it is none. */
export function readJob(value: unknown): Job | undefined {
  const read = storedJob.safeParse(value);
  if (!read.success) return undefined;
  if (read.data.kind === 'placeOutbound') return read.data;
  const callId = readCallId(read.data.callId);
  if (callId === undefined) return undefined;
  if (read.data.kind === 'storeRecording' || read.data.kind === 'notifyContact') return { ...read.data, callId };
  const record = readCallRecord(read.data.record);
  return record?.callId === callId ? { kind: 'recordHistory', callId, record } : undefined;
}
