import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const collectFlow = (collect: object = {}, sensitive = true) =>
  aFlow(
    {
      account: { type: 'collect', prompt: 'ask', minDigits: 4, maxDigits: 6, into: 'account', next: 'main', ...collect },
      main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye', '#': 'pound' } },
      bye: { type: 'hangup', prompt: 'You said ${vars.account}.' },
      pound: { type: 'hangup' },
      operator: { type: 'transfer', to: 'reception' },
    },
    {
      vars: { account: { type: 'string', sensitive } },
      defaults: { on: { maxAttempts: 'operator' }, keys: { '0': 'operator' } },
      prompts: { ask: { 'en-US': ['Your number, please.', 'Four to six digits.'] } },
    },
  );

test('digits are collected until the finish key, which ends the input at once', () => {
  const call = CoreCall.connected(collectFlow());
  call.presses('1234#');
  expect(call.at).toBe('main');
  expect(call.call.vars.account).toBe('1234');
  expect(call.call.keypad.waiting).toEqual([]);
});

test('each digit starts the silence between digits anew', () => {
  const call = CoreCall.connected(collectFlow({ interDigitTimeout: '2s' }));
  call.presses('1');
  expect(call.decided).toEqual(['cancelMedia', 'playPrompt']);
  expect(call.says).toBe('[2000 ms]');
  call.presses('2');
  expect(call.decided).toEqual(['cancelMedia', 'playPrompt']);
});

test('the end of the silence between digits completes the input', () => {
  const call = CoreCall.connected(collectFlow());
  call.presses('12345');
  call.mediaEnds();
  expect(call.call.vars.account).toBe('12345');
  expect(call.at).toBe('main');
});

test('the last digit ends the input and one pound behind it is swallowed', () => {
  const call = CoreCall.connected(collectFlow());
  call.presses('123456#');
  expect(call.at).toBe('main');
  call.presses('#');
  expect(call.at).toBe('pound');
});

test('too few digits are asked for again, and the third time leads to the operator', () => {
  const call = CoreCall.connected(collectFlow());
  call.presses('12#');
  expect(call.says).toMatch(/^Four to six digits/);
  call.mediaEnds();
  call.presses('1*');
  expect(call.at).toBe('operator');
});

test('global keys do not apply: a zero is a digit', () => {
  const call = CoreCall.connected(collectFlow());
  call.presses('0000#');
  expect(call.call.vars.account).toBe('0000');
});

test('digits that do not fit the pattern are a no-match', () => {
  const call = CoreCall.connected(collectFlow({ pattern: '9\\d{3,5}' }));
  call.presses('1234#');
  expect(call.at).toBe('account');
  call.presses('9234#');
  expect(call.at).toBe('main');
});

test('silence from the start is no input', () => {
  const call = CoreCall.connected(collectFlow());
  call.mediaEnds();
  expect(call.call.at.attempt).toBe(2);
  expect(call.says).toMatch(/^Four to six digits/);
});

test('digits typed ahead are taken without the prompt', () => {
  const call = new CoreCall(collectFlow());
  call.presses('12');
  call.take({ kind: 'callStateChanged', callId: call.call.id, state: 'established', audio: 'active' });
  expect(call.says).toBe('[3000 ms]');
  call.presses('34#');
  expect(call.call.vars.account).toBe('1234');
});

test('without barge-in digits count from the end of the prompt', () => {
  const call = CoreCall.connected(collectFlow({ bargeIn: false }));
  call.presses('12');
  expect(call.decided).toEqual([]);
  call.mediaEnds();
  call.presses('34#');
  expect(call.call.vars.account).toBe('1234');
});

test('a sensitive value is spoken to the caller, and hidden wherever what was said is shown', () => {
  const confirm = 'You entered ${vars.account}, on line ${call.line}. ${vars.account == "1234" ? "Good." : "Hm."}';
  const call = CoreCall.connected(collectFlow({ confirm }));
  call.presses('1234#');
  const prompts = call.commands.flatMap((command) => (command.kind === 'playPrompt' ? command.prompts : []));
  expect(prompts.findLast(({ kind }) => kind === 'speech')).toMatchObject({
    text: 'You entered 1234, on line main. Good.',
    shown: 'You entered ••••, on line main. ••••',
  });
  const open = CoreCall.connected(collectFlow({ confirm }, false));
  open.presses('1234#');
  expect(JSON.stringify(open.commands)).not.toContain('shown');
});

test('a confirmation reads the digits back: 1 accepts, 2 asks again', () => {
  const call = CoreCall.connected(
    collectFlow({ confirm: 'You entered ${vars.account}. Press 1 if that is right, 2 to try again.' }),
  );
  call.presses('1234#');
  expect(call.says).toMatch(/^You entered 1234\./);
  call.presses('2');
  expect(call.says).toMatch(/^Four to six digits/);
  call.presses('5678#1');
  expect(call.at).toBe('main');
  expect(call.call.vars.account).toBe('5678');
});

test('a sensitive value does not outlive the call', () => {
  const call = CoreCall.connected(collectFlow());
  call.presses('1234#');
  call.take({ kind: 'callEnded', callId: call.call.id });
  expect(JSON.stringify(call.call)).not.toContain('1234"');
  expect(call.call.vars.account).toBeUndefined();
});

test('a step that says sensitive is enough, whatever the declaration says', () => {
  for (const [collect, kept] of [
    [{ sensitive: true }, undefined],
    [{}, '1234'],
  ] as const) {
    const call = CoreCall.connected(collectFlow(collect, false));
    call.presses('1234#');
    call.take({ kind: 'callEnded', callId: call.call.id });
    expect(call.call.vars.account).toBe(kept);
  }
});

test('a pattern that could run long is a finding, not a slow call', () => {
  expect(() => collectFlow({ pattern: '(\\d+)+' })).toThrow(/pattern/);
});
