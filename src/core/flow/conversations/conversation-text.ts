import { tenantLacks } from '../../call/tenant-setup.ts';
import { also, listed, type Suggestion, suggest } from '../did-you-mean.ts';
import type { Finding, Place } from '../finding.ts';
import { type JsonPath, type JsonText, pointerOf } from '../json-text.ts';
import { contactBehaviours } from './conversation.ts';
import { literal } from './script-step.ts';
import { readScript } from './script-text.ts';

/**
 * Conversations as text: a title line, what is given, and the steps of `dial --script`.
 *
 *     == nobody is in the sales queue
 *     given at 2026-11-23T10:00 Europe/Berlin
 *     given salesQueue busy
 *     hear Welcome; press 1
 *     expect transfer salesQueue
 *
 * It becomes the document that the JSON form would have been, each value with its place in the text, so that both are checked
 * by the same rules. A line that begins with `//` is a remark.
 */
export function readConversationText(text: string, file: string): JsonText {
  const builder = new DocumentBuilder(file);
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trimEnd();
    const words = line.trimStart();
    const at = { line: index + 1, column: line.length - words.length + 1 };
    if (words === '' || words.startsWith('//')) continue;
    const title = /^==+\s*(.*?)\s*=*$/.exec(words);
    if (title !== null) builder.begin(title[1] ?? '', at);
    else if (/^given\b/i.test(words)) readGivenLine(words, at, builder);
    else readStepLine(words, at, builder);
  }
  return builder.document();
}

type Spot = Pick<Place, 'line' | 'column'>;

function readStepLine(words: string, at: Spot, builder: DocumentBuilder): void {
  for (const { step, member, offset, text } of readScript(words)) {
    const spot = { line: at.line, column: at.column + offset };
    if (member !== undefined) builder.addStep(member, spot, text);
    else if (step.kind === 'unread') builder.complain(spot, step.message, `${step.fix}; a title begins with "=="`);
  }
}

