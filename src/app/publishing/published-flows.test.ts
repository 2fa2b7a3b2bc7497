import { readFileSync } from 'node:fs';
import { TestClock } from '../../../test/stores/store-under-test.ts';
import { aDesk, ada, anInstance, aWorkspace, dialled, nightLine, phone } from '../../../test/support/a-workspace.ts';
import { openMemoryStore } from '../../adapters/memory/open-memory-store.ts';
import { Fault } from '../../core/call/fault.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { freshForMs } from './published-flows.ts';

/** A store that counts what is read, and that can be down. */
function watched(workspace: WorkspaceStore) {
  const seen: string[] = [];
  const state = { down: false };
  const store: WorkspaceStore = {
    ...workspace,
    get: async (id) => {
      seen.push(id.split('.')[0] ?? '');
      if (state.down) throw new Fault('STORE_UNAVAILABLE', 'down', { retryable: true });
      return workspace.get(id);
    },
  };
  return { store, seen, state };
}

async function opened() {
  const clock = new TestClock();
  const memory = openMemoryStore({ clock });
  const { store, seen, state } = watched(memory.workspace);
  const versions = { ...memory.versions };
  const reads: string[] = [];
  versions.get = async (name, version) => {
    reads.push(name);
    if (state.down) throw new Fault('STORE_UNAVAILABLE', 'down', { retryable: true });
    return memory.versions.get(name, version);
  };
  const lines: string[] = [];
  const say = (event: string) => void lines.push(event);
  const log = { debug: say, info: say, warn: say, error: say };
  const desk = aDesk(memory, clock);
  return {
    clock,
    desk,
    seen,
    versionReads: reads,
    state,
    lines,
    /** An instance that starts now. */
    start: () => anInstance({ workspace: store, versions }, clock, log),
  };
}

test('a new call costs at most one read, and none while what was read is fresh', async () => {
  const { desk, start, seen, versionReads, clock } = await opened();
  await desk.release(aWorkspace({ main: 'One' }));
  await using instance = await start();
  expect(seen).toEqual(['aliases', 'release', 'text']); // The start of an instance: what it reads of a release, it reads once.
  await instance.answers();
  seen.length = 0;
  for (let call = 0; call < 100; call += 1) await instance.answers();
  expect(seen).toEqual([]);
  clock.advance(freshForMs);
  for (let call = 0; call < 100; call += 1) await instance.answers();
  expect([seen, versionReads]).toEqual([['aliases'], ['main']]);
});

test('calls that come together share one read', async () => {
  const { desk, start, seen, clock } = await opened();
  await desk.release(aWorkspace({ main: 'One' }));
  await using instance = await start();
  clock.advance(freshForMs);
  seen.length = 0;
  expect(await Promise.all(Array.from({ length: 20 }, () => instance.answers()))).toEqual(
    Array.from({ length: 20 }, () => 'One'),
  );
  expect(seen).toEqual(['aliases']);
});

test('a store that is down leaves callers with what was good before, and is not asked with every call', async () => {
  const { desk, start, seen, state, clock, lines } = await opened();
  await desk.release(aWorkspace({ main: 'One' }));
  await using instance = await start();
  await instance.answers();
  state.down = true;
  clock.advance(freshForMs);
  seen.length = 0;
  for (let call = 0; call < 10; call += 1) expect(await instance.answers()).toBe('One');
  expect(seen).toEqual(['aliases']);
  expect(lines).toContain('flows.lastGoodServes');
  state.down = false;
  await desk.release(aWorkspace({ main: 'Two' }));
  clock.advance(freshForMs);
  expect(await instance.answers()).toBe('Two');
});

test('a flow of a new release that cannot be read leaves callers with the one before it', async () => {
  const { desk, start, state, clock } = await opened();
  await desk.release(aWorkspace({ main: 'One' }));
  await using instance = await start();
  await instance.answers();
  await desk.release(aWorkspace({ main: 'Two' }));
  clock.advance(freshForMs);
  await instance.flows.forIncoming({ kind: 'applicationInstance', id: '7e57ab1e-0000-4bbb-8ccc-ddddeeeeffff' }); // Reads the aliases.
  state.down = true;
  expect(await instance.answers()).toBe('One');
});

test('an instance that starts while the store is down says so, so that the safe flow answers', async () => {
  const { desk, start, state, lines } = await opened();
  await desk.release(aWorkspace());
  state.down = true;
  await using instance = await start();
  expect(lines).toContain('flows.storeUnavailable');
  await expect(instance.answers()).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
});

test('what served another line does not hide that the store is away: the safe flow answers', async () => {
  const { desk, start, state } = await opened();
  await desk.release(aWorkspace({ main: 'One' }));
  await using instance = await start();
  expect(await instance.answers()).toBe('One');
  state.down = true;
  expect(await instance.answers()).toBe('One');
  await expect(instance.answers(nightLine)).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE', retryable: true });
  await expect(instance.flows.current('night')).rejects.toMatchObject({ code: 'STORE_UNAVAILABLE' });
  state.down = false;
  expect(await instance.answers(nightLine)).toBe('Night');
});

