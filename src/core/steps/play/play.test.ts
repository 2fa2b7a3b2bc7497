import { CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const greet = (bargeIn?: boolean) =>
  aFlow({
    greet: {
      type: 'play',
      prompt: ['Hello there.', 'This is Contoso.'],
      next: 'main',
      ...(bargeIn === undefined ? {} : { bargeIn }),
    },
    main: { type: 'menu', prompt: 'Press 1.', options: { '1': 'bye' } },
    bye: { type: 'hangup' },
  });

test('prompts are played in their order, then the flow goes on', () => {
  const call = CoreCall.connected(greet());
  expect(call.decided).toEqual(['listenForTones', 'playPrompt']);
  expect(call.says).toBe('Hello there. This is Contoso.');
  call.mediaEnds();
  expect(call.at).toBe('main');
});

test('a key cuts the prompt short and is not lost: the menu behind it takes it', () => {
  const call = CoreCall.connected(greet());
  call.presses('1');
  expect(call.at).toBe('bye');
  expect(call.decided).toEqual(['cancelMedia', 'hangUp']);
});

test('a prompt that must be heard out is, and the key still counts afterwards', () => {
  const call = CoreCall.connected(greet(false));
  call.presses('1');
  expect(call.at).toBe('greet');
  expect(call.decided).toEqual([]);
  call.mediaEnds();
  expect(call.at).toBe('bye');
});

test('a prompt that Graph cannot play leads to words and an end, not to silence', () => {
  const call = CoreCall.connected(greet());
  call.mediaEnds({ ended: 'failed', subcode: 8536 });
  expect(call.at).toBe('$apology');
  expect(call.says).toMatch(/something went wrong/);
});
