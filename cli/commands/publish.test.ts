import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AdminApi, startAdminApi } from '../../test/support/an-admin-api.ts';
import { apply } from './apply.ts';
import type { Command } from './command.ts';
import { flows } from './flows.ts';
import { plan } from './plan.ts';

jest.setTimeout(60_000); // Conversations are played in virtual time, which a busy machine takes its own time for.

/** A folder with one flow that has a test, a recording, and people whom nobody shall see in a plan. */
let folder = '';
let state = '';
let api: AdminApi;

beforeAll(async () => {
  api = await startAdminApi();
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'teams-ivr-apply-'));
  state = mkdtempSync(join(tmpdir(), 'teams-ivr-state-'));
  for (const path of ['main-line', 'contacts.jsonc', 'lines.jsonc', 'environment.jsonc'])
    cpSync(join('flows', path), join(folder, path), { recursive: true });
  writeFileSync(join(folder, 'lines.jsonc'), '{ "lines": { "main": { "flow": "main-line" } }, "default": "main" }');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
  rmSync(state, { recursive: true });
  delete process.env.TEAMS_IVR_TOKEN;
});

function edit(from: string, to: string, file = 'main-line/flow.jsonc'): void {
  const path = join(folder, file);
  const text = readFileSync(path, 'utf8');
  expect(text).toContain(from);
  writeFileSync(path, text.replace(from, to));
}

async function run(command: Command, args: readonly string[], answer?: boolean) {
  const said = { out: '', error: '', asked: '' };
  const code = await command.run(args, {
    out: (text) => {
      said.out += `${text}\n`;
    },
    error: (text) => {
      said.error += `${text}\n`;
    },
    ...(answer !== undefined && {
      confirm: async (question: string) => {
        said.asked += question;
        return answer;
      },
    }),
  });
  return { code, ...said };
}

/** Where a workspace is published: a folder of the embedded store, or a bot at its address. Each test has both. */
const targets: readonly [string, () => Promise<string>][] = [
  ['a folder of the embedded store', async () => state],
  [
    'the admin API of a bot',
    async () => {
      await api[Symbol.asyncDispose]();
      api = await startAdminApi();
      process.env.TEAMS_IVR_TOKEN = await api.token(['Flows.Publish']);
      return api.url;
    },
  ],
];

