import { Fault } from '../core/call/fault.ts';
import { answeredWith, guarded } from './storage-fault.ts';

const faultOf = (work: (signal: AbortSignal) => Promise<unknown>, timeoutMs = 60_000): Promise<unknown> =>
  guarded('queue a job', timeoutMs, work).catch((error: unknown) => error);

/** What the library throws: the whole request hangs on it. */
function anAnswer(statusCode: number, code?: string): Error {
  return Object.assign(new Error('s3cret'), { statusCode, code, request: { body: 's3cret' } });
}

test.each([
  [503, 'ServerBusy', true],
  [500, 'InternalError', true],
  [429, 'TooManyRequests', true],
  [408, undefined, true],
  [403, 'AuthorizationPermissionMismatch', false],
  [404, 'QueueNotFound', false],
])('the service answers %d %s: a fault that may pass is told from one that somebody must mend', async (status, code, passes) => {
  const fault = await faultOf(() => Promise.reject(anAnswer(status, code)));
  expect(fault).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    retryable: passes,
    message: `The storage account could not queue a job (${code ?? `status ${status}`}).`,
  });
});

test('a fault repeats nothing of the request, in which a token lies', async () => {
  const fault = await faultOf(() => Promise.reject(Object.assign(anAnswer(400), { code: 'bad s3cret here' })));
  expect(fault).toBeInstanceOf(Fault);
  expect(JSON.stringify([String(fault), Object.entries(fault ?? {})])).not.toContain('s3cret');
  expect(fault).not.toHaveProperty('cause');
});

test('a service that cannot be reached is a fault that may pass, under the word of the network', async () => {
  const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.4:443'), { code: 'ECONNREFUSED' });
  expect(await faultOf(() => Promise.reject(refused))).toMatchObject({
    retryable: true,
    message: 'The storage account could not queue a job (ECONNREFUSED).',
  });
});

test('an identity without a token is an outage of the store', async () => {
  const noToken = new Fault('TOKEN_UNAVAILABLE', 'The managed identity gave no token.', { retryable: true });
  expect(await faultOf(() => Promise.reject(noToken))).toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
});

test('whatever the library waits for, a caller does not wait longer than the deadline, and the request is given up', async () => {
  let givenUp = false;
  const never = (signal: AbortSignal) => {
    signal.addEventListener('abort', () => {
      givenUp = true;
    });
    return new Promise(() => {});
  };
  expect(await faultOf(never, 5)).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    retryable: true,
    message: 'The storage account could not queue a job in time.',
  });
  expect(givenUp).toBe(true);
});

test('an answer is known by its status and its code word', () => {
  expect(answeredWith(anAnswer(404, 'MessageNotFound'), 404, 'MessageNotFound')).toBe(true);
  expect(answeredWith(anAnswer(404, 'QueueNotFound'), 404, 'MessageNotFound')).toBe(false);
  expect(answeredWith(anAnswer(404), 404)).toBe(true);
  expect(answeredWith(undefined, 404)).toBe(false);
});
