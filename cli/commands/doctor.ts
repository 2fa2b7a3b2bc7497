import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Environment } from '../../src/edge/settings.ts';
import { adminScript } from '../doctor/admin-script.ts';
import { neededPermissions, usesMeetings } from '../doctor/needed-permissions.ts';
import { readSettingsFile } from '../doctor/read-settings-file.ts';
import { checks } from '../doctor/registry.ts';
import { exitCodeOf, renderResult, renderSummary, reportAsJson } from '../doctor/report.ts';
import { runChecks, selectChecks } from '../doctor/run-checks.ts';
import { openSetup, type Setup } from '../doctor/setup.ts';
import { localEnvironment } from '../simulated-environment.ts';
import type { Command, Terminal } from './command.ts';

const help = `Usage: teams-ivr doctor [options]

Checks a set-up step by step and prints the exact fix for whatever is wrong: settings, store, flows, lines, clock, token,
permissions and consent, Microsoft Graph, signing keys, and the way from the internet to the bot. It reads the same
environment as the bot, changes nothing, and prints no secret.

  --settings FILE  take settings from a file as well: local.settings.json, or lines of NAME=value
  --local          look at the bot that "npm start" runs on this machine, instead of a real one
  --port N         its port (default 7071; the simulator has the next one)
  --only LIST      only these checks and what they need, separated by commas:
                   ${wrapped(checks.map(({ id }) => id))}
  --strict         what should be looked at counts as wrong
  --json           for programs
  --script FILE    write the administrator's PowerShell script for this set-up to FILE

Exit codes: 0 nothing is wrong, 1 something is, 2 wrong usage.`;

/** Says what keeps callers from being served, and what to do. */
export const doctor: Command = {
  name: 'doctor',
  summary: 'Checks a real set-up step by step, and prints the exact fix.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (typeof parsed === 'string') {
      terminal.error(`${parsed}\n\nteams-ivr doctor --help tells more.`);
      return 2;
    }
    const chosen = parsed.only === undefined ? checks : selectChecks(checks, parsed.only);
    if (chosen === undefined) {
      terminal.error(`--only knows: ${checks.map(({ id }) => id).join(', ')}`);
      return 2;
    }
    const env = await environmentOf(parsed);
    if (env === undefined) {
      terminal.error(`The file ${parsed.settingsFile} cannot be read, or is neither JSON with "Values" nor lines of NAME=value.`);
      return 2;
    }
    const setup = openSetup(env);
    try {
      const results = await runChecks(chosen, setup, (result) => {
        if (!parsed.json) terminal.out(renderResult(result));
      });
      terminal.out(parsed.json ? reportAsJson(results) : renderSummary(results));
      const wrote = parsed.script === undefined || (await writeScript(parsed.script, setup, terminal));
      return wrote ? exitCodeOf(results, { strict: parsed.strict }) : 1;
    } finally {
      await setup.close();
    }
  },
};

async function environmentOf({ settingsFile, local, port }: DoctorArguments): Promise<Environment | undefined> {
  if (local) return localEnvironment(process.env, port);
  if (settingsFile === undefined) return process.env;
  const values = await readSettingsFile(settingsFile);
  return values === undefined ? undefined : { ...process.env, ...values };
}

/** False when it cannot be written. Said on standard error, which leaves `--json` readable. */
async function writeScript(file: string, setup: Setup, terminal: Terminal): Promise<boolean> {
  if (setup.reading.kind === 'invalid') {
    terminal.error('The script needs the settings: put them right first.');
    return false;
  }
  const { appId, tenantId, baseUrl, loginAuthority, credential } = setup.reading.settings;
  const { steps, lines, sendsMail } = await setup.flows();
  const all = Object.entries(lines.lines);
  const needs = neededPermissions(steps, { hasNumber: all.some(([, line]) => line.number !== undefined), sendsMail });
  const script = adminScript({
    appId,
    tenantId,
    baseUrl,
    loginAuthority,
    isManagedIdentity: credential.kind === 'managedIdentity',
    permissions: [...new Set(needs.flatMap(({ anyOf }) => anyOf.slice(0, 1)))],
    lines: all,
    hasMeetings: usesMeetings(steps),
  });
  try {
    await writeFile(file, script);
  } catch {
    terminal.error(`The script cannot be written to ${file}.`);
    return false;
  }
  terminal.error(`The administrator's script is in ${file}. Read it, fill in the names at its top, and run it in PowerShell.`);
  return true;
}

interface DoctorArguments {
  readonly settingsFile: string | undefined;
  readonly local: boolean;
  readonly port: number;
  readonly only: readonly string[] | undefined;
  readonly strict: boolean;
  readonly json: boolean;
  readonly script: string | undefined;
}

function read(args: readonly string[]): DoctorArguments | string {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    // parseArgs explains itself in its first sentence.
    return error instanceof Error ? error.message : 'The options are not understood.';
  }
  const port = Number(values.port ?? 7071);
  if (!(Number.isInteger(port) && port > 0 && port < 65_535)) return '--port needs a number from 1 to 65534.';
  if (values.local === true && values.settings !== undefined) return '--local brings its own settings: leave --settings out.';
  const only = values.only?.split(',').map((id) => id.trim());
  return {
    settingsFile: values.settings,
    local: values.local === true,
    port,
    only: only?.filter((id) => id !== ''),
    strict: values.strict === true,
    json: values.json === true,
    script: values.script,
  };
}

function parse(args: readonly string[]) {
  const options = {
    settings: { type: 'string' },
    local: { type: 'boolean' },
    port: { type: 'string' },
    only: { type: 'string' },
    strict: { type: 'boolean' },
    json: { type: 'boolean' },
    script: { type: 'string' },
  } as const;
  return parseArgs({ args: [...args], options }).values;
}

function wrapped(ids: readonly string[]): string {
  const half = Math.ceil(ids.length / 2);
  return `${ids.slice(0, half).join(', ')},\n                   ${ids.slice(half).join(', ')}`;
}
