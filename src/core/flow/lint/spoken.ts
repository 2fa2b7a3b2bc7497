import { readingTimeMs } from '../../call/prompt-item.ts';
import type { PromptRef, Use } from '../../steps/define-step.ts';
import type { CompiledFlow, PromptEntry } from '../compiled-flow.ts';
import type { JsonPath } from '../json-text.ts';
import { once } from '../once.ts';
import type { ShapeStep } from './flow-shape.ts';
import { type SpokenKey, spokenKeys } from './spoken-keys.ts';

/** Words as one language hears them at the first attempt, and where they are written. */
export interface Spoken {
  readonly language: string;
  readonly entry: PromptEntry;
  readonly path: JsonPath;
  /** The keys that they ask for. */
  readonly keys: () => readonly SpokenKey[];
}

/** What callers hear when they come to a step: its prompts, in order, without those that come later or are for others. */
export function firstWords({ path, uses }: Pick<ShapeStep, 'path' | 'uses'>, flow: CompiledFlow): readonly Spoken[] {
  const prompts = uses.filter(
    (use): use is Use & { readonly kind: 'prompt' } => use.kind === 'prompt' && use.heard === undefined,
  );
  return prompts.flatMap(({ prompt, pointer }) => wordsOf(prompt, [...path, ...pointer], flow));
}

function wordsOf(prompt: PromptRef, path: JsonPath, flow: CompiledFlow): readonly Spoken[] {
  if (typeof prompt !== 'string') return prompt.flatMap((one, index) => wordsOf(one, [...path, index], flow));
  const named = Object.hasOwn(flow.prompts, prompt) ? flow.prompts[prompt] : undefined;
  if (named === undefined) return [spoken(flow.languages[0], { text: prompt }, path)];
  return Object.entries(named).flatMap(([language, [entry]]) =>
    entry === undefined ? [] : [spoken(language, entry, ['prompts', prompt, language])],
  );
}

function spoken(language: string, entry: PromptEntry, path: JsonPath): Spoken {
  return { language, entry, path, keys: once(() => spokenKeys(entry.text, language)) };
}

/** How long the words take, or as much of them as `characters` says. */
export function durationOf({ entry }: Spoken, characters = entry.text.length): number {
  const { text, audio } = entry;
  if (audio === undefined) return readingTimeMs(text.slice(0, characters).replaceAll(/\$\{[^}]*\}/g, '…'));
  return text.length === 0 ? audio.durationMs : (audio.durationMs * characters) / text.length;
}
