import { sweep } from '../../src/app/sweep.ts';
import { takeTurns } from '../../src/app/take-turns.ts';
import type { TurnPorts } from '../../src/app/turn-ports.ts';
import { limits } from '../../src/core/call/call.ts';
import type { CallEvent } from '../../src/core/call/call-event.ts';
import type { Tone } from '../../src/core/call/tone.ts';
import type { CallDocument } from '../../src/ports/call-store.ts';
import { ABot } from '../support/a-bot.ts';
import { aCallId, anArrival } from '../support/a-call.ts';
import { aFlow } from '../support/a-flow.ts';
import { cosmosBehindProxy, type Spoilable } from './cosmos-behind-proxy.ts';
import type { ProxyFault, RequestKind } from './fault-proxy.ts';

/** The turn protocol over Cosmos DB: what a notification costs there, and what a lost answer does to a caller. */
const withCosmos = cosmosBehindProxy();

const line = () =>
  aFlow(
    {
      main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'account' } },
      account: { type: 'collect', prompt: 'Your number.', into: 'digits', maxDigits: 30, next: 'bye' },
      bye: { type: 'hangup', prompt: 'Goodbye now.' },
    },
    { vars: { digits: { type: 'string' } } },
  );

const active: CallEvent = { kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' };
const ended: CallEvent = { kind: 'callEnded', callId: aCallId };
const tone = (key: Tone, sequence: number): CallEvent => ({ kind: 'tonePressed', callId: aCallId, tone: key, sequence });

/** A bot whose calls lie in the store behind the proxy; the telephone system does as it is told. */
function portsOver(bot: ABot, { store }: Pick<Spoilable, 'store'>): TurnPorts {
  return { ...bot.ports(), calls: store.calls };
}

function costOf({ proxy }: Spoilable): { reads: number; writes: number } {
  const of = (...kinds: readonly RequestKind[]) => proxy.seen.filter(({ kind }) => kinds.includes(kind)).length;
  return { reads: of('read'), writes: of('create', 'replace') };
}

async function documentOf({ other }: Spoilable): Promise<CallDocument> {
  const loaded = await other.calls.load(aCallId);
  if (loaded.kind === 'missing') throw new Error('The call is missing.');
  return loaded.document;
}

/** A caller in the main menu, and nothing counted yet. */
async function connected(spoilable: Spoilable): Promise<{ bot: ABot; ports: TurnPorts }> {
  const bot = new ABot(line());
  bot.now = spoilable.clock.now();
  const ports = portsOver(bot, spoilable);
  await takeTurns(ports, aCallId, [anArrival]);
  await takeTurns(ports, aCallId, [active]);
  bot.sent.length = 0;
  spoilable.proxy.seen.length = 0;
  return { bot, ports };
}

describe('what a notification costs', () => {
  test('a new call: no read, two writes', () =>
    withCosmos(async (cosmos) => {
      const bot = new ABot(line());
      await takeTurns(portsOver(bot, cosmos), aCallId, [anArrival]);
      expect(bot.kinds).toEqual(['answer']);
      expect(costOf(cosmos)).toEqual({ reads: 0, writes: 2 });
    }));

  test('one that changes something: one point read, two writes, and no other request', () =>
    withCosmos(async (cosmos) => {
      const { bot, ports } = await connected(cosmos);
      await takeTurns(ports, aCallId, [tone('1', 1)]);
      expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
      expect(costOf(cosmos)).toEqual({ reads: 1, writes: 2 });
      expect(cosmos.proxy.seen).toHaveLength(3);
    }));

  test.each([
    ['a key', tone('1', 1)],
    ['a state', active],
  ])('a duplicate of %s: one point read, no write', (_what, event) =>
    withCosmos(async (cosmos) => {
      const { bot, ports } = await connected(cosmos);
      await takeTurns(ports, aCallId, [tone('1', 1)]);
      const sent = bot.sent.length;
      cosmos.proxy.seen.length = 0;
      await takeTurns(ports, aCallId, [event]);
      expect(costOf(cosmos)).toEqual({ reads: 1, writes: 0 });
      expect(bot.sent).toHaveLength(sent);
    }),
  );

  test('a new call, reported again: one refused create, one point read', () =>
    withCosmos(async (cosmos) => {
      const bot = new ABot(line());
      const ports = portsOver(bot, cosmos);
      await takeTurns(ports, aCallId, [anArrival]);
      cosmos.proxy.seen.length = 0;
      await takeTurns(ports, aCallId, [anArrival]);
      expect(cosmos.proxy.seen.map(({ kind }) => kind)).toEqual(['create', 'read']);
      expect(bot.kinds).toEqual(['answer']);
    }));

  test('the end of a call: one point read, two writes, and one job for its record', () =>
    withCosmos(async (cosmos) => {
      const { bot, ports } = await connected(cosmos);
      await takeTurns(ports, aCallId, [ended]);
      expect(costOf(cosmos)).toEqual({ reads: 1, writes: 2 });
      expect(await bot.store.queue.counts()).toMatchObject({ waiting: 1 });
    }));

  test('the charge of every answer is counted', () =>
    withCosmos(async (cosmos) => {
      const before = cosmos.store.charges();
      const { ports } = await connected(cosmos);
      await takeTurns(ports, aCallId, [tone('1', 1)]);
      const after = cosmos.store.charges();
      expect(after.requests - before.requests).toBeGreaterThanOrEqual(7);
      expect(after.units).toBeGreaterThan(before.units);
    }));
});

describe('a lost answer in the middle of a turn', () => {
  const losses: readonly [string, ProxyFault][] = [
    ['the first write’s', { kind: 'answerLost' }],
    ['the first write’s, which the service calls 408', { kind: 'answeredAs', status: 408 }],
  ];
  test.each(losses)('%s: the caller hears the prompt once and at once', (_which, fault) =>
    withCosmos(async (cosmos) => {
      const { bot, ports } = await connected(cosmos);
      cosmos.proxy.spoil('replace', fault);
      expect(await takeTurns(ports, aCallId, [tone('1', 1)])).toEqual({ kind: 'settled' });
      expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
      const document = await documentOf(cosmos);
      expect(document).toMatchObject({ outbox: [], inbox: [], call: { at: { step: 'account' } } });
      expect(document.lease).toBeUndefined();
    }),
  );

  test('the settling write’s: nothing is sent twice, then or by the sweep', () =>
    withCosmos(async (cosmos) => {
      const { bot, ports } = await connected(cosmos);
      cosmos.proxy.spoil('replace', { kind: 'late', ms: 0 }, { kind: 'answerLost' });
      await takeTurns(ports, aCallId, [tone('1', 1)]);
      const document = await documentOf(cosmos);
      expect(document.outbox).toEqual([]);
      expect(document.lease).toBeUndefined();
      await sweep(ports);
      expect(bot.kinds).toEqual(['cancelMedia', 'playPrompt']);
    }));

  test('a new call’s: it is answered once, by the instance that created it', () =>
    withCosmos(async (cosmos) => {
      const bot = new ABot(line());
      bot.now = cosmos.clock.now();
      cosmos.proxy.spoil('create', { kind: 'answerLost' });
      await takeTurns(portsOver(bot, cosmos), aCallId, [anArrival]);
      expect(bot.kinds).toEqual(['answer']);
      expect((await documentOf(cosmos)).lease).toBeUndefined();
    }));

  test('keys that another instance left meanwhile are played by the performer that lost the answer', () =>
    withCosmos(async (cosmos) => {
      const { bot, ports } = await connected(cosmos);
      const elsewhere = portsOver(bot, { store: cosmos.other });
      const leaveKeys = async () => {
        await takeTurns(elsewhere, aCallId, [tone('5', 3)]);
        await takeTurns(elsewhere, aCallId, [tone('4', 2)]);
      };
      cosmos.proxy.spoil('replace', { kind: 'answerLost', meanwhile: leaveKeys });
      await takeTurns(ports, aCallId, [tone('1', 1)]);
      const { call, inbox, outbox } = await documentOf(cosmos);
      expect(call.at).toMatchObject({ step: 'account', memory: { digits: '45' } });
      expect({ inbox, outbox }).toEqual({ inbox: [], outbox: [] });
    }));

  test('when the store cannot be asked either, the sender is told to come again, and the sweep finishes the turn', () =>
    withCosmos(async (cosmos) => {
      const { bot, ports } = await connected(cosmos);
      const impatient = { ...ports, limits: { ...ports.limits, turnBudgetMs: 0 } }; // The store has waited for long enough already.
      const outage = async () => cosmos.proxy.spoilAll({ kind: 'requestTorn' });
      cosmos.proxy.spoil('replace', { kind: 'answerLost', meanwhile: outage });
      await expect(takeTurns(impatient, aCallId, [tone('1', 1)])).rejects.toMatchObject({
        code: 'STORE_UNAVAILABLE',
        retryable: true,
      });
      expect(bot.kinds).toEqual([]);
      cosmos.proxy.spoilAll(undefined);
      bot.now += 10_000;
      cosmos.clock.advance(10_000);
      await sweep(ports);
      expect(bot.kinds).toContain('playPrompt');
      expect((await documentOf(cosmos)).call.at.step).toBe('account');
    }));
});

describe('the document', () => {
  test('stays under 8 KB whatever the caller does', () =>
    withCosmos(async (cosmos) => {
      const { ports } = await connected(cosmos);
      const keys: readonly Tone[] = ['1', '2', '*', '#', '9', '0'];
      for (let burst = 0; burst < 6; burst += 1) {
        // Twenty keys at a time, every other one out of order and twice.
        const events = Array.from({ length: 20 }, (_, n) =>
          tone(keys[(n + burst) % keys.length] ?? '1', burst * 40 + ((n * 7) % 40) + 1),
        );
        await takeTurns(ports, aCallId, [...events, ...events]);
      }
      const largest = Math.max(...cosmos.proxy.seen.filter(({ kind }) => kind === 'replace').map(({ bytes }) => bytes));
      expect(largest).toBeGreaterThan(500);
      expect(largest).toBeLessThan(8_192);
    }));

  test('stays under 8 KB while its performer is slow and the caller leans on the keypad', () =>
    withCosmos(async (cosmos) => {
      const { bot, ports } = await connected(cosmos);
      const lean = async () => {
        bot.answer = () => ({ kind: 'accepted' });
        for (let sequence = 2; sequence <= limits.inbox + 2; sequence += 1) {
          await takeTurns(ports, aCallId, [tone('5', sequence)]);
        }
      };
      bot.answer = async (command) => {
        if (command.kind === 'playPrompt') await lean();
        return { kind: 'accepted' };
      };
      await takeTurns(ports, aCallId, [tone('1', 1)]);
      const largest = Math.max(...cosmos.proxy.seen.filter(({ kind }) => kind === 'replace').map(({ bytes }) => bytes));
      expect(largest).toBeLessThan(8_192);
    }));

  test('of an ended call tells the service when to remove it; that of a live one does not', () =>
    withCosmos(async (cosmos) => {
      const { ports } = await connected(cosmos);
      expect(await rawTtl(cosmos)).toBeUndefined();
      await takeTurns(ports, aCallId, [ended]);
      const day = ports.limits.keepEndedMs / 1_000;
      const ttl = await rawTtl(cosmos);
      expect(ttl).toBeGreaterThanOrEqual(day);
      expect(ttl).toBeLessThan(day + 300);
    }));
});

/** The service's own member, which the store takes off. */
async function rawTtl({ proxy, database }: Spoilable): Promise<number | undefined> {
  const answer = await fetch(`${proxy.endpoint}/dbs/${database}/colls/calls/docs/${aCallId}`, {
    headers: { 'x-ms-documentdb-partitionkey': JSON.stringify([aCallId]) },
  });
  const item: { ttl?: number } = await answer.json();
  return item.ttl;
}
