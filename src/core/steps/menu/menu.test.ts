import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const menuFlow = (
  menu: object = {},
  defaults: object = { on: { maxAttempts: 'operator' }, keys: { '0': 'operator', '*': 'repeat', '#': 'back' } },
) =>
  aFlow(
    {
      main: { type: 'menu', prompt: 'ask', options: { '1': 'sales', '2': 'deeper' }, ...menu },
      deeper: { type: 'menu', prompt: 'Deeper.', options: { '1': 'sales', '0': 'sales' } },
      sales: { type: 'transfer', to: 'support' },
      operator: { type: 'transfer', to: 'reception' },
    },
    { defaults, prompts: { ask: { 'en-US': ['For sales press 1. For more press 2.', 'Press 1 or 2.', 'One or two?'] } } },
  );

test('a key during the prompt cuts it short and leads to its option', () => {
  const call = CoreCall.connected(menuFlow());
  call.presses('1');
  expect(call.decided).toEqual(['cancelMedia', 'transfer']);
  expect(call.at).toBe('sales');
});

test('silence is the clock: the prompt carries the timeout behind it, and its end is no input', () => {
  const call = CoreCall.connected(menuFlow({ timeout: '7s' }));
  expect(call.says).toBe('For sales press 1. For more press 2. [7000 ms]');
  call.mediaEnds();
  expect(call.says).toBe('Press 1 or 2. [7000 ms]');
  expect(call.call.at.attempt).toBe(2);
});

test('no input and no match count together, and the third miss leads to the operator', () => {
  const call = CoreCall.connected(menuFlow());
  call.mediaEnds();
  call.presses('9');
  expect(call.says).toMatch(/^One or two\?/);
  call.mediaEnds();
  expect(call.at).toBe('operator');
});

test('a wrong key throws away what was typed behind it', () => {
  const call = CoreCall.connected(menuFlow({ bargeIn: false }));
  call.presses('91');
  call.mediaEnds();
  expect(call.at).toBe('main');
  expect(call.call.at.attempt).toBe(2);
  expect(call.call.keypad.waiting).toEqual([]);
});

test('a global key leads to the operator, and an option of the same key beats it', () => {
  const call = CoreCall.connected(menuFlow());
  call.presses('0');
  expect(call.at).toBe('operator');
  const deeper = CoreCall.connected(menuFlow());
  deeper.presses('20');
  expect(deeper.at).toBe('sales');
});

test('star repeats the menu from its first words, and does not count as a miss', () => {
  const call = CoreCall.connected(menuFlow());
  call.mediaEnds();
  call.presses('*');
  expect(call.call.at.attempt).toBe(1);
  expect(call.says).toMatch(/^For sales press 1/);
});

test('pound goes back to the menu before, and repeats where there is none', () => {
  const call = CoreCall.connected(menuFlow());
  call.presses('2#');
  expect(call.at).toBe('main');
  call.presses('#');
  expect(call.at).toBe('main');
});

test('keys typed ahead choose through two menus without a word in between', () => {
  const call = new CoreCall(menuFlow());
  call.take({ kind: 'callStateChanged', callId: call.call.id, state: 'established', audio: 'active' });
  call.presses('21');
  expect(call.at).toBe('sales');
  expect(call.commands.filter((command) => command.kind === 'playPrompt')).toHaveLength(2);
});

test('without barge-in keys wait until the prompt is over', () => {
  const call = CoreCall.connected(menuFlow({ bargeIn: false }));
  expect(call.decided).toEqual(['listenForTones', 'playPrompt', 'playPrompt']);
  call.presses('1');
  expect(call.at).toBe('main');
  call.mediaEnds();
  expect(call.at).toBe('sales');
});

test('without barge-in a key in the silence behind the prompt counts at once', () => {
  const call = CoreCall.connected(menuFlow({ bargeIn: false }));
  call.mediaEnds();
  call.presses('1');
  expect(call.at).toBe('sales');
});

test('a flow that declares what follows no input gets that at once', () => {
  const call = CoreCall.connected(menuFlow({ on: { noInput: 'sales' } }));
  call.mediaEnds();
  expect(call.at).toBe('sales');
});

test('"repeat" after no input still counts the attempts, so that nobody is asked for ever', () => {
  const call = CoreCall.connected(menuFlow({ on: { noInput: 'repeat' } }));
  call.mediaEnds();
  call.mediaEnds();
  call.mediaEnds();
  expect(call.at).toBe('operator');
});
