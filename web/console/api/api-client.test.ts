import * as z from 'zod';
import { type Access, keepAccess, keptAccess } from './access.ts';
import { apiClient } from './api-client.ts';

const anything = z.object({ calls: z.array(z.string()) });
const secret = 'c2VjcmV0';

function aDrawer(content: string | null = null) {
  let kept = content;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
    removeItem: () => {
      kept = null;
    },
  };
}

/** What goes out, and an answer for it. */
async function asked(access: Access, answer: Response = Response.json({ calls: [] })) {
  const sent: { readonly url: string; readonly init: RequestInit }[] = [];
  const send: typeof fetch = async (url, init = {}) => {
    sent.push({ url: typeof url === 'string' ? url : 'no text', init });
    return answer;
  };
  const got = await apiClient(access, send).get('live-calls?limit=1', anything);
  return { got, url: sent[0]?.url, headers: new Headers(sent[0]?.init.headers), init: sent[0]?.init };
}

test('a key goes to the door that the host keeps, in its header, and never into the address', async () => {
  const { url, headers, init } = await asked({ kind: 'key', key: secret });
  expect(url).toBe('/api/key/live-calls?limit=1');
  expect([headers.get('x-functions-key'), headers.get('authorization')]).toEqual([secret, null]);
  expect(init?.credentials).toBe('omit');
});

test('a token goes to the door of the bot', async () => {
  const { url, headers } = await asked({ kind: 'token', token: secret });
  expect(url).toBe('/api/live-calls?limit=1');
  expect([headers.get('x-functions-key'), headers.get('authorization')]).toEqual([null, `Bearer ${secret}`]);
});

test('on a laptop nothing is shown', async () => {
  const { url, headers } = await asked({ kind: 'machine' });
  expect([url, [...headers.keys()]]).toEqual(['/api/live-calls?limit=1', []]);
});

test('a refusal comes with its title, what to do, its code and how long to wait', async () => {
  const body = {
    type: 'urn:teams-ivr:refused',
    status: 422,
    title: 'The person is busy.',
    detail: 'Try later.',
    code: '486/10003',
  };
  const refused = new Response(JSON.stringify(body), { status: 422, headers: { 'retry-after': '2' } });
  expect((await asked({ kind: 'machine' }, refused)).got).toEqual({
    kind: 'refused',
    refusal: { status: 422, title: 'The person is busy.', detail: 'Try later.', code: '486/10003', retryAfterMs: 2_000 },
  });
});

test('a host that refuses a key without a word is understood', async () => {
  const { got } = await asked({ kind: 'key', key: secret }, new Response('', { status: 401 }));
  expect(got).toMatchObject({ kind: 'refused', refusal: { status: 401 } });
});

test.each([
  ['a page of a gateway', new Response('<html>', { status: 502 })],
  ['an answer of another version', Response.json({ lists: [] })],
])('%s is told from an answer of the bot', async (_what, answer) => {
  expect((await asked({ kind: 'machine' }, answer)).got).toMatchObject({ kind: 'notUnderstood', status: answer.status });
});

test('a server that is not there is no exception', async () => {
  const send: typeof fetch = () => Promise.reject(new TypeError('refused'));
  expect(await apiClient({ kind: 'machine' }, send).get('live-calls', anything)).toEqual({ kind: 'unreachable' });
});

test('a key is kept for the tab, and forgotten by signing out', () => {
  const drawer = aDrawer();
  keepAccess(drawer, { kind: 'key', key: secret });
  expect(keptAccess(drawer)).toEqual({ kind: 'key', key: secret });
  keepAccess(drawer, { kind: 'machine' });
  expect([drawer.getItem(), keptAccess(drawer)]).toEqual([null, { kind: 'machine' }]);
});

test('what another version has left in the tab lets nobody in', () => {
  expect(keptAccess(aDrawer('{"kind":"key"}'))).toEqual({ kind: 'machine' });
  expect(keptAccess(aDrawer('rubbish'))).toEqual({ kind: 'machine' });
});
