import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { takeOver } from './take-over.ts';

const flow = aFlow({
  desk: { type: 'transfer', to: 'reception', on: { failed: 'bye' } },
  bye: { type: 'hangup', prompt: 'Goodbye.' },
});

/** Somebody takes over a transfer of which nobody knows whether Graph has it, after a report of this state. */
function takenOver(reported?: 'transferring') {
  const call = CoreCall.connected(flow);
  const unproven = call.turn.commands.filter(({ kind }) => kind === 'transfer');
  expect(unproven).toHaveLength(1);
  if (reported !== undefined) call.take({ kind: 'callStateChanged', callId: call.call.id, state: reported });
  const turn = takeOver(flow, { ...call.turn, commands: [] }, unproven, call.now);
  return { sent: turn.commands.map(({ kind }) => kind), wakesInMs: turn.call.wakeAt - call.now };
}

test('a transfer of which nothing was heard is sent again', () => {
  expect(takenOver().sent).toEqual(['transfer']);
});

test('one that seems to be under way is not, and Graph is asked soon: the report may be of an earlier one', () => {
  const { sent, wakesInMs } = takenOver('transferring');
  expect(sent).toEqual([]);
  expect(wakesInMs).toBeLessThanOrEqual(3_000);
});
