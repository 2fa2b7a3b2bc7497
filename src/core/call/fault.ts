/** Something that should not happen. Expected results are outcomes; bad input is a finding. */
export class Fault extends Error {
  readonly code: FaultCode;
  /** True when the same attempt may succeed later without anybody changing anything. */
  readonly retryable: boolean;

  constructor(code: FaultCode, message: string, options: { retryable?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'Fault';
    this.code = code;
    this.retryable = options.retryable ?? false;
  }
}

/** Stable codes: they appear in logs and health answers, and people search for them. */
export type FaultCode =
  | 'STORE_UNAVAILABLE'
  | 'STORE_CORRUPT'
  | 'FLOW_UNAVAILABLE'
  | 'TOKEN_UNAVAILABLE'
  | 'SETTINGS_INVALID'
  | 'PROMPT_UNFIT'
  | 'PORT_TAKEN'
  | 'OVERTAKEN';
