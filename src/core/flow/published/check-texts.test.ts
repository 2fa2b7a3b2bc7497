import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkFolder } from '../../../adapters/flow-folder/check-folder.ts';
import { fitWav } from '../../../adapters/prompts/fit-wav.ts';
import { flowVersion } from '../../../ports/flow-version.ts';
import { stepKits } from '../../steps/registry.ts';
import { checkTexts } from './check-texts.ts';
import { isWorkspacePath, type WorkspaceTexts } from './workspace-texts.ts';

const check = (texts: WorkspaceTexts) => checkTexts(texts, { kits: stepKits, versionOf: flowVersion });

/** The shipped folder, read as plainly as can be: what the reader of folders makes of it must come to the same. */
function shipped(): WorkspaceTexts {
  const files = readdirSync('flows', { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/'));
  const texts = files.filter((path) => isWorkspacePath(path)).map((path) => [path, readFileSync(join('flows', path), 'utf8')]);
  const audio = files
    .filter((path) => path.endsWith('.wav'))
    .map((path) => {
      const fitted = fitWav(readFileSync(join('flows', path)));
      if (fitted.kind === 'unfit') return [path, { problem: fitted.problem }];
      return [path, { hash: createHash('sha256').update(fitted.wav).digest('hex'), durationMs: fitted.durationMs }];
    });
  return { files: Object.fromEntries(texts), audio: Object.fromEntries(audio) };
}

test('a workspace of texts has the findings of the same folder', async () => {
  const broken = shipped();
  const flow = broken.files['main-line/flow.jsonc'] ?? '';
  const texts: WorkspaceTexts = {
    ...broken,
    files: { ...broken.files, 'main-line/flow.jsonc': flow.replace('"to": "reception"', '"to": "recepton"') },
  };
  expect(check(shipped()).findings).toEqual((await checkFolder('flows', { kits: stepKits, fitWav })).findings);
  expect(check(texts).findings).toMatchObject([{ code: 'IVR206', place: { file: 'main-line/flow.jsonc' } }]);
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

test.each([
  ['lines.jsonc', true],
  ['main-line/flow.jsonc', true],
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
