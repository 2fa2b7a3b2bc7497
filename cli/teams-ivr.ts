/** `teams-ivr`: the command for people who write flows. Exit codes: 0 fine, 1 findings or a failed script, 2 wrong usage. */
import { createInterface } from 'node:readline/promises';
import { apply } from './commands/apply.ts';
import { call } from './commands/call.ts';
import { calls } from './commands/calls.ts';
import { campaign } from './commands/campaign.ts';
import { check } from './commands/check.ts';
import type { Command, Terminal } from './commands/command.ts';
import { dial } from './commands/dial.ts';
import { doNotCall } from './commands/do-not-call.ts';
import { doctor } from './commands/doctor.ts';
import { explain } from './commands/explain.ts';
import { explore } from './commands/explore.ts';
import { flows } from './commands/flows.ts';
import { fmt } from './commands/fmt.ts';
import { hours } from './commands/hours.ts';
import { importFlow } from './commands/import.ts';
import { migrate } from './commands/migrate.ts';
import { newFlow } from './commands/new.ts';
import { pin } from './commands/pin.ts';
import { plan } from './commands/plan.ts';
import { schema } from './commands/schema.ts';
import { test } from './commands/test.ts';

const commands: readonly Command[] = [
  newFlow,
  importFlow,
  check,
  fmt,
  dial,
  test,
  explore,
  hours,
  pin,
  plan,
  apply,
  flows,
  call,
  calls,
  campaign,
  doNotCall,
  schema,
  migrate,
  explain,
  doctor,
];

async function main(args: readonly string[]): Promise<number> {
  const terminal: Terminal = {
    out: (text) => void process.stdout.write(`${text}\n`),
    error: (text) => void process.stderr.write(`${text}\n`),
    ...(process.stdin.isTTY && process.stdout.isTTY && { confirm }),
    ...(process.stdout.isTTY && { clear: () => void process.stdout.write('\x1b[H\x1b[2J\x1b[3J') }),
  };
  const [name, ...rest] = args;
  if (name === undefined || name === 'help' || name === '--help' || name === '-h') {
    terminal.out(usage());
    return name === undefined ? 2 : 0;
  }
  const command = commands.find((one) => one.name === name);
  if (command === undefined) {
    terminal.error(`There is no command "${name}".\n\n${usage()}`);
    return 2;
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    terminal.out(command.help);
    return 0;
  }
  return command.run(rest, terminal);
}

/** Only "yes" is a yes. */
async function confirm(question: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await lines.question(`${question} Type yes: `);
  lines.close();
  return /^yes$/i.test(answer.trim());
}

function usage(): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'Usage: teams-ivr COMMAND ...',
    '',
    ...commands.map((command) => `  ${command.name.padEnd(width)}  ${command.summary}`),
    `  ${'start'.padEnd(width)}  Starts bot, simulator and softphone on this machine, like npm start.`,
    '',
    'teams-ivr COMMAND --help tells more.',
  ].join('\n');
}

// Whoever reads our output may stop reading, as `head` does: nobody's fault, and nothing to say about it.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit();
});

process.exitCode = await main(process.argv.slice(2));
