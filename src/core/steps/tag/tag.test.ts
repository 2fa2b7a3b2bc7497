import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { recordOf } from '../../../app/record-of.ts';
import { limits } from '../../call/call.ts';

const bye = { type: 'hangup' };
const vars = { tier: { type: 'string', initial: 'gold' }, pin: { type: 'string', sensitive: true }, crm: { type: 'any' } };
const tagged = (labels?: object, rest: object = {}) =>
  aFlow({ tag: { type: 'tag', outcome: 'reachedSales', next: 'bye', ...(labels && { labels }) }, bye, ...rest }, { vars });

test('a milestone is kept with its labels, in the call and in its history', () => {
  const call = CoreCall.connected(tagged({ tier: 'vars.tier', language: 'call.language', kind: 'call.caller.kind' }));
  const expected = [{ step: 'tag', outcome: 'reachedSales', labels: { tier: 'gold', language: 'en-US', kind: 'user' } }];
  expect(call.call.tags).toEqual(expected);
  call.take({ kind: 'callEnded', callId: call.call.id });
  expect(recordOf(call.call)?.tags).toEqual(expected);
});

test('the last tag is the outcome of a hang-up that names none', () => {
  const outcome = (last: object) => {
    const call = CoreCall.connected(
      aFlow({
        first: { type: 'tag', outcome: 'reachedSales', next: 'second' },
        second: { type: 'tag', outcome: 'sold', next: 'bye' },
        bye: last,
      }),
    );
    call.take({ kind: 'callEnded', callId: call.call.id });
    return call.call.end?.outcome;
  };
  expect(outcome(bye)).toBe('sold');
  expect(outcome({ ...bye, outcome: 'own' })).toBe('own');
});

test('a label that cannot be worked out, or is no plain value, costs nothing but itself', () => {
  const call = CoreCall.connected(
    tagged({ visits: 'vars.crm.visits', all: 'vars.crm', long: "'x'.size() == 1", tier: 'vars.tier' }),
  );
  expect(call.call.tags).toEqual([{ step: 'tag', outcome: 'reachedSales', labels: { long: true, tier: 'gold' } }]);
});

test('the history is bounded, whatever a loop through tags does', () => {
  const flow = aFlow(
    {
      tag: { type: 'tag', outcome: 'again', labels: { text: 'vars.long' }, next: 'tag2' },
      tag2: { type: 'tag', outcome: 'andAgain', next: 'tag' },
    },
    { vars: { long: { type: 'string', initial: 'x'.repeat(900) } } },
  );
  const call = new CoreCall(flow);
  expect(call.call.tags?.length).toBeGreaterThan(5);
  expect(call.call.tags?.length).toBeLessThanOrEqual(limits.tags);
  expect(JSON.stringify(call.call.tags).length).toBeLessThanOrEqual(limits.tagsBytes);
});

test.each([
  ['vars.pin', 'vars.pin'],
  ["vars['pin']", 'vars.pin'],
  ['vars.tier + vars.pin', 'vars.pin'],
  ['call.caller.number', 'call.caller.number'],
  ["call.caller.name.startsWith('A')", 'call.caller.name'],
])('a label of %s is refused, because it would be kept after the call', (source, named) => {
  expect(() => tagged({ label: source })).toThrow(`"${named}" is the caller's`);
});

test('digits that a step marks as sensitive are refused as well', () => {
  const steps = {
    ask: { type: 'collect', prompt: 'Number?', into: 'tier', sensitive: true, next: 'tag' },
  };
  expect(() => tagged({ tier: 'vars.tier' }, steps)).toThrow(/"vars.tier" is the caller's/);
});

test('a milestone in a called flow is named by that flow, as in the path', () => {
  const called = {
    counting: {
      specVersion: 1,
      name: 'Counting',
      languages: ['en-US'],
      start: 'seen',
      steps: { seen: { type: 'tag', outcome: 'seen', next: 'end' }, end: { type: 'return' } },
    },
  };
  const flow = aFlow({ call: { type: 'subflow', flow: 'counting', next: 'bye' }, bye }, {}, { called });
  expect(new CoreCall(flow).call.tags).toEqual([{ step: 'counting/seen', outcome: 'seen' }]);
});
