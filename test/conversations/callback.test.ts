import type { RehearsalOptions } from '../../cli/rehearsal.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import type { MemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { idOfKey } from '../../src/app/outbound/ask-outbound.ts';
import { Fault } from '../../src/core/call/fault.ts';
import { writeFiles } from '../support/a-folder.ts';
import { aLine, flowOf, type Line } from '../support/a-line.ts';
import { phoneDials } from '../support/people.ts';

// A caller asks to be called back: whatever happens meanwhile, the telephone rings once, and while it may.

const { number } = phoneDials.from;
const minute = 60_000;
const hour = 60 * minute;
/** A Monday in winter, before the office opens. */
const early = Date.UTC(2026, 0, 12, 6);

const ringing = {
  start: 'told',
  vars: { about: { type: 'string' } },
  steps: { told: { type: 'hangup', prompt: `You wanted to talk about \${vars.about}.` } },
};
const desk = (window: object) => ({
  start: 'ask',
  steps: {
    ask: { type: 'menu', prompt: 'To be called back, press 1.', options: { '1': 'later' }, on: { maxAttempts: 'bye' } },
    later: {
      type: 'callback',
      flow: 'ringing',
      variables: { about: "'a bill'" },
      window,
      next: 'thanks',
      on: { failed: 'never' },
    },
    thanks: { type: 'play', prompt: 'We will call you.', next: 'bye' },
    never: { type: 'play', prompt: 'We cannot call you.', next: 'bye' },
    bye: { type: 'hangup', prompt: 'Goodbye.' },
  },
});
const schedules = {
  office: { timeZone: 'Europe/London', week: { 'mon-fri': '09:00-17:00' } },
  never: { timeZone: 'Europe/London', week: {} },
};

let line: Line;

/** Somebody who has pressed 1, and has not heard yet what comes of it. */
async function whoPressesOne(window: object, options: Partial<RehearsalOptions> = {}): Promise<ScriptedCaller> {
  const files = { 'ringing/flow.jsonc': flowOf(ringing), 'schedules.jsonc': { schedules } };
  line = await aLine(desk(window), { files, startAt: early, ...options });
  const caller = line.caller();
  await caller.dial(phoneDials);
  await caller.hears('press 1');
  await caller.presses('1');
  return caller;
}

const rung = (): number => line.timesAsked('create call');

/** `afterMs`: not before, and soon after. */
async function isCalledBack(afterMs: number): Promise<void> {
  const person = line.person(number);
  await line.clock.advance(afterMs);
  expect(rung()).toBe(0);
  await person.accepts();
  await person.hears('You wanted to talk about a bill.');
  await person.expectsEnd();
  await line.clock.advance(10 * minute);
  expect(rung()).toBe(1);
}

test('whoever asks while the office is closed is called when it opens, and not before', async () => {
  const caller = await whoPressesOne({ schedule: 'office' });
  await caller.hears('We will call you');
  await caller.expectsEnd();
  await isCalledBack(early + 3 * hour - 1_000 - line.clock.now());
});

test('a call back that would come after the office has closed comes when it opens again', async () => {
  const caller = await whoPressesOne({ after: '2h', schedule: 'office' }, { startAt: Date.UTC(2026, 0, 12, 16) });
  await caller.hears('We will call you');
  await isCalledBack(Date.UTC(2026, 0, 13, 9) - 1_000 - line.clock.now());
});

test('an office that never opens calls nobody back, and the caller hears so', async () => {
  const caller = await whoPressesOne({ schedule: 'never' });
  await caller.hears('We cannot call you');
  await line.clock.advance(4 * hour);
  expect(rung()).toBe(0);
});

test('who hangs up as soon as the key is pressed is called back all the same', async () => {
  const caller = await whoPressesOne({ after: '5m' });
  await caller.hangsUp();
  await isCalledBack(4 * minute);
});

