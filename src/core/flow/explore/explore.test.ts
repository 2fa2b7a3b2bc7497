import { aFlow, type FlowAround } from '../../../../test/support/a-flow.ts';
import { timesLonger } from '../../../../test/support/times-longer.ts';
import { readSchedules } from '../schedules/read-schedules.ts';
import { type Explored, judge } from './explore.ts';
import { walk } from './walk.ts';

const world = {
  at: Date.UTC(2026, 0, 5, 9),
  caller: { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' },
  line: 'main',
  vars: {},
} as const;

function explore(
  steps: { readonly [name: string]: unknown },
  rest: { readonly [member: string]: unknown } = {},
  { states = 5_000, ...around }: FlowAround & { readonly states?: number } = {},
): Explored {
  const flow = aFlow(steps, rest, around);
  return judge(flow, walk(flow, { world, decisions: 'everyWay', bounds: { states, depth: 500, mayGoOn: () => true } }));
}

const bye = { type: 'hangup', prompt: 'Goodbye.' };
const menu = { type: 'menu', prompt: 'Press 1 or 2.', options: { '1': 'sales', '2': 'bye' }, on: { maxAttempts: 'bye' } };
const sales = { type: 'transfer', to: 'reception', on: { failed: 'bye' } };

test('a sound flow has nothing to complain of', () => {
  expect(explore({ menu, sales, bye })).toMatchObject({
    complete: true,
    neverReached: { steps: [], exits: [], prompts: [] },
    deadEnds: [],
    trapped: [],
    loops: [],
    firstChoice: { step: 'menu' },
  });
});

test('a way out that nobody has declared is a dead end, with the way there', () => {
  const { deadEnds } = explore({ menu, sales: { type: 'transfer', to: 'reception', on: { busy: 'bye' } }, bye });
  expect(deadEnds).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        step: 'sales',
        exits: ['noAnswer', 'failed'],
        way: ['menu', 'press 1', 'sales', 'nobody answers', '$apology'],
      }),
    ]),
  );
});

const pins = { '1001': '$scrypt$ln=14,r=8,p=1$u9CcTsR0hU+5GhQ+H7h2Ng$IFqeb8Fi1e3lwk44o212kU+eYmHYKV42xe7Ek7SQ1MY' };
const pin = { type: 'authenticate', prompt: 'Your PIN.', account: "'1001'", next: 'sales', lockout: { attempts: 3, for: '15m' } };
const ends = { denied: 'bye', maxAttempts: 'bye', locked: 'wait', error: 'away' };
const others = { wait: { type: 'hangup', prompt: 'Try later.' }, away: { type: 'hangup', prompt: 'Not now.' }, sales, bye };

test('that a PIN is right and that a caller is locked out are meant to happen; that our own PINs cannot be read is a fault', () => {
  const { onlyByFault, neverReached, toHuman } = explore({ pin: { ...pin, verify: { pins }, on: ends }, ...others });
  expect(neverReached).toMatchObject({ steps: [], exits: [] });
  expect(onlyByFault.steps).toEqual(['away']);
  expect(onlyByFault.exits.map(({ name }) => name)).toEqual(['error']);
  expect(toHuman.quickest?.way).toContain('the PIN is right');
});

test('another system that says whether a PIN is right may be away', () => {
  const verify = { request: { url: 'https://pins.example.com' } };
  const environment = { env: {}, secrets: {}, hosts: ['pins.example.com'] };
  const { onlyByFault } = explore({ pin: { ...pin, verify, on: ends }, ...others }, {}, { environment });
  expect(onlyByFault).toEqual({ steps: [], exits: [] });
});

test('a flow goes on in the call into which the caller is brought', () => {
  const { neverReached, onlyByFault, toHuman } = explore({
    menu: { ...menu, options: { '1': 'room', '2': 'bye' } },
    room: { type: 'invite', people: ['reception'], organizer: 'reception', next: 'together', on: { failed: 'bye' } },
    together: { type: 'play', prompt: 'You are together.', next: 'bye' },
    bye,
  });
  expect(neverReached).toMatchObject({ steps: [], exits: [] });
  expect(onlyByFault).toEqual({ steps: [], exits: [] });
  expect(toHuman.quickest?.way).toEqual(['menu', 'press 1', 'room', 'everybody is in the room']);
});

test('a caller who withholds the number cannot be called back', () => {
  const { neverReached } = explore({
    later: { type: 'callback', flow: 'other', next: 'bye', on: { failed: 'sales' } },
    sales,
    bye,
  });
  expect(neverReached).toMatchObject({ steps: [], exits: [] });
});

test('a caller who can only go round in circles is trapped', () => {
  const { trapped } = explore({
    menu: { ...menu, options: { '1': 'a', '2': 'bye' } },
    a: { type: 'play', prompt: 'Please hold.', next: 'b' },
    b: { type: 'play', prompt: 'Still holding.', next: 'a' },
    bye,
  });
  expect(trapped.map(({ step }) => step)).toEqual(['a', 'b']);
  expect(trapped[0]?.way).toEqual(['menu', 'press 1', 'a']);
});

test('a menu that repeats for ever is no trap as long as a key leads out of it', () => {
  expect(explore({ menu: { ...menu, options: { '2': 'bye' }, on: { maxAttempts: 'repeat' } }, bye }).trapped).toEqual([]);
});

