import type { PromptEntry } from '../compiled-flow.ts';
import { listed } from '../did-you-mean.ts';
import { readTemplate } from '../text-template.ts';
import type { LintRule } from './rule.ts';

/** A prompt that speaks other values in one language than in another: a translation that has fallen behind. */
export const otherPlaceholders: LintRule = ({ flow }, report) => {
  const [first, ...others] = flow.languages;
  for (const [name, prompt] of Object.entries(flow.prompts)) {
    if (!Object.values(prompt).some(speaksValues)) continue; // Most prompts.
    const wanted = valuesOf(prompt[first] ?? []);
    for (const language of others) {
      const entries = prompt[language];
      if (entries === undefined) continue;
      const values = valuesOf(entries);
      const missing = [...wanted].filter((value) => !values.has(value));
      const added = [...values].filter((value) => !wanted.has(value));
      if (missing.length + added.length === 0) continue;
      const lacks =
        missing.length > 0 ? `lacks ${listed(missing)} of "${first}"` : `speaks ${listed(added)}, which "${first}" does not`;
      report.warning('IVR312', {
        path: ['prompts', name, language],
        at: 'key',
        message: `prompt "${name}" in "${language}" ${lacks}`,
        fix: 'speak the same values in every language',
      });
    }
  }

  /** The names that its expressions read; how they are written may differ with the language. */
  function valuesOf(entries: readonly PromptEntry[]): ReadonlySet<string> {
    const sources = entries.flatMap(({ text }) => {
      const template = readTemplate(text);
      return template.kind === 'parts' ? template.parts : [];
    });
    return new Set(sources.flatMap((part) => (part.kind === 'expression' ? flow.expressions.reads(part.source) : [])));
  }
};

const speaksValues = (entries: readonly PromptEntry[]): boolean => entries.some(({ text }) => text.includes('$'));
