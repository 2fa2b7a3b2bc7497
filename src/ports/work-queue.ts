import type { RecordingSource } from '../core/call/call-event.ts';
import type { CallId, FlowVersion } from '../core/call/ids.ts';
import type { CallRecord } from './call-history.ts';
import type { Message } from './messenger.ts';

/** Slow work that must not hold up a call. Plain JSON: it crosses a queue. */
export type Job = StoreRecording | RecordHistory | PlaceOutbound | NotifyContact;

export interface StoreRecording {
  readonly kind: 'storeRecording';
  /** Doing it twice is doing it once. */
  readonly recordingId: string;
  readonly callId: CallId;
  readonly line: string;
  readonly source: RecordingSource;
  /** Contacts who are to be told of a message. */
  readonly notify: readonly string[];
  readonly recordedAt: number;
  /** Says how they are told. Absent in jobs of before anybody was. */
  readonly flow?: FlowOfCall;
}

/** The version of a flow that a call plays. */
export interface FlowOfCall {
  readonly name: string;
  readonly version: FlowVersion;
}

/** Somebody is to be told of something. Doing it twice sends it twice, under the same id. */
export interface NotifyContact {
  readonly kind: 'notifyContact';
  readonly callId: CallId;
  /** Its version says how the contact is told. */
  readonly flow: FlowOfCall;
  readonly contact: string;
  readonly message: Message;
}

/** A call has ended. Doing it twice is doing it once: a call has one record. */
export interface RecordHistory {
  readonly kind: 'recordHistory';
  readonly callId: CallId;
  readonly record: CallRecord;
}

/** A call that was asked for is to be placed. Doing it twice is doing it once. */
export interface PlaceOutbound {
  readonly kind: 'placeOutbound';
  readonly outboundId: string;
}

export interface WorkQueue {
  /** `notBefore`: epoch milliseconds, at most a week ahead. Default: at once. */
  add(job: Job, notBefore?: number): Promise<void>;
}

/** The other end of the queue: for whoever does the jobs. Several workers, in several processes, may share it. */
export interface QueueConsumer {
  /** Takes the job that has waited longest and may be done at `now`; no other worker gets it for `visibilityMs`. */
  claim(now: number, visibilityMs: number): Promise<ClaimedJob | undefined>;
  /** The job is over and leaves the queue. `lost`: the claim had run out and the job belongs to somebody else. */
  complete(claimed: ClaimedJob): Promise<'completed' | 'lost'>;
  /** Back into the queue until `notBefore` (epoch milliseconds), or aside for good after the last try. */
  retry(claimed: ClaimedJob, notBefore: number): Promise<'queued' | 'poisoned' | 'lost'>;
  counts(): Promise<QueueCounts>;
}

export interface ClaimedJob {
  readonly id: string;
  /** Names this claim, so that a claim that ran out cannot touch its successor's. */
  readonly claim: string;
  readonly job: Job;
  /** 1 the first time. A worker that died has used up its try. */
  readonly tries: number;
}

export interface QueueCounts {
  /** Still to be done, claimed ones included. */
  readonly waiting: number;
  /** Given up after the last try; kept for a person to look at. */
  readonly poisoned: number;
}

/** How a job ended this time. `why` is a stable word for the log: no address, no token. */
export type JobOutcome =
  /** `lengthMs`: of a recording that was stored. */
  | { readonly kind: 'done'; readonly lengthMs?: number }
  /** Cannot be done any more, and trying again would not help. */
  | { readonly kind: 'gone'; readonly why: string }
  | { readonly kind: 'retry'; readonly why: string; readonly retryAfterMs?: number };

/** Where finished recordings rest. */
export interface RecordingStore {
  save(recordingId: string, wav: Uint8Array, about: RecordingFacts): Promise<void>;
  has(recordingId: string): Promise<boolean>;
}

/** Kept beside the sound. Nothing of the caller but the call's id. */
export interface RecordingFacts {
  readonly callId: CallId;
  readonly line: string;
  readonly recordedAt: number;
  readonly notify: readonly string[];
}
