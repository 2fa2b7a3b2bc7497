import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';

const pin = {
  specVersion: 1,
  name: 'Asks for a PIN',
  languages: ['en-US'],
  start: 'ask',
  inputs: ['who'],
  outputs: ['pin'],
  vars: { who: { type: 'string' }, pin: { type: 'string', sensitive: true } },
  steps: {
    ask: {
      type: 'collect',
      prompt: 'Hello ${vars.who}, your PIN please.',
      into: 'pin',
      maxDigits: 4,
      maxAttempts: 1,
      next: 'done',
      on: { noInput: 'choose' },
    },
    choose: { type: 'menu', prompt: 'Press 1 to go on.', options: { '1': 'done', '2': 'back' }, maxAttempts: 1 },
    done: { type: 'return' },
  },
};

const line = (step: object = {}, called: { readonly [flow: string]: object } = { pin }) =>
  aFlow(
    {
      main: { type: 'menu', prompt: 'Main menu, press 1.', options: { '1': 'pin' } },
      pin: {
        type: 'subflow',
        flow: 'pin',
        with: { who: "'Ada'" },
        into: { code: 'pin' },
        next: 'told',
        on: { error: 'sorry' },
        ...step,
      },
      told: { type: 'menu', prompt: 'It is ${vars.code}.', options: { '1': 'main', '9': 'back' } },
      sorry: { type: 'hangup', prompt: 'Sorry for that.' },
    },
    { vars: { code: { type: 'string', sensitive: true } } },
    { called },
  );

function inTheCalledFlow(step?: object, called?: { readonly [flow: string]: object }): CoreCall {
  const call = CoreCall.connected(line(step, called));
  call.presses('1');
  return call;
}

test('the called flow is given its inputs and asks in its own words', () => {
  const call = inTheCalledFlow();
  expect(call.says).toContain('Hello Ada, your PIN please.');
  expect(call.call.path).toEqual(['main', 'pin', 'pin/ask']);
});

test("what the called flow found out is in the caller's variables when it returns", () => {
  const call = inTheCalledFlow();
  call.presses('1234');
  expect(call.says).toContain('It is 1234.');
  expect(call.call.vars).toEqual({ code: '1234' });
  expect(call.call.frames).toEqual([]);
});

test('"back" inside the called flow stays inside, and afterwards leads back in the calling one', () => {
  const call = inTheCalledFlow();
  call.mediaEnds(); // No input: to the menu of the called flow.
  call.presses('2');
  expect(call.call.path.at(-1)).toBe('pin/ask');
  call.presses('1234');
  call.presses('9');
  expect(call.at).toBe('main');
});

test('a way out that the called flow does not have is an error of the step that called it', () => {
  const call = inTheCalledFlow();
  call.mediaEnds();
  call.mediaEnds(); // maxAttempts, which nobody declares.
  expect(call.says).toContain('Sorry for that.');
});

test("without any way out the caller hears the engine's own apology", () => {
  const call = inTheCalledFlow({ on: {} });
  call.mediaEnds();
  call.mediaEnds();
  expect(call.says).toContain('Sorry, something went wrong');
});

test('the end of the call forgets what every one of its flows knew of secrets', () => {
  const call = inTheCalledFlow();
  call.presses('12');
  call.take({ kind: 'callEnded', callId: aCallId });
  expect(JSON.stringify(call.call)).not.toMatch(/"12"|frames/);
});

test('a message of a called flow is kept, also when its report comes after the flow has returned', () => {
  const message = {
    specVersion: 1,
    name: 'Message',
    languages: ['en-US'],
    start: 'say',
    steps: {
      say: { type: 'voicemail', record: { prompt: 'Speak now please.' }, next: 'done', on: { failed: 'done', silence: 'done' } },
      done: { type: 'return' },
    },
  };
  const call = inTheCalledFlow({ flow: 'message', with: {}, into: {} }, { message });
  call.mediaEnds();
  const context = call.call.media[0]?.context;
  call.passes(400_000); // The report is taken for lost.
  expect(call.at).toBe('told');
  if (context !== undefined) call.operationEnds(context, { recorded: true });
  expect(call.decided).toContain('keepRecording');
});

test('a flow that ends with return although nobody called it ends the call', () => {
  const call = new CoreCall(aFlow({ done: { type: 'return' } }));
  expect(call.decided).toEqual(['hangUp']);
  expect(call.call.outcome).toBe('completed');
});

test('circles of flows are refused when they are loaded', () => {
  const circle = {
    ...pin,
    inputs: [],
    outputs: [],
    steps: { again: { type: 'subflow', flow: 'test', next: 'again' } },
    start: 'again',
  };
  expect(() => line({ flow: 'circle', with: {}, into: {} }, { circle })).toThrow(/cannot be played|comes back to itself/);
});

test.each([
  [{ flow: 'pim' }, 'there is no flow "pim"'],
  [{ with: {} }, 'is not given its input "who"'],
  [{ with: { who: "'Ada'", whom: "'Ada'" } }, 'has no input "whom"'],
  [{ with: { who: '1 + 1' } }, /string|number/],
  [{ into: { code: 'pim' } }, 'has no output "pim"'],
  [{ into: { cod: 'pin' } }, 'declares no variable "cod"'],
])('what does not fit between the two flows is found: %j', (step, words) => {
  expect(() => line(step)).toThrow(words);
});