describe.each(targets)('with %s', (_name, target) => {
  test('a plan says in words what callers would meet, apply puts it there, and then there is nothing to do', async () => {
    const to = await target();
    const first = await run(plan, [folder, '--to', to]);
    expect(first).toMatchObject({ code: 0, error: '' });
    expect(first.out).toContain('where nothing is published yet:\n\nflow main-line: new');
    const applied = await run(apply, [folder, '--to', to, '--yes', '-m', 'First']);
    expect(applied).toMatchObject({ code: 0, error: '' });
    expect(applied.out).toMatch(/conversations passed\.\n\d+ recordings uploaded\.\nCallers of "live" get release [0-9a-f]{12}/);
    expect(await run(plan, [folder, '--to', to])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing would change'),
    });
    expect((await run(apply, [folder, '--to', to, '--yes'])).out).toContain('Nothing would change');

    edit(
      '"options": { "1": "sales", "2": "account", "3": "message" }',
      '"options": { "1": "sales", "2": "account", "3": "support" }',
    );
    edit('cdef01234567', 'cdef01234568', 'contacts.jsonc');
    const second = await run(plan, [folder, '--to', to, '--fail-on-changes']);
    expect(second.code).toBe(1);
    expect(second.out).toContain(
      'flow main-line\n  menu main: option 3 now goes to support instead of message\ncontact reception: another destination\n\n2 changes.',
    );
    expect(second.out).not.toMatch(/cdef0123/);
  });

  test('an admin is asked before callers meet anything, and no is no', async () => {
    const to = await target();
    const no = await run(apply, [folder, '--to', to, '--no-tests'], false);
    expect(no).toMatchObject({ code: 1, asked: expect.stringContaining('Publish to "live"') });
    expect((await run(flows, ['--to', to])).out).toContain('Nothing is published');
    expect(await run(apply, [folder, '--to', to])).toMatchObject({ code: 2, error: expect.stringContaining('--yes') });
    expect(await run(apply, [folder, '--to', to, '--no-tests'], true)).toMatchObject({ code: 0 });
  });

  test('errors and failing tests keep callers with what they have; in an emergency the tests are skipped, on the record', async () => {
    const to = await target();
    edit('"to": "reception"', '"to": "recepton"');
    const wrong = await run(apply, [folder, '--to', to, '--yes']);
    expect(wrong).toMatchObject({ code: 1, out: expect.stringContaining('did you mean "reception"?') });
    edit('"to": "recepton"', '"to": "reception"');
    edit('"1": "sales"', '"1": "message"');
    const failing = await run(apply, [folder, '--to', to, '--yes']);
    expect(failing).toMatchObject({ code: 1, error: expect.stringContaining('nothing was published') });
    expect((await run(flows, ['history', '--to', to])).out).toContain('Nothing was done yet.');
    expect(await run(apply, [folder, '--to', to, '--yes', '--no-tests', '-m', 'Fire'])).toMatchObject({ code: 0 });
    expect((await run(flows, ['history', '--to', to])).out).toMatch(/^#1 .* publish live .* without tests {2}"Fire"\n$/);
  });

  test('history, rollback, canary, aliases, lines and callers', async () => {
    const to = await target();
    const publish = (...more: readonly string[]) => run(apply, [folder, '--to', to, '--yes', '--no-tests', ...more]);
    await publish('-m', 'One');
    edit('"name": "Contoso main line"', '"name": "Contoso"');
    await publish('-m', 'Two');
    expect(await run(flows, ['rollback', '--to', to, '-m', 'Oh no'])).toMatchObject({ code: 0 });
    expect((await run(plan, [folder, '--to', to])).out).toContain('flow main-line: the title changed');
    expect(await publish('--alias', 'test')).toMatchObject({ code: 0 });
    expect((await run(flows, ['canary', '10%', 'test', '--to', to])).out).toMatch(/^10 % of the callers of "live" get release/);
    expect((await run(flows, ['--to', to])).out).toMatch(
      /^live {2}release [0-9a-f]{12}, 10 % of the callers get [0-9a-f]{12}\ntest/,
    );
    expect((await run(flows, ['canary', '0', '--to', to])).code).toBe(0);
    expect((await run(flows, ['line', 'main', 'test', '--to', to])).out).toBe('Line main is answered by "test".\n');
    expect((await run(flows, ['callers', 'test', '+441632960777', '--to', to])).code).toBe(0);
    expect(await run(flows, ['alias', 'test', '--remove', '--to', to])).toMatchObject({
      code: 1,
      error: expect.stringContaining('still use "test"'),
    });
    expect((await run(flows, ['alias', 'live', 'test', '--to', to])).code).toBe(0);
    const { out } = await run(flows, ['audit', '--to', to]);
    expect(out.split('\n').map((line) => / (publish|rollback|canary|lines|callers|alias) /.exec(line)?.[1])).toEqual([
      'alias',
      'callers',
      'lines',
      'canary',
      'canary',
      'publish',
      'rollback',
      'publish',
      'publish',
      undefined,
    ]);
    expect(out).not.toContain('960777');
    expect((await run(flows, ['history', '--to', to, '--limit', '2'])).out.trim().split('\n')).toHaveLength(2);
    expect(await run(flows, ['rollback', 'ffffffff', '--to', to])).toMatchObject({
      code: 1,
      error: expect.stringContaining('no such release'),
    });
  });

  test('two admins who apply at once: one comes through, the other is told', async () => {
    const to = await target();
    const slow = run(apply, [folder, '--to', to, '--yes', '--no-tests', '-m', 'Slow']);
    const outcomes = [await slow, await run(apply, [folder, '--to', to, '--yes', '--no-tests'])];
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0]);
    edit('"name": "Contoso main line"', '"name": "Contoso"');
    // The other one publishes between the question and the answer.
    const code = await apply.run([folder, '--to', to, '--no-tests'], {
      out: () => {},
      error: (text) => {
        said = text;
      },
      confirm: async () => {
        const other = mkdtempSync(join(tmpdir(), 'teams-ivr-other-'));
        cpSync(folder, other, { recursive: true });
        writeFileSync(
          join(other, 'lines.jsonc'),
          '{ "lines": { "main": { "flow": "main-line", "note": "x" } }, "default": "main" }',
        );
        expect(await run(apply, [other, '--to', to, '--yes', '--no-tests', '-m', 'Quick'])).toMatchObject({ code: 0 });
        rmSync(other, { recursive: true });
        return true;
      },
    });
    expect(code).toBe(1);
    expect(said).toMatch(/somebody else was faster\. .* published to live at .*: "Quick"/);
  });
  let said = '';
});

test('without a good proof nothing is shown, and the answer says what is missing', async () => {
  process.env.TEAMS_IVR_TOKEN = await api.token([]);
  expect(await run(plan, [folder, '--to', api.url])).toMatchObject({ code: 1, error: expect.stringContaining('Flows.Read') });
  delete process.env.TEAMS_IVR_TOKEN;
  expect(await run(flows, ['--to', api.url])).toMatchObject({ code: 1, error: expect.stringContaining('TEAMS_IVR_TOKEN') });
});

test('wrong usage is told apart from a refusal', async () => {
  const wrong: readonly [Command, readonly string[]][] = [
    [plan, [folder]],
    [plan, ['nowhere', '--to', state]],
    [plan, [folder, '--to', 'nowhere']],
    [plan, [folder, '--to', 'http://ivr.contoso.example']],
    [apply, [folder, '--to', state, '--canary', 'some']],
    [flows, ['jump', '--to', state]],
    [flows, ['alias', 'test', '--to', state]],
    [flows, ['canary', '--to', state]],
    [flows, ['callers', 'test', '--to', state]],
    [flows, ['--limit', 'all', '--to', state]],
  ];
  for (const [command, args] of wrong) expect([args, (await run(command, args)).code]).toEqual([args, 2]);
  expect((await run(flows, ['--to', 'http://127.0.0.1:9'])).code).toBe(1);
});
