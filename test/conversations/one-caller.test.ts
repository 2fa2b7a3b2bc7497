// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { type ApplicationPermission, applicationPermissions } from '../../simulator/graph/directory/directory-options.ts';
import type { Turn } from '../../src/core/call/turn.ts';

// The calls API with one caller, from flows: the whole bot against the simulator, which refuses what Microsoft refuses.

const ada = '0a1b2c3d-0001-4567-89ab-cdef01234567';
const bob = '0a1b2c3d-0002-4567-89ab-cdef01234567';
const eve = '0a1b2c3d-0003-4567-89ab-cdef01234567';
const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
const plumber = '+441632960111';
const minute = 60_000;

let dir: string;
let rehearsal: Rehearsal;
let turns: Turn[];
afterEach(async () => {
  await rehearsal.close();
  rmSync(dir, { recursive: true, force: true });
});

const only = (...permissions: readonly ApplicationPermission[]): Partial<RehearsalOptions> => ({
  directory: { tenants: [{ id: tenantId, permissions }] },
});
const without = (missing: ApplicationPermission): Partial<RehearsalOptions> =>
  only(...applicationPermissions.filter((one) => one !== missing));

/** A line whose flow begins at `main`. */
async function aLine(steps: object, more: Partial<RehearsalOptions> = {}): Promise<ScriptedCaller> {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-one-caller-'));
  mkdirSync(join(dir, 'desk'));
  const flow = {
    specVersion: 1,
    name: 'Desk',
    languages: ['en-US'],
    start: 'main',
    vars: { message: { type: 'string' } },
    steps: {
      bye: { type: 'hangup', prompt: 'Goodbye.', outcome: 'served' },
      sorry: { type: 'hangup', prompt: 'That did not work.', outcome: 'sorry' },
      ...steps,
    },
  };
  writeFileSync(join(dir, 'desk/flow.jsonc'), JSON.stringify(flow));
  const contacts = {
    ada: { user: ada },
    bob: { user: bob },
    plumber: { phone: plumber },
    box: { voicemail: ada },
  };
  writeFileSync(join(dir, 'contacts.jsonc'), JSON.stringify({ contacts }));
  const lines = { desk: { applicationInstance: account, number: '+441632960999', flow: 'desk' } };
  writeFileSync(join(dir, 'lines.jsonc'), JSON.stringify({ lines, default: 'desk' }));
  turns = [];
  rehearsal = await openRehearsal({
    flowsDir: dir,
    lines: [{ id: account, displayName: 'Desk', number: '+441632960999' }],
    names: { [ada]: 'ada', [bob]: 'bob', [plumber]: 'plumber' },
    watch: (turn) => turns.push(turn),
    ...more,
  });
  return rehearsal.caller();
}

const eveDials = { from: { kind: 'user', id: eve, displayName: 'Eve' }, to: account } as const;
const phoneDials = { from: { kind: 'phone', number: '+441632960123' }, to: account } as const;
const withheldDials = { from: { kind: 'withheld' }, to: account } as const;
const end = () => turns.at(-1)?.call.end;
/** Requests of the bot, by operation, without media downloads and tokens. */
const asked = (): readonly string[] =>
  rehearsal.graph
    .exchanges()
    .flatMap(({ exchange }) =>
      exchange.direction === 'toBot' || !/\/communications\/calls/.test(exchange.path) ? [] : [exchange.title],
    );
const bodyOf = (title: string): unknown =>
  rehearsal.graph.exchanges().find(({ exchange }) => exchange.direction !== 'toBot' && exchange.title === title)?.exchange
    .request;
const refused = (): readonly string[] =>
  rehearsal.graph.exchanges().flatMap(({ exchange }) => (exchange.trouble === undefined ? [] : [exchange.title]));

