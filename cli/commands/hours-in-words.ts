import { unreachable } from '../../src/core/call/unreachable.ts';
import type { Because, Change, Opening } from '../../src/core/flow/schedules/opening.ts';
import type { Caution, Outlook } from '../../src/core/flow/schedules/outlook.ts';
import type { Schedule } from '../../src/core/flow/schedules/schedule.ts';

/** One schedule for a terminal: how it is, what comes, what to look after. */
export function outlookInWords(name: string, { timeZone }: Schedule, now: number, outlook: Outlook): string {
  const changes = outlook.changes.map((change) => `  ${momentInWords(change.at, timeZone)}  ${changeInWords(change)}`);
  return [
    `"${name}" ${openingInWords(outlook.now, timeZone)}.`,
    `  ${momentInWords(now, timeZone)}  now, in ${timeZone}`,
    ...(changes.length > 0 ? changes : ['  No change within a year.']),
    ...outlook.cautions.map((caution) => `  note: ${cautionInWords(caution, name, timeZone)}`),
  ].join('\n');
}

/** For example `is closed: by hand until Tue, 6 Jan 2026, 08:00 (storm)`. */
export function openingInWords({ state, because }: Opening, timeZone: string): string {
  const how = state === 'holiday' ? 'is closed for a holiday' : `is ${state}`;
  return `${how}: ${becauseInWords(because, timeZone)}`;
}

/** A moment on the schedule's wall clock. */
export function momentInWords(ms: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    weekday: 'short',
    day: '2-digit',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone,
  }).formatToParts(ms);
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('weekday')} ${part('day')} ${part('month')} ${part('year')} ${part('hour')}:${part('minute')}`;
}

function becauseInWords(because: Because, timeZone: string): string {
  switch (because.kind) {
    case 'override': {
      const until = because.until === undefined ? '' : ` until ${momentInWords(because.until, timeZone)}`;
      return `by hand${until}${because.reason === undefined ? '' : ` (${because.reason})`}`;
    }
    case 'exception':
      return `the exception "${because.day}"`;
    case 'holiday':
      return because.name;
    case 'week':
      return 'the hours of the week';
    default:
      return unreachable(because);
  }
}

function changeInWords({ state, because }: Change): string {
  const verb = { open: 'opens', closed: 'closes', holiday: 'holiday' }[state];
  if (because.kind === 'holiday') return `${verb}, ${because.name}`;
  return because.kind === 'exception' ? `${verb}, exception "${because.day}"` : verb;
}

function cautionInWords(caution: Caution, name: string, timeZone: string): string {
  switch (caution.kind) {
    case 'overrideWithoutEnd':
      return `it stays ${caution.state} until somebody runs: teams-ivr hours resume ${name}`;
    case 'overrideIsOver':
      return `the override ended on ${momentInWords(caution.since, timeZone)}; tidy up with: teams-ivr hours resume ${name}`;
    case 'noHolidays':
      return 'it has no holidays';
    case 'lastHoliday':
      return `no holiday after ${caution.date}: add more, or write yearly days such as "12-25" and "easter+1"`;
    case 'exceptionsAreOver':
      return `${caution.count === 1 ? 'one exception is' : `${caution.count} exceptions are`} over and can be removed`;
    case 'clocksChange':
      return `clocks are put ${caution.minutes > 0 ? 'forward' : 'back'} by ${Math.abs(caution.minutes)} minutes on ${momentInWords(caution.at, timeZone)}`;
    default:
      return unreachable(caution);
  }
}
