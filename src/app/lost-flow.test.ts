import { ABot } from '../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { aFlow } from '../../test/support/a-flow.ts';
import { builtInWords } from '../core/call/built-in-words.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import type { CallDocument } from '../ports/call-store.ts';
import { sweep } from './sweep.ts';
import { takeTurns } from './take-turns.ts';
import type { TurnPorts } from './turn-ports.ts';

const line = () =>
  aFlow(
    {
      main: { type: 'menu', prompt: 'Drücken Sie die 1.', options: { '1': 'out', '2': 'number' } },
      number: { type: 'collect', prompt: 'Ihre Nummer.', into: 'digits', maxDigits: 1, next: 'main' },
      out: { type: 'transfer', to: 'support' },
    },
    { languages: ['de-DE'], vars: { digits: { type: 'string', sensitive: true } } },
  );

const active: CallEvent = { kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' };
const ended: CallEvent = { kind: 'callEnded', callId: aCallId };
const tone = (key: '1' | '2' | '5', sequence: number): CallEvent => ({
  kind: 'tonePressed',
  callId: aCallId,
  tone: key,
  sequence,
});

/** A caller in the menu, whose flow nobody has any more. */
async function aBotThatLostTheFlow(...before: readonly CallEvent[]) {
  const bot = new ABot(line());
  for (const event of [anArrival, ...before]) await takeTurns(bot.ports(), aCallId, [event]);
  bot.sent.length = 0;
  bot.observation = { kind: 'alive', state: 'established', audio: 'active' };
  const ports = (): TurnPorts => {
    const usual = bot.ports();
    return { ...usual, flows: { ...usual.flows, version: async () => undefined } };
  };
  return { bot, ports, take: (event: CallEvent) => takeTurns(ports(), aCallId, [event]) };
}

async function documentOf(bot: ABot): Promise<CallDocument> {
  const stored = await bot.store.calls.load(aCallId);
  if (stored.kind === 'missing') throw new Error('the call is gone');
  return stored.document;
}

/** What is sounding has been heard to its end. */
async function heard(bot: ABot): Promise<CallEvent> {
  const context = (await documentOf(bot)).call.media[0]?.context;
  if (context === undefined) throw new Error('nothing is sounding');
  return { kind: 'operationEnded', callId: aCallId, operation: 'playPrompt', context, ended: 'completed' };
}

async function recorded(bot: ABot): Promise<number> {
  return (await bot.store.queue.counts()).waiting;
}

test('the caller hears an apology in the language of the call, and is hung up on after it', async () => {
  const { bot, take } = await aBotThatLostTheFlow(active);
  await take(tone('1', 1));
  expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
  expect(bot.sent[1]).toMatchObject({ prompts: [{ text: builtInWords('de').apology, language: 'de-DE' }] });
  await take(await heard(bot));
  expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt', 'hangUp']);
  await take(ended);
  const { call, outbox, wakeAt } = await documentOf(bot);
  expect({ end: call.end?.outcome, outbox, wakeAt }).toEqual({ end: 'failed', outbox: [], wakeAt: undefined });
  expect(await recorded(bot)).toBe(1);
});

test('what was sounding is heard to its end, then comes the apology', async () => {
  const { bot, take } = await aBotThatLostTheFlow(active);
  await take(await heard(bot));
  expect(bot.kinds).toEqual(['playPrompt']);
  expect(JSON.stringify(bot.sent)).toContain('schiefgegangen');
});

test('a caller whose audio comes only now hears the apology first', async () => {
  const { bot, take } = await aBotThatLostTheFlow();
  await take(active);
  expect(bot.kinds).toEqual(['listenForTones', 'playPrompt']);
  expect(JSON.stringify(bot.sent)).toContain('schiefgegangen');
});

test('a caller of whom nothing is heard is not forgotten: the sweep brings the apology and the end', async () => {
  const { bot, ports } = await aBotThatLostTheFlow(active);
  for (let round = 0; round < 4; round += 1) {
    bot.now += 60_000;
    await sweep(ports());
  }
  expect(bot.kinds).toEqual(expect.arrayContaining(['playPrompt', 'hangUp']));
});

test('a hang-up that is throttled is sent again by the sweep', async () => {
  const { bot, ports, take } = await aBotThatLostTheFlow(active);
  await take(tone('1', 1));
  bot.answer = () => ({ kind: 'busy', retryAfterMs: 3_000 });
  await take(await heard(bot));
  expect(await documentOf(bot)).toMatchObject({ outbox: [{ kind: 'hangUp' }], wakeAt: bot.now + 3_000 });
  bot.answer = () => ({ kind: 'accepted' });
  bot.now += 3_000;
  await sweep(ports());
  expect(bot.kinds.filter((kind) => kind === 'hangUp')).toHaveLength(2);
  expect((await documentOf(bot)).outbox).toEqual([]);
});

test('a performer that died with the hang-up in its hands is replaced', async () => {
  const { bot, ports, take } = await aBotThatLostTheFlow(active);
  await take(tone('1', 1));
  const over = await heard(bot);
  bot.answer = () => {
    throw new Error('the process is gone');
  };
  await expect(take(over)).rejects.toThrow();
  bot.answer = () => ({ kind: 'accepted' });
  bot.sent.length = 0;
  bot.now += 10_000;
  await sweep(ports());
  expect(bot.kinds).toEqual(['hangUp']);
});

test.each(['the process dies', 'the queue is away'])(
  'the record of the call is kept, although %s at its end',
  async (trouble) => {
    const { bot, ports, take } = await aBotThatLostTheFlow(active);
    await take(tone('1', 1));
    await take(await heard(bot));
    const { calls, queue } = ports();
    const broken: TurnPorts = {
      ...ports(),
      queue: { ...queue, add: () => Promise.reject(new Error('away')) },
      // The first write saves the turn; the second one would settle it.
      ...(trouble === 'the process dies' && { calls: { ...calls, replace: failingAfter(1, calls.replace.bind(calls)) } }),
    };
    await takeTurns(broken, aCallId, [ended]).catch(() => {});
    expect(await recorded(bot)).toBe(0);
    expect(await documentOf(bot)).toMatchObject({ outbox: [{ kind: 'keepHistory' }], call: { end: { outcome: 'failed' } } });
    bot.now += 10_000;
    await sweep(ports());
    expect(await recorded(bot)).toBe(1);
    expect((await documentOf(bot)).outbox).toEqual([]);
  },
);

function failingAfter<Args extends unknown[], Answer>(
  times: number,
  work: (...args: Args) => Promise<Answer>,
): (...args: Args) => Promise<Answer> {
  let done = 0;
  return (...args) => {
    done += 1;
    return done > times ? Promise.reject(new Error('the process is gone')) : work(...args);
  };
}

test('a caller who is on the way to somebody arrives there, and one whose transfer fails hears the apology', async () => {
  for (const arrives of [true, false]) {
    const { bot, take } = await aBotThatLostTheFlow(active, tone('1', 1));
    await take(
      arrives ? { ...ended, reason: 'AppTransferred' } : { ...active, delivery: 'd1', result: { code: 480, subcode: 10037 } },
    );
    expect((await documentOf(bot)).call.end?.outcome).toBe(arrives ? 'transferred' : undefined);
    expect(JSON.stringify(bot.sent).includes('schiefgegangen')).toBe(!arrives);
  }
});

test('nothing that the caller has told the flow outlives the call, for nobody knows what of it was sensitive', async () => {
  const { bot, take } = await aBotThatLostTheFlow(active, tone('2', 1), tone('5', 2));
  expect((await documentOf(bot)).call.vars).toEqual({ digits: '5' });
  await take(ended);
  expect((await documentOf(bot)).call.vars).toEqual({});
});
