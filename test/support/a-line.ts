import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import { readWorkspace } from '../../cli/workspace.ts';
import type { Turn } from '../../src/core/call/turn.ts';
import { aFolder, type Files } from './a-folder.ts';
import { afterTheTest } from './after-the-test.ts';
import { account } from './people.ts';

/** A rehearsal for the running test, which remembers what happened. */
export interface Line extends Rehearsal {
  readonly flowsDir: string;
  /** Every turn of the bot so far. */
  readonly turns: readonly Turn[];
  /** What Graph refused, or would not have been asked as Microsoft wants it: by operation. */
  refused(): readonly string[];
  /** How often Graph was asked for an operation, by its title. */
  timesAsked(title: string): number;
}

export interface LineOptions extends Partial<RehearsalOptions> {
  /** As in contacts.jsonc. Transcripts know them by these names. */
  readonly contacts?: object;
  /** More files of the workspace, or other ones. */
  readonly files?: Files;
}

/** A workspace of one line, `desk`, that has an account with a number and is answered by this flow. */
export function aLine(flow: object, { contacts = {}, files = {}, ...options }: LineOptions = {}): Promise<Line> {
  const flowsDir = aFolder({
    'desk/flow.jsonc': flowOf(flow),
    'contacts.jsonc': { contacts },
    'lines.jsonc': { lines: { desk: answeredBy('desk') }, default: 'desk' },
    ...files,
  });
  return aRehearsal({ flowsDir, ...options });
}

/** A line, as in lines.jsonc, that may call telephones: its account has a number. */
export const answeredBy = (flow: string): object => ({ applicationInstance: account, number: '+441632960999', flow });

/** A whole flow, of what matters in a test. */
export const flowOf = (members: object): object => ({ specVersion: 1, name: 'Desk', languages: ['en-US'], ...members });

/** A rehearsal of the shipped flows, or of those in another folder; it is closed when the test is over. */
export async function aRehearsal({ flowsDir = 'flows', watch, ...options }: Partial<RehearsalOptions> = {}): Promise<Line> {
  const { names, lines } = await readWorkspace(flowsDir);
  const turns: Turn[] = [];
  const seen: RehearsalOptions['watch'] = (turn, before) => {
    turns.push(turn);
    watch?.(turn, before);
  };
  const rehearsal = await openRehearsal({ flowsDir, names, lines, watch: seen, ...options });
  afterTheTest(() => rehearsal.close());
  const exchanges = () => rehearsal.graph.exchanges().map(({ exchange }) => exchange);
  return {
    ...rehearsal,
    flowsDir,
    turns,
    refused: () => exchanges().flatMap(({ trouble, title }) => (trouble === undefined ? [] : [title])),
    timesAsked: (asked) => exchanges().filter(({ title }) => title === asked).length,
  };
}
