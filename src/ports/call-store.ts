import type { Call } from '../core/call/call.ts';
import type { CallCommand } from '../core/call/call-command.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';

/** The mailbox document: one per call, settled by conditional writes (design, section 2). */
export interface CallDocument {
  readonly call: Call;
  /** Decided, durable, and not yet known to be done. */
  readonly outbox: readonly CallCommand[];
  /** Delivered while another performer held the lease. */
  readonly inbox: readonly CallEvent[];
  readonly lease?: Lease;
  /** When the sweep should look (epoch milliseconds). Absent once the call has ended and nothing is left to do. */
  readonly wakeAt?: number;
  /** After this the document is gone, whether or not the store has removed it yet (epoch milliseconds). */
  readonly expiresAt?: number;
}

export interface Lease {
  /** One performer's own random name. */
  readonly owner: string;
  readonly until: number;
}

/** The id is taken. `stored`: by what, when the store had to look for itself, so that nobody has to read it again. */
export interface Exists {
  readonly kind: 'exists';
  readonly stored?: { readonly document: CallDocument; readonly version: DocumentVersion };
}

/** What the store gave with a document; a replace succeeds only while it is still current. */
export type DocumentVersion = string;

/**
 * Keeps call documents with the semantics of Cosmos ETags: every write is conditional and atomic per document.
 * Expected results are returned; `Fault('STORE_UNAVAILABLE')` is thrown when nobody knows.
 */
export interface CallStore {
  load(
    id: CallId,
  ): Promise<
    { readonly kind: 'found'; readonly document: CallDocument; readonly version: DocumentVersion } | { readonly kind: 'missing' }
  >;
  /** Create-if-absent. */
  create(document: CallDocument): Promise<{ readonly kind: 'created'; readonly version: DocumentVersion } | Exists>;
  /** Replace-if-match. */
  replace(
    document: CallDocument,
    version: DocumentVersion,
  ): Promise<{ readonly kind: 'saved'; readonly version: DocumentVersion } | { readonly kind: 'overtaken' }>;
  /** Ids of calls whose `wakeAt` is not after `now`, the most overdue first. One indexed query. */
  due(now: number, limit: number): Promise<readonly CallId[]>;
  /** True when a write would probably succeed: for the health answer. */
  ping(): Promise<boolean>;
  close(): Promise<void>;
}
