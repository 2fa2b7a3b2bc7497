import type { PersonLeg } from '../../simulator/graph/people/person-leg.ts';
import type { MemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { Fault } from '../../src/core/call/fault.ts';
import { aCampaignBot, aPerson, type CampaignRehearsal, london, minute } from '../support/a-campaign.ts';

let bot: CampaignRehearsal;

/** Telephones that are picked up when they ring, and what rang. */
function pickedUp(count: number) {
  const rang: { readonly person: number; readonly at: number }[] = [];
  const legs: PersonLeg[] = [];
  let most = 0;
  for (let person = 1; person <= count; person += 1) {
    bot.graph.connectTelephone(london(person), (leg) => {
      rang.push({ person, at: bot.clock.now() });
      legs.push(leg);
      most = Math.max(most, legs.filter(({ state }) => state !== 'ended').length);
      bot.clock.schedule(bot.clock.now() + 2_000, () => leg.accept());
    });
  }
  return { rang, mostAtOnce: () => most };
}

const people = (count: number) => Array.from({ length: count }, (_, index) => aPerson(london(index + 1), `p${index + 1}`));

test('never more calls at once than was said, never faster than was said, and in the order of the list', async () => {
  bot = await aCampaignBot();
  const phones = pickedUp(9);
  const id = await bot.begin(people(9), { pace: { callsPerMinute: 30, atOnce: 3 } });
  await bot.clock.advance(10 * minute);
  expect((await bot.ask('GET', `campaigns/${id}`)).body).toMatchObject({ state: 'ended', people: { done: 9 } });
  expect(phones.rang.map(({ person }) => person)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  expect(phones.mostAtOnce()).toBe(3);
  const gaps = phones.rang.slice(1).map(({ at }, index) => at - (phones.rang[index]?.at ?? 0));
  // The local timer that empties the queue comes every five seconds here, so single calls may bunch up; over all they do not.
  const [first, last] = [phones.rang[0]?.at ?? 0, phones.rang.at(-1)?.at ?? 0];
  expect(last - first).toBeGreaterThanOrEqual(8 * 2_000 - 5_000);
  expect(gaps.length).toBe(8);
});

test('three instances whose timers ring at the same moment call each person once', async () => {
  bot = await aCampaignBot();
  const phones = pickedUp(8);
  const id = await bot.begin(people(8), { pace: { callsPerMinute: 300, atOnce: 4 } });
  for (let round = 0; round < 60; round += 1) {
    await bot.clock.track('three instances', async () => {
      await Promise.all([bot.bot.work(), bot.bot.work(), bot.bot.work()]);
    });
    await bot.clock.advance(5_000);
  }
  expect((await bot.ask('GET', `campaigns/${id}`)).body).toMatchObject({ state: 'ended', people: { done: 8 } });
  expect(phones.rang.map(({ person }) => person).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(phones.mostAtOnce()).toBe(4);
});

/** A store that dies at one write, before it or after it, and is there again a while later. */
function dying(store: MemoryStore, death: { writesLeft: number; after: boolean }, now: () => number): MemoryStore {
  let deadUntil = 0;
  const write =
    <Arguments extends readonly unknown[], Result>(work: (...given: Arguments) => Promise<Result>) =>
    async (...given: Arguments): Promise<Result> => {
      const dead = new Fault('STORE_UNAVAILABLE', 'The process has died.', { retryable: true });
      if (now() < deadUntil) throw dead;
      death.writesLeft -= 1;
      if (death.writesLeft !== 0) return work(...given);
      deadUntil = now() + 1;
      if (death.after) await work(...given);
      throw dead;
    };
  const { register, ledger, queue } = store;
  return {
    ...store,
    register: { ...register, put: write((...given) => register.put(...given)) },
    ledger: { ...ledger, put: write((...given) => ledger.put(...given)) },
    queue: { ...queue, add: write((...given) => queue.add(...given)) },
  };
}

const deaths = Array.from({ length: 20 }, (_, index) => index + 1).flatMap((write) => [
  [write, 'before'] as const,
  [write, 'after'] as const,
]);

test.each(deaths)(
  'whoever dies at write %s of a campaign, %s it was made, has called nobody twice and forgotten nobody',
  async (write, when) => {
    const death = { writesLeft: 0, after: when === 'after' };
    bot = await aCampaignBot({ wrapStore: (store) => dying(store, death, () => bot?.clock.now() ?? 0) });
    const phones = pickedUp(2);
    const id = await bot.begin(people(2), { retries: { attempts: 1 } });
    death.writesLeft = write;
    await bot.clock.advance(8 * minute);
    expect(death.writesLeft).toBeLessThanOrEqual(0); // It has come to that write.
    // Of one who died while Graph was asked nobody knows whether the telephone has rung: it is told, and not tried again (ADR 20).
    const rang = phones.rang.map(({ person }) => person).sort();
    expect(rang).toEqual([...new Set(rang)]);
    const outcomeOf = (person: number) => (rang.includes(person) ? 'unheard 1' : 'failed 1');
    expect(await bot.resultsOf(id)).toEqual({ p1: outcomeOf(1), p2: outcomeOf(2) });
    expect(rang.length).toBeGreaterThanOrEqual(1);
  },
);
