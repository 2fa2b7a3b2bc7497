import type { PersonLeg } from './person-leg.ts';

/** A telephone that rings: a browser window, a person of a script. It accepts, declines, or lets it ring. */
export type Telephone = (leg: PersonLeg) => void;

/** Where people can be reached at this moment: their open windows, by object id or number. */
export class Switchboard {
  readonly #telephones = new Map<string, Set<Telephone>>();

  /** Calls to this person ring there from now on. Several telephones of one person ring together. @returns puts it away. */
  connect(id: string, telephone: Telephone): () => void {
    const key = id.toLowerCase();
    const mine = this.#telephones.get(key) ?? new Set();
    this.#telephones.set(key, mine.add(telephone));
    return () => {
      mine.delete(telephone);
      if (mine.size === 0 && this.#telephones.get(key) === mine) this.#telephones.delete(key);
    };
  }

  telephonesOf(id: string): readonly Telephone[] {
    return [...(this.#telephones.get(id.toLowerCase()) ?? [])];
  }
}
