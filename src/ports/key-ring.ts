/** Keys that callers' data is sealed with. Kept apart from the data, so that whoever may read the one cannot read the other. */
export interface KeyRing {
  /** For new writes. Throws `Fault('STORE_UNAVAILABLE')` when nobody can say. */
  current(): Promise<SealingKey>;
  /** For what was written before; undefined when there is no such key any more. Throws likewise. */
  byId(id: string): Promise<SealingKey | undefined>;
}

export interface SealingKey {
  /** Stands beside what it has sealed; says nothing of the key. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Uint8Array;
}

/** Where the keys of a ring lie: one text a key, written once, never changed. */
export interface KeyFiles {
  names(): Promise<readonly string[]>;
  read(name: string): Promise<string | undefined>;
  /** Create-if-absent, whole or not at all; of several writers the first wins. */
  create(name: string, text: string): Promise<void>;
}
