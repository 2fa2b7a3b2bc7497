import { canBeVariable } from '../../cel-environment.ts';
import type { Step } from '../draft.ts';
import type { Remark } from '../imported.ts';
import { nameFrom } from '../name-from.ts';
import type { ContactKind, World } from './scene.ts';

/** What a flow needs beside it: contacts, schedules, the environment, and small flows of its own. Collected while it is written. */
export class Surroundings implements World {
  readonly contacts = new Map<string, { readonly [member: string]: unknown }>();
  readonly schedules = new Map<string, { readonly [member: string]: unknown }>();
  readonly env = new Map<string, string>();
  /** Folder to document. */
  readonly flows = new Map<string, { readonly [member: string]: unknown }>();
  readonly remarks: Remark[] = [];
  readonly #options: SurroundingsOptions;
  readonly #names = new Map<string, string>();

  constructor(options: SurroundingsOptions) {
    this.#options = options;
  }

  readonly contact = (words: string, destination: ContactKind): string =>
    this.#once(`contact ${destination.kind} ${words}`, words, this.contacts, (name) => {
      this.remarks.push({ severity: 'todo', where: 'contacts.jsonc', ...contactRemark(name, destination) });
      return destinationOf(destination, nobodysId(`${destination.kind} ${words}`));
    });

  readonly schedule = (words: string): string =>
    this.#once(`schedule ${words}`, words, this.schedules, (name) => {
      this.remarks.push({
        severity: 'todo',
        where: 'schedules.jsonc',
        what: `opening hours are not in the export: "${name}" is Monday to Friday, nine to five, in ${this.#options.timeZone}`,
        fix: 'write the hours and holidays that Connect has under "Hours of operation"',
      });
      return { timeZone: this.#options.timeZone, week: { 'mon-fri': '09:00-17:00' } };
    });

  readonly address = (words: string): string =>
    // An expression must be able to say it.
    this.#once(
      `address ${words}`,
      canBeVariable(nameFrom(words)) ? words : `${words} address`,
      this.env,
      (name) => `https://${placeholderHost}/${name}`,
    );

  readonly callbackFlow = (contact: string): string => {
    const known = this.#names.get(`callback ${contact}`);
    if (known !== undefined) return known;
    const name = `${this.#options.name.slice(0, 48)}-callback${this.flows.size === 0 ? '' : this.flows.size + 1}`;
    this.#names.set(`callback ${contact}`, name);
    this.flows.set(name, callbackDocument(contact, this.#options));
    return name;
  };

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

export interface SurroundingsOptions {
  /** The folder of the flow. */
  readonly name: string;
  readonly title: string;
  readonly language: string;
  readonly timeZone: string;
}

export const placeholderHost = 'lambda.example.com';

/** An object id that is nobody's, the same for the same one each time, until the admin writes the right one. */
function nobodysId(words: string): string {
  let hash = 0;
  for (const letter of words.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007;
  return `00000000-0000-4000-8000-${String(hash).padStart(12, '0')}`;
}

function destinationOf(destination: ContactKind, id: string): { readonly [member: string]: unknown } {
  switch (destination.kind) {
    case 'phone':
      return { phone: destination.number };
    case 'person':
      return { user: id };
    case 'told':
      return { notify: { email: 'somebody@example.com', from: 'bot@example.com' } };
    case 'queue':
    case 'line':
      return { applicationInstance: id };
  }
}

function contactRemark(name: string, destination: ContactKind): { readonly what: string; readonly fix: string } {
  switch (destination.kind) {
    case 'phone':
      return { what: `"${name}" is a number outside`, fix: 'make sure that the resource account of the line may call it' };
    case 'person':
      return { what: `"${name}" is nobody yet`, fix: `write the object id of the person: "${name}": { "user": "..." }` };
    case 'told':
      return {
        what: `nobody is told by "${name}" yet`,
        fix: 'write the mail addresses, or how else they are told: docs/steps/notify.md',
      };
    case 'queue':
      return {
        what: `"${name}" is no queue yet`,
        fix: `make a call queue in the Teams admin center, and write the object id of its resource account: "${name}": { "applicationInstance": "..." }`,
      };
    case 'line':
      return {
        what: `"${name}" is nobody yet`,
        fix: 'write the object id of the resource account, or the number, that answers there',
      };
  }
}

function callbackDocument(contact: string, { title, language }: SurroundingsOptions) {
  const steps: { readonly [name: string]: Step } = {
    greeting: {
      type: 'menu',
      prompt: 'greeting',
      options: { '1': 'connect' },
      on: { maxAttempts: 'bye' },
    },
    connect: { type: 'transfer', to: contact, on: { failed: 'bye' } },
    bye: { type: 'hangup', prompt: 'bye' },
  };
  return {
    specVersion: 1,
    name: `${title.slice(0, 180)}: call back`,
    languages: [language],
    start: 'greeting',
    prompts: {
      greeting: { [language]: 'You asked us to call you back. To speak to us now, press 1.' },
      bye: { [language]: 'Please call us again. Goodbye.' },
    },
    steps,
  };
}
