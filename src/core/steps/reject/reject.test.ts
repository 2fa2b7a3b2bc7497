import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

test('an unwanted call is turned away with its reason and without being answered', () => {
  const call = new CoreCall(aFlow({ no: { type: 'reject', reason: 'busy' } }));
  expect(call.turn.commands).toMatchObject([{ kind: 'reject', reason: 'busy' }]);
  call.take({ kind: 'callEnded', callId: call.call.id });
  expect(call.call.end?.outcome).toBe('rejected');
});

test('once the call is answered, rejecting it is hanging up', () => {
  const call = CoreCall.connected(aFlow({ hi: { type: 'play', prompt: 'Hi there.', next: 'no' }, no: { type: 'reject' } }));
  call.mediaEnds();
  expect(call.decided).toEqual(['hangUp']);
});