function readGivenLine(words: string, at: Spot, builder: DocumentBuilder): void {
  const [, lead = '', subject = '', rest = ''] = /^(given\s+)("[^"]+"|\S+)\s*(.*)$/i.exec(words) ?? [];
  const spot = { line: at.line, column: at.column + lead.length };
  switch (subject) {
    case 'at':
    case 'zone':
    case 'language':
    case 'line':
      return builder.give([subject], rest, spot);
    case 'hours': {
      const [, schedule, state, until] = /^(\S+)\s+(open|closed)(?:\s+until\s+(.+))?$/.exec(rest) ?? [];
      if (schedule === undefined) {
        const fix = 'write "given hours office closed", or "given hours office closed until 2026-11-24T08:00"';
        return builder.complain(spot, 'this does not say which schedule is what', fix);
      }
      return builder.give(['hours', schedule], until === undefined ? state : { state, until }, spot);
    }
    case 'caller': {
      const [, name] = /^user\s+(.+)$/.exec(rest) ?? [];
      return builder.give(['caller'], name === undefined ? rest : { user: name.replace(/^"(.*)"$/, '$1') }, spot);
    }
    case 'without': {
      const names = [...rest.matchAll(/[^\s,]+/g)];
      if (names.length === 0)
        return builder.complain(spot, 'this does not say what is missing', `write one of ${listed(tenantLacks)}`);
      const offset = words.length - rest.length;
      for (const { 0: name, index } of names) builder.giveAway(name, { ...at, column: at.column + offset + index });
      return;
    }
    case 'var':
    case 'vars': {
      const [, name, value] = /^([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.+)$/.exec(rest) ?? [];
      if (name === undefined || value === undefined)
        return builder.complain(spot, 'this does not say which variable has which value', 'write "given var tier = gold"');
      return builder.give(['vars', name], literal(value), spot);
    }
    case 'mock': {
      const [, name, answer] = /^(\S+)\s+(.+)$/.exec(rest) ?? [];
      const mocked = answer === undefined ? undefined : readAnswer(answer);
      if (name === undefined || mocked === undefined)
        return builder.complain(
          spot,
          'this does not say who answers what',
          'write "given mock lookup 200 { "tier": "gold" }", "given mock lookup timeout" or "given mock lookup error"',
        );
      return builder.giveMock(name, mocked, spot);
    }
    default: {
      const [named = '', behaviour = ''] = subject === 'contact' ? rest.split(/\s+/) : [subject, rest];
      const contact = named.replace(/^"(.*)"$/, '$1'); // In quotes: a name of a directory, which has spaces.
      if (contact === '' || behaviour === '') {
        const fix = `write "given NAME BEHAVIOUR", with one of ${contactBehaviours.join(', ')}, or given at, caller, line, language, hours, var, mock, without`;
        return builder.complain(spot, `"${words}" does not say what is given`, fix);
      }
      if (!contactBehaviours.some((known) => known === behaviour)) {
        const fix = also(
          suggest(behaviour, contactBehaviours, ''),
          ' (or given at, caller, line, language, hours, var, mock, without)',
        );
        return builder.complain(spot, `nobody behaves by the word "${behaviour}"`, fix);
      }
      return builder.give(['contacts', contact], behaviour, spot);
    }
  }
}

/** `200 { "tier": "gold" } after 2s`, `404`, `timeout`, `error`; a body that is not JSON is a text. */
function readAnswer(text: string): unknown {
  if (text === 'timeout' || text === 'error') return text;
  const [, status, body, delay] = /^(\d{3})(?:\s+(.*?))?(?:\s+after\s+(\S+))?$/.exec(text) ?? [];
  if (status === undefined) return undefined;
  const json = body === undefined || body === '' ? undefined : literal(body);
  return {
    status: Number(status),
    ...(json === undefined ? {} : json === body ? { text: body } : { json }),
    ...(delay === undefined ? {} : { delay }),
  };
}

interface Written {
  readonly name: string;
  readonly given: { [member: string]: unknown };
  readonly steps: unknown[];
}

class DocumentBuilder {
  readonly #file: string;
  readonly #conversations: Written[] = [];
  readonly #places = new Map<string, Spot>();
  readonly #findings: Finding[] = [];
  #current: Written | undefined;

  constructor(file: string) {
    this.#file = file;
  }

  begin(name: string, spot: Spot): void {
    this.#current = { name, given: {}, steps: [] };
    this.#conversations.push(this.#current);
    this.#place([], spot);
    this.#place(['name'], spot);
    this.#place(['given'], spot);
    this.#place(['steps'], spot);
  }

  addStep([member, value]: readonly [string, unknown], spot: Spot, text: string): void {
    const current = this.#open(spot);
    if (current === undefined) return;
    const index = current.steps.push({ [member]: value }) - 1;
    this.#place(['steps', index], spot);
    const [lead] = /^\S+\s*"?/.exec(text) ?? [''];
    this.#place(['steps', index, member], { ...spot, column: spot.column + (text.length > lead.length ? lead.length : 0) });
  }

  give(path: readonly [string, ...string[]], value: unknown, spot: Spot): void {
    const current = this.#open(spot);
    if (current === undefined) return;
    const [member, inside] = path;
    if (inside === undefined) current.given[member] = value;
    else current.given[member] = { ...asObject(current.given[member]), [inside]: value };
    this.#place(['given', ...path], spot);
  }

  /** Something that the tenant does without. */
  giveAway(name: string, spot: Spot): void {
    const current = this.#open(spot);
    if (current === undefined) return;
    const { without } = current.given;
    const names: readonly unknown[] = [...(Array.isArray(without) ? (without as unknown[]) : []), name];
    current.given.without = names;
    if (names.length === 1) this.#place(['given', 'without'], spot);
    this.#place(['given', 'without', names.length - 1], spot);
  }

  giveMock(name: string, answer: unknown, spot: Spot): void {
    const current = this.#open(spot);
    if (current === undefined) return;
    const mocks = asObject(current.given.mock);
    const before = mocks[name];
    const answers = Array.isArray(before) ? [...(before as unknown[]), answer] : [answer];
    current.given.mock = { ...mocks, [name]: answers };
    this.#place(['given', 'mock', name], spot);
    this.#place(['given', 'mock', name, answers.length - 1], spot);
  }

  complain(spot: Spot, message: string, fix: string | Suggestion): void {
    const place = { file: this.#file, ...spot, pointer: this.#pointer([]) };
    this.#findings.push({ code: 'IVR601', severity: 'error', place, message, fix: typeof fix === 'string' ? fix : fix.words });
  }

  document(): JsonText {
    const places = this.#places;
    const file = this.#file;
    return {
      file,
      value: { conversations: this.#conversations },
      findings: this.#findings,
      place: (path: JsonPath) => {
        for (let length = path.length; length > 0; length--) {
          const pointer = pointerOf(path.slice(0, length));
          const spot = places.get(pointer);
          if (spot !== undefined) return { file, pointer, ...spot };
        }
        return { file, pointer: '', line: 1, column: 1 };
      },
      edits: () => undefined, // The short form is text, not JSON.
      comments: [],
    };
  }

  #open(spot: Spot): Written | undefined {
    if (this.#current === undefined && this.#findings.length === 0)
      this.complain(
        spot,
        'this stands before the first title',
        'begin a conversation with a line such as "== a silent caller reaches a person"',
      );
    return this.#current;
  }

  #pointer(path: JsonPath): string {
    return this.#current === undefined ? '' : pointerOf(['conversations', this.#conversations.length - 1, ...path]);
  }

  #place(path: JsonPath, spot: Spot): void {
    this.#places.set(this.#pointer(path), spot);
  }
}

function asObject(value: unknown): { readonly [member: string]: unknown } {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
