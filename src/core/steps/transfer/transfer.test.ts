import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const transferFlow = (transfer: object = {}) =>
  aFlow({
    go: { type: 'transfer', to: 'support', ...transfer },
    busy: { type: 'hangup', outcome: 'wasBusy' },
    other: { type: 'menu', prompt: 'Press 1.', options: { '1': 'busy' } },
  });

const failed = (code: number, delivery?: string) =>
  ({
    kind: 'callStateChanged',
    callId: aCallId,
    state: 'established',
    result: { code, subcode: 7000 },
    ...(delivery ? { delivery } : {}),
  }) as const;

test('the announcement is heard before the caller is sent on', () => {
  const call = CoreCall.connected(transferFlow({ announce: 'One moment.' }));
  expect(call.decided).toEqual(['listenForTones', 'playPrompt']);
  call.mediaEnds();
  expect(call.turn.commands).toMatchObject([{ kind: 'transfer', target: { kind: 'applicationInstance' } }]);
});

test('an announcement that cannot be played does not keep the caller from the person', () => {
  const call = CoreCall.connected(transferFlow({ announce: 'One moment.' }));
  call.mediaEnds({ ended: 'failed', subcode: 8536 });
  expect(call.decided).toEqual(['transfer']);
});

test('a transfer that fails comes back to the flow and goes on', () => {
  const call = CoreCall.connected(transferFlow({ on: { failed: 'other' } }));
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'transferring' });
  call.take(failed(500));
  expect(call.at).toBe('other');
  expect(call.decided).toEqual(['playPrompt']);
});

test('busy and no answer have exits of their own, and fall back to failed', () => {
  const busy = CoreCall.connected(transferFlow({ on: { busy: 'busy', failed: 'other' } }));
  busy.take({ kind: 'callStateChanged', callId: aCallId, state: 'transferring' });
  busy.take(failed(486));
  expect(busy.at).toBe('busy');
  const nobody = CoreCall.connected(transferFlow({ on: { busy: 'busy', failed: 'other' } }));
  nobody.take({ kind: 'callStateChanged', callId: aCallId, state: 'transferAccepted' }, failed(480));
  expect(nobody.at).toBe('other');
});

test('a transfer that Graph refuses comes back at once', () => {
  const call = CoreCall.connected(transferFlow({ on: { failed: 'other' } }));
  const number = call.turn.commands.find((command) => command.kind === 'transfer')?.number ?? 0;
  call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'transfer', why: 'refused', code: '7505' });
  expect(call.at).toBe('other');
});

test('the same report of a failure, delivered again, does not fail the next transfer', () => {
  const flow = aFlow({
    first: { type: 'transfer', to: 'support', on: { failed: 'second' } },
    second: { type: 'transfer', to: 'reception', on: { failed: 'bye' } },
    bye: { type: 'hangup' },
  });
  const call = CoreCall.connected(flow);
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'transferring' }, failed(500, 'm-1'));
  expect(call.at).toBe('second');
  call.take(failed(500, 'm-1'));
  expect(call.at).toBe('second');
  call.take(failed(500, 'm-2'));
  expect(call.at).toBe('bye');
});

test('when nothing is heard of a transfer for its timeout, the flow goes on', () => {
  const call = CoreCall.connected(transferFlow({ timeout: '30s', on: { noAnswer: 'other' } }));
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'transferring' });
  call.passes(30_000);
  expect(call.at).toBe('other');
});

test('a lost report of a failure is found out by asking Graph', () => {
  const call = CoreCall.connected(transferFlow({ timeout: '30s', on: { failed: 'other' } }));
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'transferring' });
  call.now += 31_000;
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active', observed: true });
  expect(call.at).toBe('other');
});

test('each of the three reports of success ends the call as transferred', () => {
  for (const end of [
    { result: { code: 200, subcode: 7015 } },
    { result: { code: 0, subcode: 7015 } },
    { reason: 'AppTransferred' },
  ]) {
    const call = CoreCall.connected(transferFlow());
    call.take({ kind: 'callEnded', callId: aCallId, ...end });
    expect(call.call.end?.outcome).toBe('transferred');
  }
});
