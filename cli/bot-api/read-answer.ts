import { z } from 'zod';
import { Fault } from '../../src/core/call/fault.ts';
import type { Answer } from './ask-bot.ts';

/** Reads what a bot has answered with `200`, or throws a `Fault` that says in words why it is none. */
export function read<Value>(answer: Answer, schema: z.ZodType<Value>): Value {
  if (answer.status < 200 || answer.status > 299) throw refused(answer);
  const value = schema.safeParse(answer.body);
  if (value.success) return value.data;
  throw new Fault(
    'STORE_UNAVAILABLE',
    'The bot answers in a way that this program does not understand: is it of another version?',
  );
}

const problem = z.object({ title: z.string().default('The bot refused it.'), detail: z.string().optional() });

/** What a bot says against something: its title, and what to do. */
export function wordsOf({ status, body }: Answer): string {
  const told = problem.safeParse(body);
  if (!told.success) return `It answers ${status}.`;
  return [told.data.title, told.data.detail].filter((one) => one !== undefined).join(' ');
}

export function refused(answer: Answer): Fault {
  const hint = answer.status === 401 || answer.status === 403 ? ' (TEAMS_IVR_TOKEN or TEAMS_IVR_KEY)' : '';
  return new Fault('STORE_UNAVAILABLE', `The bot refused: ${wordsOf(answer)}${hint}`, { retryable: answer.status === 503 });
}
