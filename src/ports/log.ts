/** Structured lines: an event name and ids. Bodies, tones, names, numbers and tokens stay out (I8). */
export interface Log {
  debug(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  error(event: string, fields?: LogFields): void;
}
export type LogFields = { readonly [name: string]: string | number | boolean | readonly string[] | undefined };

export const silentLog: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
