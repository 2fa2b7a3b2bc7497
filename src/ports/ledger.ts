/**
 * Small facts that outlive a call: whose turn it is in a hunt, how often a PIN was wrong. One entry a key, changed by
 * conditional writes, gone when it expires. Keys hold nothing of a caller: whoever makes one hashes what it is about (I8).
 * Values may: they are sealed where they are kept (ADR 29).
 */
export interface Ledger {
  /** Undefined when there is none, or it has expired. Throws `Fault('STORE_UNAVAILABLE')`. */
  get(key: LedgerKey): Promise<LedgerEntry | undefined>;
  /**
   * Creates the entry, or, with a `version`, replaces it while it is still that one. `overtaken`: somebody else was quicker,
   * or the answer was lost: look again. Throws `Fault('STORE_UNAVAILABLE')`.
   */
  put(key: LedgerKey, fact: LedgerFact, version?: string): Promise<'saved' | 'overtaken'>;
}

/** Letters, digits, dots, dashes; at most 200. */
export type LedgerKey = string;

export interface LedgerFact {
  /** Plain JSON, at most a few kilobytes. */
  readonly value: unknown;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
}

export interface LedgerEntry extends LedgerFact {
  readonly version: string;
}
