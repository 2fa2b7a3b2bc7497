import type { CallTag } from '../core/call/call.ts';
import type { CallId, FlowVersion, StepName } from '../core/call/ids.ts';

/** What is kept of a call that ended. Nothing of the caller: no number, no name, no key, no variable (I8). */
export interface CallRecord {
  readonly callId: CallId;
  readonly line: string;
  readonly flow: string;
  readonly version: FlowVersion;
  /** Epoch milliseconds, like all times here. */
  readonly startedAt: number;
  /** Absent when the call never had a connected caller. */
  readonly answeredAt?: number;
  readonly endedAt: number;
  /** The flow's word for how it ended, or the engine's. */
  readonly outcome: string;
  /** As Graph reported the end. */
  readonly code?: number;
  readonly subcode?: number;
  /** Graph's code for what it refused, where that is why the call ended. */
  readonly refusal?: string;
  /** The steps that the call entered, in their order; of a long call the last ones. */
  readonly path: readonly StepName[];
  /** The milestones that the flow's author counts; the checker keeps the caller's values out of them. */
  readonly tags?: readonly CallTag[];
  /** Present when the bot placed it. */
  readonly direction?: 'outgoing';
  /** The request that it was placed for. */
  readonly outbound?: string;
}

/** The calls that ended: one record each, never changed. */
export interface CallHistory {
  /** Appending the record of the same call twice is appending it once. Throws `Fault('STORE_UNAVAILABLE')`. */
  append(record: CallRecord): Promise<void>;
  /** The calls that ended last, the latest first. */
  latest(limit: number): Promise<readonly CallRecord[]>;
}

/** How long records are kept. */
export const keepHistoryMs = 90 * 86_400_000;
