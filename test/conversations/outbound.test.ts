import { Fault } from '../../src/core/call/fault.ts';
import type { OutboundWish } from '../../src/ports/outbound-call.ts';
import { aFolder, type Files, writeFiles } from '../support/a-folder.ts';
import { answeredBy, aRehearsal, flowOf, type Line, type LineOptions } from '../support/a-line.ts';
import { ada, phoneDials } from '../support/people.ts';

const { number } = phoneDials.from;
const minute = 60_000;

const flow = {
  start: 'remind',
  vars: { when: { type: 'string' } },
  steps: {
    remind: {
      type: 'menu',
      prompt: `Your appointment is at \${vars.when}. Press 1 to confirm.`,
      options: { '1': 'confirmed' },
      on: { maxAttempts: 'unheard' },
    },
    confirmed: { type: 'hangup', prompt: 'Thank you.', outcome: 'confirmed' },
    unheard: { type: 'hangup', outcome: 'unheard' },
  },
};

let line: Line;

/** A bot with two lines: `desk` may call telephones, `bot` may not. */
async function aBot(files: Files = {}, options: LineOptions = {}): Promise<void> {
  const flowsDir = aFolder({
    'reminder/flow.jsonc': flowOf(flow),
    'contacts.jsonc': { contacts: { ada: { user: ada } } },
    'lines.jsonc': { lines: { desk: answeredBy('reminder'), bot: { flow: 'reminder' } }, default: 'desk' },
    ...files,
  });
  line = await aRehearsal({ flowsDir, ...options });
}

const wish: OutboundWish = {
  to: { kind: 'contact', name: 'ada' },
  line: 'desk',
  vars: { when: 'ten' },
  ringMs: 30_000,
};

async function ask(more: Partial<OutboundWish> = {}): Promise<string> {
  const asked = await line.bot.outbound.ask({ ...wish, ...more });
  if (asked.kind === 'refused') throw new Error(asked.problem);
  return asked.call.id;
}

const statusOf = async (id: string) => {
  const call = await line.bot.outbound.load(id);
  return call && [call.status, call.outcome ?? call.code].filter((word) => word !== undefined).join(' ');
};

test('the telephone rings, the person hears the flow with its variables, and whoever asked learns how it ended', async () => {
  await aBot();
  const person = line.person(ada);
  const id = await ask();
  await person.accepts();
  expect(await statusOf(id)).toBe('placed');
  await person.hears('Your appointment is at ten.');
  await person.presses('1');
  await person.hears('Thank you');
  await person.expectsEnd();
  await line.clock.advance(20_000);
  expect(await statusOf(id)).toBe('ended confirmed');
});

test('a number is called in the name of the line, whose account has one', async () => {
  await aBot();
  const person = line.person(number);
  await ask({ to: { kind: 'phone', number } });
  await person.accepts();
  await person.hears('Your appointment');
});

test('whoever was called can be put through to a telephone, in the name of the same line', async () => {
  const caller = { ...flow, start: 'put', vars: {}, steps: { put: { type: 'hunt', targets: ['plumber'] } } };
  const contacts = { ada: { user: ada }, plumber: { phone: number } };
  await aBot({ 'reminder/flow.jsonc': flowOf(caller), 'contacts.jsonc': { contacts } });
  const [person, plumber] = [line.person(ada), line.person(number)];
  await ask({ vars: {} });
  await person.accepts();
  await plumber.accepts();
  await plumber.hears('press 1');
  await plumber.presses('1');
  await person.isTogetherWith(number);
});

test("a flow presses keys for somebody else's menu, and goes on when Microsoft has reported them pressed", async () => {
  const steps = {
    code: { type: 'pressKeys', keys: "${',' + vars.when + '#'}", next: 'said', on: { failed: 'unheard' } },
    said: { type: 'hangup', prompt: 'This is the caretaker.', outcome: 'confirmed' },
    unheard: { type: 'hangup', outcome: 'unheard' },
  };
  await aBot({ 'reminder/flow.jsonc': flowOf({ ...flow, start: 'code', steps }) });
  const gate = line.person(number);
  const id = await ask({ to: { kind: 'phone', number }, vars: { when: '4711' } });
  await gate.accepts();
  await gate.hearsKeys('4711#');
  expect(gate.conversation.lines()).toContain('bot    presses 4711#');
  await gate.hears('caretaker');
  await gate.expectsEnd();
  await line.clock.advance(20_000);
  expect(await statusOf(id)).toBe('ended confirmed');
});

