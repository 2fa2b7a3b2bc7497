import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findingCodesReference, resultCodesReference, settingsReference, stepReference } from '../cli/reference.ts';
import { stepKits } from '../src/core/steps/registry.ts';

const root = process.cwd();

describe('generated pages say what the code says (UPDATE_DOCS=1 writes them)', () => {
  test.each([
    ['docs/steps.md', () => stepReference(stepKits.values())],
    ['docs/settings.md', settingsReference],
    ['docs/findings.md', findingCodesReference],
    ['docs/result-codes.md', resultCodesReference],
  ])('%s', (file, make) => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(join(root, file), make());
    expect(readFileSync(join(root, file), 'utf8')).toBe(make());
  });
});

test('every link and file name in the hand-written pages leads to something', () => {
  const pages = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...markdownUnder('docs')];
  const broken = pages.flatMap((page) => {
    const text = readFileSync(join(root, page), 'utf8').replace(/```[\s\S]*?```/g, '');
    return [...text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => !/^[a-z]+:/.test(link) && !existsSync(resolve(root, dirname(page), link)))
      .map((link) => `${page}: ${link}`);
  });
  expect(broken).toEqual([]);
});

test('every step type has its folder with a test of its own', () => {
  const missing = [...stepKits.keys()].filter(
    (type) =>
      !existsSync(join(root, `src/core/steps/${type}/${type}.step.ts`)) ||
      !existsSync(join(root, `src/core/steps/${type}/${type}.test.ts`)),
  );
  expect(missing).toEqual([]);
});

function markdownUnder(folder: string): string[] {
  return readdirSync(join(root, folder)).flatMap((name) => {
    const path = join(folder, name);
    return statSync(join(root, path)).isDirectory() ? markdownUnder(path) : name.endsWith('.md') ? [path] : [];
  });
}