test('steps that lead to one another without a pause are stopped by the loop budget', () => {
  const { loops } = explore({
    a: { type: 'set', vars: {}, next: 'b' },
    b: { type: 'branch', cases: [{ when: 'call.multiparty', next: 'c' }], else: 'bye' },
    c: { type: 'branch', cases: [{ when: 'true', next: 'd' }], else: 'd' },
    d: { type: 'set', vars: {}, next: 'c' },
    bye,
  });
  expect(loops.length).toBeGreaterThan(0);
  expect(['c', 'd']).toContain(loops[0]?.step);
});

test('conditions go both ways, whatever the data say', () => {
  const { neverReached } = explore(
    { who: { type: 'branch', cases: [{ when: "vars.tier == 'gold'", next: 'sales' }], else: 'bye' }, sales, bye },
    { vars: { tier: { type: 'string' } } },
  );
  expect(neverReached).toMatchObject({ steps: [], exits: [] });
});

test('hours go all three ways, and shares every way', () => {
  const { schedules = {} } = readSchedules(
    '{ "schedules": { "office": { "timeZone": "Europe/Berlin", "week": { "mon-fri": "08:00-17:00" } } } }',
    'schedules.jsonc',
  );
  const { neverReached, complete } = explore(
    {
      share: { type: 'split', shares: { trial: 1, open: 99 } },
      trial: { type: 'play', prompt: 'You are one of few.', next: 'open' },
      open: { type: 'hours', schedule: 'office', open: 'menu', closed: 'bye', holiday: 'party' },
      party: { type: 'hangup', prompt: 'We celebrate.' },
      menu,
      sales,
      bye,
    },
    {},
    { schedules },
  );
  expect(complete).toBe(true);
  expect(neverReached).toMatchObject({ steps: [], exits: [] });
});

test('what nobody can come to is named: steps, ways out and prompts', () => {
  const { neverReached } = explore(
    {
      menu: { ...menu, options: { '1': 'digits', '2': 'bye' } },
      digits: {
        type: 'collect',
        prompt: 'Digits.',
        into: 'n',
        maxDigits: 3,
        pattern: '[0-9]{9}',
        next: 'sales',
        on: { maxAttempts: 'bye' },
      },
      sales,
      bye,
    },
    { vars: { n: { type: 'string' } } },
  );
  expect(neverReached.steps).toEqual(['sales']);
  expect(neverReached.exits.map(({ step, name }) => `${step} ${name}`)).toEqual(['digits next', 'sales failed']);
});

test('what only a fault leads to is told apart', () => {
  const { onlyByFault, neverReached } = explore(
    {
      menu,
      sales,
      bye: { ...bye },
      record: { type: 'record', prompt: 'Speak.', next: 'bye', on: { failed: 'sorry' } },
      sorry: { type: 'play', prompt: 'That did not work.', next: 'bye' },
    },
    { start: 'record' },
  );
  expect(onlyByFault.steps).toEqual(['sorry']);
  expect(neverReached.steps).toEqual(['menu', 'sales']);
});

test('the ways to a human are measured in seconds and keys', () => {
  const { toHuman, silentCaller } = explore({
    hello: { type: 'play', prompt: 'Welcome to the company.', next: 'menu' },
    menu,
    sales,
    bye,
  });
  expect(toHuman.quickest).toMatchObject({ keys: 1, way: ['hello', 'menu', 'press 1', 'sales', 'the transfer is taken'] });
  // Two silences and a reprompt first: at least ten seconds more.
  expect((toHuman.longest?.ms ?? 0) - (toHuman.quickest?.ms ?? 0)).toBeGreaterThan(10_000);
  expect(silentCaller).toMatchObject({ ends: 'completed' });
});

test('what a request comes back with is explored, and the data in it', () => {
  const { neverReached, deadEnds } = explore(
    {
      lookup: {
        type: 'request',
        url: 'https://crm.example.com/callers',
        into: 'crm',
        next: 'who',
        on: { 'status.404': 'bye', timeout: 'sales', error: 'bye' },
      },
      who: { type: 'branch', cases: [{ when: "vars.crm.tier == 'gold'", next: 'sales' }], else: 'bye' },
      sales,
      bye,
    },
    { vars: { crm: { type: 'any' } } },
    { environment: { env: {}, secrets: {}, hosts: ['crm.example.com'] } },
  );
  expect(neverReached).toMatchObject({ steps: [], exits: [] });
  expect(deadEnds).toEqual([]);
});

test('a bound ends the walk, and it says so', () => {
  expect(explore({ menu, sales, bye }, {}, { states: 5 })).toMatchObject({ complete: false, states: 5, trapped: [] });
});

test('a path takes as long to explore among many as among few', () => {
  const exploreMenus = (length: number): Explored => {
    const menus = Array.from({ length }, (_, index) => {
      const options = { '1': `menu${(index + 1) % length}`, '2': 'bye', '3': 'sales', '4': `menu${(index * 7) % length}` };
      return [`menu${index}`, { ...menu, options }];
    });
    return explore({ ...Object.fromEntries(menus), sales, bye });
  };
  const [few, many] = [3, 30];
  const paths = exploreMenus(many).moves / exploreMenus(few).moves;
  const times = timesLonger(
    () => exploreMenus(few),
    () => exploreMenus(many),
  );
  expect(times / paths).toBeLessThan(3); // Were every state compared with all others, it would be five and more.
}, 60_000);
