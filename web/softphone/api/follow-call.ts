/**
 * Follows a call's events until the call is over or the stream stays away.
 *
 * 1. A dropped stream is opened again from the last event seen; repeated events are the reducer's business (`seq`).
 * 2. Attempts are bounded; every event that arrives makes the count start anew.
 * 3. The person's telephone rings on the same stream: browsers keep few connections to one server, for all windows together.
 * 4. The browser's own EventSource is not used: it hides the status, and 404 is how a restarted simulator answers.
 */
import type { SoftphoneEvent, TelephoneEvent } from '../../../simulator/softphone-api.ts';
import { parseJson, readEventStream, type ServerSentEvent, textOf } from './read-event-stream.ts';
import { apiRoot, callPath } from './softphone-client.ts';
import { softphoneEventSchema, telephoneEventSchema } from './softphone-schemas.ts';

export type FollowOutcome = 'callEnded' | 'callForgotten' | 'linkLost' | 'stopped';

export interface FollowOptions {
  readonly callId: string;
  /** The newest event already known, so that the stream goes on after it. */
  readonly afterSeq: number;
  readonly onEvent: (event: SoftphoneEvent) => void;
  readonly onLink: (link: 'open' | 'retrying') => void;
  /** Object id or number of the person at this window. */
  readonly telephone?: string | undefined;
  readonly onTelephone?: (event: TelephoneEvent) => void;
  /** Somebody else speaks: PCM in base64. */
  readonly onVoice?: (pcm: string) => void;
  readonly signal: AbortSignal;
  /** For tests; the page leaves these out. */
  readonly fetch?: typeof fetch;
  readonly pause?: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** About half a minute in all: a restart of `npm start` fits in. */
const pausesMs = [300, 700, 1500, 3000, 5000, 5000, 5000, 5000, 5000];

export async function followCall(options: FollowOptions): Promise<FollowOutcome> {
  const pause = options.pause ?? pauseFor;
  const seen = { seq: options.afterSeq, ended: false };
  for (let attempt = 0; attempt <= pausesMs.length; attempt += 1) {
    const before = seen.seq;
    const visit = await followOnce(options, seen);
    if (options.signal.aborted) return 'stopped';
    if (visit === 'notFound') return seen.ended ? 'callEnded' : 'callForgotten';
    if (seen.ended) return 'callEnded';
    if (seen.seq > before) attempt = 0; // 2
    options.onLink('retrying');
    await pause(pausesMs[attempt] ?? 0, options.signal);
    if (options.signal.aborted) return 'stopped';
  }
  return 'linkLost';
}

async function followOnce(options: FollowOptions, seen: { seq: number; ended: boolean }): Promise<'dropped' | 'notFound'> {
  try {
    const response = await (options.fetch ?? fetch)(addressOf(options), {
      headers: { accept: 'text/event-stream', ...(seen.seq > 0 && { 'last-event-id': String(seen.seq) }) },
      cache: 'no-store',
      signal: options.signal,
    });
    if (response.status === 404) return 'notFound';
    if (!response.ok || response.body === null) return 'dropped';
    options.onLink('open');
    for await (const told of readEventStream(textOf(response.body))) take(options, seen, told);
  } catch {
    // The connection broke, or we were stopped: the caller tells them apart by the signal.
  }
  return 'dropped';
}

function addressOf({ callId, telephone }: FollowOptions): string {
  const ringsHere = telephone === undefined ? '' : `&telephone=${encodeURIComponent(telephone)}`;
  return `${apiRoot}${callPath(callId)}/events?voices${ringsHere}`;
}

function take(options: FollowOptions, seen: { seq: number; ended: boolean }, { event: name, data }: ServerSentEvent): void {
  if (name === 'voice') return options.onVoice?.(data);
  if (name === 'telephone') {
    const told = telephoneEventSchema.safeParse(parseJson(data));
    return told.success ? options.onTelephone?.(told.data) : undefined;
  }
  const event = softphoneEventSchema.safeParse(parseJson(data));
  if (!event.success) return; // A kind of event from a newer simulator: the rest of the call still works.
  seen.seq = Math.max(seen.seq, event.data.seq);
  if (event.data.kind === 'state' && event.data.state === 'ended') seen.ended = true;
  options.onEvent(event.data);
}

export function pauseFor(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
