import { suggest } from '../did-you-mean.ts';
import type { Finding } from '../finding.ts';
import { type JsonPath, type JsonText, readJsonText } from '../json-text.ts';
import { isObject } from '../record.ts';
import { type Report, reportOn } from '../report.ts';
import { checkNames, type KnownNames } from './check-names.ts';
import type { Conversation, PlacedStep } from './conversation.ts';
import { readConversationText } from './conversation-text.ts';
import { readGiven } from './read-given.ts';
import { isStepWord, readStep, stepWords } from './script-step.ts';

export interface ConversationsRead {
  /** In the order of the file. */
  readonly findings: readonly Finding[];
  /** Those that were understood, even when others have errors. */
  readonly conversations: readonly Conversation[];
}

export const mostConversations = 1_000;
export const mostSteps = 500;

/**
 * Reads a file of a flow's `tests/`: `.jsonc` and `.json` as JSON, anything else as text. `known` are the names that exist;
 * undefined when nobody knows, for example because the flow itself has errors. Never throws.
 */
export function readConversations(text: string, file: string, known?: KnownNames): ConversationsRead {
  const document = /\.jsonc?$/i.test(file) ? readJsonText(text, file) : readConversationText(text, file);
  const report = reportOn(document);
  const conversations = readDocument(document, report);
  if (known !== undefined)
    for (const { conversation, path } of conversations) checkNames(conversation, path, known, { document, report });
  return { findings: report.findings(), conversations: conversations.map(({ conversation }) => conversation) };
}

interface Read {
  readonly conversation: Conversation;
  readonly path: JsonPath;
}

function readDocument(document: JsonText, report: Report): readonly Read[] {
  const { value } = document;
  if (value === undefined) return [];
  if (!isObject(value)) {
    report.error('IVR103', { path: [], message: 'these are not conversations', fix: 'write { "conversations": [ ] }' });
    return [];
  }
  reportUnknown(value, ['conversations', '$schema', 'note'], [], report);
  const { conversations } = value;
  if (!Array.isArray(conversations) || conversations.length === 0 || conversations.length > mostConversations) {
    if (document.findings.length > 0) return []; // A text in which no title could be read has said so.
    const fix = `write "conversations": a list in [ ] of 1 to ${mostConversations}`;
    report.error('IVR602', { path: ['conversations'], message: 'there are no conversations here, or too many', fix });
    return [];
  }
  const names = new Map<string, number>();
  return conversations.flatMap((raw: unknown, index) => {
    const path = ['conversations', index];
    const conversation = readOne(raw, path, document, report);
    if (conversation === undefined) return [];
    const before = names.get(conversation.name);
    if (before !== undefined) {
      const fix = 'give each conversation its own name: a report names them by it';
      report.error('IVR603', { path: [...path, 'name'], message: `another conversation is called "${conversation.name}"`, fix });
    }
    names.set(conversation.name, index);
    return [{ conversation, path }];
  });
}

function readOne(raw: unknown, path: JsonPath, document: JsonText, report: Report): Conversation | undefined {
  if (!isObject(raw)) {
    report.error('IVR103', { path, message: 'this is not a conversation', fix: 'write { "name": "...", "steps": [ ] }' });
    return undefined;
  }
  reportUnknown(raw, ['name', 'note', 'given', 'steps'], path, report);
  const { name, steps } = raw;
  if (typeof name !== 'string' || name.trim() === '' || name.length > 200) {
    const fix = 'say in a sentence what the caller meets, for example "a silent caller reaches a person"';
    report.error(name === undefined ? 'IVR102' : 'IVR103', {
      path: [...path, 'name'],
      message: '"name" is missing or does not fit',
      fix,
    });
  }
  const given = readGiven(raw.given, [...path, 'given'], report);
  if (!Array.isArray(steps) || steps.length === 0 || steps.length > mostSteps) {
    const fix = `write "steps": a list in [ ] of 1 to ${mostSteps}, for example [{ "hear": "Welcome" }]`;
    report.error('IVR602', { path: [...path, 'steps'], message: 'the conversation has no steps, or too many', fix });
    return undefined;
  }
  const placed = steps.map((step: unknown, index) => readPlaced(step, [...path, 'steps', index], document, report));
  const good = placed.filter((step) => step !== undefined);
  if (typeof name !== 'string' || given === undefined || good.length < placed.length) return undefined;
  return { name, place: document.place([...path, 'name']), given, steps: good };
}

function readPlaced(raw: unknown, path: JsonPath, document: JsonText, report: Report): PlacedStep | undefined {
  const members = isObject(raw) ? Object.keys(raw).filter((member) => member !== 'note') : [];
  const [word, ...more] = members;
  if (!isObject(raw) || word === undefined || more.length > 0) {
    const fix = `write one of ${stepWords.join(', ')}, for example { "press": "2" }`;
    report.error('IVR601', { path, message: 'a step does or expects exactly one thing', fix });
    return undefined;
  }
  if (!isStepWord(word)) {
    report.error('IVR601', {
      path: [...path, word],
      at: 'key',
      message: `"${word}" is not a step`,
      fix: suggest(word, stepWords, ''),
    });
    return undefined;
  }
  const step = readStep(word, raw[word]);
  if (step.kind === 'read') return { step: step.value, place: document.place(path) };
  const { message, fix, offset } = step;
  report.error('IVR601', { path: [...path, word], message, fix, ...(offset === undefined ? {} : { offset }) });
  return undefined;
}

function reportUnknown(
  value: { readonly [member: string]: unknown },
  known: readonly string[],
  path: JsonPath,
  report: Report,
): void {
  for (const member of Object.keys(value)) {
    if (known.includes(member)) continue;
    const fix = suggest(member, known, 'remove it');
    report.error('IVR101', { path: [...path, member], at: 'key', message: `"${member}" is not known here`, fix });
  }
}
