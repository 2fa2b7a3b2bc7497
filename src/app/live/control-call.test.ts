import { ABot } from '../../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../../test/support/a-call.ts';
import { aFlow } from '../../../test/support/a-flow.ts';
import { takeTurns } from '../take-turns.ts';
import { controlCall } from './control-call.ts';

async function aConnectedBot(): Promise<ABot> {
  const bot = new ABot(aFlow({ main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' } }, bye: { type: 'hangup' } }));
  await takeTurns(bot.ports(), aCallId, [anArrival]);
  await takeTurns(bot.ports(), aCallId, [{ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' }]);
  return bot;
}

const keepAlives = (bot: ABot): number => bot.kinds.filter((kind) => kind === 'keepAlive').length;

test('a wish from before there were marks of requests is answered as before, whatever is asked now', async () => {
  const bot = await aConnectedBot();
  const before = await controlCall(bot.ports(), aCallId, { key: 'order-17' }, { kind: 'keepAlive' });
  const now = await controlCall(bot.ports(), aCallId, { key: 'order-17', request: '0a1b2c3d' }, { kind: 'keepAlive' });
  expect(now).toEqual(before);
  expect(keepAlives(bot)).toBe(1);
});

test('of two different wishes that come at the same moment under one key, one is done and the other refused', async () => {
  const bot = await aConnectedBot();
  const both = await Promise.all([
    controlCall(bot.ports(), aCallId, { key: 'order-17', request: '0a1b2c3d' }, { kind: 'keepAlive' }),
    controlCall(bot.ports(), aCallId, { key: 'order-17', request: '4e5f6071' }, { kind: 'stopMedia' }),
  ]);
  expect(both.map(({ kind }) => kind).sort()).toEqual(['refused', 'taken']);
  expect(both).toContainEqual({ kind: 'refused', code: 'keyReused', place: 'Idempotency-Key' });
});
