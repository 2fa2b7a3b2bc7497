import { z } from 'zod';
import { readCallId } from '../core/call/ids.ts';
import type { Job } from './work-queue.ts';

const storedJob = z.object({
  kind: z.literal('storeRecording'),
  recordingId: z.string(),
  callId: z.string(),
  line: z.string(),
  source: z.object({ location: z.string(), accessToken: z.string() }),
  notify: z.array(z.string()),
  recordedAt: z.number(),
});

/** A job as it comes out of a queue, where anything may have got in. Undefined when it is none. */
export function readJob(value: unknown): Job | undefined {
  const read = storedJob.safeParse(value);
  const callId = read.success ? readCallId(read.data.callId) : undefined;
  return read.success && callId !== undefined ? { ...read.data, callId } : undefined;
}
