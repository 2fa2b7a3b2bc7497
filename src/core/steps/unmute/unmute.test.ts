import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const flow = aFlow({ quiet: { type: 'unmute', next: 'bye' }, bye: { type: 'hangup', prompt: 'Goodbye.' } });

/** In a call with several people. */
function together(): CoreCall {
  const call = new CoreCall(flow);
  call.call = { ...call.call, multiparty: true };
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' });
  return call;
}

test('it is asked of Graph, and goes on when that is done', () => {
  const call = together();
  expect([call.at, call.commands.at(-1)?.kind]).toEqual(['quiet', 'unmute']);
  const number = call.commands.at(-1)?.number ?? 0;
  call.take({ kind: 'commandAnswered', callId: aCallId, number, answer: { kind: 'operation', ended: 'completed' } });
  expect(call.at).toBe('bye');
});

test('nobody is lost when it is refused, or no answer comes', () => {
  const refused = together();
  const number = refused.commands.at(-1)?.number ?? 0;
  refused.take({ kind: 'commandFailed', callId: aCallId, number, command: 'unmute', why: 'refused', code: '7504' });
  expect(refused.at).toBe('bye');
  const silent = together();
  silent.passes(10_000);
  expect(silent.at).toBe('bye');
});

test('between one caller and the bot there is nothing to ask', () => {
  const call = CoreCall.connected(flow);
  expect(call.at).toBe('bye');
  expect(call.commands.map(({ kind }) => kind)).not.toContain('unmute');
});