test.each([
  ['declines', 'ended declined'],
  ['letsItRing', 'ended noAnswer'],
] as const)('a person who %s is reported so', async (act, status) => {
  await aBot();
  const person = line.person(ada);
  const id = await ask();
  await person[act]();
  await line.clock.advance(20_000);
  expect(await statusOf(id)).toBe(status);
});

test.each([
  ['says that it was overtaken', () => 'overtaken' as const],
  [
    'gives no answer',
    () => {
      throw new Fault('STORE_UNAVAILABLE', 'No answer came.', { retryable: true });
    },
  ],
])('a store that writes and %s costs nobody their call', async (_what, answer) => {
  let isNoted = false;
  await aBot(
    {},
    {
      wrapStore: (store) => ({
        ...store,
        ledger: {
          ...store.ledger,
          put: async (key, fact, version) => {
            const saved = await store.ledger.put(key, fact, version);
            return saved === 'saved' && isNoted ? answer() : saved;
          },
        },
      }),
    },
  );
  const person = line.person(ada);
  const id = await ask();
  isNoted = true;
  await person.accepts();
  await person.hears('Your appointment is at ten.');
  await person.presses('1');
  await person.expectsEnd();
  await line.clock.advance(20_000);
  expect(await statusOf(id)).toBe('ended confirmed');
  expect(line.timesAsked('create call')).toBe(1);
});

test('asked again because the store said that it was overtaken, the call is still the first of its key', async () => {
  await aBot(
    {},
    {
      wrapStore: (store) => ({
        ...store,
        ledger: {
          ...store.ledger,
          put: async (...given) => {
            await store.ledger.put(...given);
            return 'overtaken';
          },
        },
      }),
    },
  );
  const asked = await line.bot.outbound.ask({ ...wish, idempotencyKey: 'order 17' });
  expect(asked).toMatchObject({ kind: 'asked', isNew: true });
  expect(await line.bot.outbound.ask({ ...wish, idempotencyKey: 'order 17' })).toMatchObject({
    kind: 'asked',
    isNew: false,
  });
});

test('asked twice under one key, one telephone rings once', async () => {
  await aBot();
  const person = line.person(ada);
  const first = await ask({ idempotencyKey: 'order 17' });
  expect(await ask({ idempotencyKey: 'order 17', vars: { when: 'eleven' } })).toBe(first);
  await person.accepts();
  await person.hears('at ten');
  await line.clock.advance(30_000);
  expect(line.timesAsked('create call')).toBe(1);
});

test('a call for later waits for its time, also over a weekend', async () => {
  await aBot();
  const person = line.person(ada);
  const id = await ask({ notBefore: line.clock.now() + 60 * minute, notAfter: line.clock.now() + 90 * minute });
  await line.clock.advance(59 * minute);
  expect(await statusOf(id)).toBe('queued');
  await line.clock.advance(minute);
  await person.accepts();
  await person.hears('Your appointment');
});

test('a call that was called off never rings', async () => {
  await aBot();
  line.person(ada);
  const id = await ask({ notBefore: line.clock.now() + minute });
  expect((await line.bot.outbound.cancel(id))?.status).toBe('cancelled');
  await line.clock.advance(5 * minute);
  expect(await statusOf(id)).toBe('cancelled');
  expect(line.timesAsked('create call')).toBe(0);
});

test('a call that Graph refuses is reported with its code, and not tried for ever', async () => {
  await aBot({}, { interfere: (operation) => (operation === 'create call' ? refusal : undefined) });
  const id = await ask();
  await line.clock.advance(20_000);
  expect(await statusOf(id)).toBe('failed 7504');
});

const refusal = {
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: new TextEncoder().encode('{"error":{"code":"7504","message":"Insufficient enterprise tenant permissions."}}'),
};

