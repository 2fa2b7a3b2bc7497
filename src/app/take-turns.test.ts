import { ABot } from '../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { aFlow } from '../../test/support/a-flow.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import type { CallDocument, CallStore } from '../ports/call-store.ts';
import { sweep } from './sweep.ts';
import { takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

const line = () =>
  aFlow(
    {
      main: { type: 'menu', prompt: 'Press 1 to 3.', options: { '1': 'account', '2': 'other', '3': 'say' } },
      other: { type: 'menu', prompt: 'The other menu.', options: { '1': 'account' } },
      account: { type: 'collect', prompt: 'Your number.', into: 'digits', next: 'bye' },
      say: { type: 'record', next: 'bye' },
      bye: { type: 'hangup', prompt: 'Goodbye now.' },
    },
    { vars: { digits: { type: 'string' } } },
  );

const active: CallEvent = { kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' };
const tone = (key: '1' | '2' | '3' | '4' | '5', sequence: number): CallEvent => ({
  kind: 'tonePressed',
  callId: aCallId,
  tone: key,
  sequence,
});

async function aConnectedBot(): Promise<ABot> {
  const bot = new ABot(line());
  await takeTurns(bot.ports(), aCallId, [anArrival]);
  await takeTurns(bot.ports(), aCallId, [active]);
  bot.sent.length = 0;
  bot.reads = 0;
  bot.writes = 0;
  return bot;
}

async function documentOf(bot: ABot): Promise<CallDocument> {
  const stored = await bot.store.calls.load(aCallId);
  if (stored.kind === 'missing') throw new Error('the call is gone');
  return stored.document;
}

/** A telephone system that waits until the test lets it answer. */
function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

test('a notification that changes something costs one read and two writes', async () => {
  const bot = await aConnectedBot();
  await takeTurns(bot.ports(), aCallId, [tone('1', 1)]);
  expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
  expect({ reads: bot.reads, writes: bot.writes }).toEqual({ reads: 1, writes: 2 });
  const document = await documentOf(bot);
  expect(document).toMatchObject({ outbox: [], inbox: [] });
  expect(document.lease).toBeUndefined();
});

test('a duplicate costs one read and no write', async () => {
  const bot = await aConnectedBot();
  await takeTurns(bot.ports(), aCallId, [tone('1', 1)]);
  bot.reads = 0;
  bot.writes = 0;
  await takeTurns(bot.ports(), aCallId, [tone('1', 1)]);
  expect({ reads: bot.reads, writes: bot.writes }).toEqual({ reads: 1, writes: 0 });
});

test('an arrival that is reported again costs one refused create and one read', async () => {
  const bot = new ABot(line());
  await takeTurns(bot.ports(), aCallId, [anArrival]);
  bot.reads = 0;
  bot.writes = 0;
  expect(await takeTurns(bot.ports(), aCallId, [anArrival])).toEqual({ kind: 'settled' });
  expect({ reads: bot.reads, writes: bot.writes }).toEqual({ reads: 1, writes: 1 });
  expect(bot.kinds).toEqual(['answer']);
});

test('a transfer that got no answer and was not taken is sent again by the sweep', async () => {
  const bot = new ABot(aFlow({ out: { type: 'transfer', to: 'support', on: { failed: 'sorry' } }, sorry: { type: 'hangup' } }));
  await takeTurns(bot.ports(), aCallId, [anArrival]);
  bot.answer = ({ kind }) => ({ kind: kind === 'transfer' ? 'unclear' : 'accepted' });
  await takeTurns(bot.ports(), aCallId, [active]);
  bot.observation = { kind: 'alive', state: 'established', audio: 'active' };
  bot.answer = () => ({ kind: 'accepted' });
  bot.now += 3_000;
  await sweep(bot.ports());
  expect(bot.sent.filter(({ kind }) => kind === 'transfer')).toEqual([
    expect.objectContaining({ target: expect.objectContaining({ kind: 'applicationInstance' }) }),
    expect.objectContaining({ target: expect.objectContaining({ kind: 'applicationInstance' }) }),
  ]);
  await takeTurns(bot.ports(), aCallId, [{ kind: 'callEnded', callId: aCallId, reason: 'AppTransferred' }]);
  expect((await documentOf(bot)).call.end?.outcome).toBe('transferred');
});

test('nothing is sent before the state that decided it is stored', async () => {
  const bot = await aConnectedBot();
  const stored: unknown[] = [];
  bot.answer = async (command) => {
    const { outbox, call } = await documentOf(bot);
    stored.push([outbox.some((one) => one.number === command.number), call.at.step]);
    return { kind: 'accepted' };
  };
  await takeTurns(bot.ports(), aCallId, [tone('1', 1)]);
  expect(stored).toEqual([
    [true, 'account'],
    [true, 'account'],
  ]);
});

test('the arrival delivered to two instances at the same moment is one call, answered once', async () => {
  const bot = new ABot(line());
  await Promise.all([takeTurns(bot.ports(), aCallId, [anArrival]), takeTurns(bot.ports(), aCallId, [anArrival])]);
  expect(bot.kinds).toEqual(['answer']);
});

test('keys that reach two instances at the same moment are played by one of them, in their order, and none is lost', async () => {
  const bot = await aConnectedBot();
  const wait = gate();
  bot.answer = async (command) => {
    if (command.kind === 'cancelMedia') await wait.opened;
    return { kind: 'accepted' };
  };
  const first = takeTurns(bot.ports(), aCallId, [tone('1', 1)]);
  while (bot.sent.length === 0) await Promise.resolve();
  const others = await Promise.all([
    takeTurns(bot.ports(), aCallId, [tone('5', 3)]),
    takeTurns(bot.ports(), aCallId, [tone('4', 2)]),
  ]);
  expect(others.map((outcome) => outcome.kind)).toEqual(['settled', 'settled']);
  expect(bot.sent).toHaveLength(1); // The performer alone sends.
  expect((await documentOf(bot)).inbox).toHaveLength(2);
  wait.open();
  await first;
  const { call, inbox, outbox } = await documentOf(bot);
  expect(call.at).toMatchObject({ step: 'account', memory: { digits: '45' } });
  expect({ inbox, outbox }).toEqual({ inbox: [], outbox: [] });
});

test('a performer that died before it sent anything is replaced, and the caller hears the prompt', async () => {
  const bot = await aConnectedBot();
  bot.answer = () => {
    throw new Error('the process is gone');
  };
  await expect(takeTurns(bot.ports(), aCallId, [tone('2', 1)])).rejects.toThrow();
  bot.answer = () => ({ kind: 'accepted' });
  bot.sent.length = 0;
  await sweep(bot.ports());
  expect(bot.kinds).toEqual([]); // Its lease holds: it might be alive.
  bot.now += 10_000;
  await sweep(bot.ports());
  expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
  expect((await documentOf(bot)).call.at.step).toBe('other');
});

test('a key that arrives after a performer died is taken together with what it left behind', async () => {
  const bot = await aConnectedBot();
  bot.answer = () => {
    throw new Error('the process is gone');
  };
  await expect(takeTurns(bot.ports(), aCallId, [tone('2', 1)])).rejects.toThrow();
  bot.answer = () => ({ kind: 'accepted' });
  bot.now += 10_000;
  await takeTurns(bot.ports(), aCallId, [tone('1', 2)]);
  expect((await documentOf(bot)).call.at.step).toBe('account');
  expect((await documentOf(bot)).outbox).toEqual([]);
});

test('a performer that was paused longer than its lease sends nothing more, and undoes nothing', async () => {
  const bot = await aConnectedBot();
  const wait = gate();
  let paused = true;
  bot.answer = async (command) => {
    if (paused && command.kind === 'cancelMedia') await wait.opened;
    return { kind: 'accepted' };
  };
  const slow = takeTurns(bot.ports(), aCallId, [tone('2', 1)]);
  while (bot.sent.length === 0) await Promise.resolve();
  bot.now += 10_000;
  paused = false;
  await sweep(bot.ports()); // Somebody else takes over.
  const after = await documentOf(bot);
  const sentBefore = bot.sent.length;
  wait.open();
  await slow;
  expect(bot.sent).toHaveLength(sentBefore);
  expect(await documentOf(bot)).toEqual(after);
});

/** An instance whose sleeps pass at once, over a store that misbehaves as the test says. */
function anInstance(bot: ABot, calls: Partial<CallStore>): TurnPorts {
  const ports = bot.ports();
  const sleep = async (ms: number): Promise<void> => {
    bot.now += ms;
  };
  return { ...ports, calls: { ...ports.calls, ...calls }, clock: { now: () => bot.now, sleep } };
}

/** Lets one write be made, and says so only the next time. */
function forgetful(bot: ABot, how: 'no answer' | 'overtaken', nth = 1): Partial<CallStore> {
  let writes = 0;
  return {
    replace: async (document, version) => {
      const replaced = await bot.store.calls.replace(document, version);
      writes += 1;
      if (writes !== nth) return replaced;
      if (how === 'overtaken') return { kind: 'overtaken' };
      throw new Fault('STORE_UNAVAILABLE', 'The answer is lost.', { retryable: true });
    },
  };
}

test.each(['no answer', 'overtaken'] as const)(
  'a turn that was stored although the store said "%s" is performed at once, not after its lease',
  async (how) => {
    const bot = await aConnectedBot();
    await takeTurns(anInstance(bot, forgetful(bot, how)), aCallId, [tone('2', 1)]);
    expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
    expect(await documentOf(bot)).toMatchObject({ outbox: [], call: { at: { step: 'other' } } });
  },
);

test.each(['no answer', 'overtaken'] as const)(
  'a settle that was stored although the store said "%s" sends nothing twice and forgets no key',
  async (how) => {
    const bot = await aConnectedBot();
    bot.answer = async (command) => {
      if (command.kind === 'playPrompt' && bot.sent.length === 2) await takeTurns(bot.ports(), aCallId, [tone('4', 2)]);
      return { kind: 'accepted' };
    };
    // The key's inbox write makes the first settle overtaken; the second one plays the key.
    await takeTurns(anInstance(bot, forgetful(bot, how, 3)), aCallId, [tone('1', 1)]);
    expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt', 'cancelMedia', 'playPrompt']);
    expect(await documentOf(bot)).toMatchObject({ outbox: [], inbox: [], call: { at: { memory: { digits: '4' } } } });
  },
);

test('a store that does not answer for a moment costs the caller nothing', async () => {
  const bot = await aConnectedBot();
  let silentUntil = bot.now + 600;
  const load: CallStore['load'] = async (id) => {
    if (bot.now < silentUntil) throw new Fault('STORE_UNAVAILABLE', 'Nobody there.', { retryable: true });
    return bot.store.calls.load(id);
  };
  await takeTurns(anInstance(bot, { load }), aCallId, [tone('2', 1)]);
  expect((await documentOf(bot)).call.at.step).toBe('other');
  silentUntil = bot.now + 60_000;
  await expect(takeTurns(anInstance(bot, { load }), aCallId, [tone('1', 2)])).rejects.toThrow(Fault);
});

test('a repetition of what a performer did not live to do is not waved off: it takes over when the lease is over', async () => {
  const bot = await aConnectedBot();
  bot.answer = () => {
    throw new Error('the process is gone');
  };
  await expect(takeTurns(bot.ports(), aCallId, [tone('2', 1)])).rejects.toThrow();
  bot.answer = () => ({ kind: 'accepted' });
  bot.sent.length = 0;
  // Too early: the sender is asked to come again.
  expect(await takeTurns(anInstance(bot, {}), aCallId, [tone('2', 1)])).toEqual({ kind: 'overtaken' });
  bot.now += 2_500;
  expect(await takeTurns(anInstance(bot, {}), aCallId, [tone('2', 1)])).toEqual({ kind: 'settled' });
  expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
});

test('the media reported active a second time is a repetition like any other, and takes over from a dead performer', async () => {
  const bot = new ABot(line());
  await takeTurns(bot.ports(), aCallId, [anArrival]);
  bot.answer = () => {
    throw new Error('the process is gone');
  };
  await expect(takeTurns(bot.ports(), aCallId, [active])).rejects.toThrow();
  bot.answer = () => ({ kind: 'accepted' });
  bot.now += 4_000;
  await takeTurns(anInstance(bot, {}), aCallId, [active]);
  expect(bot.kinds.slice(-3)).toEqual(['listenForTones', 'cancelMedia', 'playPrompt']);
});

test('a repetition that meets a living performer waits for it, and then has nothing to do', async () => {
  const bot = await aConnectedBot();
  const wait = gate();
  bot.answer = async () => {
    await wait.opened;
    return { kind: 'accepted' };
  };
  const first = takeTurns(bot.ports(), aCallId, [tone('2', 1)]);
  while (bot.sent.length === 0) await Promise.resolve();
  const sleep = async (): Promise<void> => {
    wait.open();
    await first;
  };
  expect(await takeTurns({ ...bot.ports(), clock: { now: () => bot.now, sleep } }, aCallId, [tone('2', 1)])).toEqual({
    kind: 'settled',
  });
  expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
});

test('a throttled command is not lost: it is sent when Graph said to come again', async () => {
  const bot = await aConnectedBot();
  bot.answer = () => ({ kind: 'busy', retryAfterMs: 3_000 });
  await takeTurns(bot.ports(), aCallId, [tone('2', 1)]);
  expect((await documentOf(bot)).wakeAt).toBe(bot.now + 3_000);
  bot.answer = () => ({ kind: 'accepted' });
  bot.sent.length = 0;
  bot.now += 3_000;
  await sweep(bot.ports());
  expect(bot.kinds).toContain('playPrompt');
  expect((await documentOf(bot)).outbox).toEqual([]);
});

test('when Graph says that the call is gone, the rest is not sent and the call has ended', async () => {
  const bot = await aConnectedBot();
  bot.answer = () => ({ kind: 'callGone' });
  await takeTurns(bot.ports(), aCallId, [tone('2', 1)]);
  expect(bot.kinds).toEqual(['cancelMedia']);
  const { call, wakeAt, expiresAt } = await documentOf(bot);
  expect(call.end).toBeDefined();
  expect(wakeAt).toBeUndefined();
  expect(expiresAt).toBeGreaterThan(bot.now);
});

test('a refused prompt leads to words, in the same turn', async () => {
  const bot = await aConnectedBot();
  bot.answer = (command) =>
    command.kind === 'playPrompt' && JSON.stringify(command).includes('other menu')
      ? { kind: 'refused', code: '400' }
      : { kind: 'accepted' };
  await takeTurns(bot.ports(), aCallId, [tone('2', 1)]);
  expect(JSON.stringify(bot.sent.at(-1))).toContain('something went wrong');
});

test('a recording goes to the work queue, once, even when the caller has hung up meanwhile', async () => {
  const bot = await aConnectedBot();
  await takeTurns(bot.ports(), aCallId, [tone('3', 1)]);
  const context = (await documentOf(bot)).call.media[0]?.context;
  if (context === undefined) throw new Error('nothing is recorded');
  const recorded: CallEvent = {
    kind: 'operationEnded',
    callId: aCallId,
    operation: 'recordResponse',
    context,
    ended: 'completed',
    recording: { location: 'https://media.example.net/r/1', accessToken: 'opaque' },
  };
  bot.answer = () => ({ kind: 'callGone' });
  await takeTurns(bot.ports(), aCallId, [recorded]);
  await takeTurns(bot.ports(), aCallId, [recorded]);
  expect(await bot.store.queue.counts()).toMatchObject({ waiting: 2 }); // The recording, and the record of the call.
});

test('a call that Graph no longer knows is ended by the sweep', async () => {
  const bot = await aConnectedBot();
  bot.observation = { kind: 'gone' };
  bot.now += 120_000;
  await sweep(bot.ports());
  expect((await documentOf(bot)).call.end).toBeDefined();
});

test('a notification of a call that nobody knows is answered and forgotten', async () => {
  const bot = new ABot(line());
  expect(await takeTurns(bot.ports(), aCallId, [tone('1', 1)])).toEqual({ kind: 'unknownCall' });
  expect(bot.writes).toBe(0);
});

test('whatever a caller does, the document stays under eight kilobytes', async () => {
  const bot = await aConnectedBot();
  for (let sequence = 1; sequence < 300; sequence += 1)
    await takeTurns(bot.ports(), aCallId, [tone(sequence % 2 ? '4' : '5', sequence * 2)]);
  expect(JSON.stringify(await documentOf(bot)).length).toBeLessThan(8_192);
});
