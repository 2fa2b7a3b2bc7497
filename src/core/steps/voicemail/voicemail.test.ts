import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

test('before the call is answered the mailbox gets it by redirect, after that by transfer', () => {
  const before = new CoreCall(aFlow({ box: { type: 'voicemail', box: 'frontDesk' } }));
  expect(before.turn.commands).toMatchObject([{ kind: 'redirect', targets: [{ kind: 'voicemail' }] }]);
  const after = CoreCall.connected(
    aFlow({ hi: { type: 'play', prompt: 'Hi there.', next: 'box' }, box: { type: 'voicemail', box: 'frontDesk' } }),
  );
  after.mediaEnds();
  expect(after.turn.commands).toMatchObject([{ kind: 'transfer', target: { kind: 'voicemail' } }]);
});

test("a person's name will do: it is that person's mailbox", () => {
  const call = new CoreCall(aFlow({ box: { type: 'voicemail', box: 'reception' } }));
  expect(call.turn.commands).toMatchObject([{ kind: 'redirect', targets: [{ kind: 'voicemail' }] }]);
});

test('a message that we take is kept, with the people who are to be told', () => {
  const call = CoreCall.connected(
    aFlow({
      take: { type: 'voicemail', record: { prompt: 'After the tone, please.' }, notify: ['reception'], next: 'bye' },
      bye: { type: 'hangup' },
    }),
  );
  call.mediaEnds();
  call.mediaEnds({ recorded: true });
  expect(call.turn.commands).toMatchObject([{ kind: 'keepRecording', notify: ['reception'] }, { kind: 'hangUp' }]);
});

test('a mailbox that cannot be reached is not the end of the flow', () => {
  const call = CoreCall.connected(
    aFlow({
      hi: { type: 'play', prompt: 'Hi there.', next: 'box' },
      box: { type: 'voicemail', box: 'frontDesk', on: { failed: 'bye' } },
      bye: { type: 'hangup' },
    }),
  );
  call.mediaEnds();
  const number = call.turn.commands[0]?.number ?? 0;
  call.take({ kind: 'commandFailed', callId: call.call.id, number, command: 'transfer', why: 'refused', code: '400' });
  expect(call.at).toBe('bye');
});
