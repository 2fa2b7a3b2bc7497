import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { triggers } from '../../functions/table.ts';
import { buildIfStale } from '../support/run-built.ts';

let folder = '';
beforeAll(() => {
  buildIfStale();
  folder = mkdtempSync(join(tmpdir(), 'azure-package-'));
  const staged = spawnSync(process.execPath, ['infra/stage-package.mjs', folder], { encoding: 'utf8' });
  if (staged.status !== 0) throw new Error(staged.stderr);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const filesIn = (path: string) => readdirSync(path, { recursive: true, encoding: 'utf8' });

test('the package that goes to Azure registers every function, without anything installed beside it', () => {
  const { main } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const host = resolve('test/process/functions-host.cjs');
  const loaded = spawnSync(process.execPath, [host, join(folder, main)], { cwd: folder, encoding: 'utf8' });
  expect(loaded.stderr).toBe('');
  const { functions }: { functions: { name: string }[] } = JSON.parse(loaded.stdout);
  expect(functions.map(({ name }) => name).sort()).toEqual(triggers.map(({ name }) => name).sort());
});

test('the package has the flows with their prompts, the host settings, the apology and the console', () => {
  for (const file of [
    'host.json',
    'flows/lines.jsonc',
    'flows/contacts.jsonc',
    'dist/assets/apology.wav',
    'dist/web/console/console.js',
  ]) {
    expect([file, existsSync(join(folder, file))]).toEqual([file, true]);
  }
  const sounds = (path: string) => filesIn(path).filter((file) => file.endsWith('.wav')).length;
  expect(sounds(join(folder, 'flows'))).toBe(sounds('flows'));
});

test('nothing of the laptop goes along: no sources, tests, page of the simulator, settings or packages', () => {
  const strangers = filesIn(folder).filter((file) =>
    /\.(ts|tsx|map)$|node_modules|local\.settings|dist.(cli|web.softphone)|^\.|\.stamp/.test(file),
  );
  expect(strangers).toEqual([]);
  const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  expect(Object.keys(manifest).sort()).toEqual(['main', 'name', 'private', 'type', 'version']); // Nothing to install, no script to run.
});

test('azd takes the folder that its hooks fill, and leaves it as it is', () => {
  const azd = readFileSync('azure.yaml', 'utf8');
  const project = /^ {4}project: (.+)$/m.exec(azd)?.[1] ?? 'none';
  expect(readFileSync('infra/stage-package.mjs', 'utf8')).toContain(`'${project}'`);
  expect(azd).toMatch(/^ {4}remoteBuild: false$/m);
  expect(azd.match(/node infra\/stage-package\.mjs/g)?.length).toBe(2);
});

test('whoever deploys the repository itself keeps the bundle: its ignore file means the folders at the root only', () => {
  const work = mkdtempSync(join(tmpdir(), 'funcignore-'));
  try {
    spawnSync('git', ['init', '--quiet', work]);
    cpSync('.funcignore', join(work, '.gitignore')); // The same patterns, as every tool but Core Tools reads them.
    const files = [
      'dist/functions/main.js',
      'dist/assets/apology.wav',
      'dist/web/console/index.html',
      'flows/lines.jsonc',
      'host.json',
      'package.json',
    ];
    const sources = ['functions/main.ts', 'src/compose.ts', 'test/floors.test.ts', 'local.settings.json', 'infra/main.bicep'];
    const asked = spawnSync('git', ['-C', work, 'check-ignore', '--no-index', ...files, ...sources], { encoding: 'utf8' });
    expect([asked.error, asked.stdout.trim().split('\n')]).toEqual([undefined, sources]);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
});
