import { gunzipSync } from 'node:zlib';
import { consoleDoor } from './handle-console.ts';

const page = new TextEncoder().encode(`<!doctype html>${'<p>words</p>'.repeat(100)}`);

/** The door of a page that consists of `index.html` and `console.js`. */
function aDoor(built = true) {
  const asked: string[] = [];
  const door = consoleDoor(async (name) => {
    asked.push(name);
    return built && (name === 'index.html' || name === 'console.js') ? page : undefined;
  });
  const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
    door({ method, url: `http://127.0.0.1/console/${path}`, headers: new Headers(headers), body: null, params: { path } });
  return { get, asked };
}

test('the address of the console is the page, under a policy that lets it load and ask its own origin only', async () => {
  const reply = await aDoor().get('');
  expect(reply).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } });
  expect(reply.body).toEqual(page);
  const policy = reply.headers?.['content-security-policy'] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self';");
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toMatch(/unsafe|data:|https?:/);
  expect(reply.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
});

test.each(['main.tsx', '../index.html', '..%2findex.html', 'index.html/..', 'console.js.map', 'web/index.html', 'INDEX.HTML'])(
  '%j is no file of the page, and nothing is read for it',
  async (path) => {
    const { get, asked } = aDoor();
    expect(await get(path)).toMatchObject({ status: 404 });
    expect(asked).toEqual([]);
  },
);

test('who has it already is told so, and whoever has an older one gets the new one', async () => {
  const { get } = aDoor();
  const { headers } = await get('console.js');
  const etag = headers?.etag ?? '';
  expect(headers?.['cache-control']).toBe('no-cache');
  expect(await get('console.js', { 'if-none-match': `W/"older", ${etag}` })).toMatchObject({ status: 304 });
  expect(await get('console.js', { 'if-none-match': '"older"' })).toMatchObject({ status: 200 });
});

test('a browser that can unpack gets it packed, and nobody else', async () => {
  const { get } = aDoor();
  const packed = await get('console.js', { 'accept-encoding': 'gzip, deflate, br' });
  expect(packed.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  expect(new Uint8Array(gunzipSync(packed.body ?? ''))).toEqual(page);
  for (const accepted of ['', 'br', 'gzip;q=0'])
    expect((await get('console.js', { 'accept-encoding': accepted })).headers).not.toHaveProperty('content-encoding');
});

test('each file is read once', async () => {
  const { get, asked } = aDoor();
  await Promise.all([get(''), get(''), get('index.html')]);
  expect(asked).toEqual(['index.html']);
});

test('the page can only be read', async () => {
  expect(await aDoor().get('', {}, 'POST')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } });
  const head = await aDoor().get('', {}, 'HEAD');
  expect([head.status, head.body, head.headers?.['content-length']]).toEqual([200, undefined, String(page.byteLength)]);
});

test('a page that was never built says what to do', async () => {
  const reply = await aDoor(false).get('');
  expect(reply.status).toBe(503);
  expect(reply.body).toContain('npm run build');
});
