/**
 * An Idempotency-Key as somebody has sent it. A key stands for one request: under it the same request is answered as before,
 * and another one is refused.
 */
export interface AskedKey {
  readonly key: string;
  /** Eight hexadecimal digits, the same for the same request. Absent for keys of our own, which name one request by themselves. */
  readonly request?: string;
}
