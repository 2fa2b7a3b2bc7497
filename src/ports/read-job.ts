import { z } from 'zod';
import { readCallId } from '../core/call/ids.ts';
import { readCallRecord } from './read-call-record.ts';
import type { Job } from './work-queue.ts';

const storedJob = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('storeRecording'),
    recordingId: z.string(),
    callId: z.string(),
    line: z.string(),
    source: z.object({ location: z.string(), accessToken: z.string() }),
    notify: z.array(z.string()),
    recordedAt: z.number(),
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
  if (read.data.kind === 'storeRecording') return { ...read.data, callId };
  const record = readCallRecord(read.data.record);
  return record?.callId === callId ? { kind: 'recordHistory', callId, record } : undefined;
}
