import type { Log, LogFields } from '../../../src/ports/log.ts';
import type { Journal } from '../journal.ts';

/** Names of fields that could only hold a key or words of the caller. */
const telltale = /"(tone|tones|key|keys|digit|digits|text|number|displayName|accessToken)":/;
const callIds = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const oneKey = /^[0-9*#]$/;

/** I8: watches every line that any instance writes. */
export class LogCheck {
  readonly #journal: Journal;
  readonly #secrets: readonly string[];

  constructor(journal: Journal, secrets: readonly string[]) {
    this.#journal = journal;
    this.#secrets = secrets;
  }

  /** `typed`: the digits of all callers so far, as one text each. */
  log(typed: () => readonly string[]): Log {
    const line = (event: string, fields: LogFields = {}): void => {
      const text = `${event} ${JSON.stringify(fields)}`.replace(callIds, 'a call'); // Their zeros are nobody's keys.
      const secret = [...this.#secrets, ...typed()].find((one) => one.length > 4 && text.includes(one));
      const single = Object.values(fields).some((value) => typeof value === 'string' && oneKey.test(value));
      if (secret !== undefined || single || telltale.test(text))
        this.#journal.violated('I8', `a log line tells too much: ${event}`);
    };
    return { debug: line, info: line, warn: line, error: line };
  }
}
