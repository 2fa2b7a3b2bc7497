import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

test('numbers, texts and expressions become values, and later steps see them', () => {
  const call = new CoreCall(
    aFlow(
      {
        first: { type: 'set', vars: { tries: 2, vip: true, greeting: "'Hello ' + call.caller.name" }, next: 'second' },
        second: { type: 'set', vars: { tries: 'vars.tries + 1' }, next: 'which' },
        which: { type: 'branch', cases: [{ when: 'vars.tries >= 3 && vars.vip', next: 'good' }], else: 'bad' },
        good: { type: 'reject', reason: 'busy' },
        bad: { type: 'reject' },
      },
      { vars: { tries: { type: 'number' }, vip: { type: 'boolean' }, greeting: { type: 'string' } } },
    ),
  );
  expect(call.call.vars).toMatchObject({ tries: 3, vip: true, greeting: 'Hello Ada Example' });
  expect(call.at).toBe('good');
});

test('a text without end cannot make the call document grow without end', () => {
  const doubling = Object.fromEntries(
    Array.from({ length: 12 }, (_, index) => [
      `s${index}`,
      {
        type: 'set',
        vars: { text: index === 0 ? "'0123456789'" : 'vars.text + vars.text' },
        next: index === 11 ? 'end' : `s${index + 1}`,
      },
    ]),
  );
  const flow = aFlow({ ...doubling, end: { type: 'reject' } }, { vars: { text: { type: 'string' } } });
  const { text } = new CoreCall(flow).call.vars;
  expect(typeof text === 'string' ? text.length : text).toBe(1_000);
});
