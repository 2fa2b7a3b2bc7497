import { mkdir, mkdtemp, readFile, rename, rm, symlink, unlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Party } from '../../core/call/party.ts';
import type { CompiledFlow } from '../../core/flow/compiled-flow.ts';
import { stepKits } from '../../core/steps/registry.ts';
import type { Clock } from '../../ports/clock.ts';
import { silentLog } from '../../ports/log.ts';
import { openMemoryStore } from '../memory/open-memory-store.ts';
import { fitWav } from '../prompts/fit-wav.ts';
import { writeWav } from '../prompts/write-wav.ts';
import type { FolderFindings } from './check-folder.ts';
import { type FlowFolderOptions, openFlowFolder } from './flow-folder.ts';

const account = '7e57ab1e-0000-4000-8000-000000000001';
const bot: Party = { kind: 'application', id: 'bot' };

let dir: string;
let clock: ManualClock;
let store: ReturnType<typeof openMemoryStore>;
const open = (options: Partial<FlowFolderOptions> = {}) =>
  openFlowFolder({
    dir,
    kits: stepKits,
    fitWav,
    media: store.media,
    versions: store.versions,
    log: silentLog,
    clock,
    ...options,
  });

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'flow-folder-'));
  clock = new ManualClock();
  store = openMemoryStore();
  await write('lines.jsonc', {
    lines: { main: { flow: 'main-line' }, shop: { applicationInstance: account.toUpperCase(), flow: 'shop' } },
    default: 'main',
  });
  await write('contacts.jsonc', { contacts: { desk: { user: account } } });
  await write('main-line/flow.jsonc', aFlow({ text: 'Hello.', audio: 'hello.wav' }));
  await write('shop/flow.jsonc', aFlow({ text: 'Shop.' }));
  await write('main-line/prompts/hello.wav', sound(1));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('which flow answers', () => {
  test('a resource account is answered by its own line, whatever the case of its id', async () => {
    const folder = await open();
    const called: Party = { kind: 'applicationInstance', id: account };
    expect(await folder.forIncoming(called)).toMatchObject({ kind: 'found', line: 'shop', flow: { name: 'shop' } });
  });

  test('everything else is answered by the default line', async () => {
    const folder = await open();
    const stranger: Party = { kind: 'applicationInstance', id: '7e57ab1e-0000-4000-8000-00000000ffff' };
    for (const called of [bot, stranger]) {
      expect(await folder.forIncoming(called)).toMatchObject({ kind: 'found', line: 'main', flow: { name: 'main-line' } });
    }
  });

  test("without a default line an unknown call is nobody's, and it is said why", async () => {
    await write('lines.jsonc', { lines: { shop: { applicationInstance: account, flow: 'shop' } } });
    expect(await (await open()).forIncoming(bot)).toEqual({ kind: 'noFlow', why: expect.stringContaining('default') });
  });
});

