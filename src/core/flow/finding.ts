/** A place in a file, for people and editors. Lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** JSON pointer (RFC 6901) of the value, `` for the whole document. */
  readonly pointer: string;
}

/** Something that a check has to say about a flow or a workspace file. Never an exception. */
export interface Finding {
  /** Stable, for example `IVR101`; documented on a page of that name. */
  readonly code: string;
  /** Errors keep a flow from being served; warnings do not. */
  readonly severity: 'error' | 'warning';
  readonly place: Place;
  /** What is wrong, naming the place in the flow's own words. */
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
}
