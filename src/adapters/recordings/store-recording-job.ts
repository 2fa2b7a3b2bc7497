import type { HttpClient, HttpResult } from '../../ports/http-client.ts';
import type { JobOutcome, RecordingStore, StoreRecording } from '../../ports/work-queue.ts';
import { checkSource, type ResolveHost, resolveHost } from './recording-source.ts';

export interface StoreRecordingOptions {
  readonly http: HttpClient;
  readonly recordings: RecordingStore;
  /** For the simulator: plain http to this machine, and only to it, is allowed as well. */
  readonly allowLoopback: boolean;
  /** Default: the system's resolver. */
  readonly resolve?: ResolveHost;
}

/** A job takes at most this long; a queue must hide it for longer. */
export const storeRecordingDeadlineMs = 25_000;

const resolveTimeoutMs = 5_000;
const downloadTimeoutMs = storeRecordingDeadlineMs - resolveTimeoutMs;
/** Two minutes, Graph's longest recording, in 48 kHz stereo are 23 MB (graph-calling, 1.7). */
const mostBytes = 32 * 1024 * 1024;

/**
 * Fetches a finished recording and keeps it. Graph throws it away shortly after the call, so this is tried at once and
 * often. Doing it twice is doing it once. Neither the address nor the token is ever part of an outcome (I8).
 * Throws only what the recording store throws.
 */
export function storeRecordingJob(options: StoreRecordingOptions): (job: StoreRecording) => Promise<JobOutcome> {
  const { http, recordings, allowLoopback, resolve = resolveHost } = options;

  return async (job) => {
    if (await recordings.has(job.recordingId)) return { kind: 'done' };
    const source = await checkSource(job.source.location, { allowLoopback, resolve, timeoutMs: resolveTimeoutMs });
    if (source.kind === 'refused') return { kind: 'gone', why: source.why };
    if (source.kind === 'unresolved') return { kind: 'retry', why: 'unresolvedHost' };

    const result = await http.send({
      method: 'GET',
      url: job.source.location,
      headers: { authorization: `Bearer ${job.source.accessToken}` }, // Its own token, not one of Graph's.
      timeoutMs: downloadTimeoutMs,
      maxBytes: mostBytes,
    });
    const read = readDownload(result);
    if (read.kind !== 'recording') return read;
    const { callId, line, recordedAt, notify } = job;
    await recordings.save(job.recordingId, read.wav, { callId, line, recordedAt, notify });
    return { kind: 'done', ...lengthOf(read.wav) };
  };
}

function readDownload(result: HttpResult): JobOutcome | { readonly kind: 'recording'; readonly wav: Uint8Array } {
  if (result.kind !== 'answered') return { kind: 'retry', why: result.kind };
  const { status, headers, body } = result;
  if (status === 200) return looksLikeWav(body) ? { kind: 'recording', wav: body } : { kind: 'retry', why: 'notWav' };
  if (status === 404 || status === 410) return { kind: 'gone', why: `http${status}` };
  // Everything else is tried again, refusals too: a message that nobody can fetch should end where a person looks.
  return { kind: 'retry', why: `http${status}`, ...retryAfter(headers['retry-after']) };
}

/** The type says only octet-stream. An error page with status 200 must not become somebody's message. */
function looksLikeWav(bytes: Uint8Array): boolean {
  const text = (at: number) => String.fromCharCode(...bytes.subarray(at, at + 4));
  return bytes.length > 44 && text(0) === 'RIFF' && text(8) === 'WAVE';
}

/** By the header's bytes a second. */
function lengthOf(wav: Uint8Array): { lengthMs?: number } {
  const bytesPerSecond = new DataView(wav.buffer, wav.byteOffset).getUint32(28, true);
  const lengthMs = bytesPerSecond === 0 ? 0 : Math.round(((wav.length - 44) / bytesPerSecond) * 1_000);
  return lengthMs === 0 ? {} : { lengthMs };
}

/** Seconds only; a date would need a clock, and the queue's own backoff is as good. */
function retryAfter(header: string | undefined): { retryAfterMs?: number } {
  const seconds = /^\d{1,4}$/.test(header ?? '') ? Number(header) : undefined;
  return seconds === undefined ? {} : { retryAfterMs: Math.min(seconds, 300) * 1_000 };
}
