import type { Exchange } from '../../../simulator/softphone-api.ts';
import { inShort } from '../../../src/core/call/explain/explain.ts';
import { endMeaning, meaningOf } from './meaning.ts';
import { isTrouble } from './wire-filter.ts';

const refused = (status: number, response: unknown): Exchange => ({
  direction: 'toGraph',
  title: 'answer',
  method: 'POST',
  path: '/v1.0/communications/calls/1/answer',
  status,
  response,
});
const told = (...resourceData: readonly unknown[]): Exchange => ({
  direction: 'toBot',
  title: 'call ended',
  method: 'POST',
  path: '/api/calls',
  status: 202,
  request: { value: resourceData.map((one) => ({ changeType: 'updated', resourceData: one })) },
});
const words = (exchange: Exchange) => {
  const meaning = meaningOf(exchange);
  return meaning && inShort(meaning.explained);
};
const entry = (exchange: Exchange) => ({ seq: 1, at: 0, exchange });

test.each([
  ['its own code', { error: { code: '7503', message: 'no' } }, 'Graph does not know the application as a calling bot (7503).'],
  [
    'a code inside the message',
    { error: { code: 'UnknownError', message: '{"errorCode":"7504"}' } },
    'A permission or its consent is missing in the tenant of the call (7504).',
  ],
])('a request that Graph refused with %s says what that means', (_what, body, sentence) => {
  expect(words(refused(403, body))).toBe(sentence);
});

test('a refusal without a code that anybody explains is explained by its status', () => {
  expect(words(refused(429, { error: { code: 'Whatever' } }))).toBe('Too many requests at once (http429).');
  expect(words(refused(404, 'no JSON'))).toContain('(http404).');
});

test('a call that ended with a fault says so in the row, among the trouble, and at the end of the call', () => {
  const ended = told({ state: 'terminated', resultInfo: { code: 408, subcode: 8537 } });
  expect(words(ended)).toBe('The call died because it was not kept alive (408/8537).');
  expect(meaningOf(ended)).toMatchObject({ isNotable: true, isEnd: true });
  expect(isTrouble(entry(ended))).toBe(true);
  expect(endMeaning([entry(ended)])?.code).toBe('408/8537');
});

test('a failed transfer is explained, whose subcode Graph spells in another way, and is nobody’s fault', () => {
  const failed = told({ state: 'established', resultInfo: { code: 500, subCode: 7000 } });
  expect(meaningOf(failed)).toMatchObject({ explained: { code: '500/7000' }, isNotable: true, isEnd: false });
  expect(isTrouble(entry(failed))).toBe(false);
});

test('an ordinary end is no news, but can be read', () => {
  const ended = told({ state: 'terminated', resultInfo: { code: 200, subcode: 4521 } });
  expect(meaningOf(ended)).toMatchObject({ explained: { code: '200/4521' }, isNotable: false });
  expect(endMeaning([entry(ended)])).toBeUndefined();
});

test('what went well, a prompt that a key cut short, and a roster say nothing', () => {
  expect(meaningOf(told({ status: 'completed', resultInfo: { code: 200, subcode: 0 } }))).toBeUndefined();
  expect(meaningOf(told({ status: 'failed', resultInfo: { code: 400, subcode: 8508 } }))?.isNotable).toBe(false);
  expect(meaningOf(told([{ id: 'somebody' }], { state: 'established', resultInfo: null }))).toBeUndefined();
  expect(meaningOf(refused(200, {}))).toBeUndefined();
});
