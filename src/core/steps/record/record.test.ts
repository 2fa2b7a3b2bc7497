import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const recordFlow = (record: object = {}) =>
  aFlow(
    {
      say: { type: 'record', prompt: 'Say your name.', maxLength: '20s', into: 'name', next: 'main', ...record },
      main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye', '#': 'pound' } },
      bye: { type: 'hangup' },
      pound: { type: 'hangup' },
      quiet: { type: 'hangup' },
    },
    { vars: { name: { type: 'string' } } },
  );

test('the recording is queued right behind its prompt', () => {
  const call = CoreCall.connected(recordFlow());
  expect(call.decided).toEqual(['listenForTones', 'playPrompt', 'recordCaller']);
  expect(call.turn.commands.at(-1)).toMatchObject({ maxLengthMs: 20_000, stopTones: ['#'], beep: true });
});

test('a finished recording is kept by the work queue and named in the variable', () => {
  const call = CoreCall.connected(recordFlow());
  call.mediaEnds();
  call.mediaEnds({ recorded: true, subcode: 8515 });
  expect(call.decided).toEqual(['keepRecording', 'playPrompt']);
  expect(call.call.vars.name).toMatch(/^[a-z0-9.-]+$/i);
  expect(call.at).toBe('main');
});

test('a key skips the prompt and begins the recording', () => {
  const call = CoreCall.connected(recordFlow());
  call.presses('5');
  expect(call.decided).toEqual(['cancelMedia', 'recordCaller']);
  expect(call.call.keypad.waiting).toEqual([]);
});

test('the key that ends the recording is not taken for a choice in the next menu, whichever report comes first', () => {
  const toneLate = CoreCall.connected(recordFlow());
  toneLate.mediaEnds();
  toneLate.mediaEnds({ recorded: true, subcode: 8514 });
  toneLate.presses('#');
  expect(toneLate.at).toBe('main');
  const toneFirst = CoreCall.connected(recordFlow());
  toneFirst.mediaEnds();
  toneFirst.presses('#');
  toneFirst.mediaEnds({ recorded: true, subcode: 8514 });
  expect(toneFirst.at).toBe('main');
  toneFirst.presses('#');
  expect(toneFirst.at).toBe('pound');
});

test('a caller who says nothing takes the silence exit, or goes on where there is none', () => {
  const call = CoreCall.connected(recordFlow({ on: { silence: 'quiet' } }));
  call.mediaEnds();
  call.mediaEnds({ ended: 'failed', subcode: 8510 });
  expect(call.at).toBe('quiet');
  const plain = CoreCall.connected(recordFlow());
  plain.mediaEnds();
  plain.mediaEnds({ ended: 'failed', subcode: 8510 });
  expect(plain.at).toBe('main');
});

test('a recording that is not to be kept is not stored', () => {
  const call = CoreCall.connected(recordFlow({ keep: false }));
  call.mediaEnds();
  call.mediaEnds({ recorded: true });
  expect(call.decided).toEqual(['playPrompt']);
});