describe('a call', () => {
  const greet = { main: { type: 'play', prompt: 'Hello, ${call.caller.kind}.', next: 'bye' } };

  test.each([
    ['a Teams user', eveDials, 'user'],
    ['a telephone', phoneDials, 'phone'],
    ['a telephone that withholds its number', withheldDials, 'unknown'],
  ] as const)(
    'from %s is received and answered, and the flow knows who it is as far as Microsoft tells',
    async (_who, dial, kind) => {
      const caller = await aLine(greet);
      await caller.dial(dial);
      await caller.hears(`Hello, ${kind}`);
      await caller.expectsEnd();
      expect(asked().filter((title) => title === 'answer')).toHaveLength(1);
      expect(end()).toMatchObject({ outcome: 'served', code: 200, subcode: 7000 });
      expect(refused()).toEqual([]);
    },
  );

  test('is hung up by the flow: Graph ends it as the bot has asked', async () => {
    const caller = await aLine({ main: { type: 'hangup', prompt: 'We are closed.', outcome: 'closed' } });
    await caller.dial(eveDials);
    await caller.hears('We are closed');
    await caller.expectsEnd();
    expect(asked().at(-1)).toBe('hang up');
    expect(end()).toMatchObject({ outcome: 'closed' });
  });

  test('that lasts longer than an hour is kept alive', async () => {
    const hold = { type: 'hold', prompt: 'Please stay on the line.', pause: '20s' };
    const caller = await aLine({ main: { ...hold, for: '1h', next: 'more' }, more: { ...hold, for: '10m', next: 'bye' } });
    await caller.dial(eveDials);
    await rehearsal.clock.advance(69 * minute);
    expect(caller.leg.state).toBe('connected'); // Graph cuts it 45 minutes after the last word of the bot.
    expect(asked().filter((title) => title === 'keepAlive').length).toBeGreaterThanOrEqual(4);
    await rehearsal.clock.advance(2 * minute);
    expect(end()).toMatchObject({ outcome: 'served' });
  });
});

describe('before it is answered a call', () => {
  test.each(['none', 'busy', 'forbidden'] as const)('is turned away as %s', async (reason) => {
    const caller = await aLine({ main: { type: 'reject', reason } });
    await caller.dial(phoneDials);
    await caller.expectsRejection();
    await rehearsal.clock.advance(1_000);
    expect(asked()).toEqual(['reject']);
    expect(bodyOf('reject')).toMatchObject({ reason });
    expect(end()).toMatchObject({ outcome: 'rejected' });
  });

  test('is sent on to several, who ring together, and the first one has the caller', async () => {
    const caller = await aLine({ main: { type: 'redirect', to: ['ada', 'bob'], timeout: '30s', on: { failed: 'sorry' } } });
    const [first, second] = [rehearsal.person(ada, 'ada'), rehearsal.person(bob, 'bob')];
    await caller.dial(eveDials);
    await first.rings();
    await second.accepts();
    await rehearsal.clock.advance(1_000);
    expect([first.leg.state, second.leg.state]).toEqual(['ended', 'connected']);
    expect(asked()).toEqual(['redirect']);
    expect(end()).toMatchObject({ outcome: 'redirected' });
    expect(refused()).toEqual([]);
  });

  test.each([
    ['a telephone', phoneDials, 'plumber'],
    ['voicemail', eveDials, 'box'],
  ] as const)('is sent on to %s', async (_to, dial, contact) => {
    const caller = await aLine({ main: { type: 'redirect', to: contact, on: { failed: 'sorry' } } });
    await caller.dial(dial);
    await (contact === 'box' ? caller.expectsVoicemailOf('ada') : caller.expectsTransferTo(contact));
    await rehearsal.clock.advance(2_000);
    expect(end()).toMatchObject({ outcome: 'redirected' });
    expect(refused()).toEqual([]);
  });

  test('is not sent on without the permission, and the flow goes another way', async () => {
    const caller = await aLine({ main: { type: 'redirect', to: 'ada', on: { failed: 'sorry' } } }, without('Calls.Initiate.All'));
    await caller.dial(eveDials);
    await caller.hears('That did not work');
    expect(refused()).toEqual(['redirect']);
  });
});

