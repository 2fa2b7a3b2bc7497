import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { limits } from '../../call/call.ts';
import type { RosterChanged } from '../../call/call-event.ts';

const flow = aFlow(
  { music: { type: 'hold', prompt: 'Please stay.', for: '1h', next: 'bye' }, bye: { type: 'hangup' } },
  { defaults: { whenAlone: '20s' } },
);
const person = (id: string) => ({ id, kind: 'user' as const, who: `user-${id}` });
const whole = (...ids: readonly string[]): RosterChanged => ({
  kind: 'rosterChanged',
  full: true,
  others: ids.length,
  people: ids.map(person),
});
const changes = (sequence: number, came: readonly string[], gone: readonly string[] = []): RosterChanged => ({
  kind: 'rosterChanged',
  full: false,
  others: came.length,
  people: came.map(person),
  gone,
  sequence,
});
function told(...rosters: readonly RosterChanged[]): CoreCall {
  const call = CoreCall.connected(flow);
  for (const roster of rosters) call.take({ callId: aCallId, ...roster });
  return call;
}
const ids = (call: CoreCall) => call.call.roster?.people.map(({ id }) => id);

test('who is missing from a whole roster has left', () => {
  const call = told(whole('a', 'b'), whole('b'));
  expect([ids(call), call.call.roster?.others]).toEqual([['b'], 1]);
});

test('changes are added and taken away, and stale ones are ignored', () => {
  const call = told(whole('a', 'b'), changes(2, ['c'], ['a']), changes(1, ['a']), changes(2, [], ['c']));
  expect([ids(call), call.call.roster?.others]).toEqual([['b', 'c'], 2]);
  expect(call.turn.changed).toBe(false);
});

test('a large meeting is counted, and does not fill the document', () => {
  const many = Array.from({ length: 300 }, (_, index) => String(index));
  const call = told({ ...whole(...many) });
  expect([call.call.roster?.others, ids(call)?.length]).toEqual([300, limits.roster]);
  call.take({ callId: aCallId, ...changes(5, [], ['250', '3']) });
  expect([call.call.roster?.others, ids(call)?.length]).toEqual([298, limits.roster - 1]);
});

test('the bot leaves when it has been alone for as long as the flow says', () => {
  const call = told(whole('a'), whole());
  call.passes(19_000);
  expect(call.call.outcome).toBeUndefined();
  call.passes(1_000);
  expect([call.decided, call.call.outcome]).toEqual([['cancelMedia', 'hangUp'], 'alone']);
});

test('somebody who comes back in time keeps the bot', () => {
  const call = told(whole('a'), whole());
  call.passes(10_000);
  call.take({ callId: aCallId, ...whole('a') });
  call.passes(60_000);
  expect([call.call.outcome, call.call.aloneUntil]).toEqual([undefined, undefined]);
});

test('where nobody has been yet, the bot waits for minutes', () => {
  const call = told(whole());
  call.passes(4 * 60_000);
  expect(call.call.outcome).toBeUndefined();
  call.passes(60_000);
  expect(call.call.outcome).toBe('alone');
});
