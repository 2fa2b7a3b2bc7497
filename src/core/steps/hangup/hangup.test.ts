import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

test('last words are heard to their end before the line is cut, whatever the caller presses', () => {
  const call = CoreCall.connected(aFlow({ bye: { type: 'hangup', prompt: 'Goodbye.', outcome: 'served' } }));
  call.presses('1');
  expect(call.decided).toEqual([]);
  call.mediaEnds();
  expect(call.decided).toEqual(['hangUp']);
  call.take({ kind: 'callEnded', callId: call.call.id });
  expect(call.call.end?.outcome).toBe('served');
});

test("words that cannot be played are replaced by the engine's own, and if these fail too the call ends all the same", () => {
  const call = CoreCall.connected(aFlow({ bye: { type: 'hangup', prompt: 'Goodbye.' } }));
  call.mediaEnds({ ended: 'failed', subcode: 8535 });
  expect(call.says).toMatch(/something went wrong/);
  call.mediaEnds({ ended: 'failed', subcode: 8535 });
  expect(call.decided).toEqual(['hangUp']);
});
