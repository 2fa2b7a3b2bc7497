import { ABot } from '../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { aFlow } from '../../test/support/a-flow.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import type { CallRecord } from '../ports/call-history.ts';
import { doJob } from './do-job.ts';
import { sweep } from './sweep.ts';
import { takeTurns } from './take-turns.ts';
import { workOff } from './work-off.ts';

const line = () =>
  aFlow(
    {
      main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'account' } },
      account: { type: 'collect', prompt: 'Your number.', into: 'pin', sensitive: true, maxDigits: 3, next: 'main' },
    },
    { vars: { pin: { type: 'string', sensitive: true } } },
  );

const active: CallEvent = { kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' };
const hungUp: CallEvent = { kind: 'callEnded', callId: aCallId, result: { code: 487, subcode: 5_000 } };
const tone = (key: '1' | '7' | '8' | '9', sequence: number): CallEvent => ({
  kind: 'tonePressed',
  callId: aCallId,
  tone: key,
  sequence,
});

async function talking(): Promise<ABot> {
  const bot = new ABot(line());
  await takeTurns(bot.ports(), aCallId, [anArrival]);
  bot.now += 2_000;
  await takeTurns(bot.ports(), aCallId, [active]);
  return bot;
}

async function records(bot: ABot): Promise<readonly CallRecord[]> {
  const { queue, history } = bot.store;
  const { clock, log } = bot.ports();
  const storeRecording = async () => ({ kind: 'done' }) as const;
  await workOff({
    queue,
    perform: doJob({
      history,
      queue,
      storeRecording,
      notifyContact: async () => ({ kind: 'done' }),
      placeOutbound: async () => ({ kind: 'done' }),
      endOutbound: async () => {},
    }),
    clock,
    log,
  });
  return history.latest(10);
}

test('a call that ended has one record: where it came in, when, how it ended, and the way it took', async () => {
  const bot = await talking();
  bot.now += 3_000;
  await takeTurns(bot.ports(), aCallId, [tone('1', 1)]);
  await takeTurns(bot.ports(), aCallId, [tone('7', 2), tone('8', 3), tone('9', 4)]);
  bot.now += 1_000;
  await takeTurns(bot.ports(), aCallId, [hungUp]);
  expect(await records(bot)).toEqual([
    {
      callId: aCallId,
      line: 'main',
      flow: expect.any(String),
      version: expect.any(String),
      startedAt: 1_000_000,
      answeredAt: 1_002_000,
      endedAt: 1_006_000,
      outcome: 'callerHungUp',
      code: 487,
      subcode: 5_000,
      path: ['main', 'account', 'main'],
    },
  ]);
});

test('nothing of the caller is in the record or in the job that carries it', async () => {
  const bot = await talking();
  await takeTurns(bot.ports(), aCallId, [tone('1', 1), tone('7', 2), tone('8', 3), tone('9', 4), hungUp]);
  const job = (await bot.store.queue.claim(bot.now, 1_000))?.job;
  expect(JSON.stringify(job)).toContain('recordHistory');
  expect(JSON.stringify(job)).not.toMatch(/789|Ada|0a1b2c3d/);
});

test('the end that is reported twice, or by two instances at once, is one record', async () => {
  const bot = await talking();
  await Promise.all([takeTurns(bot.ports(), aCallId, [hungUp]), takeTurns(bot.ports(), aCallId, [hungUp])]);
  bot.now += 60_000;
  await takeTurns(bot.ports(), aCallId, [hungUp]);
  await sweep(bot.ports());
  expect(await records(bot)).toHaveLength(1);
});

test('a call that is refused or given up has its record, too', async () => {
  const bot = new ABot(line());
  bot.answer = () => ({ kind: 'callGone' });
  await takeTurns(bot.ports(), aCallId, [anArrival]);
  expect(await records(bot)).toMatchObject([{ outcome: 'notAnswered', path: [] }]);
  expect((await records(bot))[0]).not.toHaveProperty('answeredAt');
});

test('a performer that dies before it has queued the record, or just after, neither loses nor doubles it', async () => {
  for (const diesAfter of [false, true]) {
    const bot = await talking();
    const dead = { ...bot.ports() };
    const dying = {
      ...dead,
      queue: {
        add: async (job: Parameters<typeof dead.queue.add>[0]) => {
          if (diesAfter) await bot.store.queue.add(job);
          await new Promise(() => {}); // Never comes back.
        },
      },
    };
    void takeTurns(dying, aCallId, [hungUp]);
    await new Promise((resolve) => setImmediate(resolve));
    bot.now += 20_000;
    await sweep(bot.ports());
    expect(await records(bot)).toHaveLength(1);
  }
});

test('a queue that is down delays the record until the sweep comes by', async () => {
  const bot = await talking();
  const down = { ...bot.ports(), queue: { add: () => Promise.reject(new Error('down')) } };
  await takeTurns(down, aCallId, [hungUp]);
  expect(await records(bot)).toEqual([]);
  bot.now += 20_000;
  await sweep(bot.ports());
  expect(await records(bot)).toHaveLength(1);
  expect(await bot.store.calls.due(bot.now + 3_600_000, 10)).toEqual([]);
});

test('a call whose flow is gone is recorded as failed', async () => {
  const bot = await talking();
  const lost = { ...bot.ports(), flows: { ...bot.ports().flows, version: async () => undefined } };
  await takeTurns(lost, aCallId, [tone('1', 1)]); // It apologises.
  const stored = await bot.store.calls.load(aCallId);
  const context = (stored.kind === 'found' && stored.document.call.media[0]?.context) || undefined;
  if (context === undefined) throw new Error('nothing is sounding');
  await takeTurns(lost, aCallId, [
    { kind: 'operationEnded', callId: aCallId, operation: 'playPrompt', context, ended: 'completed' },
  ]);
  await takeTurns(lost, aCallId, [{ kind: 'callEnded', callId: aCallId }]);
  expect(await records(bot)).toMatchObject([{ outcome: 'failed', path: ['main', '$apology'] }]);
});

test('the path of a long call stays bounded, and keeps its end', async () => {
  const bot = await talking();
  for (let n = 0; n < 40; n += 1)
    await takeTurns(
      bot.ports(),
      aCallId,
      [1, 2, 3, 4].map((key) => tone(key === 1 ? '1' : '7', n * 4 + key)),
    );
  await takeTurns(bot.ports(), aCallId, [hungUp]);
  const path = (await records(bot))[0]?.path ?? [];
  expect(path).toHaveLength(30);
  expect(path.slice(-3)).toEqual(['main', 'account', 'main']);
});
