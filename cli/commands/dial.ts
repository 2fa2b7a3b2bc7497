import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { CallerDisappointed, type ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import type { Dial } from '../../simulator/graph/graph.ts';
import { checkFolder } from '../../src/adapters/flow-folder/check-folder.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import type { ScriptStep } from '../../src/core/flow/conversations/script-step.ts';
import { parseScript } from '../../src/core/flow/conversations/script-text.ts';
import { renderFindings } from '../../src/core/flow/render-findings.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import { BotWatch } from '../conversations/bot-watch.ts';
import { failureInWords, runScript } from '../conversations/run-script.ts';
import { openRehearsal, type Rehearsal } from '../rehearsal.ts';
import { readWorkspace } from '../workspace.ts';
import type { Command, Terminal } from './command.ts';
import { flowAt } from './flow-path.ts';

const help = `Usage: teams-ivr dial FLOW [--script "STEPS"] [--from WHO] [--fail CONTACT ...]

Plays a call of a flow in virtual time and prints the conversation. FLOW is a flow's folder, for example flows/main-line.

  --script STEPS   what the caller does, separated by semicolons:
                   hear WORDS; press KEYS; silence 5s; say 3s; hang up;
                   expect transfer NAME; expect voicemail NAME; expect record; expect keys KEYS; expect reject;
                   expect ringing NAME; expect end [OUTCOME]; expect step NAME; expect var NAME = VALUE
  --from WHO       a phone number such as +441632960123, "user", or "withheld" (default: user)
  --fail CONTACT   transfers to this contact fail; may be given several times

Without --script you are the caller: type keys and press Enter; a bare Enter waits in silence; "say 3s" speaks;
"hang up" ends the call.

Exit codes: 0 the script went through, 1 it did not or the flow has errors, 2 wrong usage.`;

interface DialArguments {
  readonly flowsDir: string;
  readonly flow: string;
  readonly steps: readonly ScriptStep[] | undefined;
  readonly from: Dial['from'];
  readonly fail: readonly string[];
}

/** Plays a call of a flow in the terminal. */
export const dial: Command = {
  name: 'dial',
  summary: 'Plays a call of a flow in the terminal, by a script or by hand.',
  help,
  async run(args, terminal) {
    const parsed = read(args);
    if (typeof parsed === 'string') {
      terminal.error(`${parsed}\n\nteams-ivr dial --help tells more.`);
      return 2;
    }
    const checked = await checkFolder(`${parsed.flowsDir}/${parsed.flow}`, { kits: stepKits, fitWav });
    if (checked.findings.length > 0) terminal.error(renderFindings(checked.findings, checked.sources));
    if (checked.findings.some((finding) => finding.severity === 'error')) return 1;
    const { names, contacts, lines } = await readWorkspace(parsed.flowsDir);
    const unknown = parsed.fail.find((name) => contacts[name] === undefined);
    if (unknown !== undefined) {
      terminal.error(`There is no contact "${unknown}" in contacts.jsonc.`);
      return 2;
    }
    const destinations = Object.fromEntries(parsed.fail.map((name) => [contacts[name] ?? name, 'fails' as const]));
    const watch = new BotWatch();
    const rehearsal = await openRehearsal({
      flowsDir: parsed.flowsDir,
      flow: parsed.flow,
      names,
      lines,
      destinations,
      watch: watch.see,
    });
    try {
      const caller = rehearsal.caller();
      const to = parsed.from.kind === 'user' ? 'bot' : (lines.find((line) => line.number !== undefined)?.id ?? 'bot');
      await caller.dial({ from: parsed.from, to });
      return parsed.steps === undefined
        ? await byHand(rehearsal, caller, terminal)
        : await byScript(caller, parsed.steps, watch, terminal);
    } catch (error) {
      if (!(error instanceof CallerDisappointed)) throw error;
      terminal.error(error.message);
      return 1;
    } finally {
      await rehearsal.close();
    }
  },
};

async function byScript(
  caller: ScriptedCaller,
  steps: readonly ScriptStep[],
  watch: BotWatch,
  terminal: Terminal,
): Promise<number> {
  const outcome = await runScript(caller, steps, { watch });
  if (outcome.kind === 'passed') {
    terminal.out(outcome.conversation.join('\n'));
    return 0;
  }
  terminal.out(failureInWords(outcome));
  return 1;
}

/** The person at the terminal is the caller. Time moves only when something is typed. */
async function byHand(rehearsal: Rehearsal, caller: ScriptedCaller, terminal: Terminal): Promise<number> {
  const input = createInterface({ input: process.stdin });
  const typing = input[Symbol.asyncIterator]();
  let shown = 0;
  const show = (): void => {
    const lines = caller.conversation.lines();
    for (const line of lines.slice(shown)) if (!line.startsWith('caller')) terminal.out(line);
    shown = lines.length;
  };
  const over = (): boolean => caller.call.endedAt !== undefined;
  terminal.out('Type keys and press Enter; a bare Enter waits; "say 3s" speaks; "hang up" ends the call.');
  try {
    await rehearsal.clock.runUntil(() => caller.conversation.lines().length > 1 || over(), 30_000);
    await rehearsal.clock.advance(1_000);
    show();
    while (!over()) {
      const typed = await ask(typing);
      if (typed === undefined) break;
      await act(rehearsal, caller, typed, terminal);
      show();
    }
  } finally {
    input.close();
  }
  return 0;
}

/** Undefined when there is nobody to ask any more. Lines that came early wait: a file may be the caller, too. */
async function ask(typing: AsyncIterator<string>): Promise<string | undefined> {
  process.stdout.write('> ');
  const next = await typing.next();
  return next.done === true ? undefined : next.value.trim();
}

async function act(rehearsal: Rehearsal, caller: ScriptedCaller, typed: string, terminal: Terminal): Promise<void> {
  const before = caller.conversation.lines().length;
  if (/^[0-9*#]+$/.test(typed)) await caller.presses(typed);
  else if (typed !== '') {
    const script = parseScript(typed);
    if (script.kind === 'unreadable') return terminal.error(script.problems.join('\n'));
    const outcome = await runScript(caller, script.steps);
    if (outcome.kind === 'failed') terminal.error(outcome.why);
    return;
  }
  // Until the bot does something more, and a moment longer so that it is all there.
  const said = (): boolean =>
    caller.conversation
      .lines()
      .slice(before)
      .some((line) => !line.startsWith('caller'));
  await rehearsal.clock.runUntil(() => said() || caller.call.endedAt !== undefined, 120_000);
  await rehearsal.clock.advance(300);
}

function read(args: readonly string[]): DialArguments | string {
  let parsed: ReturnType<typeof parse>;
  try {
    parsed = parse(args);
  } catch (error) {
    return error instanceof Error ? error.message : 'The arguments are not understood.';
  }
  const [path, ...more] = parsed.positionals;
  if (path === undefined || more.length > 0) return 'Name one flow, for example: teams-ivr dial flows/main-line';
  const flow = flowAt(path);
  if (flow === undefined) return `There is no flow in "${path}": a flow is a folder with a flow.jsonc in it.`;
  const script = parsed.values.script === undefined ? undefined : parseScript(parsed.values.script);
  if (script?.kind === 'unreadable') return script.problems.join('\n');
  const from = callerFrom(parsed.values.from ?? 'user');
  if (from === undefined)
    return `"${parsed.values.from}" cannot call. Use a phone number such as +441632960123, "user" or "withheld".`;
  return { ...flow, steps: script?.steps, from, fail: parsed.values.fail ?? [] };
}

function parse(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: { script: { type: 'string' }, from: { type: 'string' }, fail: { type: 'string', multiple: true } },
    allowPositionals: true,
  });
}

function callerFrom(text: string): Dial['from'] | undefined {
  if (text === 'user') return { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567', displayName: 'Ada Example' };
  if (text === 'withheld') return { kind: 'withheld' };
  return /^\+[1-9]\d{6,14}$/.test(text) ? { kind: 'phone', number: text } : undefined;
}
