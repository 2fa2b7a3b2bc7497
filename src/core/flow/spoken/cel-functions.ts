import type { Environment } from '@marcbachmann/cel-js';
import type { Locale } from '../expressions.ts';
import { type DateLike, date, dateTime, time, weekday } from './spoken-dates.ts';
import { digits, listed, money, type NumberLike, number, ordinal, plural } from './spoken-numbers.ts';

const numbers = ['int', 'double', 'string'] as const;
const dates = ['google.protobuf.Timestamp', 'string'] as const;

/** What an expression can say of a value, each with its use in one line: for messages, editors and the reference. */
export const spokenFunctions = {
  now: 'now(): the moment of the turn',
  digits: 'digits(vars.account): digit by digit',
  number: 'number(vars.count): as the language writes it',
  ordinal: 'ordinal(vars.place): 1st, 2nd',
  money: "money(vars.due, 'EUR'): 12.50 euros",
  plural: "plural(vars.count, {'one': '# message', 'other': '# messages'})",
  listed: 'listed(vars.names): a, b and c',
  date: 'date(vars.due): January 5, 2026',
  weekday: 'weekday(vars.due): Monday',
  time: 'time(vars.due): 3:30 PM',
  dateTime: 'dateTime(vars.due): date and time',
} as const;

/** Teaches an environment to speak. `locale` is asked at each evaluation: language, zone and moment are those of the turn. */
export function registerSpoken(environment: Environment, locale: () => Locale): Environment {
  const language = (): string => locale().language;
  environment.registerFunction('now(): google.protobuf.Timestamp', () => new Date(locale().now));
  for (const type of numbers) {
    environment.registerFunction(`digits(${type}): string`, digits);
    environment.registerFunction(`number(${type}): string`, (value: NumberLike) => number(value, language()));
    environment.registerFunction(`ordinal(${type}): string`, (value: NumberLike) => ordinal(value, language()));
    environment.registerFunction(`money(${type}, string): string`, (value: NumberLike, currency: string) =>
      money(value, currency, language()),
    );
    environment.registerFunction(`plural(${type}, map): string`, (value: NumberLike, forms: object) =>
      plural(value, forms, language()),
    );
  }
  environment.registerFunction('listed(list): string', (values: readonly unknown[]) => listed(values, language()));
  for (const type of dates) {
    for (const [name, speak] of Object.entries({ date, weekday, time, dateTime })) {
      environment.registerFunction(`${name}(${type}): string`, (value: DateLike) => speak(value, locale()));
    }
  }
  return environment;
}
