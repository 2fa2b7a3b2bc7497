/** One thing that is different, in words that its author would use. Never a number, an id or a text that callers hear. */
export interface Change {
  /** The flow that it is in; absent for lines, contacts and schedules. */
  readonly flow?: string;
  /** One sentence without its full stop: `menu main: option 3 now goes to support instead of sales`. */
  readonly words: string;
}

/** Names of steps before, with the names that they have now. */
export type Renames = ReadonlyMap<string, string>;
