/**
 * Calls as scripts: `hear Welcome; press 2; silence 5s; say 3s; hang up; expect transfer support; expect end`.
 * The same steps can be written as JSON.
 */
import { z } from 'zod';
import { unreachable } from '../../src/core/call/unreachable.ts';
import { CallerDisappointed, type ScriptedCaller } from './scripted-caller.ts';

const duration = z.string().regex(/^\d+(\.\d+)?(ms|s|m)$/, 'must be a duration such as 5s');

/** One step of a script, as in a JSON file. */
export const scriptStep = z.union([
  z.strictObject({ hear: z.string().min(1).refine(isReadablePattern, 'is not a readable pattern') }),
  z.strictObject({ press: z.string().regex(/^[0-9*#]+$/, 'must be keys of a telephone') }),
  z.strictObject({ silence: duration }),
  z.strictObject({ say: duration }),
  z.strictObject({ hangUp: z.literal(true) }),
  z.strictObject({
    expect: z
      .string()
      .regex(/^(end|reject|record|(transfer|voicemail) \S.*)$/, 'must be end, reject, record, transfer NAME or voicemail NAME'),
  }),
]);
export type ScriptStep = z.output<typeof scriptStep>;

export type ParsedScript =
  | { readonly kind: 'steps'; readonly steps: readonly ScriptStep[] }
  /** Each problem names the step by its number, counted from 1. */
  | { readonly kind: 'unreadable'; readonly problems: readonly string[] };

/** Reads the text form. Steps are separated by `;` or new lines; quotes keep a `;` in words that are to be heard. */
export function parseScript(text: string): ParsedScript {
  const steps: ScriptStep[] = [];
  const problems: string[] = [];
  for (const [index, part] of splitSteps(text).entries()) {
    const step = scriptStep.safeParse(toStep(part));
    if (step.success) steps.push(step.data);
    else problems.push(`Step ${index + 1}, "${part}", is not understood. ${hint}`);
  }
  if (steps.length === 0 && problems.length === 0) problems.push(`The script has no steps. ${hint}`);
  return problems.length > 0 ? { kind: 'unreadable', problems } : { kind: 'steps', steps };
}

const hint =
  'Steps are: hear WORDS, press KEYS, silence 5s, say 3s, hang up, expect transfer NAME, expect voicemail NAME, expect record, expect reject, expect end.';

export type ScriptOutcome =
  | { readonly kind: 'passed'; readonly conversation: readonly string[] }
  | {
      readonly kind: 'failed';
      /** The step that broke, counted from 1. */
      readonly step: number;
      readonly why: string;
      readonly conversation: readonly string[];
    };

/** Plays the steps with a caller who has dialled. Faults of the simulation itself are thrown. */
export async function runScript(caller: ScriptedCaller, steps: readonly ScriptStep[]): Promise<ScriptOutcome> {
  for (const [index, step] of steps.entries()) {
    try {
      await perform(caller, step);
    } catch (error) {
      if (!(error instanceof CallerDisappointed)) throw error;
      return { kind: 'failed', step: index + 1, why: error.why, conversation: caller.conversation.lines() };
    }
  }
  return { kind: 'passed', conversation: caller.conversation.lines() };
}

/** A failed script in words: the conversation up to the break, then what was missing. */
export function failureInWords(outcome: Extract<ScriptOutcome, { kind: 'failed' }>): string {
  return `${outcome.conversation.join('\n')}\n--- step ${outcome.step} failed: ${outcome.why}`;
}

function perform(caller: ScriptedCaller, step: ScriptStep): Promise<void> {
  if ('hear' in step) return caller.hears(patternOf(step.hear));
  if ('press' in step) return caller.presses(step.press);
  if ('silence' in step) return caller.staysSilent(inMs(step.silence));
  if ('say' in step) return caller.speaks(inMs(step.say));
  if ('hangUp' in step) return caller.hangsUp();
  if ('expect' in step) return expectation(caller, step.expect);
  return unreachable(step);
}

function expectation(caller: ScriptedCaller, text: string): Promise<void> {
  const [what = '', ...rest] = text.split(' ');
  const whom = rest.join(' ').trim();
  switch (what) {
    case 'transfer':
      return caller.expectsTransferTo(whom);
    case 'voicemail':
      return caller.expectsVoicemailOf(whom);
    case 'record':
      return caller.hearsBeep();
    case 'reject':
      return caller.expectsRejection();
    default:
      return caller.expectsEnd();
  }
}

function toStep(part: string): unknown {
  const [, verb = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(part) ?? [];
  const words = rest.trim().replace(/^"(.*)"$/s, '$1');
  switch (verb.toLowerCase()) {
    case 'hear':
    case 'hears':
      return { hear: words };
    case 'press':
    case 'presses':
      return { press: words.replace(/\s+/g, '') };
    case 'silence':
      return { silence: words };
    case 'say':
      return { say: words };
    case 'hang':
      return words.toLowerCase() === 'up' ? { hangUp: true } : undefined;
    case 'expect':
    case 'expects':
      return { expect: words.replace(/\s+/g, ' ') };
    default:
      return undefined;
  }
}

function splitSteps(text: string): readonly string[] {
  const parts = text.match(/(?:"[^"]*"|[^;\n"]|")+/g) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** `/words/i` is a pattern; anything else is taken to the letter. */
function patternOf(words: string): string | RegExp {
  const [, source, flags] = /^\/(.+)\/([imsu]*)$/s.exec(words) ?? [];
  return source === undefined ? words : new RegExp(source, flags);
}

function isReadablePattern(words: string): boolean {
  try {
    patternOf(words);
    return true;
  } catch {
    return false;
  }
}

function inMs(text: string): number {
  const [, number = '0', unit = 's'] = /^([\d.]+)(ms|s|m)$/.exec(text) ?? [];
  return Number(number) * { ms: 1, s: 1_000, m: 60_000 }[unit === 'ms' || unit === 'm' ? unit : 's'];
}
