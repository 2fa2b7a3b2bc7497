import { type HealthChecks, handleHealth } from './handle-health.ts';

const ask = (checks: HealthChecks, method = 'GET') =>
  handleHealth({ method, url: 'http://127.0.0.1/api/health', headers: new Headers(), body: null, params: {} }, checks);

test('when every check passes the bot is well', async () => {
  const reply = await ask({ store: async () => true });
  expect(reply.status).toBe(200);
  expect(JSON.parse(String(reply.body))).toEqual({ status: 'ok', checks: { store: 'ok' } });
});

test('a check that fails or throws is named, and nothing of its error', async () => {
  const reply = await ask({
    store: async () => false,
    flows: () => Promise.reject(new Error('/home/ada')),
    tokens: async () => true,
  });
  expect(reply.status).toBe(503);
  expect(JSON.parse(String(reply.body))).toEqual({
    status: 'failing',
    checks: { store: 'failing', flows: 'failing', tokens: 'ok' },
  });
});

test('HEAD answers with the status alone', async () => {
  expect(await ask({ store: async () => false }, 'HEAD')).toMatchObject({ status: 503 });
  expect((await ask({}, 'HEAD')).body).toBeUndefined();
  expect((await ask({}, 'POST')).status).toBe(405);
});
