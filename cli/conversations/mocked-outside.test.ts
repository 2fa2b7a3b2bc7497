import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTests } from './read-tests.ts';
import { testFlow } from './test-flows.ts';

let flows = '';
beforeEach(() => {
  flows = mkdtempSync(join(tmpdir(), 'mocked-outside-'));
  cpSync('flows/contacts.jsonc', join(flows, 'contacts.jsonc'));
  writeFileSync(join(flows, 'environment.jsonc'), '{ "hosts": ["crm.example.com"] }');
  mkdirSync(join(flows, 'crm/tests'), { recursive: true });
  writeFileSync(join(flows, 'crm/flow.jsonc'), JSON.stringify(crm));
});
afterEach(() => rmSync(flows, { recursive: true, force: true }));

const crm = {
  specVersion: 1,
  name: 'CRM',
  languages: ['en-US'],
  start: 'main',
  vars: { account: { type: 'string' }, crm: { type: 'any' } },
  steps: {
    main: { type: 'collect', prompt: 'Your number, please.', into: 'account', minDigits: 3, maxDigits: 3, next: 'lookup' },
    lookup: {
      type: 'request',
      url: 'https://crm.example.com/accounts/${vars.account}',
      timeout: '4s',
      retry: 0,
      into: 'crm',
      next: 'who',
      on: { status: { '404': 'main' }, timeout: 'desk', error: 'bye' },
    },
    who: { type: 'branch', cases: [{ when: "vars.crm.tier == 'gold'", next: 'gold' }], else: 'desk' },
    gold: { type: 'hunt', targets: ['goldDesk', 'reception'], on: { noAnswer: 'desk' } },
    desk: { type: 'transfer', to: 'reception', on: { failed: 'bye' } },
    bye: { type: 'hangup', prompt: 'Goodbye.' },
  },
};

test.each([
  ['by the step', 'given mock lookup 200 {"tier": "gold"}', 'press 123; expect request lookup; expect ringing goldDesk'],
  ['by the whole address', 'given mock https://crm.example.com/accounts/123 200 {"tier": "gold"}', 'press 123; expect step gold'],
  [
    'by the beginning of the address',
    'given mock https://crm.example.com/* 200 {"tier": "x"}',
    'press 123; expect var crm = {"tier":"x"}',
  ],
  ['later, in time', 'given mock lookup 200 {"tier": "gold"} after 2s', 'press 123; expect step gold'],
  ['too late', 'given mock lookup 200 {"tier": "gold"} after 9s', 'press 123; expect step desk'],
  ['never', 'given mock lookup timeout', 'press 123; expect step desk; expect transfer reception'],
  ['not at all', 'given mock lookup error', 'press 123; hear Goodbye'],
  ['with a text that is no JSON', 'given mock lookup 200 hello', 'press 123; hear Goodbye'],
  [
    'first so, then otherwise',
    'given mock lookup 404\ngiven mock lookup 200 {"tier": "gold"}',
    'press 123; hear Your number; press 124; expect step gold',
  ],
])('a request is answered %s', async (_how, given, steps) => {
  writeFileSync(join(flows, 'crm/tests/a.txt'), `== it\n${given}\n${steps}\n`);
  const tests = await readTests(flows, 'crm');
  expect(tests.findings).toEqual([]);
  expect((await testFlow(tests)).results).toMatchObject([{ outcome: { kind: 'passed' } }]);
});

test('a request that nobody has mocked reaches nobody, and the failure says how to mock it', async () => {
  writeFileSync(join(flows, 'crm/tests/a.txt'), '== it\npress 123; expect step gold\n');
  expect((await testFlow(await readTests(flows, 'crm'))).results).toMatchObject([
    { outcome: { kind: 'failed', hint: expect.stringContaining('{ "mock": { "lookup": { "status": 200') } },
  ]);
});
