import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { schemaFile, schemaText } from '../cli/commands/schema.ts';
import { findingCodesReference, resultCodesReference, settingsReference } from '../cli/reference.ts';
import { stepIndex, stepPage } from '../cli/step-reference.ts';
import { jsonSchemas, schemaNames } from '../src/core/flow/json-schema/schemas.ts';
import { stepKits } from '../src/core/steps/registry.ts';
import { readStepPage } from './support/step-folder.ts';

const root = process.cwd();
const schemas = jsonSchemas(stepKits);
const schemaFiles = schemaNames.map((name): [string, () => string] => [schemaFile(name), () => schemaText(schemas[name])]);
const stepPages = [...stepKits.values()].map((kit): [string, () => string] => [
  `docs/steps/${kit.type}.md`,
  () => stepPage(kit, readStepPage(kit.type)),
]);

describe('generated files say what the code says (UPDATE_DOCS=1 writes them)', () => {
  test.each([
    ['docs/steps.md', () => stepIndex(stepKits.values())],
    ...stepPages,
    ...schemaFiles,
    ['docs/settings.md', settingsReference],
    ['docs/findings.md', findingCodesReference],
    ['docs/result-codes.md', resultCodesReference],
  ])('%s', (file, make) => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(join(root, file), make());
    expect(readFileSync(join(root, file), 'utf8')).toBe(make());
  });
});

test('no page is left of a step that is gone', () => {
  const pages = readdirSync(join(root, 'docs/steps')).sort();
  expect(pages).toEqual([...stepKits.keys()].map((type) => `${type}.md`).sort());
});

test('every link and file name in the hand-written pages leads to something', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownUnder('docs')];
  const broken = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
    return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(resolve(root, dirname(page), link)))
      .map((link) => `${page}: ${link}`);
  });
  expect(broken).toEqual([]);
});

function markdownUnder(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? markdownUnder(path) : name.endsWith('.md') ? [path] : [];
  });
}
