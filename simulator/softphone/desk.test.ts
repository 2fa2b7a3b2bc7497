import type { PersonLeg } from '../graph/people/person-leg.ts';
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

test('a telephone that nobody answers stops ringing, and its windows are told why', async () => {
  const bot = toyBot();
  const desk = new Desk(bot.graph, bot.clock);
  const stopped: (string | undefined)[] = [];
  desk.watch(adaId, (call) => stopped.push(call?.why));
  expect(await ringsAtDesk(desk, bot)).toBe(true);
  await bot.clock.advance(120_000);
  expect(desk.ringingAt(adaId)).toEqual([]);
  expect(stopped).toEqual([undefined, 'Nobody answered.']);
});

test.each([
  ['declined', (leg: PersonLeg) => leg.decline(), 'The call was declined.'],
  ['picked up', (leg: PersonLeg) => leg.accept(), 'It was answered in another window.'],
] as const)('a call that was %s in one window is explained to the other', async (_what, act, why) => {
  const bot = toyBot();
  const desk = new Desk(bot.graph, bot.clock);
  const stopped: unknown[] = [];
  desk.watch(adaId, () => {});
  desk.watch(adaId, (call) => call && stopped.push({ from: call.from, why: call.why }));
  await ringsAtDesk(desk, bot);
  const leg = desk.leg(desk.ringingAt(adaId)[0]?.callId ?? '');
  if (leg) act(leg);
  await bot.clock.advance(1_000);
  expect(stopped).toEqual([{ from: 'Example Bot', why }]);
});

test('a call that the caller gives up says so where it rang', async () => {
  const bot = toyBot();
  const desk = new Desk(bot.graph, bot.clock);
  const stopped: (string | undefined)[] = [];
  desk.watch(adaId, (call) => call && stopped.push(call.why));
  await ringsAtDesk(desk, bot);
  await bot.act('', undefined, { method: 'DELETE' });
  await bot.clock.advance(1_000);
  expect(stopped).toEqual(['The caller gave up.']);
});

describe('a window that is gone', () => {
  function inCall() {
    const bot = toyBot();
    const desk = new Desk(bot.graph, bot.clock);
    const leg = bot.graph.peopleSide.meet(adaId);
    return { bot, desk, leg };
  }

  test('hangs up when it stays away, so that nobody talks to an empty room', async () => {
    const { bot, desk, leg } = inCall();
    desk.attend(leg)();
    await bot.clock.advance(61_000);
    expect(leg.state).toBe('ended');
  });

  test('has not hung up when it comes back, nor while another one follows the same call', async () => {
    const { bot, desk, leg } = inCall();
    desk.attend(leg)();
    await bot.clock.advance(50_000);
    const leaves = desk.attend(leg);
    const also = desk.attend(leg);
    leaves();
    await bot.clock.advance(120_000);
    expect(leg.state).toBe('connected');
    also();
    await bot.clock.advance(61_000);
    expect(leg.state).toBe('ended');
  });

  test('of a call that nobody ever followed does not end it', async () => {
    const { bot, leg } = inCall();
    await bot.clock.advance(120_000);
    expect(leg.state).toBe('connected');
  });
});
