import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import type { Turn } from '../../src/core/call/turn.ts';

export const desk = {
  account: '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff',
  tenantId: '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a',
  ada: '0a1b2c3d-0001-4567-89ab-cdef01234567',
  queue: '0a1b2c3d-0003-4567-89ab-cdef01234567',
  otherBot: '0a1b2c3d-0006-4567-89ab-cdef01234567',
  plumber: '+441632960111',
} as const;
const { account, ada, queue, otherBot, plumber } = desk;
const contacts = {
  ada: { user: ada },
  queue: { applicationInstance: queue },
  otherBot: { application: otherBot },
  plumber: { phone: plumber },
  box: { voicemail: ada },
};

/** Calls to the desk's number: from Teams, and from a telephone. */
export const eveDials = {
  from: { kind: 'user', id: '0a1b2c3d-0004-4567-89ab-cdef01234567', displayName: 'Eve' },
  to: account,
} as const;
export const phoneDials = { from: { kind: 'phone', number: '+441632960123' }, to: account } as const;

/** One line with a number, whose flow begins at `main`; `bye` and `sorry` are there. */
export class Desk {
  readonly rehearsal: Rehearsal;
  readonly caller: ScriptedCaller;
  readonly #turns: Turn[];
  readonly #dir: string;

  private constructor(rehearsal: Rehearsal, turns: Turn[], dir: string) {
    this.rehearsal = rehearsal;
    this.caller = rehearsal.caller();
    this.#turns = turns;
    this.#dir = dir;
  }

  static async open(steps: object, options: Partial<RehearsalOptions> = {}): Promise<Desk> {
    const dir = mkdtempSync(join(tmpdir(), 'teams-ivr-desk-'));
    mkdirSync(join(dir, 'desk'));
    const bye = { type: 'hangup', prompt: 'Goodbye.', outcome: 'served' };
    const sorry = { type: 'hangup', prompt: 'That did not work.', outcome: 'sorry' };
    const flow = { specVersion: 1, name: 'Desk', languages: ['en-US'], start: 'main', steps: { bye, sorry, ...steps } };
    writeFileSync(join(dir, 'desk/flow.jsonc'), JSON.stringify(flow));
    writeFileSync(join(dir, 'contacts.jsonc'), JSON.stringify({ contacts }));
    const lines = { desk: { applicationInstance: account, number: '+441632960999', flow: 'desk' } };
    writeFileSync(join(dir, 'lines.jsonc'), JSON.stringify({ lines, default: 'desk' }));
    const turns: Turn[] = [];
    const rehearsal = await openRehearsal({
      flowsDir: dir,
      lines: [{ id: account, displayName: 'Desk', number: '+441632960999' }],
      names: { [ada]: 'ada', [queue]: 'queue', [otherBot]: 'otherBot', [plumber]: 'plumber' },
      watch: (turn) => turns.push(turn),
      ...options,
    });
    return new Desk(rehearsal, turns, dir);
  }

  /** How the call has ended, as far as it has. */
  get end(): Turn['call']['end'] {
    return this.#turns.at(-1)?.call.end;
  }
  /** Bodies of the bot's requests of one kind, in their order. */
  bodiesOf(title: string): readonly unknown[] {
    const all = this.rehearsal.graph.exchanges().map(({ exchange }) => exchange);
    return all.filter((one) => one.direction !== 'toBot' && one.title === title).map(({ request }) => request);
  }
  /** Titles of the requests that Graph has refused. */
  get refused(): readonly string[] {
    const all = this.rehearsal.graph.exchanges().map(({ exchange }) => exchange);
    return all.filter(({ trouble }) => trouble !== undefined).map(({ title }) => title);
  }

  async close(): Promise<void> {
    await this.rehearsal.close();
    rmSync(this.#dir, { recursive: true, force: true });
  }
}