test('a caller who asks to be called back and hangs up is called at the right time, and meets the flow with its variables', async () => {
  const later = { type: 'callback', flow: 'reminder', variables: { when: '"ten"' }, window: { after: '10m' }, next: 'bye' };
  const front = { ...flow, start: 'later', vars: {}, steps: { later, bye: { type: 'hangup', prompt: 'We will call you.' } } };
  const lines = { lines: { desk: answeredBy('front') }, default: 'desk' };
  await aBot({ 'front/flow.jsonc': flowOf(front), 'lines.jsonc': lines });
  const caller = line.caller();
  await caller.dial(phoneDials);
  await caller.hears('We will call you');
  await caller.hangsUp();
  const person = line.person(number);
  await line.clock.advance(9 * minute);
  expect(line.timesAsked('create call')).toBe(0);
  await line.clock.advance(minute);
  await person.accepts();
  await person.hears('Your appointment is at ten.');
  expect(line.timesAsked('create call')).toBe(1);
});

test.each([
  [{ line: 'dsk' }, 'line'],
  [{ to: { kind: 'contact', name: 'adda' } }, 'to'],
  [{ to: { kind: 'phone', number }, line: 'bot' }, 'line'],
  [{ flow: 'remainder' }, 'flow'],
  [{ vars: { whem: 'ten' } }, 'variables.whem'],
  [{ vars: { when: 10 } }, 'variables.when'],
  [{ notBefore: 2, notAfter: 1 }, 'window'],
] as const)('what cannot work is refused when it is asked for: %j', async (more, place) => {
  await aBot();
  expect(await line.bot.outbound.ask({ ...wish, ...more })).toMatchObject({ kind: 'refused', place });
});

test('a flow that needs an input is not begun without it: the request is refused with the place and what to do', async () => {
  await aBot({ 'reminder/flow.jsonc': flowOf({ ...flow, inputs: ['when'] }) });
  expect(await line.bot.outbound.ask({ ...wish, vars: {} })).toEqual({
    kind: 'refused',
    code: 'INPUT_MISSING',
    place: 'variables.when',
    problem: 'Flow "reminder" needs this input.',
    fix: 'Send it, or give "when" an "initial" value in the flow.',
  });
});

describe('variables beyond what a call holds', () => {
  const wide = (initial: object = {}): Files => ({
    'reminder/flow.jsonc': flowOf({
      ...flow,
      vars: { when: { type: 'string', ...initial }, one: { type: 'any' }, two: { type: 'any' }, three: { type: 'any' } },
    }),
  });
  const large = 'x'.repeat(900);
  beforeEach(() => aBot(wide()));

  test('a text that is longer than a variable is refused with its place and what to do', async () => {
    const asked = await line.bot.outbound.ask({ ...wish, vars: { when: 'x'.repeat(15_000) } });
    expect(asked).toMatchObject({
      kind: 'refused',
      place: 'variables.when',
      problem: 'The text has 15000 characters, and a variable holds 1000.',
      fix: expect.stringContaining('Send less'),
    });
  });

  test('more than all of them together may be is refused, with what the flow takes itself', async () => {
    const vars = { when: 'ten', one: [large], two: [large], three: [large] };
    const asked = await line.bot.outbound.ask({ ...wish, vars });
    expect(asked).toMatchObject({ kind: 'refused', place: 'variables', fix: expect.stringContaining('"request"') });
    expect(asked).toMatchObject({
      problem: expect.stringMatching(/take 46 bytes of JSON, they take 2\d{3}; a call holds 2500\./),
    });
    expect(await line.bot.outbound.ask({ ...wish, vars: { ...vars, three: null } })).toMatchObject({ kind: 'asked' });
  });

  test('what fitted when it was asked for is not placed when the flow was changed so that it does not fit any more', async () => {
    const id = await ask({
      vars: { one: [large], two: [large] },
      notBefore: line.clock.now() + 60 * minute,
      notAfter: line.clock.now() + 90 * minute,
    });
    writeFiles(line.flowsDir, wide({ initial: 'y'.repeat(800) }));
    await line.clock.advance(61 * minute);
    expect(await statusOf(id)).toBe('failed VARS_TOO_LARGE');
    expect(line.timesAsked('create call')).toBe(0);
  });
});
