import type { StepKit } from '../../steps/define-step.ts';
import { readJsonText } from '../json-text.ts';
import {
  audioOf,
  directoryOf,
  flowFileOf,
  flowNames,
  textOf,
  type WorkspaceTexts,
  workspaceFiles,
} from '../published/workspace-texts.ts';
import { isObject } from '../record.ts';
import type { Change } from './change.ts';
import { type FlowSide, flowChanges } from './flow-changes.ts';
import { same } from './leaves.ts';
import { contactsChanges, directoryChanges, environmentChanges, linesChanges, schedulesChanges } from './workspace-changes.ts';

/**
 * What is different between two workspaces, one sentence each: what an admin reads before something goes live. Empty
 * exactly when every file and every sound is the same.
 */
export function describeChanges(
  before: WorkspaceTexts,
  after: WorkspaceTexts,
  kits: ReadonlyMap<string, StepKit>,
): readonly Change[] {
  const file = (path: string, describe: (before: unknown, after: unknown) => readonly string[]) =>
    fileChanges(path, textOf(before, path), textOf(after, path), describe).map((words) => ({ words }));
  const changes: readonly Change[] = [
    ...file(workspaceFiles.lines, linesChanges),
    ...allFlowChanges(before, after, kits),
    ...file(workspaceFiles.contacts, contactsChanges),
    ...file(workspaceFiles.schedules, schedulesChanges),
    ...file(workspaceFiles.environment, environmentChanges),
    ...directoriesOf(before, after).flatMap((path) => file(path, (old, young) => directoryChanges(path, old, young))),
    ...testChanges(before, after),
  ];
  const seen = new Set<string>();
  return changes.flatMap(({ flow, words }): readonly Change[] => {
    const change = { ...(flow === undefined ? {} : { flow }), words: tidy(words) };
    const key = JSON.stringify(change);
    if (seen.has(key)) return [];
    seen.add(key);
    return [change];
  });
}

/**
 * Names come from files that may have mistakes in them: a number where a name belongs must not be shown either (I8), and
 * a sentence stays one line.
 */
function tidy(words: string): string {
  const plain = words
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\+?\d{5,}/g, '…')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){2,}[0-9a-f-]*/gi, '…');
  return plain.length > longest ? `${plain.slice(0, longest)}…` : plain;
}

const longest = 300;

function allFlowChanges(before: WorkspaceTexts, after: WorkspaceTexts, kits: ReadonlyMap<string, StepKit>): readonly Change[] {
  const [old, young] = [flowNames(before), flowNames(after)];
  const came = young.filter((name) => !old.includes(name));
  const renames = new Map<string, string>();
  for (const name of old.filter((one) => !young.includes(one))) {
    const alike = came.find((one) => ![...renames.values()].includes(one) && same(sideOf(before, name), sideOf(after, one)));
    if (alike !== undefined) renames.set(name, alike);
  }
  const now = young.flatMap((name): readonly Change[] => {
    if (old.includes(name))
      return flowChanges(sideOf(before, name), sideOf(after, name), kits).map((words) => ({ flow: name, words }));
    return [...renames.values()].includes(name) ? [] : [{ flow: name, words: 'new' }];
  });
  const gone = old.flatMap((name): readonly Change[] => {
    if (young.includes(name)) return [];
    const newName = renames.get(name);
    return [{ flow: name, words: newName === undefined ? 'gone' : `is now called ${newName}` }];
  });
  return [...now, ...gone];
}

function sideOf(texts: WorkspaceTexts, name: string): FlowSide {
  const text = textOf(texts, flowFileOf(name)) ?? '';
  // What counts is the sound: how long it lasts follows from it, and not everybody who compares has measured it.
  const sounds = Object.entries(audioOf(texts, name, text)).map(([file, sound]) => [
    file,
    'hash' in sound ? { hash: sound.hash, durationMs: 0 } : sound,
  ]);
  return { text, audio: Object.fromEntries(sounds) };
}

function directoriesOf(before: WorkspaceTexts, after: WorkspaceTexts): readonly string[] {
  const paths = new Set([...Object.keys(after.files), ...Object.keys(before.files)]);
  return [...paths].filter((path) => directoryOf(path) !== undefined).sort();
}

function testChanges(before: WorkspaceTexts, after: WorkspaceTexts): readonly Change[] {
  const paths = [...new Set([...Object.keys(after.files), ...Object.keys(before.files)])].filter((path) =>
    path.includes('/tests/'),
  );
  return paths.flatMap((path) => {
    const [old, young] = [textOf(before, path), textOf(after, path)];
    if (old === young) return [];
    const [flow = '', , file = ''] = path.split('/');
    const [was, is] = [before, after].map((texts) => textOf(texts, flowFileOf(flow)) !== undefined);
    if (was !== is) return []; // Came or went with its flow, which is said already.
    return [{ flow, words: `tests ${file}: ${old === undefined ? 'new' : young === undefined ? 'gone' : 'changed'}` }];
  });
}

function fileChanges(
  path: string,
  before: string | undefined,
  after: string | undefined,
  describe: (before: unknown, after: unknown) => readonly string[],
): readonly string[] {
  if (before === after) return [];
  const [old, young] = [before, after].map((text) => (text === undefined ? {} : readJsonText(text, '').value));
  if (!isObject(young)) return [`${path}: cannot be read${isObject(old) ? ' any more' : ''}`];
  if (!isObject(old)) return [`${path}: can be read again`];
  const words = describe(old, young);
  if (words.length > 0) return words;
  return [`${path}: ${same(old, young) ? 'only comments, order or layout changed' : 'changed'}`];
}
