import { ABot } from '../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { aFlow, contacts } from '../../test/support/a-flow.ts';
import { accept, ring } from '../../test/support/ringing-step.ts';
import type { Call } from '../core/call/call.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import { type CallId, readCallId } from '../core/call/ids.ts';
import { stepKits } from '../core/steps/registry.ts';
import { readOrigin } from './place-leg.ts';
import { receiveEvents } from './receive-events.ts';
import { sweep } from './sweep.ts';
import { takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

const kits = new Map([...stepKits, ['ring', ring], ['accept', accept]]);
const main = aFlow(
  { ring: { type: 'ring', next: 'bye' }, bye: { type: 'hangup', prompt: 'Goodbye.' } },
  { defaults: { on: { noAnswer: 'bye' } } },
  { kits },
);
const screen = {
  ...aFlow(
    {
      ask: { type: 'menu', prompt: 'A call for you. Press 1 to take it.', options: { '1': 'take' } },
      take: { type: 'accept' },
    },
    {},
    { kits },
  ),
  name: 'screen',
};

const tenantId = anArrival.tenantId;
const idOf = (mark: 'plumber' | 'support'): CallId =>
  readCallId(`00000000-0000-4000-8000-00000000000${mark === 'plumber' ? 1 : 2}`) as CallId; // GUIDs are call ids.

function portsOf(bot: ABot): TurnPorts {
  const ports = bot.ports();
  return { ...ports, flows: { ...ports.flows, version: async (name) => (name === 'screen' ? screen : main) } };
}

/** A caller who has reached the step that rings two people; Graph names both calls at once. */
async function aBotThatRings(): Promise<{ readonly bot: ABot; readonly ports: TurnPorts }> {
  const bot = new ABot(main);
  bot.place = ({ target }) => ({ kind: 'placed', callId: idOf(target.kind === 'phone' ? 'plumber' : 'support') });
  const ports = portsOf(bot);
  await takeTurns(ports, aCallId, [anArrival]);
  await takeTurns(ports, aCallId, [connected(aCallId)]);
  return { bot, ports };
}

const connected = (callId: CallId): CallEvent => ({ kind: 'callStateChanged', callId, state: 'established', audio: 'active' });
const pressed = (callId: CallId): CallEvent => ({ kind: 'tonePressed', callId, tone: '1', sequence: 1 });
const ended = (callId: CallId, code = 200): CallEvent => ({ kind: 'callEnded', callId, result: { code, subcode: 0 } });

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
  expect(bot.kinds.filter((kind) => kind === 'hangUp')).toHaveLength(1);
});

test("the caller hangs up, and nobody's telephone rings on", async () => {
  const { bot, ports } = await aBotThatRings();
  await takeTurns(ports, aCallId, [ended(aCallId)]);
  expect(bot.kinds.filter((kind) => kind === 'hangUp')).toHaveLength(2);
});

test("the step is left, and nobody's telephone rings on", async () => {
  const { bot, ports } = await aBotThatRings();
  await takeTurns(ports, aCallId, [{ kind: 'tonePressed', callId: aCallId, tone: '9', sequence: 1 }]);
  expect((await callOf(bot, aCallId)).at.step).toBe('bye');
  expect(bot.kinds.filter((kind) => kind === 'hangUp')).toHaveLength(2);
  expect((await callOf(bot, aCallId)).legs).toEqual([]);
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
  const ports = portsOf(bot);
  await takeTurns(ports, aCallId, [anArrival]);
  await takeTurns(ports, aCallId, [connected(aCallId)]);
  expect((await callOf(bot, aCallId)).legs).toEqual([]);
});

describe('a call whose placing nobody heard of', () => {
  async function aBotThatHeardNothing() {
    const bot = new ABot(main);
    bot.place = () => ({ kind: 'unclear' });
    const ports = portsOf(bot);
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

  test('is never placed again by whoever takes over', async () => {
    const bot = new ABot(main);
    let died = (): void => {};
    const stuck = new Promise<never>((_resolve, reject) => {
      died = () => reject(new Error('the instance has died'));
    });
    bot.place = () => stuck;
    const ports = portsOf(bot);
    await takeTurns(ports, aCallId, [anArrival]);
    const turn = takeTurns(ports, aCallId, [connected(aCallId)]);
    while (bot.placed.length === 0) await new Promise(setImmediate);
    bot.now += 10_000;
    await sweep(portsOf(bot));
    died();
    await expect(turn).rejects.toThrow('died');
    expect(bot.placed).toHaveLength(1);
    expect((await callOf(bot, aCallId)).legs).toMatchObject([{ mark: 'plumber', state: 'asked' }, { mark: 'support' }]);
  });
});
