import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkFolder } from '../../../adapters/flow-folder/check-folder.ts';
import { openFlowFolder } from '../../../adapters/flow-folder/flow-folder.ts';
import { readFolderTexts } from '../../../adapters/flow-folder/read-texts.ts';
import { openMemoryStore } from '../../../adapters/memory/open-memory-store.ts';
import { fitWav } from '../../../adapters/prompts/fit-wav.ts';
import { flowVersion } from '../../../ports/flow-version.ts';
import { silentLog } from '../../../ports/log.ts';
import { stepKits } from '../../steps/registry.ts';
import { compileFlow } from '../compile.ts';
import type { Finding } from '../finding.ts';
import { checkTexts } from './check-texts.ts';
import { isWorkspacePath, textOf, type WorkspaceTexts } from './workspace-texts.ts';

const check = (texts: WorkspaceTexts) => checkTexts(texts, { kits: stepKits, versionOf: flowVersion });

const textsOf = async (dir: string): Promise<WorkspaceTexts> => (await readFolderTexts(dir, fitWav)).texts;

/** Folders of flows that have every kind of file between them: the shipped one, and those of the steps' examples. */
const steps = readdirSync('src/core/steps', { withFileTypes: true }).filter((entry) => entry.isDirectory());
const folders = ['flows', ...steps.map(({ name }) => join('src/core/steps', name))].filter((dir) =>
  readdirSync(dir).some((name) => existsSync(join(dir, name, 'flow.jsonc'))),
);

const sayings = (findings: readonly Finding[]) =>
  findings.map(({ code, place, message }) => `${place.line} ${code} ${message}`).sort();

test.each(folders)('what is said of the texts of %s is what is said of the folder', async (dir) => {
  const texts = await textsOf(dir);
  expect(sayings(check(texts).findings)).toEqual(sayings((await checkFolder(dir, { kits: stepKits, fitWav })).findings));
  const broken = mistyped(texts);
  expect(check(broken).findings.some(({ severity }) => severity === 'error')).toBe(true);
});

/** Every contact, schedule and directory has another name than the flows give it. */
function mistyped(texts: WorkspaceTexts): WorkspaceTexts {
  const files = Object.entries(texts.files).map(([path, text]) => [
    path,
    path.endsWith('flow.jsonc') ? text.replace('"start"', '"begin"') : text,
  ]);
  return { ...texts, files: Object.fromEntries(files) };
}

test('a flow has the same version in the folder and published, so that its calls find it again', async () => {
  const store = openMemoryStore();
  const folder = await openFlowFolder({ dir: 'flows', kits: stepKits, fitWav, ...store, log: silentLog });
  const { flows } = check(await textsOf('flows'));
  expect(flows.size).toBeGreaterThan(1);
  for (const [name, { version }] of flows) expect((await folder.current(name))?.version).toBe(version);
  await folder.close();
});

test('a workspace without lines or without flows says so instead of being published', () => {
  const { findings } = check({ files: {}, audio: {} });
  expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
    'error: the file is missing, so no call is answered',
    'error: there is no flow here',
  ]);
});

test('an edit of a called flow is another version of the one that calls it', () => {
  const called = { specVersion: 1, name: 'Called', languages: ['en-US'], start: 'over', steps: { over: { type: 'return' } } };
  const calling = {
    ...called,
    start: 'go',
    steps: { go: { type: 'subflow', flow: 'called', next: 'end' }, end: { type: 'hangup' } },
  };
  const texts = (title: string): WorkspaceTexts => ({
    files: {
      'lines.jsonc': '{ "lines": { "main": { "flow": "calling" } }, "default": "main" }',
      'calling/flow.jsonc': JSON.stringify(calling),
      'called/flow.jsonc': JSON.stringify({ ...called, name: title }),
    },
    audio: {},
  });
  const [before, after] = [check(texts('One')), check(texts('Two'))];
  expect(before.findings).toEqual([]);
  expect(before.flows.get('calling')?.version).not.toBe(after.flows.get('calling')?.version);
  expect(check(texts('One')).flows.get('calling')?.version).toBe(before.flows.get('calling')?.version);
});

test('a call back by a flow or with a variable that is not there is found before it is published, and not in a version that serves', () => {
  const head = { specVersion: 1, languages: ['en-US'] };
  const texts = (step: object): WorkspaceTexts => ({
    files: {
      'lines.jsonc': '{ "lines": { "main": { "flow": "asking" } }, "default": "main" }',
      'asking/flow.jsonc': JSON.stringify({
        ...head,
        name: 'Asking',
        start: 'later',
        steps: { later: { type: 'callback', next: 'end', on: { failed: 'end' }, ...step }, end: { type: 'hangup' } },
      }),
      'ringing/flow.jsonc': JSON.stringify({
        ...head,
        name: 'Ringing',
        start: 'end',
        vars: { about: { type: 'string' } },
        steps: { end: { type: 'hangup' } },
      }),
      'broken/flow.jsonc': '{',
    },
    audio: {},
  });
  const codes = (step: object): readonly string[] =>
    check(texts(step)).findings.flatMap(({ code, place }) => (place.file.startsWith('asking') ? [code] : []));
  expect(codes({ flow: 'ringing', variables: { about: "'a bill'" } })).toEqual([]);
  expect(codes({ flow: 'rinking' })).toEqual(['IVR240']);
  expect(codes({ flow: 'ringing', variables: { about: '1', bill: '2' } })).toEqual(['IVR404', 'IVR243']);
  expect(codes({ flow: 'broken', variables: { about: '1' } })).toEqual([]); // Which its own findings say.

  const text = textOf(texts({ flow: 'gone' }), 'asking/flow.jsonc') ?? '';
  const surroundings = { contacts: {}, audio: {} };
  expect(
    compileFlow({ name: 'asking', file: '', text, version: flowVersion(text, surroundings), surroundings, kits: stepKits }).flow,
  ).toBeDefined();
});

test.each([
  ['lines.jsonc', true],
  ['main-line/flow.jsonc', true],
  ['environment.jsonc', true],
  ['directories/staff.jsonc', true],
  ['directories/../x.jsonc', false],
  ['main-line/tests/conversations.jsonc', true],
  ['main-line/prompts/hello.wav', false],
  ['../flow.jsonc', false],
  ['main-line/../flow.jsonc', false],
  ['main-line/tests/../../x.jsonc', false],
  ['/etc/passwd', false],
  ['settings.json', false],
])('%s belongs to a workspace: %s', (path, belongs) => {
  expect(isWorkspacePath(path)).toBe(belongs);
});
