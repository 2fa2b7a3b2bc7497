/**
 * `npm run bot`: the bot alone, configured by the environment only, for use against any server that speaks Graph.
 * Prints one line on standard output when it is ready; problems and findings go to standard error.
 */
import { triggers } from '../functions/table.ts';
import { pinoLog } from '../src/adapters/telemetry/pino-log.ts';
import { bot } from '../src/compose.ts';
import { Fault } from '../src/core/call/fault.ts';
import { startLocalHost } from '../src/edge/local-host.ts';
import { explainProblem, readSettings } from '../src/edge/settings.ts';
import { reportFlows } from './flow-report.ts';
import { readListenSettings } from './listen-settings.ts';
import { stopSignal } from './stop-signals.ts';

try {
  process.exitCode = await serve();
} catch (error) {
  // A fault's message is written for people; anything else is a mistake of ours and needs its stack.
  console.error(error instanceof Fault ? `The bot cannot start: ${error.message}` : error);
  process.exitCode = 1;
}

/** Serves until somebody asks it to stop. Resolves to the exit code. */
async function serve(): Promise<number> {
  const reading = readSettings(process.env);
  const listening = readListenSettings(process.env);
  if (reading.kind === 'invalid' || listening.kind === 'invalid') {
    console.error('The bot cannot start. To be put right in the environment:');
    const problems = reading.kind === 'invalid' ? [...reading.problems] : [];
    if (listening.kind === 'invalid') problems.push(listening.problem);
    for (const problem of problems) console.error(`  ${explainProblem(problem)}`);
    return 1;
  }
  const stopping = stopSignal();
  const report = await reportFlows(reading.settings.flowsDir);
  if (report !== '') console.error(report);

  const serving = await bot();
  try {
    const { port, host } = listening;
    const localHost = await startLocalHost({ triggers, log: pinoLog(reading.settings.logLevel), port, host });
    console.log(`teams-ivr bot ready on ${localHost.url}`);
    await stopping;
    await localHost.close();
  } finally {
    await serving.close();
  }
  return 0;
}
