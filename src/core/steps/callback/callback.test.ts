import { anArrival } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import type { Party } from '../../call/party.ts';
import { beginCall } from '../../flow/play/begin-call.ts';
import { play } from '../../flow/play/play.ts';

const minute = 60_000;
const now = 1_000_000;
const phone: Party = { kind: 'phone', number: '+441632960123' };

function asked(step: object, caller: Party = phone) {
  const flow = aFlow(
    {
      later: { type: 'callback', flow: 'other', next: 'busy', on: { failed: 'no', error: 'no' }, ...step },
      busy: { type: 'reject', reason: 'busy' },
      no: { type: 'reject', reason: 'forbidden' },
    },
    { vars: { what: { type: 'string', initial: 'a bill' }, who: { type: 'string', initial: 'plumber' } } },
  );
  const arrival = { ...anArrival, caller };
  return play(flow, beginCall(flow, 'main', arrival, now), [arrival], now);
}

test('the caller is called back in the window, with the variables, and the call goes on at once', () => {
  const { commands, call } = asked({ variables: { about: 'vars.what' }, window: { after: '10m', before: '2h' } });
  expect(commands[0]).toMatchObject({
    kind: 'askCallBack',
    to: phone,
    flow: 'other',
    vars: { about: 'a bill' },
    notBefore: now + 10 * minute,
    notAfter: now + 120 * minute,
  });
  expect(call.at.step).toBe('busy');
});

test('a contact can be called instead', () => {
  expect(asked({ number: 'vars.who' }).commands[0]).toMatchObject({ to: { kind: 'phone', number: '+441632960111' } });
});

test.each([
  ['a withheld number', {}, { kind: 'unknown' }],
  ['a number that nobody can read', { number: 'vars.what' }, phone],
  ['a window that ends before it begins', { window: { after: '2h', before: '1h' } }, phone],
] as const)('%s leads on by failed', (_, step, caller) => {
  expect(asked(step, caller)).toMatchObject({ call: { at: { step: 'no' } }, commands: [{ kind: 'reject' }] });
});
