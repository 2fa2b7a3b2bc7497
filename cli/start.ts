/**
 * `npm start`: bot, simulator and softphone on this machine, without any account. The simulator lives in this process,
 * the bot in one of its own, as in production. Everything printed here is for the person at the keyboard.
 */
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type RunningSimulator, startSimulator } from '../simulator/start-simulator.ts';
import { pinoLog } from '../src/adapters/telemetry/pino-log.ts';
import { Fault } from '../src/core/call/fault.ts';
import { type BotKeeper, keepBot } from './bot-keeper.ts';
import { reportFlows } from './flow-report.ts';
import { freePort, isFree } from './free-port.ts';
import { openBrowser } from './open-browser.ts';
import { addressOf, peopleOf, sampleCallers, shippedBehaviour } from './sample-people.ts';
import { simulatedEnvironment, simulatedRegistration } from './simulated-environment.ts';
import { readStartOptions, type StartOptions, startHelp } from './start-options.ts';
import { claim, ensureFree } from './state-folder.ts';
import { stopSignal } from './stop-signals.ts';
import { tenantWithout } from './tenant-without.ts';
import { watchFlows } from './watch-flows.ts';
import { readWorkspace } from './workspace.ts';

/** The build's own folder: this file is `dist/cli/start.js` when it runs. */
const dist = fileURLToPath(new URL('..', import.meta.url));
const usualPort = 7071;

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Fault ? error.message : error);
  process.exitCode = 1;
}

async function main(): Promise<number> {
  const reading = readStartOptions(process.argv.slice(2));
  if (reading.kind === 'help') {
    console.log(startHelp);
    return 0;
  }
  if (reading.kind === 'wrong') {
    console.error(`${reading.why}\n\n${startHelp}`);
    return 2;
  }
  return startAll(reading.options);
}

/** Resolves to the exit code when the person has stopped it, or when the bot cannot be kept alive. */
async function startAll(options: StartOptions): Promise<number> {
  const stopping = stopSignal();
  const flowsDir = resolve(options.flowsDir ?? process.env.FLOWS_DIR ?? 'flows');
  const stateDir = resolve(options.stateDir);
  await ensureFree(stateDir);
  const botPort = await choosePort(options.port);
  const simulator = await openSimulator(botPort, flowsDir, options.without);
  const softphone = `${simulator.url}/softphone/`;
  const where = { botPort, simulatorUrl: simulator.url, flowsDir, stateDir };
  const env = { ...process.env, ...simulatedEnvironment(process.env, where) };
  const keeper = keepBot({ script: `${dist}cli/bot.js`, env, say: (line) => console.error(line) });
  const watch = watchFlows(flowsDir, () => sayFindings(flowsDir));
  let giveBack: (() => Promise<void>) | undefined;
  try {
    giveBack = await claim(stateDir, Number(new URL(simulator.url).port), softphone);
    const beginning = await Promise.race([firstServed(keeper), stopping.then(() => 'stopped' as const)]);
    if (beginning === 'failed') return 1;
    if (beginning === 'served') {
      console.log(
        summary({ softphone, bot: `http://127.0.0.1:${botPort}`, simulator: simulator.url, flowsDir, without: options.without }),
      );
      if (options.open) openBrowser(softphone);
    }
    const ending = await Promise.race([stopping.then(() => 0), keeper.givenUp.then(() => 1)]);
    if (ending === 0) console.log('\nStopping ...');
    return ending;
  } finally {
    watch.stop();
    await keeper.stop();
    await simulator.close();
    await giveBack?.();
  }
}

/** The port that somebody asked for, or the first free one from the usual one on. */
async function choosePort(wanted: number | undefined): Promise<number> {
  if (wanted === undefined) return freePort(usualPort);
  if (await isFree(wanted)) return wanted;
  throw new Fault('PORT_TAKEN', `Port ${wanted} is taken. Choose another one, for example --port ${wanted + 10}.`);
}

async function openSimulator(botPort: number, flowsDir: string, without: StartOptions['without']): Promise<RunningSimulator> {
  const { lines, names, contacts, destinations } = await readWorkspace(flowsDir);
  const callers = peopleOf(destinations);
  const port = await freePort(botPort + 1);
  return startSimulator({
    ...simulatedRegistration,
    port,
    botCallsUrl: `http://127.0.0.1:${botPort}/api/calls`,
    people: { callers, lines: [...lines, { id: 'bot', displayName: 'The bot itself' }] },
    destinations: shippedBehaviour(contacts),
    ...(without.length === 0 ? {} : { directory: tenantWithout(without, { tenantId: simulatedRegistration.tenantId, lines }) }),
    names: { ...names, ...Object.fromEntries(callers.map((one) => [addressOf(one), one.displayName])) },
    webDir: `${dist}web/softphone`,
    log: pinoLog('warn'),
  });
}

async function firstServed(keeper: BotKeeper): Promise<'served' | 'failed'> {
  try {
    await keeper.ready;
    return 'served';
  } catch {
    return 'failed'; // It has said why itself.
  }
}

async function sayFindings(flowsDir: string): Promise<void> {
  const report = await reportFlows(flowsDir).catch(() => 'The flows could not be read at this moment.');
  const time = new Date().toTimeString().slice(0, 8);
  if (report === '') console.log(`${time} Flows saved; the next call takes them.`);
  else console.log(`${time} Flows saved, with findings (a flow with errors goes on in its last good version):\n${report}`);
}

interface Addresses {
  readonly softphone: string;
  readonly bot: string;
  readonly simulator: string;
  readonly flowsDir: string;
  readonly without: StartOptions['without'];
}

function summary({ softphone, bot, simulator, flowsDir, without }: Addresses): string {
  const windows = sampleCallers
    .filter(({ kind }) => kind === 'user')
    .map(({ displayName }) => `${softphone}?as=${displayName.toLowerCase().split(' ')[0]}`)
    .join('\n              ');
  return `
  Softphone   ${softphone}
  Try         Open it, choose who calls, press Dial, then a key. Speak when you are asked to leave a message.
  People      ${windows}
              A window for each: they can be called, take part and be transferred to.
  Console     ${bot}/console
              The calls that go on and those that have ended, and why; transfer, play, record, hang up.
  Flows       ${flowsDir}
              Edit one while this runs: the next call takes it, and mistakes are shown here at once.
  Bot         ${bot}
  Simulator   ${simulator} (Microsoft's side; nothing leaves this machine)${without.length === 0 ? '' : `\n  Without     ${without.join(', ')}`}
  Stop        Ctrl-C
`;
}
