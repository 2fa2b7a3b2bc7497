import type { Draft } from './draft.ts';
import { isSpokenHere } from './generated-words.ts';
import type { Remark } from './imported.ts';

const mostPlaces = 5;

/** What is said of several parts alike is said once. */
export function together(remarks: readonly Remark[]): readonly Remark[] {
  const byWords = new Map<string, { readonly remark: Remark; readonly places: Set<string> }>();
  for (const remark of remarks) {
    const key = JSON.stringify([remark.severity, remark.what, remark.fix]);
    const known = byWords.get(key);
    if (known === undefined) byWords.set(key, { remark, places: new Set([remark.where]) });
    else known.places.add(remark.where);
  }
  return [...byWords.values()].map(({ remark, places }) => {
    const [...all] = places;
    const more = all.length > mostPlaces ? ` and ${all.length - mostPlaces} more` : '';
    return { ...remark, where: all.slice(0, mostPlaces).join(', ') + more };
  });
}

/** Steps that callers went round for ever. `there`: what happened to them in the other product. */
export const roundRemarks = (steps: readonly string[], there: string): readonly Remark[] =>
  steps.map((name) => ({
    severity: 'changed',
    where: `step "${name}"`,
    what: `${there}; here the call ends instead`,
    fix: 'let the step lead to a person, or to a menu that does',
  }));

/** A flow that speaks several languages, whose source has each text in one. `there`: what the prompts have in them for now. */
export const languageRemarks = (languages: readonly string[], there: string): readonly Remark[] =>
  languages.length < 2
    ? []
    : [
        {
          severity: 'todo',
          where: 'prompts',
          what: `the flow speaks ${languages.join(' and ')}, and ${there}`,
          fix: 'translate the prompts that callers hear in several languages; the others are only heard in their own',
        },
      ];

/** A flow with sentences of our own, in languages that nobody here speaks. */
export function untranslatedRemarks({ prompts }: Draft, languages: readonly string[]): readonly Remark[] {
  const foreign = languages.filter((one) => !isSpokenHere(one));
  if (foreign.length === 0 || [...prompts.values()].every((text) => typeof text === 'string')) return [];
  return [
    {
      severity: 'todo',
      where: 'prompts',
      what: `nobody here speaks ${foreign.join(' and ')}: where the source has no words of its own, the flow says English ones`,
      fix: 'translate the English sentences of the flow',
    },
  ];
}
