import { aCallDocument, aCallId } from '../../../test/stores/a-call-document.ts';
import type { HttpClient, HttpRequestOut, HttpResult } from '../../ports/http-client.ts';
import { silentLog } from '../../ports/log.ts';
import { cosmosContainers } from './containers.ts';
import { openCosmosStore } from './open-cosmos-store.ts';

const id = aCallId('7e57ab1e-3333-4000-8000-000000000001');

/** The service as far as a test needs it: answers every request alike and remembers what was sent. */
class ScriptedHttp implements HttpClient {
  readonly sent: HttpRequestOut[] = [];
  answer: Partial<Extract<HttpResult, { kind: 'answered' }>> & { readonly text?: string } = {};

  async send(request: HttpRequestOut): Promise<HttpResult> {
    this.sent.push(request);
    const { text = '{}', ...rest } = this.answer;
    return { kind: 'answered', status: 404, headers: {}, body: Buffer.from(text), ...rest };
  }
  async close(): Promise<void> {}
}

function inTheCloud(http: HttpClient, tokens: string[] = ['first-token']) {
  const scopes: (string | string[])[] = [];
  const credential = {
    getToken: async (asked: string | string[]) => {
      scopes.push(asked);
      return { token: tokens[0] ?? '', expiresOnTimestamp: Date.now() + 3_600_000 };
    },
  };
  const endpoint = 'https://ivr.documents.azure.com';
  const store = openCosmosStore({ endpoint, database: 'ivr', access: { kind: 'identity', credential }, http, log: silentLog });
  return { store, scopes };
}

test('in the cloud the bot shows the token of its identity, and asks for reads that see every write', async () => {
  const http = new ScriptedHttp();
  const { store, scopes } = inTheCloud(http);
  expect(await store.calls.load(id)).toEqual({ kind: 'missing' });
  await store.close();
  expect(scopes.flat()).toEqual(['https://ivr.documents.azure.com/.default']);
  expect(http.sent).toHaveLength(1); // A point read and nothing else: no account, no container is looked at first.
  expect(http.sent[0]?.url).toBe(`https://ivr.documents.azure.com/dbs/ivr/colls/calls/docs/${id}`);
  expect(http.sent[0]?.headers).toMatchObject({
    authorization: 'type=aad&ver=1.0&sig=first-token',
    'x-ms-consistency-level': 'Strong',
    'x-ms-documentdb-partitionkey': JSON.stringify([id]),
  });
});

test('an account with too little consistency refuses every request, and no call is taken for unknown', async () => {
  const http = new ScriptedHttp();
  http.answer = { status: 400, text: '{"code":"BadRequest","message":"ConsistencyLevel Strong is invalid"}' };
  const { store } = inTheCloud(http);
  await expect(store.calls.load(id)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  expect(await store.calls.ping()).toBe(false);
  await store.close();
});

test('an identity that gets no token is a fault of the store, not an unknown call', async () => {
  const http = new ScriptedHttp();
  const access = { kind: 'identity', credential: { getToken: () => Promise.reject(new Error('no identity')) } } as const;
  const endpoint = 'https://ivr.documents.azure.com';
  const store = openCosmosStore({ endpoint, database: 'ivr', access, http, log: silentLog });
  await expect(store.calls.load(id)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  expect(http.sent).toEqual([]);
});

test.each(['https://ivr.documents.azure.com', 'http://10.0.0.4:8081', 'https://127.0.0.1.contoso.example'])(
  'a key is refused for %s: it would leave this machine',
  (endpoint) => {
    const access = { kind: 'emulatorKey', key: 'c2VjcmV0' } as const;
    const open = () => openCosmosStore({ endpoint, database: 'ivr', access, http: new ScriptedHttp(), log: silentLog });
    expect(open).toThrow(expect.objectContaining({ code: 'SETTINGS_INVALID', message: expect.not.stringContaining('c2VjcmV0') }));
  },
);

test('opening asks nobody anything', async () => {
  const http = new ScriptedHttp();
  const { store, scopes } = inTheCloud(http);
  await store.close();
  expect({ sent: http.sent, scopes }).toEqual({ sent: [], scopes: [] });
});

test('a document that is not ours is a fault that quotes nothing of it', async () => {
  const http = new ScriptedHttp();
  const { call, ...rest } = aCallDocument(id);
  http.answer = { status: 200, text: JSON.stringify({ id, schema: 1, ...rest, call: { ...call, id: 'other' } }) };
  const { store } = inTheCloud(http);
  await expect(store.calls.load(id)).rejects.toMatchObject({ code: 'STORE_CORRUPT', message: expect.stringContaining(id) });
  http.answer = { status: 200, text: '{"number":"+441632960001"}' };
  await expect(store.calls.load(id)).rejects.toMatchObject({ message: expect.not.stringContaining('4416') });
  await store.close();
});

test('what the service charged is added up, refusals included', async () => {
  const http = new ScriptedHttp();
  http.answer = { status: 404, headers: { 'x-ms-request-charge': '1.25' } };
  const { store } = inTheCloud(http);
  await store.calls.load(id);
  await store.calls.load(id);
  http.answer = { status: 429, headers: { 'x-ms-request-charge': '0.38', 'x-ms-retry-after-ms': '9000' } };
  await expect(store.calls.load(id)).rejects.toMatchObject({ retryAfterMs: 9_000 });
  await store.close();
  expect(store.charges()).toEqual({ requests: 3, units: 2.88, throttled: 1 });
});

test.each(Object.values(cosmosContainers))('$name can expire its documents and indexes only what is asked for', (container) => {
  expect(container.indexingPolicy.indexingMode).toBe('consistent'); // The service expires nothing without an index.
  expect(container.indexingPolicy.excludedPaths).toContainEqual({ path: '/*' });
  expect(container.defaultTtl).not.toBe(0);
  expect(container.partitionKey).toMatch(/^\/[a-z]+$/);
});