describe('an edit', () => {
  test('takes effect on the next call, while a running call keeps its version', async () => {
    const folder = await open();
    const before = await incoming(folder);
    await write('main-line/flow.jsonc', aFlow({ text: 'Good day.' }));
    clock.advance(500);
    const after = await incoming(folder);
    expect(after.version).not.toBe(before.version);
    expect(words(after)).toBe('Good day.');
    const running = await folder.version('main-line', before.version);
    expect(words(running)).toBe('Hello.');
  });

  test('with errors leaves the last good version serving, and is reported with its place', async () => {
    const folder = await open();
    const before = await incoming(folder);
    await write('main-line/flow.jsonc', '{ "specVersion": 1,\n  "name" }');
    clock.advance(500);
    expect((await incoming(folder)).version).toBe(before.version);
    expect(folder.findings().findings).toEqual([
      expect.objectContaining({
        code: 'IVR001',
        place: expect.objectContaining({ file: join(dir, 'main-line/flow.jsonc'), line: 2 }),
      }),
    ]);
    await write('main-line/flow.jsonc', aFlow({ text: 'Mended.' }));
    clock.advance(500);
    expect(words(await incoming(folder))).toBe('Mended.');
    expect(folder.findings().findings).toEqual([]);
  });

  test('of a recording, a contact or a line counts as well', async () => {
    const folder = await open();
    const versions = [(await incoming(folder)).version];
    for (const [file, content] of [
      ['main-line/prompts/hello.wav', sound(2)],
      ['contacts.jsonc', { contacts: { desk: { phone: '+441632960111' } } }],
    ] as const) {
      await write(file, content);
      clock.advance(500);
      versions.push((await incoming(folder)).version);
    }
    expect(new Set(versions).size).toBe(3);
    await write('lines.jsonc', { lines: { main: { flow: 'shop' } }, default: 'main' });
    clock.advance(500);
    expect((await incoming(folder)).name).toBe('shop');
  });

  test('that closes an office by hand is obeyed by the next call, and not by a running one', async () => {
    const schedules = { office: { timeZone: 'Europe/Berlin', week: { daily: 'open' } } };
    await write('schedules.jsonc', { schedules });
    const folder = await open();
    const before = await incoming(folder);
    await write('schedules.jsonc', { schedules, overrides: { office: { state: 'closed', reason: 'storm' } } });
    clock.advance(500);
    const after = await incoming(folder);
    expect(after.schedules.office?.override).toEqual({ state: 'closed', reason: 'storm' });
    const running = await folder.version('main-line', before.version);
    expect(running?.schedules.office?.timeZone).toBe('Europe/Berlin');
    expect(running?.schedules.office?.override).toBeUndefined();
  });

  test('of schedules.jsonc with errors leaves the last good schedules, and is reported with its place', async () => {
    await write('schedules.jsonc', { schedules: { office: { timeZone: 'Europe/Berlin', week: {} } } });
    const folder = await open();
    await write('schedules.jsonc', { schedules: { office: { timeZone: 'Europe/Berln', week: {} } } });
    clock.advance(500);
    expect((await incoming(folder)).schedules.office?.timeZone).toBe('Europe/Berlin');
    expect(folder.findings().findings.map(({ code, place }) => `${code} ${place.pointer}`)).toContain(
      'IVR511 /schedules/office/timeZone',
    );
  });

  test('that changes nothing keeps the version', async () => {
    const folder = await open();
    const before = await incoming(folder);
    await utimes(join(dir, 'main-line/flow.jsonc'), new Date(), new Date(Date.now() + 5_000));
    clock.advance(500);
    expect((await incoming(folder)).version).toBe(before.version);
  });

  test('is not looked for more often than every half second', async () => {
    const folder = await open();
    const before = await incoming(folder);
    await write('main-line/flow.jsonc', aFlow({ text: 'Good day.' }));
    clock.advance(499);
    expect((await incoming(folder)).version).toBe(before.version);
    clock.advance(1);
    expect((await incoming(folder)).version).not.toBe(before.version);
  });

  test('of lines.jsonc with errors leaves the last good lines', async () => {
    const folder = await open();
    await write('lines.jsonc', { lines: { main: { flow: 'nowhere' } }, default: 'main' });
    clock.advance(500);
    expect((await incoming(folder)).name).toBe('main-line');
    expect(folder.findings().findings.map((finding) => finding.code)).toEqual(['IVR504']);
  });

  test('that removes a flow does not hang up on its line', async () => {
    const folder = await open();
    await rename(join(dir, 'main-line'), join(dir, 'attic'));
    clock.advance(500);
    expect((await incoming(folder)).name).toBe('main-line');
    expect(folder.findings().findings.map((finding) => finding.code)).toContain('IVR504');
  });

  test('is told to whoever watches, without any call', async () => {
    const folder = await open();
    const told: FolderFindings[] = [];
    folder.watch((current) => told.push(current));
    await write('main-line/flow.jsonc', '{');
    clock.advance(700);
    await folder.refresh(); // Waits for the look that the clock has just begun.
    expect(told.map(({ findings }) => findings.map((finding) => finding.code))).toEqual([['IVR001']]);
    await folder.close();
    clock.advance(10_000);
  });
});

describe('a restart', () => {
  test('keeps the version of a running call, and the sound of its prompts', async () => {
    const before = await incoming(await open());
    await write('main-line/flow.jsonc', aFlow({ text: 'Good day.' }));
    await unlink(join(dir, 'main-line/prompts/hello.wav'));
    const folder = await open();
    const running = await folder.version('main-line', before.version);
    expect(running?.version).toBe(before.version);
    expect(words(running)).toBe('Hello.');
    const hash = running?.prompts.hello?.['en-US']?.[0]?.audio?.hash ?? '';
    expect(await store.media.get(hash)).toEqual(sound(1));
  });

  test('gives the same files the same version', async () => {
    expect((await incoming(await open())).version).toBe((await incoming(await open())).version);
  });

  test('with a broken flow and nothing before it answers nothing, and says why', async () => {
    await write('main-line/flow.jsonc', '{');
    expect(await (await open()).forIncoming(bot)).toEqual({ kind: 'noFlow', why: expect.stringContaining('main-line') });
  });

  test('knows no version that was never good', async () => {
    const { version } = await incoming(await open());
    expect(await (await open()).version('shop', version)).toBeUndefined();
  });
});

