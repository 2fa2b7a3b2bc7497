import { z } from 'zod';
import type { PromptRef } from './define-step.ts';

const durationText = /^(\d{1,6}(?:\.\d{1,3})?)(ms|s|m|h)$/;
const unitMs = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 };

/** Milliseconds of a duration as flows write it: `500ms`, `5s`, `1.5s`, `2m`. Undefined when it is not one. */
export function readDurationMs(text: string): number | undefined {
  const [, amount, unit] = durationText.exec(text) ?? [];
  if (amount === undefined || unit === undefined) return undefined;
  return Math.round(Number(amount) * unitMs[unit as keyof typeof unitMs]); // The expression allows only these units.
}

/** A duration with a unit, within bounds; becomes milliseconds. */
export function duration(bounds: { readonly min: string; readonly max: string }) {
  const min = readDurationMs(bounds.min) ?? 0;
  const max = readDurationMs(bounds.max) ?? Number.POSITIVE_INFINITY;
  return z
    .string({ error: `write a duration with its unit, for example "${bounds.min === '0s' ? '5s' : bounds.min}"` })
    .meta({ pattern: durationText.source, examples: [bounds.min, bounds.max] })
    .transform((text, context) => {
      const ms = readDurationMs(text);
      if (ms !== undefined && ms >= min && ms <= max) return ms;
      const message =
        ms === undefined
          ? 'write a duration as a number and a unit (ms, s, m, h), for example "5s"'
          : `must be between ${bounds.min} and ${bounds.max}`;
      context.issues.push({ code: 'custom', message, input: text });
      return z.NEVER;
    });
}

const prompts = (most: number): z.ZodType<PromptRef> =>
  z.union([z.string().min(1).max(2_000), z.array(z.string().min(1).max(2_000)).min(1).max(most)]);

/**
 * The name of a prompt, a text in place, or several, played in order. Fewer than the 20 that Graph plays at once
 * (graph-calling, 1.7): the step puts silence, or words of the engine, behind them.
 */
export const promptRef = prompts(15);
/** The same in a step that plays them and nothing else. */
export const promptsAlone = prompts(20);

/** For editors only: what names look like. That there is something of the name is the checker's to say. */
const nameForEditors = { pattern: '^[A-Za-z][A-Za-z0-9_-]{0,63}$' };

/** The name of a step, or the reserved `repeat` or `back`. */
export const target = z.string().min(1).max(64).meta(nameForEditors);

/** The name of a schedule in `schedules.jsonc`. */
export const scheduleName = z.string().min(1).max(64).meta(nameForEditors);
export const contactName = z.string().min(1).max(64).meta(nameForEditors);
export const variableName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,63}$/, 'must be the name of a variable in "vars"');

/** A key that a caller can press. */
export const key = z.enum(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '#'], {
  error: 'must be one key: 0 to 9, * or #',
});

/** How long to wait for the first key before it counts as no input. */
export const timeout = duration({ min: '1s', max: '60s' }).prefault('5s');
/** How long to wait between keys before the input counts as complete. */
export const interDigitTimeout = duration({ min: '500ms', max: '20s' }).prefault('3s');
/** No-input and no-match together. */
export const maxAttempts = z.int().min(1).max(10).default(3);
/** Whether a key cuts the prompt short. */
export const bargeIn = z.boolean().default(true);