describe('the caller', () => {
  test('hears up to twenty prompts in a row, in their order', async () => {
    const words = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
    const caller = await aLine({ main: { type: 'play', prompt: words.map((word) => `Number ${word}.`), next: 'bye' } });
    await caller.dial(eveDials);
    for (const word of words) await caller.hears(`Number ${word}`);
    await caller.expectsEnd();
    expect(bodyOf('playPrompt')).toHaveProperty('prompts.length', words.length);
    expect(refused()).toEqual([]);
  });

  const menu = {
    main: {
      type: 'menu',
      prompt: 'Press 1 for more, or wait for a very long explanation of everything.',
      options: { '1': 'more' },
    },
    more: { type: 'play', prompt: 'Here is more.', next: 'bye' },
  };

  test('presses a key, which the bot has asked to be told of once', async () => {
    const caller = await aLine(menu);
    await caller.dial(eveDials);
    await caller.hears('Press 1');
    await caller.presses('1');
    await caller.hears('Here is more');
    await caller.expectsEnd();
    expect(asked().filter((title) => title === 'subscribeToTone')).toHaveLength(1);
    expect(refused()).toEqual([]);
  });

  test('interrupts a prompt with a key: it is cancelled, and what follows is heard at once', async () => {
    const caller = await aLine(menu);
    await caller.dial(eveDials);
    await caller.hears('Press 1');
    const before = rehearsal.clock.now();
    await caller.presses('1');
    await caller.hears('Here is more');
    expect(rehearsal.clock.now() - before).toBeLessThan(1_500);
    expect(asked().filter((title) => title === 'cancelMediaProcessing')).toHaveLength(1);
    expect(caller.conversation.toString()).toContain('(interrupted)');
  });

  const message = {
    main: { type: 'record', prompt: 'Speak now.', into: 'message', next: 'bye', on: { failed: 'sorry' } },
  };

  test('is recorded, and the recording is kept', async () => {
    const caller = await aLine(message);
    await caller.dial(phoneDials);
    await caller.hearsBeep();
    await caller.speaks(4_000);
    await caller.presses('#');
    await caller.hears('Goodbye');
    await rehearsal.clock.advance(30_000);
    expect([...rehearsal.recordings.saved.values()].map(({ wav }) => wav.length > 44)).toEqual([true]);
    expect(refused()).toEqual([]);
  });

  test('is not recorded without the permission, and the flow goes another way', async () => {
    const caller = await aLine(message, without('Calls.AccessMedia.All'));
    await caller.dial(phoneDials);
    await caller.hears('That did not work');
    expect(refused()).toContain('recordResponse');
  });
});

describe('a transfer from a flow', () => {
  const transfer = (to: string) => ({
    main: { type: 'transfer', to, on: { failed: 'sorry', noAnswer: 'sorry', busy: 'sorry' } },
  });

  test.each([
    ['a user', eveDials, 'ada', ada],
    ['a telephone', phoneDials, 'plumber', plumber],
  ] as const)('to %s who answers ends the part of the bot', async (_to, dial, contact, id) => {
    const caller = await aLine(transfer(contact));
    const person = rehearsal.person(id, contact);
    await caller.dial(dial);
    await person.accepts();
    await caller.expectsEnd();
    expect(end()).toMatchObject({ outcome: 'transferred', subcode: 7015 });
    expect(refused()).toEqual([]);
  });

  test('to somebody who declines brings the caller back', async () => {
    const caller = await aLine(transfer('ada'));
    const person = rehearsal.person(ada, 'ada');
    await caller.dial(eveDials);
    await person.declines();
    await caller.hears('That did not work');
    expect(end()).toBeUndefined();
  });
});