test('a version is stored before it serves; while it cannot be, the one before it does', async () => {
  const folder = await open();
  const before = await incoming(folder);
  const put = jest.spyOn(store.versions, 'put').mockRejectedValue(new Error('the disk is full'));
  await write('main-line/flow.jsonc', aFlow({ text: 'Good day.' }));
  clock.advance(500);
  expect((await incoming(folder)).version).toBe(before.version);
  put.mockRestore();
  clock.advance(500);
  expect(words(await incoming(folder))).toBe('Good day.');
});

test('calls that arrive together share one look at the files', async () => {
  const folder = await open();
  const put = jest.spyOn(store.versions, 'put');
  await write('main-line/flow.jsonc', aFlow({ text: 'Good day.' }));
  clock.advance(500);
  const flows = await Promise.all(Array.from({ length: 20 }, () => incoming(folder)));
  expect(new Set(flows.map((flow) => flow.version)).size).toBe(1);
  expect(put).toHaveBeenCalledTimes(1);
});

describe('a recording', () => {
  const problems = async () => (await open()).findings().findings.map(({ code, fix }) => `${code} ${fix}`);

  test('that is no WAV is a finding with the way to mend it', async () => {
    await write('main-line/prompts/hello.wav', 'ID3 an mp3');
    expect(await problems()).toEqual([expect.stringMatching(/^IVR306 .+/)]);
  });

  test('that is missing is noticed when it comes', async () => {
    await unlink(join(dir, 'main-line/prompts/hello.wav'));
    const folder = await open();
    expect(folder.findings().findings.map((finding) => finding.code)).toEqual(['IVR305']);
    await write('main-line/prompts/hello.wav', sound(1));
    await folder.refresh();
    expect(folder.findings().findings).toEqual([]);
  });

  test('that is a link out of the folder is not read', async () => {
    await write('secret.wav', sound(9));
    await unlink(join(dir, 'main-line/prompts/hello.wav'));
    await symlink(join(dir, 'secret.wav'), join(dir, 'main-line/prompts/hello.wav'));
    expect(await problems()).toEqual(['IVR306 the file lies outside the folder']);
  });

  test('whose name climbs out of the folder is not looked for', async () => {
    await write('secret.wav', sound(9));
    await write('main-line/flow.jsonc', aFlow({ text: 'Hello.', audio: '../../secret.wav' }));
    expect(await problems()).toEqual([expect.stringMatching(/^IVR307/)]);
  });
});

test('what is put into the log names codes, and nothing that was written in the flow', async () => {
  const warn = jest.fn();
  await write(
    'main-line/flow.jsonc',
    (await readFile(join(dir, 'main-line/flow.jsonc'), 'utf8')).replace('"to": "desk"', '"to": "secretDesk"'),
  );
  await open({ log: { ...silentLog, warn } });
  expect(warn).toHaveBeenCalledWith('flow.findings', { flow: 'main-line', errors: 1, warnings: 0, codes: ['IVR206'] });
});

async function incoming(folder: Awaited<ReturnType<typeof open>>): Promise<CompiledFlow> {
  const found = await folder.forIncoming(bot);
  if (found.kind !== 'found') throw new Error(found.why);
  return found.flow;
}

const words = (flow: CompiledFlow | undefined): string | undefined => flow?.prompts.hello?.['en-US']?.[0]?.text;

function aFlow(hello: { readonly text: string; readonly audio?: string }): object {
  return {
    specVersion: 1,
    name: 'A flow',
    languages: ['en-US'],
    start: 'hello',
    prompts: { hello: { 'en-US': hello } },
    steps: {
      hello: { type: 'play', prompt: 'hello', next: 'desk' },
      desk: { type: 'transfer', to: 'desk', on: { failed: 'bye' } },
      bye: { type: 'hangup' },
    },
  };
}

/** One second of sound, fit to be played; `volume` makes it another one. */
function sound(volume: number): Uint8Array {
  return writeWav(new Uint8Array(32_000).fill(volume));
}

async function write(file: string, content: object | string | Uint8Array): Promise<void> {
  const path = join(dir, file);
  await mkdir(join(path, '..'), { recursive: true });
  await writeFile(
    path,
    typeof content === 'string' || content instanceof Uint8Array ? content : JSON.stringify(content, null, 2),
  );
}

class ManualClock implements Clock {
  private at = 1_000_000;
  private sleeping: { readonly until: number; readonly wake: () => void }[] = [];
  now(): number {
    return this.at;
  }
  sleep(ms: number): Promise<void> {
    return new Promise((wake) => this.sleeping.push({ until: this.at + ms, wake }));
  }
  advance(ms: number): void {
    this.at += ms;
    const due = this.sleeping.filter((one) => one.until <= this.at);
    this.sleeping = this.sleeping.filter((one) => one.until > this.at);
    for (const one of due) one.wake();
  }
}
