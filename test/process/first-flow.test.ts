import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import { freePort } from '../../cli/free-port.ts';
import { buildIfStale } from '../support/run-built.ts';

// docs/write-your-first-flow.md, followed to the letter in an empty folder: every command is run, every file is saved, and
// every line that the page shows has to come.

const page = readFileSync('docs/write-your-first-flow.md', 'utf8');

interface Block {
  readonly language: string;
  /** What the page says of it behind the language, or before it: "Save this as". */
  readonly about: string;
  readonly text: string;
}

const blocks: readonly Block[] = [
  ...page.matchAll(/(?:^Save this as `([^`]+)`:\n\n)?^```(\w+)(?: (.*))?\n([\s\S]*?)^```$/gm),
].map(([, file, language = '', about = '', text = '']) => ({
  language: file === undefined ? language : 'file',
  about: file ?? about,
  text,
}));

let folder = '';
let bin = '';
beforeAll(() => {
  buildIfStale();
  folder = mkdtempSync(join(tmpdir(), 'first-flow-'));
  bin = mkdtempSync(join(tmpdir(), 'first-flow-bin-'));
  symlinkSync(join(process.cwd(), 'scripts/teams-ivr.mjs'), join(bin, 'teams-ivr')); // What npm link does.
}, 90_000);
afterAll(() => {
  for (const one of [folder, bin]) rmSync(one, { recursive: true, force: true });
});

const env = (): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
});

/** What a person sees. Commands that find something end with 1, and the page goes on. */
function run(commands: string, fails: boolean): string {
  try {
    const out = execFileSync('sh', ['-ec', commands], {
      cwd: folder,
      env: env(),
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    if (fails) throw new Error(`The page says that this finds something:\n${commands}\n${out}`);
    return out;
  } catch (error) {
    const { stdout, stderr, status } = error as { readonly stdout?: string; readonly stderr?: string; readonly status?: number }; // Of execFileSync.
    if (fails && status === 1) return `${stdout}${stderr}`;
    throw error;
  }
}

test('the page leads from an empty folder to a tested flow', () => {
  expect(readdirSync(folder)).toEqual([]);
  let said = '';
  let shown = 0;
  for (const { language, about, text } of blocks) {
    if (language === 'file') {
      mkdirSync(dirname(join(folder, about)), { recursive: true });
      writeFileSync(join(folder, about), text);
    } else if (language === 'sh' && (about === '' || about === 'that finds something')) {
      said = run(text, about !== '');
    } else if (language === 'text') {
      for (const line of text.trimEnd().split('\n')) {
        expect(said).toContain(line);
        shown += 1;
      }
    }
  }
  expect(shown).toBeGreaterThan(12);
}, 120_000);

test('the page shows nothing that is not followed, except npm link and what is left running', () => {
  const kinds = new Set(blocks.map(({ language, about }) => (language === 'sh' ? `sh ${about}` : language)));
  expect([...kinds].sort()).toEqual([
    'file',
    'sh ',
    'sh and leave it running',
    'sh in the repository',
    'sh that finds something',
    'text',
  ]);
  expect(JSON.parse(readFileSync('package.json', 'utf8'))).toMatchObject({ bin: { 'teams-ivr': 'scripts/teams-ivr.mjs' } });
});

test('what is left running serves the flow of the folder to the softphone', async () => {
  const block = blocks.find(({ about }) => about === 'and leave it running');
  const port = await freePort(7_711);
  const command = `${block?.text.trim()} --no-open --port ${port}`; // The port: other tests run beside it.
  const child = spawn('sh', ['-c', `exec ${command}`], { cwd: folder, env: env(), stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    const said = await saidUntil(child, 'Simulator ');
    expect(said).toContain(basename(folder));
    const softphone = /Softphone +(\S+)/.exec(said)?.[1] ?? '';
    expect((await fetch(softphone)).status).toBe(200);
  } finally {
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    await ended;
  }
}, 60_000);

function saidUntil(child: ChildProcess, words: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = '';
    const note = (chunk: unknown): void => {
      said += String(chunk);
      if (said.includes(words)) setImmediate(() => resolve(said));
    };
    child.stdout?.on('data', note);
    child.stderr?.on('data', note);
    child.once('exit', () => reject(new Error(`It ended before it was ready:\n${said}`)));
  });
}
