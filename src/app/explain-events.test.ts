import { ABot } from '../../test/support/a-bot.ts';
import { aCallId, anArrival } from '../../test/support/a-call.ts';
import { aFlow } from '../../test/support/a-flow.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import type { Log } from '../ports/log.ts';
import { explainEvents } from './explain-events.ts';
import { takeTurns } from './take-turns.ts';

const flow = () => aFlow({ main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'main' } } });

/** A bot whose log is kept. */
function told(bot: ABot) {
  const lines: { readonly event: string; readonly fields: { readonly [name: string]: unknown } | undefined }[] = [];
  const keep: Log['info'] = (event, fields) => void lines.push({ event, fields });
  return { lines, ports: { ...bot.ports(), log: { debug: keep, info: keep, warn: keep, error: keep } } };
}

test('the line of the turn in which a call ends says why, in words and with the code', async () => {
  const { lines, ports } = told(new ABot(flow()));
  await takeTurns(ports, aCallId, [anArrival]);
  await takeTurns(ports, aCallId, [{ kind: 'callEnded', callId: aCallId, result: { code: 408, subcode: 8537 } }]);
  const last = lines.filter((line) => line.event === 'call.turn').at(-1);
  expect(last?.fields).toMatchObject({
    code: 408,
    subcode: 8537,
    why: ['The call died because it was not kept alive (408/8537).'],
  });
});

test('a refused command is told with what the code means', async () => {
  const bot = new ABot(flow());
  bot.answer = () => ({ kind: 'refused', code: '7504' });
  const { lines, ports } = told(bot);
  await takeTurns(ports, aCallId, [anArrival]);
  expect(lines.find((line) => line.event === 'call.commandFailed')?.fields).toEqual({
    callId: aCallId,
    command: 'answer',
    fix: expect.stringContaining('doctor --only consent'),
    outcome: 'refused',
    code: '7504',
    why: 'A permission or its consent is missing in the tenant of the call (7504).',
  });
});

const changed = (code: number, subcode: number): CallEvent => ({
  kind: 'callStateChanged',
  callId: aCallId,
  state: 'established',
  result: { code, subcode },
});

test('a failed transfer is told, ordinary results and our own cancelling are not', () => {
  expect(explainEvents([changed(500, 7000)], undefined)).toEqual([
    'The transfer failed, and the caller is still with the bot (500/7000).',
  ]);
  expect(explainEvents([changed(200, 0), changed(400, 8508)], undefined)).toEqual([]);
});

test('an end that comes as a word is told when it is known, and an unknown word is repeated to nobody', () => {
  const ended = (reason: string): CallEvent => ({ kind: 'callEnded', callId: aCallId, reason });
  expect(explainEvents([ended('AppTransferred')], undefined)).toEqual(['The transfer was completed (AppTransferred).']);
  expect(explainEvents([ended('Ada said goodbye')], undefined)).toEqual([]);
});
