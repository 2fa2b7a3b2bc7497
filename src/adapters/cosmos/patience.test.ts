import { operationMs, Patience, patiently } from './patience.ts';

afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test('another attempt is made while there is time for it', async () => {
  await expect(new Patience('loading a call').again({ why: 'HTTP_449' })).resolves.toBeUndefined();
});

test('a rest that took longer than it should, as on a busy machine, is followed by no further request', async () => {
  const now = jest.spyOn(performance, 'now').mockReturnValue(1_000);
  const resting = new Patience('loading a call').again({ why: 'HTTP_449' });
  now.mockReturnValue(1_000 + operationMs);
  await expect(resting).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
});

test('a wait that the service asks for and that nobody has is not begun', async () => {
  const asked = new Patience('loading a call').again({ why: 'HTTP_429', retryAfterMs: operationMs });
  await expect(asked).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
});

test.each<[string, (patience: Patience) => Promise<void>]>([
  ['never answers', () => new Promise(() => {})],
  [
    'refuses every attempt',
    async (patience) => {
      for (;;) await patience.again({ why: 'HTTP_503' });
    },
  ],
])('a service that %s costs whoever asked no more than the time of one operation', async (_what, work) => {
  jest.useFakeTimers();
  const outcome = patiently('loading a call', work).catch((error: unknown) => error);
  await jest.advanceTimersByTimeAsync(operationMs);
  expect(await Promise.race([outcome, Promise.resolve('still waiting')])).toMatchObject({
    code: 'STORE_UNAVAILABLE',
    retryable: true,
  });
  expect(jest.getTimerCount()).toBe(0);
});
