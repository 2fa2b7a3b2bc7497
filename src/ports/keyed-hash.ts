/**
 * Names somebody by a hash that only who holds the key can make: a number has so few digits that anybody could try them all
 * against a hash without one.
 */
export interface KeyedHash {
  /** Letters, digits and a dash. The same text has the same name for as long as there is the key. Throws `Fault('STORE_UNAVAILABLE')`. */
  nameOf(text: string): Promise<string>;
  /** Tells this key from another one, and says nothing of it. */
  keyId(): Promise<string>;
}
