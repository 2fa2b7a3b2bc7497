import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readJsonText } from '../../src/core/flow/json-text.ts';
import { readRows } from '../../src/edge/automation/campaign-bodies.ts';
import { readPeopleTable } from './people-table.ts';

/** Something of a file that cannot be. Never what stands there: it may be somebody's number (I8). */
export interface FileProblem {
  /** From 1. */
  readonly line: number;
  /** A column, or a member. */
  readonly place: string;
  readonly problem: string;
  readonly fix: string;
}

/** Somebody of a file, as the automation API takes them, and where they stand. */
export interface Entry {
  readonly body: { readonly to?: unknown; readonly [member: string]: unknown };
  readonly line: number;
  /** What the file calls a member of the body, `variables.when` for example. */
  place(member: string): { readonly line: number; readonly place: string };
}

export interface PeopleFile {
  readonly entries: readonly Entry[];
  /** What a JSON file says besides people. */
  readonly settings: { readonly [member: string]: unknown };
  /** All of the file, in the order of its lines. */
  readonly problems: readonly FileProblem[];
  /** As it was read. */
  readonly text: string;
}

/** A list of a hundred thousand people with what they are told. */
const mostCharacters = 60_000_000;

/** Reads people from CSV, or from JSON: a list of people, or a whole campaign. A text: why the file cannot be read at all. */
export function readPeopleFile(path: string): PeopleFile | string {
  const bytes = bytesOf(path);
  if (bytes === undefined) return `There is no file "${path}".`;
  const text = textIn(bytes);
  if (text === undefined) return `${path}: It is not UTF-8. Save it as "CSV UTF-8" in the spreadsheet.`;
  if (text.length > mostCharacters)
    return `${path}: It is too long. Divide it, and add the rest with: teams-ivr campaign add ID FILE`;
  const read = /\.(json|jsonc)$/i.test(path) ? readJsonPeople(text, path) : { settings: {}, ...readPeopleTable(text) };
  const wrongLines = new Set(read.problems.map(({ line }) => line));
  const unread = readRows(read.entries.map(({ body }) => body)).problems.flatMap(({ row = 0, place: member, problem, fix }) => {
    const entry = read.entries[row];
    // One that is told of already would be told of again, for what could not be read of it.
    return entry === undefined || wrongLines.has(entry.line) ? [] : [{ ...entry.place(member), problem, fix }];
  });
  const problems = [...read.problems, ...unread].toSorted((a, b) => a.line - b.line);
  if (problems.length === 0 && read.entries.length === 0) return `${path}: Nobody is in it.`;
  return { ...read, problems, text };
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

/** Undefined: it is in some other spelling, in which names would come out wrong. */
function textIn(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

type Read = Omit<PeopleFile, 'text'>;

function readJsonPeople(text: string, path: string): Read {
  const json = readJsonText(text, basename(path), mostCharacters);
  const [unread] = json.findings;
  if (unread !== undefined) {
    const { place, message, fix } = unread;
    return { entries: [], settings: {}, problems: [{ line: place.line, place: 'JSON', problem: `${message}.`, fix: `${fix}.` }] };
  }
  const { value } = json;
  const isList = Array.isArray(value);
  const { people, ...settings } = isObject(value) ? value : { people: value };
  if (!Array.isArray(people)) {
    const fix = 'Write a list of people, or an object with "people".';
    return {
      entries: [],
      settings: {},
      problems: [{ line: json.place(['people']).line, place: 'people', problem: 'There are none.', fix }],
    };
  }
  const root = isList ? [] : ['people'];
  const entries = people.map((raw: unknown, row): Entry => {
    const body = isObject(raw) ? raw : {};
    const at = [...root, row];
    return {
      body,
      line: json.place(at).line,
      place: (member) => ({ line: json.place([...at, ...member.split('.')]).line, place: `people.${row}.${member}` }),
    };
  });
  return { entries, settings, problems: [] };
}

const isObject = (value: unknown): value is { readonly [member: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
