import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const flowWith = (step: object) =>
  aFlow(
    {
      keys: { type: 'pressKeys', next: 'bye', on: { failed: 'sorry' }, ...step },
      sorry: { type: 'hangup', prompt: 'Sorry.' },
      bye: { type: 'hangup', prompt: 'Goodbye.' },
    },
    { vars: { room: { type: 'string', initial: '4711' }, empty: { type: 'string', initial: '' } } },
  );

/** What has been pressed and paused so far, in its order. */
function asked(call: CoreCall): readonly unknown[] {
  return call.commands.flatMap((command): readonly unknown[] => {
    if (command.kind === 'sendTones') return [command.tones.join('')];
    return command.kind === 'playPrompt' && command.prompts[0]?.kind === 'silence' ? [command.prompts[0].durationMs] : [];
  });
}

function pressed(call: CoreCall, ended: 'completed' | 'failed' = 'completed'): void {
  const number = call.commands.findLast(({ kind }) => kind === 'sendTones')?.number ?? 0;
  call.take({ kind: 'commandAnswered', callId: aCallId, number, answer: { kind: 'operation', ended } });
}

test('keys are pressed, with a pause for every comma, and then the flow goes on', () => {
  const call = CoreCall.connected(flowWith({ keys: '1,, 42#' }));
  expect(asked(call)).toEqual(['1']);
  pressed(call);
  expect(asked(call)).toEqual(['1', 4_000]);
  call.mediaEnds();
  expect(asked(call)).toEqual(['1', 4_000, '42#']);
  expect(call.at).toBe('keys');
  pressed(call);
  expect(call.at).toBe('bye');
});

test('a pause at the end is kept, so that what is said next is not lost on a menu that changes', () => {
  const call = CoreCall.connected(flowWith({ keys: '9,' }));
  pressed(call);
  expect([call.at, asked(call)]).toEqual(['keys', ['9', 2_000]]);
  call.mediaEnds();
  expect(call.at).toBe('bye');
});

test('an expression gives the keys, letters in any case, and `pause` is how far they are apart', () => {
  const call = CoreCall.connected(flowWith({ keys: "${vars.room + 'a#'}", pause: '1s' }));
  expect(call.commands.at(-1)).toMatchObject({ kind: 'sendTones', tones: ['4', '7', '1', '1', 'A', '#'], delayMs: 1_000 });
});

test.each([
  ['nothing', '${vars.empty}'],
  ['what are no keys', "${'call ' + vars.room}"],
  ['pauses alone', "${',,'}"],
  ['more than there is time for', "${'111111111111111111111111111111111111111111111111111111111111111'}"],
])('where an expression gives %s, nothing is pressed and the step fails', (_what, keys) => {
  const call = CoreCall.connected(flowWith({ keys }));
  expect([call.at, asked(call)]).toEqual(['sorry', []]);
});

test('keys that are refused, cancelled, unproven or never reported pressed lead on by `failed`', () => {
  const ways: readonly ((call: CoreCall, number: number) => void)[] = [
    (call, number) =>
      call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'sendTones', why: 'refused', code: '7504' }),
    (call, number) =>
      call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'sendTones', why: 'unclear', code: '500' }),
    (call) => pressed(call, 'failed'),
    (call) => call.passes(60_000),
  ];
  for (const goWrong of ways) {
    const call = CoreCall.connected(flowWith({ keys: '12' }));
    goWrong(call, call.commands.at(-1)?.number ?? 0);
    expect(call.at).toBe('sorry');
  }
});

test('whoever is there may press keys meanwhile: they wait for the step that asks for them', () => {
  const call = CoreCall.connected(flowWith({ keys: '12' }));
  call.presses('5');
  expect(call.at).toBe('keys');
  pressed(call);
  expect([call.at, call.call.keypad.waiting]).toEqual(['bye', ['5']]);
});
