import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { hashPin } from '../../src/app/pin-hash.ts';
import type { Command, Terminal } from './command.ts';

const help = `Usage: teams-ivr pin

Asks for a PIN twice, without showing it, and prints the text that stands for it in a flow's "authenticate" step:

  "verify": { "pin": "$scrypt$..." }

The PIN cannot be given on the command line, where others could see it. A script may write it to the standard input, once.

Exit codes: 0 done, 1 the two were not the same or not a PIN, 2 wrong usage.`;

/** Where the PIN comes from: a terminal, or a pipe. */
export interface PinSource {
  readonly isTerminal: boolean;
  /** One line without its end; undefined when there is none. What is typed is not shown. */
  ask(question: string): Promise<string | undefined>;
}

/** Prints the hash of a PIN. */
export const pin: Command = pinFrom(thisTerminal);

export function pinFrom(open: () => PinSource): Command {
  return {
    name: 'pin',
    summary: 'Makes the hash that stands for a PIN in a flow.',
    help,
    run: async (args, terminal) => {
      if (args.length > 0) {
        // What was given may be a PIN: it is not repeated.
        terminal.error(`A PIN is not taken from the command line, where others could see it.\n\n${help}`);
        return 2;
      }
      return hash(open(), terminal);
    },
  };
}

async function hash(source: PinSource, terminal: Terminal): Promise<number> {
  const first = (await source.ask('PIN: '))?.trim() ?? '';
  if (!/^\d{1,40}$/.test(first)) {
    terminal.error('A PIN is 1 to 40 digits: callers type it on a telephone.');
    return 1;
  }
  if (source.isTerminal && (await source.ask('Once more: '))?.trim() !== first) {
    terminal.error('The two were not the same.');
    return 1;
  }
  if (first.length < 4) terminal.error('Fewer than four digits are quickly guessed.');
  terminal.out(await hashPin(first));
  return 0;
}

function thisTerminal(): PinSource {
  const isTerminal = process.stdin.isTTY === true;
  // Readline writes what is typed to its output: to one that shows nothing.
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  return {
    isTerminal,
    ask: async (question) => {
      if (isTerminal) process.stderr.write(question);
      const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
      lines.on('SIGINT', () => process.exit(130));
      try {
        for await (const line of lines) return line;
        return undefined;
      } finally {
        lines.close();
        if (isTerminal) process.stderr.write('\n');
      }
    },
  };
}
