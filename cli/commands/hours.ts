import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { suggest } from '../../src/core/flow/did-you-mean.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { editOverride } from '../../src/core/flow/schedules/edit-override.ts';
import { momentSpellings, readMoment, writeMoment } from '../../src/core/flow/schedules/moment.ts';
import { openingAt } from '../../src/core/flow/schedules/opening.ts';
import { outlookOf } from '../../src/core/flow/schedules/outlook.ts';
import { readSchedules } from '../../src/core/flow/schedules/read-schedules.ts';
import type { Override, Schedule, Schedules } from '../../src/core/flow/schedules/schedule.ts';
import type { Command, Terminal } from './command.ts';
import { folderProblem } from './flow-path.ts';
import { momentInWords, openingInWords, outlookInWords } from './hours-in-words.ts';

const help = `Usage: teams-ivr hours [SCHEDULE] [--at TIME]
       teams-ivr hours close|open SCHEDULE [--until TIME] [--reason TEXT]
       teams-ivr hours resume SCHEDULE

Says whether a schedule is open, why, and when that changes next. "close" and "open" throw an override, which beats
everything else until it ends or "resume" takes it away: it is written to schedules.jsonc, and the next call obeys it.

  --flows FOLDER   the folder with schedules.jsonc; "flows" when it is left out
  --at TIME        another moment than now
  --until TIME     when the override ends by itself
  --reason TEXT    for the people who look at the file

TIME is ${momentSpellings}, in the schedule's time zone.

Exit codes: 0 fine, 1 schedules.jsonc has errors, 2 wrong usage.`;

const verbs = { close: 'closed', open: 'open', resume: undefined } as const;

/** Shows opening hours, and closes or opens by hand. */
export const hours: Command = {
  name: 'hours',
  summary: 'Shows opening hours, and closes or opens a schedule by hand.',
  help,
  async run(args, terminal) {
    const asked = read(args);
    const problem = asked === undefined ? help : folderProblem(asked.folder);
    if (asked === undefined || problem !== undefined) return wrongUsage(terminal, problem ?? help);
    const file = join(asked.folder, 'schedules.jsonc');
    const text = textOf(file);
    if (text === undefined) return wrongUsage(terminal, `There is no "${file}": no flow here asks for opening hours.`);
    const { findings, schedules = {} } = readSchedules(text, file);
    if (findings.some(({ severity }) => severity === 'error')) {
      terminal.error(renderFindings(findings, new Map([[file, text]])));
      return 1;
    }
    const unknown = unknownSchedule(asked.schedule, schedules);
    if (unknown !== undefined) return wrongUsage(terminal, unknown);
    return asked.verb === undefined ? show(asked, schedules, terminal) : change({ ...asked, file, text }, schedules, terminal);
  },
};

interface Asked {
  readonly verb?: keyof typeof verbs;
  readonly schedule?: string;
  readonly folder: string;
  readonly at?: string;
  readonly until?: string;
  readonly reason?: string;
}

function show({ schedule: wanted, at }: Asked, schedules: Schedules, terminal: Terminal): number {
  const shown = Object.entries(schedules).filter(([name]) => wanted === undefined || name === wanted);
  const pages: string[] = [];
  for (const [name, schedule] of shown) {
    const now = momentOf(at, schedule);
    if (now === undefined) return wrongUsage(terminal, notAMoment(at));
    pages.push(outlookInWords(name, schedule, now, outlookOf(schedule, now)));
  }
  terminal.out(pages.length === 0 ? 'There are no schedules.' : pages.join('\n\n'));
  return 0;
}

function change(
  { verb, schedule: name = '', at, until, reason, file, text }: Asked & { readonly file: string; readonly text: string },
  schedules: Schedules,
  terminal: Terminal,
): number {
  const schedule = schedules[name];
  const now = schedule && momentOf(at, schedule);
  if (schedule === undefined || now === undefined) return wrongUsage(terminal, notAMoment(at));
  const end = until === undefined ? undefined : readMoment(until, schedule.timeZone, now);
  if (until !== undefined && end === undefined) return wrongUsage(terminal, notAMoment(until));
  if (end !== undefined && end <= now)
    return wrongUsage(terminal, `${momentInWords(end, schedule.timeZone)} is over. An override ends in the future.`);
  const state = verb === undefined ? undefined : verbs[verb];
  const override: Override | undefined = state && {
    state,
    ...(end !== undefined && { until: writeMoment(end, schedule.timeZone) }),
    ...(reason !== undefined && { reason }),
  };
  const edited = editOverride(text, name, override);
  const after = readSchedules(edited, file);
  if (after.findings.some(({ severity }) => severity === 'error')) {
    terminal.error(renderFindings(after.findings, new Map([[file, edited]])));
    return 1;
  }
  // Whoever reads meanwhile finds the old file or the new one, never half of one.
  writeFileSync(`${file}.new`, edited);
  renameSync(`${file}.new`, file);
  const changed = after.schedules?.[name];
  if (changed !== undefined)
    terminal.out(`"${name}" ${openingInWords(openingAt(changed, now), schedule.timeZone)}. The next call obeys.`);
  return 0;
}

function read(args: readonly string[]): Asked | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { flows: { type: 'string' }, at: { type: 'string' }, until: { type: 'string' }, reason: { type: 'string' } },
      allowPositionals: true,
    });
    const [first, second, more] = positionals;
    const { flows: folder = 'flows', ...rest } = values;
    if (more !== undefined || (rest.reason?.length ?? 0) > 200) return undefined;
    if (first === 'close' || first === 'open' || first === 'resume') {
      const alone = first === 'resume' && (rest.until !== undefined || rest.reason !== undefined);
      return second === undefined || alone ? undefined : { verb: first, schedule: second, folder, ...rest };
    }
    if (second !== undefined || rest.until !== undefined || rest.reason !== undefined) return undefined;
    return { folder, ...rest, ...(first !== undefined && { schedule: first }) };
  } catch {
    return undefined;
  }
}

function unknownSchedule(name: string | undefined, schedules: Schedules): string | undefined {
  if (name === undefined || Object.hasOwn(schedules, name)) return undefined;
  return `There is no schedule "${name}": ${suggest(name, Object.keys(schedules), 'schedules.jsonc names none').words}`;
}

const momentOf = (at: string | undefined, { timeZone }: Schedule): number | undefined =>
  at === undefined ? Date.now() : readMoment(at, timeZone, Date.now());

const notAMoment = (text = ''): string => `"${text}" is no moment. Write ${momentSpellings}.`;

function wrongUsage(terminal: Terminal, why: string): number {
  terminal.error(why);
  return 2;
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
