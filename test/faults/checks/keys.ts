import type { CallDocument } from '../../../src/ports/call-store.ts';
import type { Journal } from '../journal.ts';
import type { Note } from '../notes.ts';

/** A tone later than this may have found its step's patience at an end. */
const inTimeMs = 8_000;

export interface Typed {
  readonly pressed: readonly string[];
  readonly pressedAt: readonly number[];
}

/** I3 for keys, in the flow of the two numbers: what the flow got is what the caller pressed, each key once, in order. */
export class KeysCheck {
  readonly #journal: Journal;
  readonly #acceptedAt = new Map<number, number>();
  readonly #got = new Map<string, string>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  accepted({ events }: Note): void {
    for (const event of events)
      if (event.kind === 'tonePressed' && !this.#acceptedAt.has(event.sequence))
        this.#acceptedAt.set(event.sequence, this.#journal.now);
  }

  stored({ call }: CallDocument): void {
    for (const name of ['first', 'second']) {
      const value = call.vars[name];
      if (typeof value === 'string' && value !== '' && !this.#got.has(name)) this.#got.set(name, value);
    }
  }

  /**
   * When the call is over. `undisturbed`: no media operation failed, so that no step gave up and no late key was
   * overtaken; `whole`: nobody hung up either, and nothing was lost.
   */
  end(typed: Typed, undisturbed: boolean, whole: boolean): void {
    const numbers = groups(typed.pressed);
    const got = [this.#got.get('first'), this.#got.get('second')];
    const allInTime = undisturbed && typed.pressed.every((_, index) => this.#inTime(typed, index));
    if (allInTime) {
      for (const [index, number] of numbers.entries()) {
        if (number === '') break; // A pound on its own is no number: the caller is asked again, and what follows counts differently.
        const value = got[index];
        if (value === undefined ? whole : value !== number)
          this.#journal.violated('I3', `the caller typed ${number}, and the flow got ${value ?? 'nothing'}`);
      }
    }
    const all = typed.pressed.filter((key) => key !== '#');
    for (const digit of new Set(got.join(''))) {
      const count = (keys: readonly string[]): number => keys.filter((key) => key === digit).length;
      if (count(got.join('').split('')) > count(all))
        this.#journal.violated('I3', `a key was applied more often than it was pressed`);
    }
  }

  #inTime(typed: Typed, index: number): boolean {
    const at = this.#acceptedAt.get(index + 1);
    return at !== undefined && at - (typed.pressedAt[index] ?? 0) <= inTimeMs;
  }
}

/** The numbers that were finished with a pound. */
function groups(pressed: readonly string[]): readonly string[] {
  return pressed.join('').split('#').slice(0, -1).slice(0, 2);
}
