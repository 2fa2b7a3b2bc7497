// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import type { Answer } from '../../call/answer.ts';
import type { CallId, StepName } from '../../call/ids.ts';
import { requestOf } from '../../flow/play/request-of.ts';

const environment = {
  env: { crm: 'https://crm.example.com/v1' },
  secrets: { crmKey: 'FLOW_SECRET_CRM' },
  hosts: ['crm.example.com'],
};

const line = (step: object = {}) =>
  aFlow(
    {
      lookup: {
        type: 'request',
        url: '${env.crm}/accounts/${vars.account}',
        headers: { authorization: 'Bearer ${secret.crmKey}' },
        whileWaiting: 'One moment please.',
        into: { tier: 'response.body.tier', status: 'response.status' },
        next: 'found',
        on: { status: { '404': 'unknown', '4xx': 'refused' }, timeout: 'slow', error: 'broken' },
        ...step,
      },
      begin: { type: 'menu', prompt: 'Press 1.', options: { '1': 'lookup' } },
      found: { type: 'menu', prompt: 'You are ${vars.tier}.', options: { '1': 'found' } },
      unknown: { type: 'menu', prompt: 'Nobody has that number.', options: { '1': 'found' } },
      refused: { type: 'menu', prompt: 'That was refused.', options: { '1': 'found' } },
      slow: { type: 'menu', prompt: 'That takes too long.', options: { '1': 'found' } },
      broken: { type: 'menu', prompt: 'That is broken.', options: { '1': 'found' } },
    },
    {
      vars: {
        account: { type: 'string', initial: '12/3' },
        tier: { type: 'any' },
        status: { type: 'number' },
        crm: { type: 'any' },
      },
    },
    { environment },
  );

/** A caller who is connected when the flow asks. */
function asking(step?: object): CoreCall {
  const call = CoreCall.connected({ ...line(step), start: 'begin' as StepName });
  call.presses('1');
  return call;
}

function answers(call: CoreCall, answer: Answer): void {
  const { number } = call.commands.findLast(({ kind }) => kind === 'sendRequest') ?? {};
  call.take({ kind: 'commandAnswered', callId: aCallId, number: number ?? 0, answer });
}

/** What is sent, with the secrets in it. */
const sent = (call: CoreCall) =>
  requestOf(call.flow, call.call, {
    step: 'lookup' as StepName,
    now: call.now,
    secretOf: (setting) => (setting === 'FLOW_SECRET_CRM' ? 's3cret' : undefined),
  });

test('the waiting words are queued before the request is sent', () => {
  expect(asking().decided).toEqual(['cancelMedia', 'playPrompt', 'sendRequest']);
});

test('a request before the call is answered is made in silence, and the next step answers', () => {
  const call = new CoreCall(line());
  expect(call.decided).toEqual(['sendRequest']);
  answers(call, { kind: 'response', status: 404 });
  expect(call.decided).toEqual(['answer']);
});

test('what is filled into the address is escaped, and a secret comes in only when it is sent', () => {
  const call = asking();
  expect(sent(call)).toEqual({
    hosts: ['crm.example.com'],
    request: {
      method: 'GET',
      url: 'https://crm.example.com/v1/accounts/12%2F3',
      headers: { authorization: 'Bearer s3cret' },
    },
  });
  expect(JSON.stringify([call.call, call.commands])).not.toContain('s3cret');
});

test('what is filled in behind the beginning of an address is a part of it, even when it looks like one', () => {
  const call = asking({ url: '${env.crm}/find?callback=${vars.account}' });
  call.call = { ...call.call, vars: { ...call.call.vars, account: 'https://evil.example.net/?a=1&tier=gold' } };
  expect(sent(call)?.request.url).toBe(
    'https://crm.example.com/v1/find?callback=https%3A%2F%2Fevil.example.net%2F%3Fa%3D1%26tier%3Dgold',
  );
});

test('a body keeps the types of what is filled in', () => {
  const call = asking({
    method: 'POST',
    body: { who: '${vars.account}', note: 'is ${vars.account}', list: ['${vars.status}'], n: 1 },
  });
  const { body = '', headers } = sent(call)?.request ?? {};
  expect(JSON.parse(body)).toEqual({ who: '12/3', note: 'is 12/3', list: [0], n: 1 });
  expect(headers).toMatchObject({ 'content-type': 'application/json' });
});

test('the answer is taken into variables, and the waiting words are heard to their end', () => {
  const call = asking();
  answers(call, { kind: 'response', status: 200, body: { tier: 'gold' } });
  expect(call.call.vars).toMatchObject({ tier: 'gold', status: 200 });
  expect(call.at).toBe('lookup');
  call.mediaEnds();
  expect(call.says).toContain('You are gold.');
});

test('without waiting words the caller goes on at once', () => {
  const call = asking({ whileWaiting: undefined, into: 'crm' });
  answers(call, { kind: 'response', status: 200, body: { tier: 'gold' } });
  expect(call.at).toBe('found');
  expect(call.call.vars.crm).toEqual({ tier: 'gold' });
});