describe('what has changed by the time at which the telephone is to ring', () => {
  /** The outbound call that the caller's step has asked for, once it has. */
  const becameOf = async (): Promise<object | undefined> => {
    const asked = line.turns.flatMap(({ commands }) => commands).find((command) => command.kind === 'askCallBack');
    return asked && line.bot.outbound.load(idOfKey(asked.idempotencyKey));
  };

  const throwOver = (override: object): void =>
    writeFiles(line.flowsDir, { 'schedules.jsonc': { schedules, overrides: { office: override } } });

  test('an office that is closed by hand calls nobody, and the call says so', async () => {
    const caller = await whoPressesOne({ schedule: 'office' });
    await caller.hears('We will call you');
    throwOver({ state: 'closed', reason: 'burst pipe' });
    await line.clock.advance(36 * hour);
    expect(await becameOf()).toMatchObject({ status: 'cancelled', outcome: 'closed', code: 'CLOSED' });
    expect(rung()).toBe(0);
  });

  test('an office that is closed by hand for the morning calls when it opens, as long as that is within the window', async () => {
    const caller = await whoPressesOne({ schedule: 'office' });
    await caller.hears('We will call you');
    throwOver({ state: 'closed', until: '2026-01-12T11:00' });
    await isCalledBack(early + 5 * hour - 1_000 - line.clock.now());
  });

  test('an office that is closed by hand for the day calls on the next one, when the step gives it until then', async () => {
    const caller = await whoPressesOne({ schedule: 'office', before: '48h' });
    await caller.hears('We will call you');
    throwOver({ state: 'closed', until: '2026-01-13' });
    await isCalledBack(early + 27 * hour - 1_000 - line.clock.now());
  });

  test('a schedule that is not there any more is no schedule that is open', async () => {
    const caller = await whoPressesOne({ schedule: 'office' });
    await caller.hears('We will call you');
    writeFiles(line.flowsDir, { 'schedules.jsonc': { schedules: { never: schedules.never } } });
    await line.clock.advance(4 * hour);
    expect(await becameOf()).toMatchObject({ status: 'failed', code: 'NO_SCHEDULE' });
    expect(rung()).toBe(0);
  });

  test.each([
    [
      'a flow that needs another input by then',
      { inputs: ['about', 'who'], vars: { ...ringing.vars, who: { type: 'string' } } },
      { code: 'INPUT_MISSING', place: 'variables.who' },
    ],
    [
      'a flow that has lost a variable by then',
      { vars: { topic: { type: 'string' } }, steps: { told: { type: 'hangup', prompt: `\${vars.topic}.` } } },
      { code: 'VARS_UNFIT', place: 'variables.about' },
    ],
    [
      'a flow whose variable is of another type by then',
      { vars: { about: { type: 'number' } }, steps: { told: { type: 'hangup', prompt: 'Hello.' } } },
      { code: 'VARS_UNFIT', place: 'variables.about' },
    ],
  ])('%s meets nobody, and the call says what is wrong', async (_what, change, end) => {
    const caller = await whoPressesOne({ after: '30m' });
    await caller.hears('We will call you');
    writeFiles(line.flowsDir, { 'ringing/flow.jsonc': flowOf({ ...ringing, ...change }) });
    await line.clock.advance(hour);
    expect(await becameOf()).toMatchObject({ status: 'failed', ...end });
    expect(rung()).toBe(0);
  });

  test('an input with an initial value need not be given', async () => {
    const caller = await whoPressesOne({ after: '30m' });
    await caller.hears('We will call you');
    const vars = { ...ringing.vars, who: { type: 'string', initial: 'nobody' } };
    writeFiles(line.flowsDir, { 'ringing/flow.jsonc': flowOf({ ...ringing, inputs: ['about', 'who'], vars }) });
    await isCalledBack(29 * minute);
  });
});

const away = (): Promise<never> => Promise.reject(new Fault('STORE_UNAVAILABLE', 'The store is away.', { retryable: true }));

test('a ledger that is away while it is asked does not keep the caller waiting, and the call back comes', async () => {
  let down = false;
  let back = false;
  const caller = await whoPressesOne(
    { after: '5m' },
    {
      wrapStore: (store): MemoryStore => ({
        ...store,
        ledger: {
          get: (key) => (down ? away() : store.ledger.get(key)),
          put: (key, fact, version) => (down ? away() : store.ledger.put(key, fact, version)),
        },
      }),
      watch: (turn) => {
        if (turn.commands.some(({ kind }) => kind === 'askCallBack')) down = !back;
      },
    },
  );
  await caller.hears('We will call you');
  expect(down).toBe(true);
  await line.clock.advance(minute);
  [down, back] = [false, true];
  await isCalledBack(3 * minute);
});

test('a ledger whose answer got lost is asked again, and one telephone rings once', async () => {
  let lost = 0;
  const caller = await whoPressesOne(
    { after: '5m' },
    {
      wrapStore: (store): MemoryStore => ({
        ...store,
        ledger: {
          get: (key) => store.ledger.get(key),
          put: async (key, fact, version) => {
            const saved = await store.ledger.put(key, fact, version);
            lost += 1;
            return lost === 1 ? away() : saved;
          },
        },
      }),
    },
  );
  await caller.hears('We will call you');
  await isCalledBack(4 * minute);
  expect(lost).toBeGreaterThan(1);
});

test('when whoever has asked for it dies before that is noted down, the next one asks again, and one telephone rings once', async () => {
  let asked = 0;
  let dead = false;
  await whoPressesOne(
    { after: '5m' },
    {
      wrapStore: (store): MemoryStore => ({
        ...store,
        calls: {
          load: (id) => store.calls.load(id),
          create: (document) => store.calls.create(document),
          replace: (document, version) => (dead ? away() : store.calls.replace(document, version)),
          due: (now, limit) => store.calls.due(now, limit),
          ping: () => store.calls.ping(),
          close: () => store.calls.close(),
        },
        ledger: {
          get: (key) => store.ledger.get(key),
          put: async (key, fact, version) => {
            const saved = await store.ledger.put(key, fact, version);
            asked += 1;
            dead = asked === 1; // From here on nothing of it is written.
            return saved;
          },
        },
      }),
    },
  );
  await line.clock.advance(20_000);
  expect(dead).toBe(true);
  dead = false; // The sweep of another instance finds the lease expired.
  await line.clock.advance(30_000);
  expect(asked).toBeGreaterThan(1);
  await isCalledBack(3 * minute);
});
