// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { z } from 'zod';
import { builtInWords } from '../call/built-in-words.ts';
import type { CompiledFlow, FlowSurroundings, PromptEntry } from './compiled-flow.ts';
import { also, suggest } from './did-you-mean.ts';
import { reportExpression } from './expression-findings.ts';
import type { Expressions } from './expressions.ts';
import type { JsonPath } from './json-text.ts';
import { isName, nameRule } from './names.ts';
import { isSafeAudioName } from './prompt-audio-files.ts';
import { isObject, record } from './record.ts';
import type { Report } from './report.ts';
import { checkWith } from './schema-findings.ts';

export const mostPrompts = 2_000;
export const mostEntries = 10;
const noteText = z.string().max(2_000);

/** The prompt that the engine adds to every flow, with a recording of that name when there is one. */
export const apologyPrompt = '$apology';

export interface PromptCheck {
  readonly report: Report;
  readonly languages: CompiledFlow['languages'];
  readonly audio: FlowSurroundings['audio'];
  readonly expressions: Expressions;
}

/** Reads `prompts`, and adds the engine's own. */
export function readPrompts(value: unknown, check: PromptCheck): CompiledFlow['prompts'] {
  const { report } = check;
  const apology = [apologyPrompt, apologyFor(check)] as const;
  if (value === undefined) return record([apology]);
  if (!isObject(value)) {
    report.error('IVR103', {
      path: ['prompts'],
      message: '"prompts" does not fit',
      fix: 'write an object in { }: name to prompt',
    });
    return record([apology]);
  }
  const entries = Object.entries(value);
  if (entries.length > mostPrompts) {
    report.error('IVR106', {
      path: ['prompts'],
      at: 'key',
      message: `there are ${entries.length} prompts`,
      fix: `use at most ${mostPrompts}`,
    });
    return record([apology]);
  }
  const prompts = entries.map(([name, raw]) => {
    if (!isName(name))
      report.error('IVR105', {
        path: ['prompts', name],
        at: 'key',
        message: `"${name}" cannot be the name of a prompt`,
        fix: nameRule,
      });
    return [name, readPrompt(raw, ['prompts', name], check)] as const;
  });
  return record([...prompts, apology]);
}

function readPrompt(raw: unknown, path: JsonPath, check: PromptCheck) {
  const { report, languages } = check;
  const [language] = languages;
  // Without language: a text, a list, or one entry. Only a flow of one language can mean that.
  if (!isObject(raw) || 'text' in raw || 'audio' in raw) {
    const entries = readEntries(raw, path, check);
    if (languages.length > 1) {
      report.error('IVR302', {
        path,
        message: `it does not say which language it is`,
        fix: `write { ${languages.map((tag) => `"${tag}": "..."`).join(', ')} }`,
      });
    }
    return record([[language, entries]]);
  }
  for (const tag of Object.keys(raw)) {
    if (!languages.includes(tag)) {
      const fix = also(suggest(tag, languages, ''), ', or add it to "languages"');
      report.error('IVR303', { path: [...path, tag], at: 'key', message: `the flow does not have the language "${tag}"`, fix });
    }
  }
  return record(
    languages.flatMap((tag) => {
      if (raw[tag] !== undefined) return [[tag, readEntries(raw[tag], [...path, tag], check)] as const];
      report.error('IVR302', {
        path: [...path, tag],
        message: `prompt "${String(path.at(-1))}" has no "${tag}"`,
        fix: `add "${tag}": "..."`,
      });
      return [];
    }),
  );
}

function readEntries(raw: unknown, path: JsonPath, check: PromptCheck): readonly PromptEntry[] {
  if (!Array.isArray(raw)) return [readEntry(raw, path, check)];
  if (raw.length < 1 || raw.length > mostEntries) {
    check.report.error('IVR103', {
      path,
      message: `the list has ${raw.length} entries`,
      fix: `write 1 to ${mostEntries}: attempt n plays entry n, the last one repeats`,
    });
  }
  return raw.slice(0, mostEntries).map((entry, index) => readEntry(entry, [...path, index], check));
}

function readEntry(raw: unknown, path: JsonPath, check: PromptCheck): PromptEntry {
  if (typeof raw === 'string') return { text: checkWords(raw, path, check) };
  if (!isObject(raw)) {
    check.report.error('IVR103', {
      path,
      message: 'this is not a prompt',
      fix: 'write a text in quotes or { "text": "...", "audio": "file.wav" }',
    });
    return { text: '' };
  }
  for (const member of Object.keys(raw)) {
    if (member === 'text' || member === 'audio' || member === 'note') continue;
    check.report.error('IVR101', {
      path: [...path, member],
      at: 'key',
      message: `"${member}" is not known here`,
      fix: suggest(member, ['text', 'audio', 'note'], ''),
    });
  }
  const { text, audio: file, note } = raw;
  if (note !== undefined) checkWith(noteText, { report: check.report, path: [...path, 'note'], value: note });
  if (typeof text !== 'string') {
    const fix = 'add the words as "text": they are the caption, and are spoken when the recording cannot be played';
    check.report.error(text === undefined ? 'IVR102' : 'IVR103', {
      path: [...path, 'text'],
      message: '"text" is missing or not a text',
      fix,
    });
    return { text: '' };
  }
  const words = checkWords(text, [...path, 'text'], check);
  if (file === undefined) return { text: words };
  const audio = findAudio(file, [...path, 'audio'], check);
  if (audio === undefined) return { text: words };
  if (/(^|[^$])\$\{/.test(text)) {
    const message = 'the text holds a ${ }, and the recording is played as it is';
    check.report.warning('IVR311', { path: [...path, 'text'], message, fix: 'leave out "audio", or the ${ }' });
  }
  return { text: words, audio };
}

/** Checks a text that will be spoken: there is something to say, and every `${ }` is right. */
export function checkWords(
  text: string,
  path: JsonPath,
  { report, expressions }: Pick<PromptCheck, 'report' | 'expressions'>,
): string {
  if (text.trim() === '')
    report.error('IVR309', { path, message: 'there is nothing to say', fix: 'write the words that the caller hears' });
  const problem = expressions.checkText(text);
  if (problem !== undefined) reportExpression(problem, path, report);
  return text;
}

function findAudio(file: unknown, path: JsonPath, { report, audio }: PromptCheck) {
  if (typeof file !== 'string' || !isSafeAudioName(file)) {
    const fix = 'name a .wav file in the flow\'s "prompts" folder, without any folder: "hello.wav"';
    report.error('IVR307', { path, message: 'this cannot be the name of an audio file', fix });
    return undefined;
  }
  const found = Object.hasOwn(audio, file) ? audio[file] : undefined;
  if (found === undefined) {
    const fix = suggest(
      file,
      Object.keys(audio).filter(isSafeAudioName),
      `put it into the flow's "prompts" folder, or leave "audio" out`,
    );
    report.error('IVR305', { path, message: `there is no "${file}" in the flow's "prompts" folder`, fix });
    return undefined;
  }
  if (!('problem' in found)) return found;
  report.error('IVR306', { path, message: `"${file}" cannot be played`, fix: found.problem });
  return undefined;
}

/** Without a recording of the flow's: the prompt library has the sound of these words. */
function apologyFor({ languages }: PromptCheck) {
  return record(languages.map((tag) => [tag, [{ text: builtInWords(tag).apology }]] as const));
}