test('a sound is measured by its own bytes before it is published, and one that was not uploaded is a finding', async () => {
  const clock = new TestClock();
  const memory = openMemoryStore({ clock });
  const desk = aDesk(memory, clock, { media: memory.media });
  const kept = await desk.keepSound(readFileSync('flows/main-line/prompts/welcome.wav'));
  if (kept.kind !== 'kept') throw new Error('The shipped sound must be fit.');
  const flow = JSON.stringify({
    specVersion: 1,
    name: 'Sounds',
    languages: ['en-US'],
    start: 'bye',
    prompts: { bye: { 'en-US': { text: 'Welcome.', audio: 'hello.wav' } } },
    steps: { bye: { type: 'hangup', prompt: 'bye' } },
  });
  const usual = aWorkspace();
  const draft = (hash: string) => ({
    files: { ...usual.files, 'main/flow.jsonc': flow },
    audio: { 'main/prompts/hello.wav': hash },
  });
  expect(await desk.missingSounds([kept.hash, 'ab'.repeat(32)])).toEqual(['ab'.repeat(32)]);
  const refused = await desk.release(draft('ab'.repeat(32)));
  expect(refused.kind === 'findings' && refused.findings.map(({ code }) => code)).toEqual(['IVR305']);
  expect(await desk.release(draft(kept.hash))).toMatchObject({ kind: 'done' });
  await using instance = await anInstance(memory, clock);
  const found = await instance.flows.forIncoming(dialled);
  expect(found.kind === 'found' && found.flow.prompts.bye?.['en-US']?.[0]?.audio).toEqual({
    hash: kept.hash,
    durationMs: kept.durationMs,
  });
  expect(await desk.keepSound(new TextEncoder().encode('not a sound'))).toMatchObject({ kind: 'unfit' });
});

describe('the flows’ own tests', () => {
  const withTests = (main: string) => {
    const usual = aWorkspace({ main });
    return { ...usual, files: { ...usual.files, 'main/tests/conversations.jsonc': '{}' } };
  };
  const clock = new TestClock();
  const failing = async () => ({ failures: ['a caller hears goodbye: expected "Hello"'] });

  test('keep a release from callers when they fail', async () => {
    const desk = aDesk(openMemoryStore({ clock }), clock, { runTests: failing });
    expect(await desk.release(withTests('One'))).toEqual({ kind: 'testsFailed', failures: (await failing()).failures });
    expect((await desk.overview()).aliases).toEqual({});
  });

  test('are skipped in an emergency, and the audit says so', async () => {
    const desk = aDesk(openMemoryStore({ clock }), clock, { runTests: failing });
    expect(await desk.release(withTests('One'), { tests: 'skipped' })).toMatchObject({
      kind: 'done',
      entry: { tests: 'skipped' },
    });
  });

  test('cannot be claimed to have passed where they can be run', async () => {
    const desk = aDesk(openMemoryStore({ clock }), clock, { runTests: failing });
    expect(await desk.release(withTests('One'), { tests: 'passed' })).toMatchObject({ kind: 'testsFailed' });
  });

  test('that nobody has run are told apart from those that passed', async () => {
    const desk = aDesk(openMemoryStore({ clock }), clock);
    expect(await desk.release(withTests('One'))).toMatchObject({ entry: { tests: 'notRun' } });
    expect(await desk.release(withTests('Two'), { tests: 'passed' })).toMatchObject({ entry: { tests: 'passed' } });
  });
});

test.each([
  ['a file that no workspace has', { files: { '../secrets.json': '{}' }, audio: {} }],
  ['a recording outside of a flow', { files: {}, audio: { 'hello.wav': 'ab'.repeat(32) } }],
  ['a recording whose hash is none', { files: {}, audio: { 'main/prompts/hello.wav': 'x' } }],
])('a draft with %s is refused', async (_what, draft) => {
  const clock = new TestClock();
  expect(await aDesk(openMemoryStore({ clock }), clock).saveDraft(draft, undefined, ada)).toMatchObject({ kind: 'refused' });
});

test('callers who withhold their number are nobody in particular', async () => {
  const clock = new TestClock();
  const memory = openMemoryStore({ clock });
  const desk = aDesk(memory, clock);
  await desk.release(aWorkspace());
  expect(await desk.useAlias({ callers: ['anonymous'], alias: 'live', message: '' }, ada)).toMatchObject({
    kind: 'refused',
    words: expect.not.stringContaining('anonymous'),
  });
  await using instance = await anInstance(memory, clock);
  expect(await instance.answers(dialled, phone('+441632960001'))).toBe('Main');
});

test('calls that the bot places are played by what is published, from the lines and contacts that are published', async () => {
  const { desk, start, clock } = await opened();
  await using instance = await start();
  expect([instance.flows.line('main'), instance.flows.contact('desk'), await instance.flows.current('main')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  await desk.release(aWorkspace({ main: 'One' }));
  clock.advance(freshForMs);
  expect((await instance.flows.current('main'))?.title).toBe('One');
  expect(instance.flows.line('main')).toMatchObject({ flow: 'main', operator: 'desk' });
  expect(instance.flows.contact('desk')).toEqual({ kind: 'phone', number: '+441632960111' });
  expect(instance.flows.contact('toString')).toBeUndefined();
});
