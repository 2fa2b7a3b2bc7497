// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import type { StepName } from '../../call/ids.ts';
import { requestOf } from '../../flow/play/request-of.ts';
import { verificationOf } from '../../flow/play/verification-of.ts';
import type { Verdict } from '../verification.ts';

const hash = `$scrypt$ln=14,r=8,p=1$${'A'.repeat(22)}$${'B'.repeat(43)}`;
const environment = { env: {}, secrets: {}, hosts: ['pins.example.com'] };
const byRequest = {
  request: { url: 'https://pins.example.com/check', body: { pin: '${pin}', who: '${vars.account}' } },
  accept: 'response.body.valid == true',
};

const line = (step: object = {}) =>
  aFlow(
    {
      pin: {
        type: 'authenticate',
        prompt: 'Your PIN please.',
        verify: { pin: hash },
        next: 'inside',
        on: { denied: 'denied', locked: 'locked', error: 'broken', maxAttempts: 'silent' },
        ...step,
      },
      inside: { type: 'menu', prompt: 'Welcome.', options: { '1': 'inside' } },
      denied: { type: 'menu', prompt: 'That was wrong.', options: { '1': 'denied' } },
      locked: { type: 'menu', prompt: 'You are locked out.', options: { '1': 'locked' } },
      broken: { type: 'menu', prompt: 'We cannot check that.', options: { '1': 'broken' } },
      silent: { type: 'menu', prompt: 'You say nothing.', options: { '1': 'silent' } },
    },
    { vars: { account: { type: 'string', initial: '1001' } } },
    { environment },
  );

/** The caller is connected and not locked out. */
function asked(step?: object): CoreCall {
  const call = CoreCall.connected(line(step));
  says(call, 'unlocked');
  return call;
}

function says(call: CoreCall, verdict: Verdict | undefined): void {
  const { number = 0 } = call.commands.findLast(({ kind }) => kind === 'verifyPin') ?? {};
  const over = verdict === undefined ? ({ ended: 'failed' } as const) : ({ ended: 'completed', value: verdict } as const);
  call.take({ kind: 'commandAnswered', callId: aCallId, number, answer: { kind: 'operation', ...over } });
}

const verification = (call: CoreCall) => verificationOf(call.flow, call.call, 'pin' as StepName, call.now);

test('whether the caller is locked out is asked before the caller is', () => {
  const call = CoreCall.connected(line());
  expect(call.decided).toEqual(['listenForTones', 'verifyPin']);
  says(call, 'unlocked');
  expect(call.says).toContain('Your PIN please.');
});

test('a caller who is locked out is told at once', () => {
  const call = CoreCall.connected(line());
  says(call, 'locked');
  expect(call.at).toBe('locked');
  expect(call.says).not.toContain('PIN');
});

test('the right PIN leads on', () => {
  const call = asked();
  call.presses('2468#');
  expect(verification(call)).toMatchObject({ pin: '2468', by: { kind: 'hash', known: hash } });
  says(call, 'right');
  expect(call.at).toBe('inside');
});

test('the PIN is in no command, and in the call only until it has been checked (I8)', () => {
  const call = asked();
  call.presses('2468#');
  expect(JSON.stringify(call.commands)).not.toContain('2468');
  says(call, 'wrong');
  expect(JSON.stringify(call.call)).not.toContain('2468');
});

test('a wrong PIN is asked for again, and the last one is denied', () => {
  const call = asked({ maxAttempts: 2 });
  call.presses('1111#');
  says(call, 'wrong');
  expect(call.at).toBe('pin');
  expect(call.decided).toContain('playPrompt');
  call.presses('2222#');
  says(call, 'wrong');
  expect(call.at).toBe('denied');
});

test('a try that was one too many locks out at once', () => {
  const call = asked();
  call.presses('1111#');
  says(call, 'locked');
  expect(call.at).toBe('locked');
});

