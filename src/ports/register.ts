/**
 * Many small records in lists, found by their id, or by their state and when they are due: the people of a campaign, the
 * numbers that must not be called. Changed by conditional writes, gone when they expire.
 */
export interface Register {
  /** Undefined when there is none, or it has expired. All throw `Fault('STORE_UNAVAILABLE')`. */
  get(list: string, id: string): Promise<RegisterEntry | undefined>;
  /**
   * Creates the record, or, with a `version`, replaces it while it is still that one. `overtaken`: somebody else was quicker,
   * or the answer was lost: look again.
   */
  put(record: RegisterRecord, version?: string): Promise<'saved' | 'overtaken'>;
  /** Removing what is not there is fine. */
  remove(list: string, id: string): Promise<void>;
  /** Those in a state whose time has come by `until`; the longest due first. */
  due(list: string, state: string, until: number, limit: number): Promise<readonly RegisterEntry[]>;
  /** In the order of their ids, from behind `after` on; '' is the beginning. */
  page(list: string, after: string, limit: number): Promise<readonly RegisterEntry[]>;
  /** How many are in a state. */
  count(list: string, state: string): Promise<number>;
}

export interface RegisterRecord {
  /** Letters, digits, dots, dashes; at most 100. Names nothing of a caller, like `id` (I8). */
  readonly list: string;
  readonly id: string;
  readonly state: string;
  /** Epoch milliseconds, like `expiresAt`. */
  readonly dueAt: number;
  /** Plain JSON, at most some tens of kilobytes. */
  readonly body: unknown;
  /** Absent: it stays until it is removed. */
  readonly expiresAt?: number;
}

export interface RegisterEntry extends RegisterRecord {
  readonly version: string;
}
