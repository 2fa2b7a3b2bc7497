import { ABot } from '../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { aFlow, contacts } from '../../test/support/a-flow.ts';
import type { Call } from '../core/call/call.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import { type CallId, readCallId } from '../core/call/ids.ts';
import type { Tone } from '../core/call/tone.ts';
import { readOrigin } from './place-leg.ts';
import { receiveEvents } from './receive-events.ts';
import { sweep } from './sweep.ts';
import { takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

const main = aFlow({
  ring: { type: 'hunt', targets: ['plumber', 'support'], strategy: 'simultaneous', on: { noAnswer: 'bye' } },
  bye: { type: 'hangup', prompt: 'Goodbye.' },
});

const tenantId = anArrival.tenantId;
const idOf = (mark: 'plumber' | 'support'): CallId =>
  readCallId(`00000000-0000-4000-8000-00000000000${mark === 'plumber' ? 1 : 2}`) as CallId; // GUIDs are call ids.

/** A caller who has reached the step that rings two people; Graph names both calls at once. */
async function aBotThatRings(): Promise<{ readonly bot: ABot; readonly ports: TurnPorts }> {
  const { bot, ports } = aBotThatWillRing();
  await takeTurns(ports, aCallId, [anArrival]);
  await takeTurns(ports, aCallId, [connected(aCallId)]);
  return { bot, ports };
}

function aBotThatWillRing(): { readonly bot: ABot; readonly ports: TurnPorts } {
  const bot = new ABot(main);
  bot.place = ({ target }) => ({ kind: 'placed', callId: idOf(target.kind === 'phone' ? 'plumber' : 'support') });
  return { bot, ports: bot.ports() };
}

const connected = (callId: CallId): CallEvent => ({ kind: 'callStateChanged', callId, state: 'established', audio: 'active' });
const pressed = (callId: CallId, tone: Tone = '1'): CallEvent => ({ kind: 'tonePressed', callId, tone, sequence: 1 });
const ended = (callId: CallId, code = 200): CallEvent => ({ kind: 'callEnded', callId, result: { code, subcode: 0 } });

/** Whether this person is told that nobody waits, and hung up on after these words. */
async function isLetGo({ bot, ports }: { readonly bot: ABot; readonly ports: TurnPorts }, mark: 'plumber' | 'support') {
  const [goodbye] = (await callOf(bot, idOf(mark))).media;
  if (goodbye?.what.kind !== 'play') return false;
  const words = goodbye.what.prompts.map((prompt) => (prompt.kind === 'speech' ? prompt.text : ''));
  await takeTurns(ports, idOf(mark), [
    { kind: 'operationEnded', callId: idOf(mark), operation: 'playPrompt', context: goodbye.context, ended: 'completed' },
  ]);
  return words.join().includes('not waiting any more') && (await callOf(bot, idOf(mark))).outcome === 'cancelled';
}

async function callOf(bot: ABot, id: CallId): Promise<Call> {
  const stored = await bot.store.calls.load(id);
  if (stored.kind === 'missing') throw new Error('there is no such call');
  return stored.document.call;
}

test("both telephones ring, each call has a document, and the caller's call knows them", async () => {
  const { bot } = await aBotThatRings();
  expect(bot.placed.map(({ target }) => target)).toEqual([contacts.plumber, contacts.support]);
  expect((await callOf(bot, aCallId)).legs).toMatchObject([
    { mark: 'plumber', state: 'placed', id: idOf('plumber') },
    { mark: 'support', state: 'placed', id: idOf('support') },
  ]);
  expect(await callOf(bot, idOf('plumber'))).toMatchObject({
    direction: 'outgoing',
    state: 'establishing',
    placedBy: { callId: aCallId },
    called: contacts.plumber,
  });
});

test('whoever presses 1 is joined with the caller, and the other telephone stops ringing', async () => {
  const { bot, ports } = await aBotThatRings();
  await takeTurns(ports, idOf('support'), [connected(idOf('support'))]);
  await takeTurns(ports, idOf('support'), [pressed(idOf('support'))]);
  expect(bot.sent).toContainEqual(
    expect.objectContaining({ kind: 'transfer', target: contacts.support, replacesCallId: idOf('support') }),
  );
  expect((await callOf(bot, idOf('plumber'))).outcome).toBe('cancelled');
  expect(bot.kinds.filter((kind) => kind === 'hangUp')).toHaveLength(1);
});

test('both press 1 at the same moment, and one of them is taken', async () => {
  const { bot, ports } = await aBotThatRings();
  for (const mark of ['plumber', 'support'] as const) await takeTurns(ports, idOf(mark), [connected(idOf(mark))]);
  await Promise.all((['plumber', 'support'] as const).map((mark) => takeTurns(ports, idOf(mark), [pressed(idOf(mark))])));
  expect(bot.kinds.filter((kind) => kind === 'transfer')).toHaveLength(1);
  const late = (await callOf(bot, idOf('plumber'))).at.memory.notNeeded === true ? 'plumber' : 'support';
  expect(await isLetGo({ bot, ports }, late)).toBe(true);
  expect(bot.kinds.filter((kind) => kind === 'hangUp')).toHaveLength(1);
});

test("the caller hangs up, and nobody's telephone rings on", async () => {
  const { bot, ports } = await aBotThatRings();
  await takeTurns(ports, aCallId, [ended(aCallId)]);
  expect(bot.kinds.filter((kind) => kind === 'hangUp')).toHaveLength(2);
});

test('both decline, and the caller hears what follows when nobody answers', async () => {
  const { bot, ports } = await aBotThatRings();
  for (const mark of ['plumber', 'support'] as const) {
    await takeTurns(ports, idOf(mark), [connected(idOf(mark))]);
    await takeTurns(ports, idOf(mark), [pressed(idOf(mark), '2')]);
  }
  expect(await callOf(bot, aCallId)).toMatchObject({ at: { step: 'bye' }, legs: [] });
  expect(bot.kinds.filter((kind) => kind === 'hangUp')).toHaveLength(2);
});

test('nobody is joined with a mailbox: it answers, speaks, and presses no key', async () => {
  const { bot, ports } = await aBotThatRings();
  await takeTurns(ports, idOf('plumber'), [connected(idOf('plumber'))]);
  for (let round = 0; round < 2; round += 1) {
    const [asking] = (await callOf(bot, idOf('plumber'))).media;
    if (asking === undefined) throw new Error('nothing is asked');
    await takeTurns(ports, idOf('plumber'), [
      { kind: 'operationEnded', callId: idOf('plumber'), operation: 'playPrompt', context: asking.context, ended: 'completed' },
    ]);
  }
  expect((await callOf(bot, idOf('plumber'))).outcome).toBe('declined');
  expect((await callOf(bot, aCallId)).at.memory.ringing).toEqual(['support']);
});

test('they could not be joined: whoever took the call is let go, and the caller goes on', async () => {
  const { bot, ports } = await aBotThatRings();
  await takeTurns(ports, idOf('support'), [connected(idOf('support'))]);
  await takeTurns(ports, idOf('support'), [pressed(idOf('support'))]);
  await takeTurns(ports, aCallId, [
    { kind: 'callStateChanged', callId: aCallId, state: 'established', result: { code: 500, subcode: 7700 }, delivery: 'one' },
  ]);
  expect((await callOf(bot, aCallId)).at.step).toBe('bye');
  expect(await isLetGo({ bot, ports }, 'support')).toBe(true);
});

test("a telephone that rings in vain is hung up, and the caller's call is told", async () => {
  const { bot, ports } = await aBotThatRings();
  bot.now += 21_000;
  await sweep(ports);
  expect(await callOf(bot, idOf('plumber'))).toMatchObject({ outcome: 'noAnswer' });
  await takeTurns(ports, idOf('plumber'), [ended(idOf('plumber'))]);
  expect((await callOf(bot, aCallId)).legs).toMatchObject([{ mark: 'support' }]);
});

test('a call that Graph did not take is told to the step, and forgotten', async () => {
  const bot = new ABot(main);
  const ports = bot.ports();
  await takeTurns(ports, aCallId, [anArrival]);
  await takeTurns(ports, aCallId, [connected(aCallId)]);
  expect(await callOf(bot, aCallId)).toMatchObject({ at: { step: 'bye' }, legs: [] });
});

test('the store does not say whether it made the document of a telephone that rings, and the next one is rung all the same', async () => {
  const { bot, ports } = aBotThatWillRing();
  const { create } = ports.calls;
  const calls: TurnPorts['calls'] = {
    ...ports.calls,
    create: async (document) => {
      const created = await create(document);
      if (document.call.id === idOf('plumber')) throw new Fault('STORE_UNAVAILABLE', 'no answer', { retryable: true });
      return created;
    },
  };
  await takeTurns({ ...ports, calls }, aCallId, [anArrival]);
  await takeTurns({ ...ports, calls }, aCallId, [connected(aCallId)]);
  expect(bot.placed.map(({ target }) => target)).toEqual([contacts.plumber, contacts.support]);
  await takeTurns(ports, idOf('plumber'), [connected(idOf('plumber'))]);
  await takeTurns(ports, idOf('plumber'), [pressed(idOf('plumber'))]);
  expect(bot.sent).toContainEqual(expect.objectContaining({ kind: 'transfer', replacesCallId: idOf('plumber') }));
});

test('a telephone for which there was no time is rung by whoever comes next, and once', async () => {
  const { bot, ports } = aBotThatWillRing();
  const place = bot.place;
  bot.place = (placement) => {
    bot.now += 3_900; // What is left of the turn is not worth another request.
    return place(placement);
  };
  await takeTurns(ports, aCallId, [anArrival]);
  await takeTurns(ports, aCallId, [connected(aCallId)]);
  expect(bot.placed).toHaveLength(1);
  await sweep(ports);
  expect(bot.placed.map(({ target }) => target)).toEqual([contacts.plumber, contacts.support]);
  expect((await callOf(bot, aCallId)).restarts).toBe(0);
});

test('the caller has gone before the transfer was sent: it is not counted as one, and whoever pressed 1 is let go', async () => {
  const { bot, ports } = await aBotThatRings();
  await takeTurns(ports, idOf('support'), [connected(idOf('support'))]);
  bot.answer = ({ kind }) => (kind === 'cancelMedia' ? { kind: 'callGone' } : { kind: 'accepted' });
  const cancelOfCaller = bot.ports().control.perform;
  const control = {
    ...ports.control,
    perform: async (...[call, command, deadline]: Parameters<typeof cancelOfCaller>) =>
      call.id === aCallId ? cancelOfCaller(call, command, deadline) : ({ kind: 'accepted' } as const),
  };
  await takeTurns({ ...ports, control }, idOf('support'), [pressed(idOf('support'))]);
  expect(bot.kinds).not.toContain('transfer');
  expect((await callOf(bot, aCallId)).end).toMatchObject({ outcome: 'callerHungUp' });
  expect(await isLetGo({ bot, ports: { ...ports, control } }, 'support')).toBe(true);
});

test('a telephone whose document is made at the moment in which it tells of itself is not hung up', async () => {
  const { bot, ports } = await aBotThatRings();
  let looks = 0;
  const load: TurnPorts['calls']['load'] = async (id) => {
    if (id === idOf('plumber')) looks += 1;
    return id === idOf('plumber') && looks === 1 ? { kind: 'missing' } : ports.calls.load(id);
  };
  const leg = (await callOf(bot, aCallId)).legs?.[0]?.number;
  await receiveEvents({ ...ports, calls: { ...ports.calls, load } }, [connected(idOf('plumber'))], {
    origin: `call.${aCallId}.${leg}`,
    tenantId,
  });
  expect(bot.kinds).not.toContain('hangUp');
  expect(await callOf(bot, idOf('plumber'))).toMatchObject({ audio: 'active' });
});

describe('a call whose version of the flow is lost', () => {
  /** The flows of another instance, whose store says this when it is asked for the version. */
  const flowsThat = (ports: TurnPorts, version: TurnPorts['flows']['version']): TurnPorts => ({
    ...ports,
    flows: { ...ports.flows, version },
  });

  test('rings nobody: no telephone is to ring for a flow that cannot meet whoever answers', async () => {
    const { bot, ports } = aBotThatWillRing();
    await takeTurns(ports, aCallId, [anArrival]);
    let asked = 0;
    const tidiedUp = flowsThat(ports, async () => {
      asked += 1;
      return asked === 1 ? main : undefined; // It goes between the decision to ring and the ringing.
    });
    await takeTurns(tidiedUp, aCallId, [connected(aCallId)]);
    expect(bot.placed).toEqual([]);
    expect(await callOf(bot, aCallId)).toMatchObject({ at: { step: 'bye' }, legs: [] });
  });

  test('rings as soon as the store says which flow it is, when it was only away', async () => {
    const { bot, ports } = aBotThatWillRing();
    await takeTurns(ports, aCallId, [anArrival]);
    let asked = 0;
    const away = flowsThat(ports, async () => {
      asked += 1;
      if (asked === 1) return main;
      bot.now += 1_000;
      throw new Fault('STORE_UNAVAILABLE', 'no answer', { retryable: true });
    });
    await takeTurns(away, aCallId, [connected(aCallId)]);
    expect(bot.placed).toEqual([]);
    bot.now += 2_000;
    await sweep(ports);
    expect(bot.placed.map(({ target }) => target)).toEqual([contacts.plumber, contacts.support]);
  });

  test('is over for whoever it has rung already: the telephone is hung up, and the caller is not left waiting for it', async () => {
    const { bot, ports } = aBotThatWillRing();
    bot.place = () => ({ kind: 'unclear' });
    await takeTurns(ports, aCallId, [anArrival]);
    await takeTurns(ports, aCallId, [connected(aCallId)]);
    const lost = flowsThat(ports, async () => undefined);
    const placed = { origin: bot.placed[0]?.origin ?? '', tenantId };
    bot.sent.length = 0;
    expect(await receiveEvents(lost, [connected(idOf('plumber'))], placed)).toMatchObject({ kind: 'settled' });
    expect(bot.kinds.at(-1)).toBe('hangUp');
    expect((await bot.store.calls.load(idOf('plumber'))).kind).toBe('missing');
    expect((await callOf(bot, aCallId)).legs?.map(({ mark }) => mark)).toEqual([]);
    expect(JSON.stringify(bot.sent)).toContain('something went wrong on our side');
  });
});

describe('a call whose placing nobody heard of', () => {
  async function aBotThatHeardNothing() {
    const bot = new ABot(main);
    bot.place = () => ({ kind: 'unclear' });
    const ports = bot.ports();
    await takeTurns(ports, aCallId, [anArrival]);
    await takeTurns(ports, aCallId, [connected(aCallId)]);
    const [placement] = bot.placed;
    return { bot, ports, origin: placement?.origin ?? '' };
  }

  test('tells of itself, is adopted, and can be taken like any other', async () => {
    const { bot, ports, origin } = await aBotThatHeardNothing();
    expect(readOrigin(origin)).toEqual({ callId: aCallId, leg: (await callOf(bot, aCallId)).legs?.[0]?.number });
    await receiveEvents(ports, [connected(idOf('plumber'))], { origin, tenantId });
    await receiveEvents(ports, [pressed(idOf('plumber'))], { origin, tenantId });
    expect(bot.sent).toContainEqual(expect.objectContaining({ kind: 'transfer', replacesCallId: idOf('plumber') }));
  });

  test('is looked at soon after it is adopted: what it told while nobody heard it is not told again', async () => {
    const { bot, ports, origin } = await aBotThatHeardNothing();
    const ringing: CallEvent = { kind: 'callStateChanged', callId: idOf('plumber'), state: 'establishing' };
    await receiveEvents(ports, [ringing], { origin, tenantId });
    bot.observation = { kind: 'alive', state: 'established', audio: 'active' };
    bot.now += 5_000;
    await sweep(bot.ports());
    expect(await callOf(bot, idOf('plumber'))).toMatchObject({ at: { entered: true } });
  });

  test('is hung up when the caller has gone meanwhile', async () => {
    const { bot, ports, origin } = await aBotThatHeardNothing();
    await takeTurns(ports, aCallId, [ended(aCallId)]);
    await receiveEvents(ports, [connected(idOf('plumber'))], { origin, tenantId });
    expect(bot.kinds.at(-1)).toBe('hangUp');
  });

  test('is hung up when nobody knows who placed it', async () => {
    const { bot, ports } = await aBotThatHeardNothing();
    await receiveEvents(ports, [connected(idOf('plumber'))], { origin: `call.${idOf('support')}.3`, tenantId });
    expect(bot.sent.at(-1)).toMatchObject({ kind: 'hangUp' });
  });

  test('is reported again when it could not be hung up, for nobody else would come back to it', async () => {
    const { bot, ports } = await aBotThatHeardNothing();
    const stray = { origin: `call.${idOf('support')}.3`, tenantId };
    bot.answer = () => ({ kind: 'busy', retryAfterMs: 1_000 });
    expect(await receiveEvents(ports, [connected(idOf('plumber'))], stray)).toMatchObject({ kind: 'unavailable' });
    bot.answer = () => ({ kind: 'accepted' });
    expect(await receiveEvents(ports, [connected(idOf('plumber'))], stray)).toMatchObject({ kind: 'settled' });
  });

  test('is never placed again by whoever takes over', async () => {
    const bot = new ABot(main);
    let died = (): void => {};
    const stuck = new Promise<never>((_resolve, reject) => {
      died = () => reject(new Error('the instance has died'));
    });
    bot.place = () => stuck;
    const ports = bot.ports();
    await takeTurns(ports, aCallId, [anArrival]);
    const turn = takeTurns(ports, aCallId, [connected(aCallId)]);
    while (bot.placed.length === 0) await new Promise(setImmediate);
    bot.now += 10_000;
    await sweep(bot.ports());
    died();
    await expect(turn).rejects.toThrow('died');
    expect(bot.placed).toHaveLength(1);
    expect((await callOf(bot, aCallId)).legs).toMatchObject([{ mark: 'plumber', state: 'asked' }, { mark: 'support' }]);
  });
});
