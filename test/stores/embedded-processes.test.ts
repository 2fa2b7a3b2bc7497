import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { openEmbeddedStore } from '../../src/adapters/embedded/open-embedded-store.ts';
import { silentLog } from '../../src/ports/log.ts';
import { aCallDocument, aCallId } from './a-call-document.ts';

let work: string;
let program: string;

beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), 'teams-ivr-processes-'));
  program = join(work, 'store-child.mjs');
  await build({
    entryPoints: [join(__dirname, 'store-child.ts')],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
  });
}, 30_000);
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** Runs the program of store-child.ts to its end. */
async function run(
  ...args: readonly string[]
): Promise<{ readonly out: string; readonly err: string; readonly code: number | null }> {
  const child = start(...args);
  const [out, err, [code]] = await Promise.all([textOf(child.stdout), textOf(child.stderr), once(child, 'exit')]);
  return { out, err, code: typeof code === 'number' ? code : null };
}

function start(...args: readonly string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
}

async function textOf(stream: NodeJS.ReadableStream | null): Promise<string> {
  let text = '';
  for await (const chunk of stream ?? []) text += String(chunk);
  return text;
}

test('two bot processes that write the same call at once lose no event, and each write has one winner', async () => {
  const dir = join(work, 'racing');
  const store = openEmbeddedStore({ dir, log: silentLog });
  await store.calls.create(aCallDocument(aCallId('shared'), { call: { entries: 0 } }));
  const results = await Promise.all([run('count', dir, '300'), run('count', dir, '300')]);
  const loaded = await store.calls.load(aCallId('shared'));
  await store.close();
  expect(results.map(({ code, err }) => ({ code, err }))).toEqual([
    { code: 0, err: '' },
    { code: 0, err: '' },
  ]);
  expect(loaded.kind === 'found' && loaded.document.call.entries).toBe(600);
}, 60_000);

test('processes that start together on a new folder all open it, without a word on the console', async () => {
  const dir = join(work, 'fresh');
  const results = await Promise.all(Array.from({ length: 4 }, () => run('open', dir)));
  expect(results).toEqual(Array.from({ length: 4 }, () => ({ out: 'open\n', err: '', code: 0 })));
}, 60_000);

test('a bot killed with kill -9 in the middle of writing has lost nothing that it answered', async () => {
  const dir = join(work, 'killed');
  const child = start('write', dir);
  let answered = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    answered += chunk.toString();
    if (answered.split('\n').length > 200) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');

  const ids = answered.split('\n').slice(0, -1); // The last line may have been cut in the middle.
  expect(ids.length).toBeGreaterThanOrEqual(200);
  const store = openEmbeddedStore({ dir, log: silentLog });
  const found = await Promise.all(ids.map(async (id) => (await store.calls.load(aCallId(id))).kind));
  expect(await store.calls.ping()).toBe(true);
  await store.close();
  expect(new Set(found)).toEqual(new Set(['found']));
}, 60_000);
