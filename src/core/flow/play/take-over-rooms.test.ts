import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { clientContext } from '../../call/ids.ts';
import { takeOver } from './take-over.ts';

/** Another performer takes over before anybody knows whether Graph took the last command. */
function takenOver(step: object) {
  const flow = aFlow({
    act: { next: 'bye', on: { failed: 'bye' }, ...step },
    bye: { type: 'hangup', prompt: 'Goodbye.' },
  });
  const call = new CoreCall(flow);
  call.call = { ...call.call, multiparty: true };
  call.take({ kind: 'callStateChanged', callId: call.call.id, state: 'established', audio: 'active' });
  const unproven = call.turn.commands.filter(({ kind }) => kind !== 'listenForTones');
  const turn = takeOver(flow, { ...call.turn, commands: [] }, unproven, call.now);
  return { at: turn.call.at.step, sent: turn.commands.map(({ kind }) => kind) };
}

test('what does no harm twice is asked again', () => {
  expect(takenOver({ type: 'participants', action: 'muteAll' })).toEqual({ at: 'act', sent: ['listParticipants'] });
});

test('somebody is removed again, and it is known to be again: whoever is gone by then has been removed', () => {
  const flow = aFlow({ main: { type: 'hangup' } });
  const call = new CoreCall(flow);
  const remove = { kind: 'removeParticipant', number: 9, context: clientContext(0, 9), participant: 'p-1' } as const;
  const { commands } = takeOver(flow, { ...call.turn, commands: [] }, [remove], call.now);
  expect(commands).toContainEqual({ ...remove, again: true });
});

test('nobody is rung twice: the step is told that nobody knows', () => {
  const { at, sent } = takenOver({ type: 'invite', people: ['reception', 'plumber'] });
  expect([at, sent]).toEqual(['bye', ['playPrompt']]);
});