test.each([
  [404, 'unknown'],
  [403, 'refused'],
  [302, 'broken'],
])('status %i leads to %s', (status, step) => {
  const call = asking({ whileWaiting: undefined });
  answers(call, { kind: 'response', status });
  expect(call.at).toBe(step);
});

test.each([
  ['timeout', 'slow'],
  ['unreachable', 'broken'],
  ['tooLarge', 'broken'],
  ['notAllowed', 'broken'],
] as const)('%s leads to %s', (why, step) => {
  const call = asking({ whileWaiting: undefined, retry: 0 });
  answers(call, { kind: 'noResponse', why });
  expect(call.at).toBe(step);
});

test('no answer is followed by a pause and another attempt of the same name, as often as the flow says', () => {
  const call = asking({ whileWaiting: undefined, retry: 1 });
  const [first] = call.commands.filter(({ kind }) => kind === 'sendRequest');
  answers(call, { kind: 'response', status: 503 });
  expect(call.says).toMatch(/^\[\d+ ms\]$/);
  call.mediaEnds();
  const second = call.commands.findLast(({ kind }) => kind === 'sendRequest');
  expect(second).toMatchObject({ ...first, number: expect.anything(), context: expect.anything() });
  answers(call, { kind: 'response', status: 503 });
  expect(call.at).toBe('broken');
});

test('calls that failed at the same moment do not come again together: each has pauses of its own, within bounds', () => {
  const pausesOf = (id: string): readonly number[] => {
    const call = asking({ whileWaiting: undefined, retry: 2 });
    call.call = { ...call.call, id: id as CallId }; // As Graph writes them.
    return [1, 2].map(() => {
      answers(call, { kind: 'response', status: 503 });
      const [, ms] = /^\[(\d+) ms\]$/.exec(call.says) ?? [];
      call.mediaEnds();
      return Number(ms);
    });
  };
  const ids = Array.from({ length: 40 }, (_, n) => `2f1f1100-7c00-4ed3-9ac4-${String(n * 7_919).padStart(12, '0')}`);
  const pauses = ids.map(pausesOf);
  expect(pauses[0]).not.toEqual(pauses[1]);
  for (const [attempt, usual] of [600, 1_200].entries()) {
    const all = pauses.map((one) => one[attempt] ?? Number.NaN);
    expect(all.filter((ms) => !(ms >= usual - 200 && ms <= usual + 200))).toEqual([]);
    expect(new Set(all).size).toBeGreaterThan(20); // Spread, and not one of two or three.
    expect(Math.max(...all) - Math.min(...all)).toBeGreaterThan(200);
  }
});

test('before the call is answered the pause is a deadline, and attempts do not go on for ever', () => {
  const call = new CoreCall(line({ retry: 1 }));
  answers(call, { kind: 'response', status: 503 });
  call.passes(call.call.wakeAt - call.now);
  expect(call.decided).toEqual(['sendRequest']);
  answers(call, { kind: 'response', status: 503 });
  expect(call.at).toBe('broken');
});

test('an answer that is not of the expected shape is an error', () => {
  const call = asking({ whileWaiting: undefined });
  answers(call, { kind: 'response', status: 200, body: [] });
  expect(call.at).toBe('broken');
});

test('an answer too large to be kept is an error, so the document stays small', () => {
  const call = asking({ whileWaiting: undefined, into: 'crm' });
  answers(call, { kind: 'response', status: 200, body: 'x'.repeat(4_000) });
  expect(call.at).toBe('broken');
});

test("an answer that comes after the caller has gone on is nobody's", () => {
  const call = asking({ whileWaiting: undefined, retry: 0 });
  answers(call, { kind: 'noResponse', why: 'timeout' });
  answers(call, { kind: 'response', status: 200, body: { tier: 'gold' } });
  expect(call.turn).toMatchObject({ changed: false });
});

test('a request of which nobody tells is given up', () => {
  const call = asking({ whileWaiting: undefined, retry: 0 });
  call.passes(10_000);
  expect(call.at).toBe('slow');
});

test.each([
  [{ url: 'http://crm.example.com/' }, 'requests leave over https only'],
  [{ url: 'crm.example.com/' }, 'this is not an https address'],
  [{ url: 'https://evil.example.net/' }, 'requests may not go to "evil.example.net"'],
  [{ url: '${env.crn}/x' }, 'has no "crn" in "env"'],
  [{ headers: { 'x-key': '${secret.key}' } }, 'has no "key" in "secrets"'],
  [{ into: { tier: 'response.bdy.tier' } }, /there is no "bdy"/],
  [{ on: { status: { '4040': 'found' } } }, 'is not a status of HTTP'],
  [{ whileWaiting: 'The key is ${secret.crmKey}.' }, '"secret" is not known'],
])('what could not work is found before a caller meets it: %j', (step, words) => {
  expect(() => line(step)).toThrow(words);
});
