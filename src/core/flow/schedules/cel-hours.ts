import type { Environment } from '@marcbachmann/cel-js';
import { type CelNode, callsIn } from '../cel-syntax.ts';
import { suggest } from '../did-you-mean.ts';
import type { ExpressionProblem } from '../expressions.ts';
import { nextOpening, openingAt } from './opening.ts';
import type { Schedules } from './schedule.ts';

/** What an expression can ask of a schedule, each with its use in one line. */
export const hoursFunctions = {
  isOpen: "isOpen('office'): whether the schedule is open",
  opensAgain: "opensAgain('office'): whether it is known when it opens next",
  nextOpening: "nextOpening('office'): when it opens next, now when it is open",
} as const;

/** Teaches an environment the opening hours. `now` (epoch milliseconds) is asked at each evaluation. */
export function registerHours(environment: Environment, schedules: Schedules, now: () => number): Environment {
  const find = (name: string) => {
    const schedule = Object.hasOwn(schedules, name) ? schedules[name] : undefined;
    if (schedule === undefined) throw new RangeError('there is no such schedule');
    return schedule;
  };
  const opens = (name: string): number | undefined => {
    const schedule = find(name);
    return openingAt(schedule, now()).state === 'open' ? now() : nextOpening(schedule, now());
  };
  environment.registerFunction('isOpen(string): bool', (name: string) => openingAt(find(name), now()).state === 'open');
  environment.registerFunction('opensAgain(string): bool', (name: string) => opens(name) !== undefined);
  environment.registerFunction('nextOpening(string): google.protobuf.Timestamp', (name: string) => {
    const at = opens(name);
    if (at === undefined) throw new RangeError('it is not known when the schedule opens');
    return new Date(at);
  });
  return environment;
}

/** The first schedule that is named in quotes and does not exist. */
export function unknownSchedule(tree: CelNode, schedules: Schedules): ExpressionProblem | undefined {
  for (const { name, args } of callsIn(tree)) {
    const [first] = args;
    if (!Object.hasOwn(hoursFunctions, name) || first?.op !== 'value' || typeof first.args !== 'string') continue;
    if (Object.hasOwn(schedules, first.args)) continue;
    const fix = suggest(first.args, Object.keys(schedules), 'add it to schedules.jsonc').words;
    return { kind: 'unknownSchedule', message: `schedules.jsonc has no schedule "${first.args}"`, fix, offset: first.start };
  }
  return undefined;
}
