import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildIfStale, type Env, runToEnd } from '../support/run-built.ts';

let stateDir = '';
let neighbour: Server | undefined;
beforeAll(() => {
  buildIfStale();
  stateDir = mkdtempSync(join(tmpdir(), 'bad-start-'));
}, 60_000);
afterEach(() => neighbour?.close());
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

function bot(changes: Env) {
  const good: Env = {
    BOT_APP_ID: '11111111-2222-4333-8444-555555555555',
    BOT_TENANT_ID: '99999999-8888-4777-8666-555555555555',
    BOT_BASE_URL: 'http://127.0.0.1:7071',
    BOT_CREDENTIAL: 'secret',
    BOT_CLIENT_SECRET: 'Zq8~very.secret_value',
    STATE_DIR: stateDir,
    PORT: '0',
  };
  return runToEnd('dist/cli/bot.js', [], { ...good, ...changes });
}

async function takenPort(): Promise<number> {
  const server = createServer();
  neighbour = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port; // It listens on TCP.
}

test('bad settings stop the start with every problem at once, and no secret is shown', async () => {
  const { code, out, err } = await bot({
    BOT_APP_ID: undefined,
    BOT_BASE_URL: 'http://ivr.contoso.example',
    STORE: 'disk',
    PORT: 'x',
  });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n')).toEqual([
    'The bot cannot start. To be put right in the environment:',
    expect.stringMatching(/^ {2}BOT_APP_ID is missing\. .*BOT_APP_ID=/),
    expect.stringMatching(/^ {2}BOT_BASE_URL uses http:\/\/.*BOT_BASE_URL=https:/),
    expect.stringMatching(/^ {2}STORE is none of embedded, cosmos\. .*STORE=embedded/),
    expect.stringMatching(/^ {2}PORT is not a number.*PORT=7071/),
  ]);
  expect(err).not.toContain('secret_value');
});

test('a folder of flows that is not there is one clear line', async () => {
  const { code, err } = await bot({ FLOWS_DIR: '/nowhere/flows' });
  expect({ code, lines: err.trim().split('\n') }).toEqual({
    code: 1,
    lines: [expect.any(String), expect.stringMatching(/^ {2}FLOWS_DIR names a folder that does not exist\. .*FLOWS_DIR=flows/)],
  });
});

test('a taken port is one clear line that names the setting', async () => {
  const port = await takenPort();
  const { code, out, err } = await bot({ PORT: String(port), LOG_LEVEL: 'error' });
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err.trim().split('\n').at(-1)).toBe(
    `The bot cannot start: Port ${port} is taken. Set PORT to a free one, for example PORT=${port + 1}.`,
  );
});

test('npm start says which port is taken when it was asked for that one', async () => {
  const port = await takenPort();
  const { code, err } = await runToEnd('dist/cli/start.js', ['--no-open', '--port', String(port), '--state-dir', stateDir], {});
  expect({ code, err: err.trim() }).toEqual({
    code: 1,
    err: `Port ${port} is taken. Choose another one, for example --port ${port + 10}.`,
  });
});

test('an option that does not exist is wrong usage, and the help follows', async () => {
  const { code, err } = await runToEnd('dist/cli/start.js', ['--no-opne'], {});
  expect(code).toBe(2);
  expect(err).toMatch(/--no-opne[\s\S]*Usage: npm start/);
});
