import { adaId, toyBot } from '../testing/toy-bot.ts';
import { Desk } from './desk.ts';

/** Whether a call to Ada rings at a telephone, instead of being answered by whoever behaves as Ada. */
async function ringsAtDesk(desk: Desk, bot: ReturnType<typeof toyBot>): Promise<boolean> {
  await bot.create({ targets: [{ identity: { user: { id: adaId } } }] });
  await bot.clock.advance(1_000);
  return desk.ringingAt(adaId).length > 0;
}

test('a page that changes its stream is not away in between', async () => {
  const bot = toyBot();
  const desk = new Desk(bot.graph, bot.clock);
  desk.watch(adaId, () => {})();
  await bot.clock.advance(1_500);
  desk.watch(adaId, () => {});
  await bot.clock.advance(1_500);
  expect(await ringsAtDesk(desk, bot)).toBe(true);
});

test('a window that stays closed is no telephone any more', async () => {
  const bot = toyBot();
  const desk = new Desk(bot.graph, bot.clock);
  desk.watch(adaId, () => {})();
  await bot.clock.advance(2_500);
  expect(await ringsAtDesk(desk, bot)).toBe(false);
});

test('a page that comes back while a call rings sees it', async () => {
  const bot = toyBot();
  const desk = new Desk(bot.graph, bot.clock);
  const closes = desk.watch(adaId, () => {});
  expect(await ringsAtDesk(desk, bot)).toBe(true);
  closes();
  await bot.clock.advance(10_000);
  desk.watch(adaId, () => {});
  expect(desk.ringingAt(adaId)).toHaveLength(1);
});

test('two windows of one person ring together, and both fall silent when one picks up', async () => {
  const bot = toyBot();
  const desk = new Desk(bot.graph, bot.clock);
  const news: string[] = [];
  desk.watch(adaId, () => news.push(`first ${desk.ringingAt(adaId).length}`));
  desk.watch(adaId.toUpperCase(), () => news.push(`second ${desk.ringingAt(adaId).length}`));
  expect(await ringsAtDesk(desk, bot)).toBe(true);
  const [call] = desk.ringingAt(adaId);
  desk.leg(call?.callId ?? '')?.accept();
  await bot.clock.advance(1_000);
  expect(news).toEqual(['first 1', 'second 1', 'first 0', 'second 0']);
});

test('a call that the bot gives up stops ringing at the desk', async () => {
  const bot = toyBot();
  const desk = new Desk(bot.graph, bot.clock);
  desk.watch(adaId, () => {});
  expect(await ringsAtDesk(desk, bot)).toBe(true);
  await bot.clock.advance(120_000);
  expect(desk.ringingAt(adaId)).toEqual([]);
});
