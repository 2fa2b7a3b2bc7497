import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface BotKeeperOptions {
  /** The bot's script, run under the same Node as this process. */
  readonly script: string;
  readonly env: NodeJS.ProcessEnv;
  /** Every line that the bot writes. */
  readonly say: (line: string) => void;
  /** Epoch milliseconds. */
  readonly now?: () => number;
}

export interface BotKeeper {
  /** Its ready line was seen. Rejects when it ends before that. */
  readonly ready: Promise<void>;
  /** Resolves when the bot has died too often and is left alone. */
  readonly givenUp: Promise<void>;
  /** Ends the bot and resolves when it is gone. */
  stop(): Promise<void>;
}

/** Deaths within the window after which restarting would only hide the fault. */
const mostDeaths = 5;
const windowMs = 60_000;
/** A bot that is asked to end and does not is ended by force. */
const patienceMs = 12_000;

const readyLine = /^teams-ivr bot ready on /;

/**
 * Runs the bot as a process of its own, as in production, and starts it again when it dies: its calls are in its store,
 * so they go on. Gives up when it dies time and again.
 */
export function keepBot({ script, env, say, now = Date.now }: BotKeeperOptions): BotKeeper {
  const deaths: number[] = [];
  const news = new EventEmitter<{ ready: []; failed: [Error]; givenUp: []; gone: [] }>();
  const ready = new Promise<void>((resolve, reject) => news.once('ready', resolve).once('failed', reject));
  const givenUp = new Promise<void>((resolve) => news.once('givenUp', resolve));
  let everServed = false;
  let stopping = false;
  let child = start();
  return { ready, givenUp, stop };

  /** The channel is never spoken on: its end tells the bot that this process is gone, even when it was killed. */
  function start(): ChildProcess {
    const bot = spawn(process.execPath, [script], { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] });
    hear(bot.stdout, (line) => (readyLine.test(line) ? serves() : say(line)));
    hear(bot.stderr, say);
    bot.once('error', (error) => say(error.message));
    bot.once('close', (code, signal) => (stopping ? news.emit('gone') : died(signal ?? `exit code ${code}`)));
    return bot;
  }

  function serves(): void {
    if (everServed) say('The bot serves again.');
    everServed = true;
    news.emit('ready');
  }

  function died(how: string): void {
    deaths.push(now());
    const recent = deaths.filter((at) => at > now() - windowMs).length;
    if (everServed && recent < mostDeaths) {
      say(`The bot died (${how}). Starting it again; its calls go on.`);
      child = start();
      return;
    }
    say(everServed ? `The bot died again (${how}) and is left alone now.` : `The bot could not start (${how}).`);
    news.emit('failed', new Error('The bot could not start.')); // Without effect once it was ready.
    news.emit('givenUp');
  }

  async function stop(): Promise<void> {
    stopping = true;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise<void>((resolve) => news.once('gone', resolve));
    const force = setTimeout(() => child.kill('SIGKILL'), patienceMs);
    child.kill('SIGTERM');
    await gone;
    clearTimeout(force);
  }
}

function hear(stream: Readable | null, say: (line: string) => void): void {
  if (stream) createInterface({ input: stream }).on('line', say); // Null only where no pipe was asked for.
}
