import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale } from '../support/run-built.ts';
import { meets, prompt, TwoSides } from '../support/two-sides.ts';

jest.setTimeout(60_000);

const flow = {
  specVersion: 1,
  name: 'Process test',
  languages: ['en-US'],
  start: 'main',
  vars: { digits: { type: 'string' } },
  steps: {
    main: { type: 'menu', prompt: 'Press 1 or 2.', timeout: '30s', options: { '1': 'account', '2': 'other' } },
    other: { type: 'menu', prompt: 'This is the other menu.', timeout: '30s', options: { '1': 'support' } },
    account: {
      type: 'collect',
      prompt: 'Your six digits, please.',
      timeout: '30s',
      interDigitTimeout: '10s',
      maxDigits: 6,
      into: 'digits',
      next: 'which',
    },
    which: { type: 'branch', cases: [{ when: "vars.digits == '314159'", next: 'support' }], else: 'reception' },
    support: { type: 'transfer', to: 'support' },
    reception: { type: 'transfer', to: 'reception' },
  },
};
const support = '0a1b2c3d-0003-4567-89ab-cdef01234567';
const contacts = {
  contacts: { support: { applicationInstance: support }, reception: { user: '0a1b2c3d-0001-4567-89ab-cdef01234567' } },
};

let flowsDir = '';
let sides: TwoSides | undefined;

beforeAll(() => buildIfStale());
beforeEach(async () => {
  flowsDir = mkdtempSync(join(tmpdir(), 'teams-ivr-flows-'));
  mkdirSync(join(flowsDir, 'line'));
  writeFileSync(join(flowsDir, 'line/flow.jsonc'), JSON.stringify(flow));
  writeFileSync(join(flowsDir, 'lines.jsonc'), JSON.stringify({ lines: { line: { flow: 'line' } }, default: 'line' }));
  writeFileSync(join(flowsDir, 'contacts.jsonc'), JSON.stringify(contacts));
  sides = await TwoSides.open(flowsDir);
});
afterEach(async () => {
  await sides?.close();
  rmSync(flowsDir, { recursive: true, force: true });
});

function theSides(): TwoSides {
  if (sides === undefined) throw new Error('not open');
  return sides;
}

test('a bot that is killed in the middle of a menu and started again goes on with the next key', async () => {
  const bot = await theSides().startBot();
  const call = theSides().dial();
  await meets(call, prompt('Press 1 or 2'));
  await theSides().kill(bot);
  await theSides().startBot();
  call.press('2');
  await meets(call, prompt('the other menu'));
  call.press('1');
  await meets(call, (one) => one.kind === 'transferred');
  expect(call.caller.happenings().filter(prompt('Press 1 or 2'))).toHaveLength(1);
});

test('notifications of one call that reach two bots at the same moment, each of them twice, are played once and in order', async () => {
  await theSides().startBot();
  await theSides().startBot();
  theSides().door.careless = true;
  for (let round = 0; round < 5; round += 1) {
    const call = theSides().dial();
    await meets(call, prompt('Press 1 or 2'));
    for (const key of '1314159') call.press(key);
    await meets(call, (one) => one.kind === 'transferred');
    const sent = theSides()
      .simulator.graph.exchanges()
      .filter(({ exchange }) => exchange.direction === 'toGraph' && exchange.path.includes(call.id));
    const titles = sent.map(({ exchange }) => exchange.path.split('/').at(-1));
    expect(titles.filter((title) => title === 'answer')).toHaveLength(1);
    expect(titles.filter((title) => title === 'subscribeToTone')).toHaveLength(1);
    expect(titles.filter((title) => title === 'transfer')).toHaveLength(1);
    // Six digits in their order lead to support; any other order, a lost or a doubled digit to reception.
    expect(JSON.stringify(sent.find(({ exchange }) => exchange.path.endsWith('transfer'))?.exchange.request)).toContain(support);
    // One performer at a time: no request began before the one before it was answered. `at` is when the answer was logged.
    const spans = sent
      .map(({ at, exchange }) => ({ from: at - (exchange.durationMs ?? 0), to: at }))
      .sort((a, b) => a.from - b.from);
    for (const [index, span] of spans.entries()) expect(span.from).toBeGreaterThanOrEqual((spans[index - 1]?.to ?? 0) - 1);
    expect(sent.filter(({ exchange }) => exchange.trouble !== undefined)).toEqual([]);
    expect(call.caller.happenings().filter(prompt('Press 1 or 2'))).toHaveLength(1);
  }
});
