import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

test('several people ring together, for as long as the flow says', () => {
  const call = new CoreCall(aFlow({ ring: { type: 'redirect', to: ['reception', 'plumber'], timeout: '40s' } }));
  expect(call.turn.commands).toMatchObject([
    { kind: 'redirect', timeoutMs: 40_000, targets: [{ kind: 'user' }, { kind: 'phone' }] },
  ]);
  call.take({ kind: 'callEnded', callId: call.call.id });
  expect(call.call.end?.outcome).toBe('redirected');
});

test('a redirect that Graph refuses leaves the caller with the flow, which answers', () => {
  const call = new CoreCall(
    aFlow({
      ring: { type: 'redirect', to: 'reception', on: { failed: 'bye' } },
      bye: { type: 'hangup', prompt: 'Sorry, goodbye.' },
    }),
  );
  call.take({
    kind: 'commandFailed',
    callId: call.call.id,
    number: call.turn.commands[0]?.number ?? 0,
    command: 'redirect',
    why: 'refused',
    code: '7505',
  });
  expect(call.decided).toEqual(['answer']);
  call.take({ kind: 'callStateChanged', callId: call.call.id, audio: 'active' });
  expect(call.says).toBe('Sorry, goodbye.');
});

test('a call that is answered already cannot be redirected, and takes the failed exit', () => {
  const call = CoreCall.connected(
    aFlow({
      hi: { type: 'play', prompt: 'Hi there.', next: 'ring' },
      ring: { type: 'redirect', to: 'reception', on: { failed: 'bye' } },
      bye: { type: 'hangup' },
    }),
  );
  call.mediaEnds();
  expect(call.at).toBe('bye');
});
