import { readingTimeMs } from '../../call/prompt-item.ts';
import type { PromptRef, Use } from '../../steps/define-step.ts';
import type { CompiledFlow, PromptEntry } from '../compiled-flow.ts';
import type { JsonPath } from '../json-text.ts';
import type { ShapeStep } from './flow-shape.ts';

/** Words as one language hears them at the first attempt, and where they are written. */
export interface Spoken {
  readonly language: string;
  readonly entry: PromptEntry;
  readonly path: JsonPath;
}

/** What callers hear when they come to a step: its prompts, in order, without those that come later or are for others. */
export function firstWords(step: ShapeStep, flow: CompiledFlow): readonly Spoken[] {
  const prompts = step.uses.filter(
    (use): use is Use & { readonly kind: 'prompt' } => use.kind === 'prompt' && use.heard === undefined,
  );
  return prompts.flatMap(({ prompt, pointer }) => wordsOf(prompt, [...step.path, ...pointer], flow));
}

function wordsOf(prompt: PromptRef, path: JsonPath, flow: CompiledFlow): readonly Spoken[] {
  if (typeof prompt !== 'string') return prompt.flatMap((one, index) => wordsOf(one, [...path, index], flow));
  const named = Object.hasOwn(flow.prompts, prompt) ? flow.prompts[prompt] : undefined;
  if (named === undefined) return [{ language: flow.languages[0], entry: { text: prompt }, path }];
  return Object.entries(named).flatMap(([language, [entry]]) =>
    entry === undefined ? [] : [{ language, entry, path: ['prompts', prompt, language] }],
  );
}

/** How long the words take, or as much of them as `characters` says. */
export function durationOf({ entry }: Spoken, characters = entry.text.length): number {
  const { text, audio } = entry;
  if (audio === undefined) return readingTimeMs(text.slice(0, characters).replaceAll(/\$\{[^}]*\}/g, '…'));
  return text.length === 0 ? audio.durationMs : (audio.durationMs * characters) / text.length;
}
