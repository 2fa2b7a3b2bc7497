/** Something that should not happen. Expected results are outcomes; bad input is a finding. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** True when the same attempt may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  /** When trying again is worth it, if whoever refused has said so. */
  readonly retryAfterMs?: number;
  /** The other side's own code, such as `AADSTS7000215`, which `explain.ts` knows. */
  readonly reason?: string;

  constructor(
    code: FaultCode,
    message: string,
    options: { retryable?: boolean; retryAfterMs?: number; reason?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryable = options.retryable ?? false;
    if (options.retryAfterMs !== undefined) this.retryAfterMs = options.retryAfterMs;
    if (options.reason !== undefined) this.reason = options.reason;
  }
}

/** Stable codes: they appear in logs and health answers, and people search for them. */
export type FaultCode =
  | 'STORE_UNAVAILABLE'
  | 'STORE_CORRUPT'
  | 'RECORD_TOO_LARGE'
  | 'FLOW_UNAVAILABLE'
  | 'TOKEN_UNAVAILABLE'
  | 'SETTINGS_INVALID'
  | 'PROMPT_UNFIT'
  | 'PORT_TAKEN'
  | 'STATE_IN_USE'
  /** A job could not be done this time; the queue will try again, or set it aside. */
  | 'JOB_UNDONE'
  | 'OVERTAKEN';
