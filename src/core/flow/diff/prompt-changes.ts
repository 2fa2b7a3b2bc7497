import type { FlowSurroundings } from '../compiled-flow.ts';
import { isObject } from '../record.ts';
import { same } from './leaves.ts';

/** Prompts as they are written, in the languages of their flow, with the sounds behind the file names. */
export interface PromptSide {
  readonly prompts: unknown;
  readonly languages: readonly string[];
  readonly audio: FlowSurroundings['audio'];
}

/** What callers will hear differently. The words themselves stay out: they are long, and may be in any language. */
export function promptChanges(before: PromptSide, after: PromptSide): readonly string[] {
  const [old, young] = [membersOf(before.prompts), membersOf(after.prompts)];
  const now = Object.keys(young).flatMap((name) =>
    Object.hasOwn(old, name) ? changesOf(name, [before, old[name]], [after, young[name]]) : [`prompt ${name}: new`],
  );
  const gone = Object.keys(old).flatMap((name) => (Object.hasOwn(young, name) ? [] : [`prompt ${name}: gone`]));
  return [...now, ...gone];
}

type Side = readonly [PromptSide, unknown];

function changesOf(name: string, before: Side, after: Side): readonly string[] {
  const [old, young] = [byLanguage(before), byLanguage(after)];
  const words = [...new Set([...young.keys(), ...old.keys()])].flatMap((language) => {
    const [was, is] = [old.get(language), young.get(language)];
    const label = language === '' ? `prompt ${name}` : `prompt ${name} (${language})`;
    if (was === undefined) return [`${label}: new`];
    if (is === undefined) return [`${label}: gone`];
    const count =
      was.length === is.length ? [] : [`${label}: ${is.length} texts, one for each attempt, instead of ${was.length}`];
    const entries = is.flatMap((entry, index) => {
      const attempt = is.length > 1 ? `${label}, attempt ${index + 1}` : label;
      return index < was.length
        ? entryChanges(was[index], entry, [before[0].audio, after[0].audio]).map((one) => `${attempt}: ${one}`)
        : [];
    });
    return [...count, ...entries];
  });
  return words.length > 0 || same(before[1], after[1]) ? words : [`prompt ${name}: written differently`];
}

function entryChanges(
  before: unknown,
  after: unknown,
  [oldAudio, audio]: readonly FlowSurroundings['audio'][],
): readonly string[] {
  const [was, is] = [readEntry(before), readEntry(after)];
  const words = same(was.text, is.text) ? [] : ['words changed'];
  const [oldSound, sound] = [soundOf(was.file, oldAudio), soundOf(is.file, audio)];
  if (was.file === undefined && is.file !== undefined) words.push('has a recording now');
  else if (was.file !== undefined && is.file === undefined) words.push('has no recording any more');
  else if (!same(oldSound, sound)) words.push('another recording');
  else if (!same(was.file, is.file)) words.push('the recording has another file name');
  if (!same(was.rest, is.rest)) words.push('the note changed');
  return words;
}

function soundOf(file: unknown, audio: FlowSurroundings['audio'] | undefined): unknown {
  return typeof file === 'string' && audio !== undefined && Object.hasOwn(audio, file) ? audio[file] : undefined;
}

function readEntry(raw: unknown): { readonly text: unknown; readonly file: unknown; readonly rest: unknown } {
  if (!isObject(raw)) return { text: raw, file: undefined, rest: {} };
  const { text, audio, ...rest } = raw;
  return { text, file: audio, rest };
}

/** A prompt without languages is one in the flow's only language. */
function byLanguage([{ languages }, raw]: Side): ReadonlyMap<string, readonly unknown[]> {
  const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
  if (!isObject(raw) || 'text' in raw || 'audio' in raw) return new Map([[languages[0] ?? '', listed(raw)]]);
  return new Map(Object.entries(raw).map(([language, value]) => [language, listed(value)]));
}

const membersOf = (value: unknown): { readonly [name: string]: unknown } => (isObject(value) ? value : {});
