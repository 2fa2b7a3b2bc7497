import { ABot } from '../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { aFlow } from '../../test/support/a-flow.ts';
import { type CallId, readCallId } from '../core/call/ids.ts';
import type { CallDocument } from '../ports/call-store.ts';
import { sweep } from './sweep.ts';
import { takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

const line = () => aFlow({ main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' } }, bye: { type: 'hangup' } });
const idOf = (n: number): CallId => readCallId(`3a1f5c00-7c1e-4f5b-9a52-${String(n).padStart(12, '0')}`) as CallId; // A GUID is one.

/** So many calls in the menu whose prompts should have ended long ago; the first one is the most overdue. */
async function overdue(count: number, more: Partial<CallDocument> = {}) {
  const bot = new ABot(line());
  bot.observation = { kind: 'alive', state: 'established', audio: 'active' };
  await takeTurns(bot.ports(), aCallId, [anArrival]);
  await takeTurns(bot.ports(), aCallId, [{ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' }]);
  const stored = await bot.store.calls.load(aCallId);
  if (stored.kind === 'missing') throw new Error('there is no call');
  const { call, wakeAt = 0 } = stored.document;
  bot.now = wakeAt + 60_000;
  for (let n = 0; n < count; n += 1) {
    const due = { ...stored.document, call: { ...call, id: idOf(n) }, wakeAt: wakeAt + n, ...more };
    await bot.store.calls.create(due);
  }
  await bot.store.calls.replace({ ...stored.document, wakeAt: bot.now + 3_600_000 }, stored.version); // Only a model for the others.
  bot.sent.length = 0;
  return { bot, ids: Array.from({ length: count }, (_, n) => idOf(n)) };
}

/** One instance, and what it asks Graph. */
function instance(bot: ABot, asked: CallId[], answers: () => Promise<void> = async () => {}): TurnPorts {
  const ports = bot.ports();
  const observe: TurnPorts['control']['observe'] = async (call, deadline) => {
    asked.push(call.id);
    await answers();
    return ports.control.observe(call, deadline);
  };
  return { ...ports, control: { ...ports.control, observe } };
}

test('instances that sweep at the same moment do each thing once, though each asks Graph', async () => {
  const alone = await overdue(20);
  await sweep(alone.bot.ports());
  expect(alone.bot.sent.length).toBeGreaterThanOrEqual(20);
  const { bot, ids } = await overdue(20);
  const asked: CallId[] = [];
  await Promise.all([1, 2, 3].map(() => sweep(instance(bot, asked, () => new Promise((resolve) => setImmediate(resolve))))));
  expect(new Set(asked)).toEqual(new Set(ids));
  expect(bot.kinds.toSorted()).toEqual(alone.bot.kinds.toSorted());
});

test('an instance that comes late to its list finds that others have looked, and asks nobody', async () => {
  const { bot, ids } = await overdue(3);
  const late = instance(bot, []);
  const [asked, askedLate]: [CallId[], CallId[]] = [[], []];
  const due: TurnPorts['calls']['due'] = async (now, limit) => {
    const list = await late.calls.due(now, limit);
    await sweep(instance(bot, asked)); // While the answer of the store is on its way.
    return list;
  };
  const swept = await sweep({ ...instance(bot, askedLate), calls: { ...late.calls, due } });
  expect({ asked, askedLate, looked: swept.looked }).toEqual({ asked: ids, askedLate: [], looked: 3 });
});

test('a call that somebody is at work on is left to them', async () => {
  const { bot } = await overdue(1);
  const asked: CallId[] = [];
  const stored = await bot.store.calls.load(idOf(0));
  if (stored.kind === 'missing') throw new Error('there is no call');
  // By a clock that is ahead of ours the time has come; the lease says that it has not.
  await bot.store.calls.replace({ ...stored.document, lease: { owner: 'another', until: bot.now + 500 } }, stored.version);
  await sweep(instance(bot, asked));
  expect({ asked, sent: bot.sent }).toEqual({ asked: [], sent: [] });
});

test('of 101 calls that are due one sweep looks at 100, eight at a time, and the next one at the last', async () => {
  const { bot, ids } = await overdue(101);
  const asked: CallId[] = [];
  let [open, most] = [0, 0];
  const ports = instance(bot, asked, async () => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
  });
  expect(await sweep(ports)).toEqual({ looked: 100, failed: 0 });
  expect(asked).toEqual(ids.slice(0, 100));
  expect(most).toBe(8);
  expect(await sweep(ports)).toEqual({ looked: 1, failed: 0 });
  expect(asked).toEqual(ids);
});
