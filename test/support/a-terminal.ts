import type { World } from '../../cli/calling/world.ts';
import type { Command } from '../../cli/commands/command.ts';
import type { Rehearsal } from '../../cli/rehearsal.ts';
import { incoming } from '../../functions/incoming.ts';
import { startLocalHost } from '../../src/edge/local-host.ts';
import type { HttpTrigger } from '../../src/edge/trigger.ts';
import { silentLog } from '../../src/ports/log.ts';

/** A command that is running. */
export interface Running {
  readonly said: { out: string; error: string };
  /** Somebody presses Ctrl-C. */
  interrupt(): void;
  /** Lets time pass until it has ended; its exit code. */
  ends(): Promise<number>;
}

export interface CommandLine extends AsyncDisposable {
  /** Where the bot's automation API is served: real HTTP on a port of this machine. */
  readonly url: string;
  /** Addresses of all requests, as a proxy would log them. */
  readonly addresses: string[];
  start(command: (world: World) => Command, ...args: readonly string[]): Running;
  /** Starts it and lets it end. */
  run(command: (world: World) => Command, ...args: readonly string[]): Promise<{ code: number; out: string; error: string }>;
}

export interface CommandLineOptions {
  readonly env?: { readonly [name: string]: string };
  /** The bot is somewhere else for whoever asks: it wants a proof. */
  readonly isFarAway?: boolean;
  /** What somebody answers to every question. Left out: nobody is there. */
  readonly answers?: boolean;
}

/** Somebody at the command line, in front of a rehearsed bot. Commands wait on the rehearsal's clock. */
export async function aCommandLine(
  { bot, clock }: Pick<Rehearsal, 'bot' | 'clock'>,
  { env = {}, isFarAway = false, answers }: CommandLineOptions = {},
): Promise<CommandLine> {
  const addresses: string[] = [];
  const door = (name: 'token' | 'key', route: string): HttpTrigger => ({
    kind: 'http',
    name,
    methods: ['GET', 'POST', 'DELETE'],
    route,
    authLevel: 'anonymous',
    handler: async (request) => {
      addresses.push(request.url);
      const here = incoming(request);
      const asked = isFarAway ? { ...here, url: here.url.replace(/^http:\/\/[^/]+/, 'https://ivr.contoso.example') } : here;
      return bot.automation(asked, name);
    },
  });
  const triggers = [door('key', 'api/key/{*path}'), door('token', 'api/{*path}')];
  const host = await startLocalHost({ triggers, log: silentLog, port: 0 });
  const start: CommandLine['start'] = (make, ...args) => {
    const interrupts = new Set<() => void>();
    const command = make({
      env: { TEAMS_IVR_TO: host.url, ...env },
      clock,
      onInterrupt: (then) => {
        interrupts.add(then);
        return () => interrupts.delete(then);
      },
    });
    const said = { out: '', error: '' };
    const say = (where: 'out' | 'error') => (text: string) => {
      said[where] += `${text}\n`;
    };
    const terminal = {
      out: say('out'),
      error: say('error'),
      ...(answers !== undefined && {
        confirm: async (question: string) => {
          said.out += `${question}\n`;
          return answers;
        },
      }),
    };
    let end: { readonly code: number } | { readonly fault: unknown } | undefined;
    void clock
      .track(`teams-ivr ${command.name}`, () => command.run(args, terminal))
      .then((code) => {
        end = { code };
      })
      .catch((fault: unknown) => {
        end = { fault };
      });
    return {
      said,
      interrupt: () => {
        for (const then of interrupts) then();
      },
      ends: async () => {
        if (!(await clock.runUntil(() => end !== undefined, 3_600_000))) throw new Error(`It goes on:\n${said.out}${said.error}`);
        if (end === undefined || 'fault' in end) throw end?.fault ?? new Error('It has not ended.');
        return end.code;
      },
    };
  };
  return {
    url: host.url,
    addresses,
    start,
    run: async (command, ...args) => {
      const running = start(command, ...args);
      const code = await running.ends();
      return { code, ...running.said };
    },
    [Symbol.asyncDispose]: () => host.close(),
  };
}