test.each(['lockout', 'pin'])('when nobody can say (%s), the caller is not let through, and hears why', (what) => {
  const call = CoreCall.connected(line());
  if (what === 'pin') {
    says(call, 'unlocked');
    call.presses('2468#');
  }
  says(call, undefined);
  expect(call.at).toBe('broken');
  expect(call.says).toContain('We cannot check that.');
});

test('a check of which nobody tells is given up', () => {
  const call = asked();
  call.presses('2468#');
  call.passes(30_000);
  expect(call.at).toBe('broken');
});

test('a verdict on a PIN does not answer the question whether one may try', () => {
  const call = CoreCall.connected(line());
  says(call, 'right');
  expect(call.at).toBe('broken');
});

test('the deadline of the first question does not cut the second one short', () => {
  const call = asked({ timeout: '60s' });
  call.passes(10_000);
  expect(call.at).toBe('pin');
  call.presses('2468#');
  says(call, 'right');
  expect(call.at).toBe('inside');
});

test('silence counts as with any question', () => {
  const call = asked({ maxAttempts: 1 });
  call.mediaEnds();
  expect(call.at).toBe('silent');
});

test('the caller of an account is compared with the PIN of that account', () => {
  const call = asked({ account: 'vars.account', verify: { pins: { '1001': hash } } });
  call.presses('2468#');
  expect(verification(call)).toMatchObject({ account: '1001', by: { known: hash } });
});

test('an account that does not exist is compared with a hash of the same cost', () => {
  const call = asked({ account: "'9999'", verify: { pins: { '1001': hash } } });
  call.presses('2468#');
  expect(verification(call)).toMatchObject({ account: '9999', by: { kind: 'hash', known: undefined, likeThis: hash } });
});

test('another system gets the PIN in its request, after the waiting words were queued', () => {
  const call = asked({ verify: byRequest, whileWaiting: 'One moment.' });
  call.presses('2468#');
  expect(call.decided).toEqual(['cancelMedia', 'playPrompt', 'verifyPin']);
  const sent = requestOf(call.flow, call.call, { step: 'pin' as StepName, now: call.now, secretOf: () => undefined });
  expect(JSON.parse(sent?.request.body ?? '')).toEqual({ pin: '2468', who: '1001' });
  says(call, 'right');
  expect(call.at).toBe('pin'); // The words are heard to their end.
  call.mediaEnds();
  expect(call.at).toBe('inside');
});

test.each([
  [200, { valid: true }, true],
  [200, { valid: false }, false],
  [401, {}, undefined],
  [503, { valid: true }, undefined],
] as const)('an answer of %i %j is %s', (status, body, right) => {
  const call = asked({ verify: byRequest });
  const { by } = verification(call) ?? {};
  expect(by?.kind === 'request' ? by.judge(status, body) : 'none').toBe(right);
});

test.each([
  [200, true],
  [204, true],
  [403, false],
  [404, false],
  [429, undefined],
  [500, undefined],
])('without accept, status %i is %s', (status, right) => {
  const call = asked({ verify: { request: byRequest.request } });
  const { by } = verification(call) ?? {};
  expect(by?.kind === 'request' ? by.judge(status, null) : 'none').toBe(right);
});

test.each([
  [{ verify: { pin: '2468' } }, 'must be a hash of a PIN'],
  [{ verify: { pins: { '1001': hash } } }, 'must say whose PIN it is'],
  [{ account: "'1'", verify: { pins: { '1': hash, '2': hash.replace('ln=14', 'ln=15') } } }, 'of the same cost'],
  [{ prompt: 'You said ${pin}.' }, '"pin" is not known'],
  [{ account: 'pin' }, '"pin" is not known'],
  [{ verify: { request: { url: 'https://evil.example.net/' } } }, 'requests may not go to "evil.example.net"'],
  [{ verify: { ...byRequest, accept: 'response.status' } }, 'a boolean is needed'],
])('what could not work, or would give the PIN away, is found before a caller meets it: %j', (step, words) => {
  expect(() => line(step)).toThrow(words);
});
