import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newStep } from '../scripts/new-step.mjs';
import { missingParts } from './support/step-folder.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'teams-ivr-new-step-'));
  mkdirSync(join(root, 'src/core/steps'), { recursive: true });
  copyFileSync('src/core/steps/registry.ts', join(root, 'src/core/steps/registry.ts'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const registry = (): string => readFileSync(join(root, 'src/core/steps/registry.ts'), 'utf8');

test('a new step has every part that the completeness test asks for, and stands in the registry', () => {
  const files = newStep('teleport', { root });
  expect(missingParts('teleport', join(root, 'src/core/steps/teleport'))).toEqual([]);
  expect(files).toContain('src/core/steps/registry.ts');
  expect(registry()).toContain("\nimport { teleport } from './teleport/teleport.step.ts';\nimport {");
  expect(registry()).toMatch(/ {2}teleport,\n {2}hangup,\n\];/);
});

test('a step whose name is a word of the language gets a constant of another name', () => {
  newStep('switch', { root });
  expect(registry()).toContain("import { switchStep } from './switch/switch.step.ts';");
});

test.each([[undefined], ['Menu'], ['two words'], ['../elsewhere']])('%s cannot be the name of a step', (name) => {
  expect(() => newStep(name, { root })).toThrow('Usage: npm run new:step NAME');
});

test('a step that exists is left alone', () => {
  newStep('teleport', { root });
  expect(() => newStep('teleport', { root })).toThrow('There is a step "teleport" already');
});
