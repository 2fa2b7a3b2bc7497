import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { aWorkspace } from '../../../test/support/a-workspace.ts';
import { type AdminApi, startAdminApi } from '../../../test/support/an-admin-api.ts';
import { fitWav } from '../../adapters/prompts/fit-wav.ts';

let api: AdminApi;
beforeEach(async () => {
  api = await startAdminApi();
});
afterEach(() => api[Symbol.asyncDispose]());

/** Saves the first draft, and says its tag. */
async function drafted(workspace = aWorkspace()): Promise<string> {
  const saved = await api.ask('draft', { method: 'PUT', body: workspace, headers: { 'if-none-match': '*' } });
  expect(saved.status).toBe(204);
  return saved.etag;
}

async function published(workspace = aWorkspace()): Promise<string> {
  const etag = await drafted(workspace);
  const answer = await api.ask('publish', { method: 'POST', body: { message: 'First' }, headers: { 'if-match': etag } });
  expect(answer.status).toBe(200);
  return etag;
}

/** As a browser or an attacker sends it: `fetch` keeps some headers for itself. */
function rawStatus(url: string, headers: { readonly [name: string]: string }): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { headers, agent: false }, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });
}

describe('who comes in', () => {
  test('nobody without a token, and the answer says how', async () => {
    const answer = await api.ask('flows', { token: null });
    expect(answer).toMatchObject({ status: 401, body: { type: 'urn:teams-ivr:signIn', status: 401 } });
    expect([answer.headers.get('www-authenticate'), answer.headers.get('content-type')]).toEqual([
      'Bearer',
      'application/problem+json',
    ]);
    expect(await api.ask('flows', { token: 'not.a.token' })).toMatchObject({ status: 401 });
  });

  test('a reader reads and does not publish', async () => {
    const token = await api.token(['Flows.Read']);
    expect(await api.ask('flows', { token })).toMatchObject({ status: 200 });
    const refused = await api.ask('draft', { method: 'PUT', token, body: aWorkspace(), headers: { 'if-none-match': '*' } });
    expect(refused).toMatchObject({ status: 403, body: { detail: 'your account needs the app role Flows.Publish' } });
  });

  test('an account without a role, and an expired or a foreign token, stay outside', async () => {
    expect(await api.ask('flows', { token: await api.token([]) })).toMatchObject({ status: 403 });
    expect(await api.ask('flows', { token: await api.token(['Flows.Read'], { oid: undefined }) })).toMatchObject({ status: 401 });
    const foreign = await startAdminApi();
    await using _ = foreign;
    expect(await api.ask('flows', { token: await foreign.token(['Flows.Publish']) })).toMatchObject({ status: 401 });
  });

  test('the door of keys is shut where no host asks for them', async () => {
    expect(await api.ask('flows', { token: null, door: 'admin-key' })).toMatchObject({ status: 401 });
    await using azure = await startAdminApi({ hostChecksKeys: true });
    expect(await azure.ask('flows', { token: null, door: 'admin-key' })).toMatchObject({ status: 200 });
  });

  test('on a laptop whoever is on this machine, but no page of another site in its browser', async () => {
    await using laptop = await startAdminApi({ opensToThisMachine: true });
    expect(await laptop.ask('flows', { token: null })).toMatchObject({ status: 200 });
    const headers: readonly { readonly [name: string]: string }[] = [
      { origin: 'https://evil.example' },
      { host: 'rebound.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const strange of headers) expect(await rawStatus(`${laptop.url}/api/admin/flows`, strange)).toBe(401);
    expect(await rawStatus(`${laptop.url}/api/admin/flows`, {})).toBe(200);
  });
});

describe('publishing over the API', () => {
  test('a draft is saved, looked at, published, and is in the audit with its author', async () => {
    const etag = await drafted();
    expect(await api.ask('draft')).toMatchObject({ status: 200, etag, body: aWorkspace() });
    expect(await api.ask('draft/findings')).toMatchObject({ body: { findings: [] } });
    expect((await api.ask('draft/changes')).body.changes).toContainEqual({ flow: 'main', words: 'new' });
    const done = await api.ask('publish', { method: 'POST', body: { message: 'First' }, headers: { 'if-match': etag } });
    expect(done).toMatchObject({ status: 200, body: { type: 'done', entry: { number: 1, message: 'First' } } });
    expect((await api.ask('audit')).body.entries).toMatchObject([{ actor: { kind: 'user', name: 'ada@contoso.example' } }]);
    expect((await api.ask('releases/live')).body.files).toEqual(aWorkspace().files);
    const again = await api.ask('publish', { method: 'POST', body: {}, headers: { 'if-match': etag } });
    expect(again.body).toEqual({ type: 'nothingToDo' });
  });

  test('flows are listed with their versions and what the draft says of them', async () => {
    const etag = await published();
    const files = { ...aWorkspace({ main: 'Changed' }).files, 'night/flow.jsonc': '{ "specVersion": 1 }' };
    await api.ask('draft', { method: 'PUT', body: { files }, headers: { 'if-match': etag } });
    const { body } = await api.ask('flows');
    expect(body).toMatchObject({
      serves: 'published',
      flows: [
        {
          name: 'main',
          title: 'Changed',
          draft: 'changed',
          errors: 0,
          versions: { live: expect.stringMatching(/^[0-9a-f]{64}$/) },
        },
        { name: 'night', draft: 'changed' },
      ],
    });
    expect(body.flows[1].errors).toBeGreaterThan(0);
    expect((await api.ask('flows/main')).body.changes).toEqual(['the title changed']);
    expect(await api.ask('flows/nobody')).toMatchObject({ status: 404 });
  });

  test('an editor works on one flow, and the others stay as they are', async () => {
    const first = await published();
    const held = await api.ask('flows/main/draft');
    expect([held.status, held.etag]).toEqual([200, first]);
    const text = held.body.text.replace('"Main"', '"Edited"');
    const saved = await api.ask('flows/main/draft', { method: 'PUT', body: { text }, headers: { 'if-match': held.etag } });
    expect(saved.status).toBe(204);
    expect((await api.ask('draft')).body.files).toEqual(aWorkspace({ main: 'Edited' }).files);
    const gone = await api.ask('flows/night/draft', { method: 'DELETE', headers: { 'if-match': saved.etag } });
    expect([gone.status, (await api.ask('flows/night/draft')).status]).toEqual([204, 404]);
  });

  test('a workspace with errors is refused with its findings', async () => {
    const etag = await drafted({ ...aWorkspace(), files: { ...aWorkspace().files, 'main/flow.jsonc': '{' } });
    const refused = await api.ask('publish', { method: 'POST', body: {}, headers: { 'if-match': etag } });
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:teams-ivr:findings' } });
    expect(refused.body.findings[0]).toMatchObject({ severity: 'error', place: { file: 'main/flow.jsonc' } });
  });

  test('a draft that somebody has changed meanwhile is neither overwritten nor published', async () => {
    const etag = await published();
    const theirs = await api.ask('draft', { method: 'PUT', body: aWorkspace({ main: 'Theirs' }), headers: { 'if-match': etag } });
    const mine = await api.ask('draft', { method: 'PUT', body: aWorkspace({ main: 'Mine' }), headers: { 'if-match': etag } });
    expect(mine).toMatchObject({
      status: 412,
      body: { detail: expect.stringContaining('ada@contoso.example has saved a draft') },
    });
    const late = await api.ask('publish', { method: 'POST', body: {}, headers: { 'if-match': etag } });
    expect(late).toMatchObject({ status: 409, body: { type: 'urn:teams-ivr:conflict' } });
    const done = await api.ask('publish', {
      method: 'POST',
      body: { expects: 'ab'.repeat(32) },
      headers: { 'if-match': theirs.etag },
    });
    expect(done).toMatchObject({ status: 409, body: { detail: expect.stringContaining('published to live') } });
  });

  test('rollback, aliases, canaries, lines and callers', async () => {
    const etag = await published();
    const saved = await api.ask('draft', { method: 'PUT', body: aWorkspace({ main: 'Two' }), headers: { 'if-match': etag } });
    const headers = { 'if-match': saved.etag };
    expect(await api.ask('publish', { method: 'POST', body: { alias: 'test' }, headers })).toMatchObject({ status: 200 });
    expect(await api.ask('aliases/live/canary', { method: 'PUT', body: { to: 'test', percent: 5 } })).toMatchObject({
      status: 200,
    });
    expect(await api.ask('lines/night/alias', { method: 'PUT', body: { alias: 'test' } })).toMatchObject({ status: 200 });
    const callers = ['+44 1632 960777'];
    expect(await api.ask('callers', { method: 'POST', body: { callers, alias: 'test' } })).toMatchObject({ status: 200 });
    const { body } = await api.ask('aliases');
    expect(body).toMatchObject({ aliases: { live: { canary: { percent: 5 } } }, lines: { night: 'test' }, callers: { test: 1 } });
    expect(JSON.stringify(body)).not.toContain('salt');
    expect(await api.ask('aliases/test', { method: 'DELETE' })).toMatchObject({
      status: 422,
      body: { type: 'urn:teams-ivr:refused' },
    });
    expect(await api.ask('rollback', { method: 'POST', body: { message: 'Enough' } })).toMatchObject({ status: 200 });
    expect(await api.ask('aliases/live', { method: 'PUT', body: { to: 'test' } })).toMatchObject({ status: 200 });
    expect((await api.ask('audit?limit=2')).body.entries.map((entry: { action: string }) => entry.action)).toEqual([
      'alias',
      'rollback',
    ]);
  });

  test('a recording goes up once, under the hash of its bytes', async () => {
    const fitted = fitWav(readFileSync('flows/main-line/prompts/welcome.wav'));
    if (fitted.kind !== 'fit') throw new Error('The shipped sound must be fit.');
    const hash = createHash('sha256').update(fitted.wav).digest('hex');
    const headers = { 'content-type': 'audio/wav' };
    expect((await api.ask('sounds/missing', { method: 'POST', body: { hashes: [hash] } })).body).toEqual({ missing: [hash] });
    expect(await api.ask(`sounds/${hash}`, { method: 'PUT', body: fitted.wav, headers })).toMatchObject({ status: 200 });
    expect((await api.ask('sounds/missing', { method: 'POST', body: { hashes: [hash] } })).body).toEqual({ missing: [] });
    const other = 'ab'.repeat(32);
    expect(await api.ask(`sounds/${other}`, { method: 'PUT', body: fitted.wav, headers })).toMatchObject({ status: 422 });
    expect(await api.ask(`sounds/${hash}`, { method: 'PUT', body: new Uint8Array(9), headers })).toMatchObject({ status: 422 });
    expect(await api.ask(`sounds/${hash}`, { method: 'PUT', body: fitted.wav })).toMatchObject({ status: 415 });
  });
});

describe('a request that is wrong', () => {
  test('is told so by its place, and nothing of it is repeated', async () => {
    const body = { callers: ['+441632960777'], alias: 7, secret: '+441632960777' };
    const answer = await api.ask('callers', { method: 'POST', body });
    expect(answer).toMatchObject({
      status: 400,
      body: { type: 'urn:teams-ivr:invalid', detail: expect.stringContaining('alias') },
    });
    expect(JSON.stringify(answer.body)).not.toContain('960777');
  });

  test.each([
    ['no tag of a draft', 'draft', { method: 'PUT', body: aWorkspace() }, 428],
    ['a tag of nothing', 'draft', { method: 'PUT', body: aWorkspace(), headers: { 'if-match': '*' } }, 412],
    ['another type of content', 'rollback', { method: 'POST', body: {}, headers: { 'content-type': 'text/plain' } }, 415],
    ['an address of nothing', 'nowhere', {}, 404],
    ['a method of nothing', 'audit', { method: 'POST', body: {} }, 405],
    ['a limit that is none', 'audit?limit=all', {}, 400],
    ['too much', 'rollback', { method: 'POST', body: { message: 'x'.repeat(400_000) } }, 413],
    [
      'a file that no workspace has',
      'draft',
      { method: 'PUT', body: { files: { '../x': '' } }, headers: { 'if-none-match': '*' } },
      422,
    ],
  ])('with %s', async (_what, path, asking, status) => {
    expect(await api.ask(path, asking)).toMatchObject({ status });
  });

  test('leaves neither tokens nor numbers in the log', async () => {
    const token = await api.token(['Flows.Publish']);
    await published();
    await api.ask('callers', { method: 'POST', token, body: { callers: ['+441632960777'], alias: 'live' } });
    await api.ask('flows', { token: await api.token([]) });
    const text = api.logged.join('\n');
    expect(text).toContain('admin.request');
    expect(text).not.toMatch(/960777|eyJ|ada@contoso/);
  });
});

test('the API describes itself, and names every door that it has', async () => {
  const { status, body } = await api.ask('openapi.json', { token: null });
  expect([status, body.openapi, body.servers[0].url]).toEqual([200, '3.1.0', 'https://ivr.contoso.example/api/admin']);
  expect(Object.keys(body.paths)).toEqual(
    expect.arrayContaining(['/flows', '/flows/{name}', '/publish', '/rollback', '/aliases/{alias}/canary', '/audit']),
  );
  const operations = Object.values<{ readonly [method: string]: { operationId: string } }>(body.paths).flatMap((path) =>
    Object.values(path),
  );
  expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  expect(body.paths['/publish'].post.requestBody.content['application/json'].schema.$ref).toBe(
    '#/components/schemas/PublishBody',
  );
  expect(body.components.schemas.PublishBody.properties).toHaveProperty('percent');
});
