import { canBeVariable } from '../cel-environment.ts';
import { type Destination, destinationEntry, destinationRemark } from './destinations.ts';
import { freeName } from './free-name.ts';
import type { Remark, Remarked } from './imported.ts';
import { nameFrom } from './name-from.ts';

type Entry = { readonly [member: string]: unknown };
type Week = { readonly [days: string]: string | readonly string[] };

/** What a flow needs beside it: contacts, schedules, addresses of other systems, and other flows. Collected while it is written. */
export class Surroundings {
  readonly contacts = new Map<string, Entry>();
  readonly schedules = new Map<string, Entry>();
  readonly env = new Map<string, string>();
  /** Folder to document. */
  readonly flows = new Map<string, Entry>();
  readonly remarks: Remark[] = [];
  readonly #timeZone: string;
  readonly #names = new Map<string, string>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  /** The contact for a destination, by words that say what it is. One number is one contact. */
  readonly contact = (words: string, destination: Destination): string => {
    const key = destination.kind === 'phone' ? destination.number : `${destination.kind} ${words}`;
    return this.#once(`contact ${key}`, words, this.contacts, (name) => {
      this.#tell('contacts.jsonc', destinationRemark(name, destination));
      return destinationEntry(words, destination);
    });
  };

  /** A schedule with these hours; what is said of it, when it is written. */
  readonly schedule = (words: string, week: Week, said?: (name: string) => Remarked): string =>
    this.#once(`schedule ${words}`, words, this.schedules, (name) => {
      if (said !== undefined) this.#tell('schedules.jsonc', said(name));
      return { timeZone: this.#timeZone, week };
    });

  /** What an expression calls the address of another system. `key`: what makes it the same one. */
  readonly address = (key: string, words: string, url: (name: string) => string): string =>
    this.#once(`address ${key}`, canBeVariable(nameFrom(words)) ? words : `${words} address`, this.env, url);

  /** Hosts of those addresses, where requests may go. */
  get hosts(): readonly string[] {
    return [...new Set([...this.env.values()].flatMap((url) => hostOf(url) ?? []))].slice(0, 100);
  }

  #tell(where: string, remarked: Remarked): void {
    this.remarks.push({ ...remarked, where });
  }

  #once<Value>(key: string, words: string, all: Map<string, Value>, make: (name: string) => Value): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const name = freeName(nameFrom(words), (one) => all.has(one));
    this.#names.set(key, name);
    all.set(name, make(name));
    return name;
  }
}

const label = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';

/** The host of an https address that has one with a name, and no port of its own. */
export const hostOf = (url: string): string | undefined =>
  new RegExp(`^https://(${label}(?:\\.${label})+)(?:/.*)?$`).exec(url)?.[1];
