import type { RecordingSource } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';

/** Slow work that must not hold up a call. Plain JSON: it crosses a queue. */
export type Job = {
  readonly kind: 'storeRecording';
  /** Doing it twice is doing it once. */
  readonly recordingId: string;
  readonly callId: CallId;
  readonly line: string;
  readonly source: RecordingSource;
  /** Contacts who are to be told of a message. */
  readonly notify: readonly string[];
  readonly recordedAt: number;
};

export interface WorkQueue {
  add(job: Job): Promise<void>;
}

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
