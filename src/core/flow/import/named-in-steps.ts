import type { Step, Text } from './draft.ts';

/** Names of variables, wherever steps and prompts mention them. */
export function usedVariables(steps: ReadonlyMap<string, Step>, prompts: ReadonlyMap<string, Text>): ReadonlySet<string> {
  const text = JSON.stringify([[...steps.values()], [...prompts.values()]]);
  const read = [...text.matchAll(/\bvars\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name);
  return new Set([...read, ...namesSet(steps), ...namesFilled(steps)]);
}

/** Names of variables that a step gives a value. */
export const givenVariables = (steps: ReadonlyMap<string, Step>): ReadonlySet<string> =>
  new Set([...namesSet(steps), ...namesFilled(steps)]);

const namesSet = (steps: ReadonlyMap<string, Step>): readonly string[] =>
  [...steps.values()].flatMap(({ type, vars }) => (type === 'set' ? Object.keys(vars ?? {}) : []));

const namesFilled = (steps: ReadonlyMap<string, Step>): readonly string[] =>
  [...steps.values()].flatMap(({ into }) => (typeof into === 'string' ? [into] : Object.keys(into ?? {})));

/** Whether a step plays this prompt, as its own or before a recording. */
export const isPlayed = (name: string, steps: ReadonlyMap<string, Step>): boolean =>
  [...steps.values()].some(
    ({ prompt, record }) => mentions(prompt, name) || (hasPrompt(record) && mentions(record.prompt, name)),
  );

const mentions = (prompt: unknown, name: string): boolean =>
  prompt === name || (Array.isArray(prompt) && prompt.some((one) => one === name));
const hasPrompt = (value: unknown): value is { readonly prompt?: unknown } => typeof value === 'object' && value !== null;
