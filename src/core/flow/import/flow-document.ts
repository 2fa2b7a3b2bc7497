import { type Draft, textIn } from './draft.ts';
import { isPlayed, usedVariables } from './named-in-steps.ts';
import type { TidySteps } from './tidy-steps.ts';

export interface Heading {
  readonly title: string;
  readonly languages: readonly string[];
  readonly timeZone?: string | undefined;
  readonly start: string;
}

/** A flow's document. Prompts and variables that no step of it needs are left out. */
export function flowDocument(
  { prompts, variables }: Draft,
  { steps, onError }: TidySteps,
  { title, languages, timeZone, start }: Heading,
): { readonly [member: string]: unknown } {
  const used = usedVariables(steps, prompts);
  const vars = variables.declarations((name) => used.has(name));
  const played = Object.fromEntries(
    [...prompts]
      .filter(([name]) => isPlayed(name, steps))
      .map(([name, text]) => [name, Object.fromEntries(languages.map((one) => [one, textIn(text, one)]))]),
  );
  return {
    specVersion: 1,
    name: title,
    languages,
    ...(timeZone !== undefined && { timeZone }),
    start,
    ...(Object.keys(vars).length > 0 && { vars }),
    ...(onError !== undefined && { defaults: { on: { error: onError } } }),
    ...(Object.keys(played).length > 0 && { prompts: played }),
    steps: Object.fromEntries(steps),
  };
}
