import type { StepKit } from '../../steps/define-step.ts';
import type { FlowSurroundings } from '../compiled-flow.ts';
import { valueInTodaysVersion } from '../migrations/migration.ts';
import { isObject } from '../record.ts';
import type { Renames } from './change.ts';
import { differences, same } from './leaves.ts';
import { namedChanges } from './named-changes.ts';
import { promptChanges } from './prompt-changes.ts';
import { renamedSteps } from './renames.ts';
import { valueWords } from './shown.ts';
import { goesWords, outcomeWords, stepChanges } from './step-changes.ts';

/** A flow's text with the sounds behind its file names. */
export interface FlowSide {
  readonly text: string;
  readonly audio: FlowSurroundings['audio'];
}

type Document = { readonly [member: string]: unknown };

/** What is different between two texts of a flow, one sentence each. None exactly when text and sounds are the same. */
export function flowChanges(before: FlowSide, after: FlowSide, kits: ReadonlyMap<string, StepKit>): readonly string[] {
  if (before.text === after.text && same(before.audio, after.audio)) return [];
  const [old, young] = [valueInTodaysVersion(before.text), valueInTodaysVersion(after.text)];
  if (!isObject(young)) return [isObject(old) ? 'the file cannot be read any more' : 'the file is still no flow'];
  if (!isObject(old)) return ['the file is a flow again'];
  const renames = renamedSteps(old.steps, young.steps);
  const words = [
    ...headerChanges(old, young, renames),
    ...stepsChanges(old.steps, young.steps, kits, renames),
    ...promptChanges(sideOf(old, before), sideOf(young, after)),
    ...namedChanges('variable', old.vars, young.vars),
    ...namedChanges('input', old.inputs, young.inputs),
    ...namedChanges('output', old.outputs, young.outputs),
    ...defaultChanges(old.defaults, young.defaults, renames),
  ];
  if (words.length > 0) return words;
  return [same(old, young) ? 'only comments, order or layout changed' : 'changed'];
}

const sideOf = ({ prompts, languages }: Document, { audio }: FlowSide) => ({ prompts, languages: listOf(languages), audio });

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

const elsewhere = ['steps', 'prompts', 'vars', 'inputs', 'outputs', 'defaults', 'languages', 'start', 'name'];

function headerChanges(before: Document, after: Document, renames: Renames): readonly string[] {
  const words: string[] = [];
  if (before.name !== after.name) words.push('the title changed');
  const start = typeof before.start === 'string' ? (renames.get(before.start) ?? before.start) : before.start;
  if (!same(start, after.start)) {
    const both = typeof start === 'string' && typeof after.start === 'string';
    words.push(both ? `calls begin at ${String(after.start)} instead of ${String(start)}` : 'the beginning changed');
  }
  const [old, young] = [listOf(before.languages), listOf(after.languages)];
  const came = young.filter((language) => !old.includes(language)).map((language) => `language ${language}: new`);
  const went = old.filter((language) => !young.includes(language)).map((language) => `language ${language}: gone`);
  words.push(...came, ...went);
  if (came.length + went.length === 0 && !same(before.languages, after.languages)) {
    words.push(old[0] === young[0] ? 'the order of the languages changed' : `the usual language is now ${young[0] ?? 'none'}`);
  }
  const others = new Set([...Object.keys(after), ...Object.keys(before)].filter((member) => !elsewhere.includes(member)));
  for (const member of others) if (!same(before[member], after[member])) words.push(`"${member}" changed`);
  return words;
}

function stepsChanges(before: unknown, after: unknown, kits: ReadonlyMap<string, StepKit>, renames: Renames): readonly string[] {
  const [old, young] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const given = new Set(renames.values());
  const now = Object.keys(young).flatMap((name) => {
    if (Object.hasOwn(old, name))
      return same(old[name], young[name]) ? [] : stepChanges(name, old[name], young[name], kits, renames);
    return given.has(name) ? [] : [`${typeOf(young[name])} ${name}: new`];
  });
  const gone = Object.keys(old).flatMap((name) => {
    if (Object.hasOwn(young, name)) return [];
    const newName = renames.get(name);
    return [
      newName === undefined ? `${typeOf(old[name])} ${name}: gone` : `${typeOf(old[name])} ${name}: is now called ${newName}`,
    ];
  });
  return [...now, ...gone];
}

/** The step's type when it is a plain word: what authors call it. */
function typeOf(step: unknown): string {
  return isObject(step) && typeof step.type === 'string' && /^[a-z]{2,20}$/.test(step.type) ? step.type : 'step';
}

function defaultChanges(before: unknown, after: unknown, renames: Renames): readonly string[] {
  return differences(before, after).flatMap((difference) => {
    const [member = '', name, ...inside] = difference.path;
    const { before: was, after: is } = difference;
    if (member === 'on' && name !== undefined)
      return outcomeWords([name, ...inside], difference, renames).map((one) => `defaults: ${one}`);
    if (member !== 'keys' || name === undefined)
      return [
        member === 'note'
          ? 'defaults: the note changed'
          : `defaults: ${valueWords(difference.path.join(' ') || 'everything', difference)}`,
      ];
    const old = typeof was === 'string' ? (renames.get(was) ?? was) : undefined;
    if (typeof is === 'string' && old !== undefined) return old === is ? [] : [`key ${name}: ${goesWords('next', old, is)}`];
    return [typeof is === 'string' ? `key ${name}: now goes to ${is}` : `key ${name}: has no meaning of its own any more`];
  });
}
