import type { Remark } from '../imported.ts';
import { nameFrom } from '../name-from.ts';
import type { Destination, World } from './scene.ts';

type Entry = { readonly [member: string]: unknown };

/** Contacts, schedules and addresses that a flow needs beside it, collected while it is written. */
export class Surroundings implements World {
  readonly contacts = new Map<string, Entry>();
  readonly schedules = new Map<string, Entry>();
  readonly env = new Map<string, string>();
  readonly remarks: Remark[] = [];
  readonly #timeZone: string;
  readonly #names = new Map<string, string>();

  constructor(timeZone: string) {
    this.#timeZone = timeZone;
  }

  readonly contact = (words: string, destination: Destination): string => {
    const key = destination.kind === 'phone' ? `phone ${destination.number}` : `contact ${destination.kind} ${words}`;
    return this.#once(key, words, this.contacts, (name) => {
      this.remarks.push({ severity: 'todo', where: 'contacts.jsonc', ...remarkOn(name, destination) });
      return entryFor(destination, this.contacts.size + 1);
    });
  };

  readonly schedule = (words: string, week: { readonly [days: string]: string | readonly string[] }): string =>
    this.#once(`schedule ${words}`, words, this.schedules, () => ({ timeZone: this.#timeZone, week }));

  readonly address = (words: string, origin: string | undefined): string => {
    const isKnown = origin !== undefined && hostOf(origin) !== undefined;
    return this.#once(`address ${isKnown ? origin : words}`, isKnown ? (hostOf(origin) ?? words) : words, this.env, () =>
      isKnown ? origin : `https://${placeholderHost}`,
    );
  };

  /** Where requests may go. */
  get hosts(): readonly string[] {
    return [...new Set([...this.env.values()].flatMap((origin) => hostOf(origin) ?? []))].slice(0, 100);
  }

  #once<Value>(key: string, words: string, all: Map<string, Value>, make: (name: string) => Value): string {
    const known = this.#names.get(key);
    if (known !== undefined) return known;
    const wanted = nameFrom(words);
    let name = wanted;
    for (let number = 2; all.has(name); number++) name = `${wanted}${number}`;
    this.#names.set(key, name);
    all.set(name, make(name));
    return name;
  }
}

const placeholderHost = 'api.example.com';
const part = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const hostOf = (origin: string): string | undefined => new RegExp(`^https://(${part}(?:\\.${part})+)$`).exec(origin)?.[1];

/** An object id that is nobody's, until the admin writes the right one. */
const nobodysId = (number: number): string => `00000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

function entryFor(destination: Destination, number: number): Entry {
  switch (destination.kind) {
    case 'phone':
      return { phone: destination.number };
    case 'person':
      return { user: nobodysId(number) };
    case 'queue':
      return { applicationInstance: nobodysId(number) };
    case 'told':
      return { notify: { email: 'somebody@example.com', from: 'bot@example.com' } };
  }
}

function remarkOn(name: string, destination: Destination): { readonly what: string; readonly fix: string } {
  switch (destination.kind) {
    case 'phone':
      return {
        what: `"${name}" is a number outside`,
        fix: 'make sure that the resource account of the line may call it, or write the person in Teams',
      };
    case 'person':
      return {
        what: `"${name}" is nobody yet`,
        fix: `write the object id of the person, or a number: "${name}": { "user": "..." }`,
      };
    case 'queue':
      return {
        what: `"${name}" is no queue yet`,
        fix: `make a call queue in the Teams admin center, and write the object id of its resource account: "${name}": { "applicationInstance": "..." }`,
      };
    case 'told':
      return {
        what: `nobody is told by "${name}" yet`,
        fix: 'write the mail addresses, or how else they are told: docs/steps/notify.md',
      };
  }
}
