import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow, contacts } from '../../../../test/support/a-flow.ts';
import { type CallId, readCallId } from '../../call/ids.ts';
import type { LegNews } from '../../call/leg.ts';

const legId = readCallId('00000000-0000-4000-8000-000000000009') as CallId; // A GUID is a call id.

const consulting = (more: object = {}): CoreCall =>
  CoreCall.connected(
    aFlow({
      go: {
        type: 'transfer',
        to: 'reception',
        mode: 'consultative',
        timeout: '20s',
        on: { busy: 'busy', noAnswer: 'nobody', failed: 'sorry' },
        ...more,
      },
      busy: { type: 'hangup', prompt: 'They are busy.' },
      nobody: { type: 'hangup', prompt: 'Nobody is there.' },
      sorry: { type: 'hangup', prompt: 'Sorry.' },
    }),
  );

/** The person's call tells how far it has come. */
function news(call: CoreCall, state: LegNews['state'], more: Partial<LegNews> = {}): void {
  const leg = call.call.legs?.at(-1);
  if (leg === undefined) throw new Error('nobody is rung');
  call.take({ kind: 'legNews', callId: aCallId, leg: leg.number, from: legId, state, ...more });
}

const sent = (call: CoreCall, kind: string) => call.commands.filter((command) => command.kind === kind);

test('the caller hears the announcement, then waiting words, while the person is rung and asked', () => {
  const call = consulting({ announce: 'I ask the reception.', whileWaiting: 'One moment.', whisper: 'A caller for you.' });
  expect(call.says).toContain('I ask the reception.');
  expect(call.call.legs).toMatchObject([
    {
      mark: 'reception',
      plan: { target: contacts.reception, ringMs: 20_000, memory: { ask: true, whisper: 'A caller for you.' } },
    },
  ]);
  call.mediaEnds();
  expect(call.says).toContain('One moment.');
  expect(sent(call, 'transfer')).toEqual([]);
});

test('whoever takes the call gets the caller, in place of our call with them', () => {
  const call = consulting();
  news(call, 'placed');
  news(call, 'connected');
  news(call, 'accepted');
  expect(sent(call, 'transfer')).toMatchObject([{ target: contacts.reception, replacesCallId: legId }]);
  call.take({ kind: 'callEnded', callId: aCallId, result: { code: 200, subcode: 7015 } });
  expect(call.call.end?.outcome).toBe('transferred');
});

test.each<readonly [string, LegNews['state'], Partial<LegNews>, string]>([
  ['declines with a key', 'declined', {}, 'nobody'],
  ['turns the ringing away', 'ended', { outcome: 'declined' }, 'nobody'],
  ['is busy', 'ended', { outcome: 'busy' }, 'busy'],
  ['does not answer', 'ended', { outcome: 'noAnswer' }, 'nobody'],
  ['cannot be reached', 'ended', { outcome: 'notReached', result: { code: 404, subcode: 0 } }, 'sorry'],
])('a person who %s has never had the caller, who goes on in the flow', (_what, state, more, step) => {
  const call = consulting();
  news(call, 'placed');
  news(call, state, more);
  expect([call.at, sent(call, 'transfer')]).toEqual([step, []]);
});

test('a person who is neither there nor gone is let go after the timeout', () => {
  const call = consulting();
  news(call, 'placed');
  call.mediaEnds();
  call.passes(28_000);
  call.passes(1);
  expect(call.at).toBe('nobody');
  expect(sent(call, 'tellCall')).toMatchObject([{ to: legId }]);
});

test('when the two cannot be joined, the caller is back with the flow and the person is let go', () => {
  const call = consulting();
  news(call, 'connected');
  news(call, 'accepted');
  const number = sent(call, 'transfer')[0]?.number ?? 0;
  call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'transfer', why: 'refused', code: '7505' });
  expect(call.at).toBe('sorry');
  expect(sent(call, 'tellCall')).toMatchObject([{ to: legId }]);
});

test('a call that Graph refuses to place leads on at once; one of which nobody knows is waited for', () => {
  const refused = consulting();
  const number = sent(refused, 'placeCall')[0]?.number ?? 0;
  refused.take({ kind: 'commandFailed', callId: aCallId, number, command: 'placeCall', why: 'refused', code: '7505' });
  expect(refused.at).toBe('sorry');
  const unclear = consulting();
  unclear.take({ kind: 'commandFailed', callId: aCallId, number, command: 'placeCall', why: 'unclear', code: '500' });
  expect(unclear.at).toBe('go');
  news(unclear, 'accepted');
  expect(sent(unclear, 'transfer')).toHaveLength(1);
});

test('keys that the caller presses meanwhile are not taken for an answer to what comes next', () => {
  const call = consulting();
  call.presses('1');
  expect([call.at, call.call.keypad.waiting]).toEqual(['go', []]);
});

test('without `screen` whatever answers gets the caller', () => {
  expect(consulting({ screen: false }).call.legs).toMatchObject([{ plan: { memory: { ask: false } } }]);
});
