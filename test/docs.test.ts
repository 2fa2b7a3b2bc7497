import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { schemaFile, schemaText } from '../cli/commands/schema.ts';
import { graphCoverage, graphCoverageReference } from '../cli/graph-coverage/graph-coverage.ts';
import {
  type FindingExample,
  findingCodesReference,
  findingPage,
  resultCodesReference,
  settingsReference,
} from '../cli/reference.ts';
import { stepIndex, stepPage } from '../cli/step-reference.ts';
import { type FindingCode, findingCodes } from '../src/core/flow/finding-codes.ts';
import { pageOf } from '../src/core/flow/finding-pages/finding-page.ts';
import { jsonSchemas, schemaNames } from '../src/core/flow/json-schema/schemas.ts';
import { stepKits } from '../src/core/steps/registry.ts';
import { type PlantedFault, readCorpus } from './corpus/corpus.ts';
import { readStepPage } from './support/step-folder.ts';
import { testTitles } from './support/test-titles.ts';

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
    ['docs/graph-coverage.md', graphCoverageReference],
  ])('%s', (file, make) => {
    if (process.env.UPDATE_DOCS === '1') writeFileSync(join(root, file), make());
    expect(readFileSync(join(root, file), 'utf8')).toBe(make());
  });
});

describe('what docs/graph-coverage.md says is proven', () => {
  const known = new Map<string, ReadonlySet<string>>();
  const titlesOf = (file: string): ReadonlySet<string> => {
    const titles =
      known.get(file) ?? (existsSync(join(root, file)) ? testTitles(readFileSync(join(root, file), 'utf8')) : new Set());
    known.set(file, titles);
    return titles;
  };

  test('every capability is played by the whole bot against the simulator, from a flow or the automation API', () => {
    const isConversation = ({ file }: { readonly file: string }): boolean =>
      file.startsWith('test/conversations/') && !file.endsWith('/room-operations.test.ts'); // That one is of the adapter.
    expect(graphCoverage.filter(({ simulated }) => !simulated.some(isConversation)).map((row) => row.capability)).toEqual([]);
  });

  test.each(graphCoverage.map((row) => [row.capability, row] as const))('%s', (_capability, { simulated, contract }) => {
    expect([simulated.length > 0, contract.length > 0]).toEqual([true, true]);
    const missing = [...simulated, ...contract].filter(({ file, title }) => !titlesOf(file).has(title));
    expect(missing).toEqual([]);
  });

  test('and every operation of our adapter has its row', () => {
    const operations = graphCoverage.map(({ operation }) => operation.toLowerCase()).join(' ');
    const files = readdirSync(join(root, 'src/adapters/graph/operations')).map((name) =>
      readFileSync(join(root, 'src/adapters/graph/operations', name), 'utf8'),
    );
    const actions = files.flatMap((text) => [...text.matchAll(/action: '(\/[A-Za-z/]+)'/g)].map((match) => match[1] ?? ''));
    expect(actions.length).toBeGreaterThan(10);
    expect(actions.filter((action) => !operations.includes(action.toLowerCase()))).toEqual([]);
  });
});

test('no page is left of a step that is gone', () => {
  const pages = readdirSync(join(root, 'docs/steps')).sort();
  expect(pages).toEqual([...stepKits.keys()].map((type) => `${type}.md`).sort());
});

describe('every code has its page (UPDATE_DOCS=1 writes them)', () => {
  const corpus = readCorpus();
  test.each(Object.keys(findingCodes) as FindingCode[])('%s', (code) => {
    const fault = corpus.find(({ finds }) => finds.some((one) => one.includes(code)));
    expect(fault?.name).toContain(code); // Plant one in test/corpus: its README says how.
    if (fault === undefined) return;
    const page = findingPage(code, exampleOf(fault, code));
    const path = join(root, pageOf(code));
    mkdirSync(dirname(path), { recursive: true });
    if (process.env.UPDATE_DOCS === '1') writeFileSync(path, page);
    expect(readFileSync(path, 'utf8')).toBe(page);
  });
});

test('every shipped flow has a page, and the list of examples names it', () => {
  const flows = readdirSync(join(root, 'flows')).filter((name) => existsSync(join(root, 'flows', name, 'flow.jsonc')));
  const pages = readdirSync(join(root, 'docs/examples')).sort();
  expect(pages).toEqual(flows.map((name) => `${name}.md`).sort());
  const list = readFileSync(join(root, 'docs/examples.md'), 'utf8');
  expect(flows.filter((name) => !list.includes(`(examples/${name}.md)`))).toEqual([]);
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

function exampleOf({ title, finds, files, mended }: PlantedFault, code: string): FindingExample {
  const [severity = '', , place = ''] = (finds.find((one) => one.includes(code)) ?? '').split(' ');
  const [file = '', row = '1'] = place.split(':');
  const lines = (files.get(file) ?? '').split('\n');
  const after = mended?.get(file)?.split('\n');
  return {
    title,
    severity,
    file,
    line: short(lines[Number(row) - 1] ?? ''),
    ...(after && { mended: after.filter((line) => !lines.includes(line)).map(short) }),
  };
}

/** As much of a line as can be read. */
function short(line: string): string {
  const text = line.trim();
  if (text.startsWith('!')) return '// nothing that could be shown';
  return text.length > 160 ? `${text.slice(0, 157)}...` : text;
}
