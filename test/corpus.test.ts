import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTests } from '../cli/conversations/read-tests.ts';
import { checkFolder } from '../src/adapters/flow-folder/check-folder.ts';
import { fixFolder } from '../src/adapters/flow-folder/fix-folder.ts';
import { fitWav } from '../src/adapters/prompts/fit-wav.ts';
import type { Finding } from '../src/core/flow/finding.ts';
import { type FindingCode, findingCodes } from '../src/core/flow/finding-codes.ts';
import { pageOf } from '../src/core/flow/finding-pages/finding-page.ts';
import { stepKits } from '../src/core/steps/registry.ts';
import { inWorkspaceOf, type PlantedFault, readCorpus } from './corpus/corpus.ts';

// Every fault is played by the checker as it is: right code, right line and column, and nothing else.

const corpus = readCorpus();
const kitOf = ({ language }: PlantedFault) => ({ kits: stepKits, fitWav, ...(language && { language }) });

/** Of the folder, and of the conversations when the fault is in them. */
async function check(folder: string, fault: PlantedFault): Promise<readonly Finding[]> {
  const inTests = [...fault.files.keys()].some((file) => file.includes('/tests/'));
  return inTests ? (await readTests(folder, 'shop')).findings : (await checkFolder(folder, kitOf(fault))).findings;
}

const told = (findings: readonly Finding[], folder: string): readonly string[] =>
  findings.map(
    ({ severity, code, place }) => `${severity} ${code} ${place.file.slice(folder.length + 1)}:${place.line}:${place.column}`,
  );

test.each(corpus.map((fault) => [fault.name, fault.title, fault] as const))(
  '%s: %s is found at its line and column, and nothing else is',
  async (_name, _title, fault) => {
    await inWorkspaceOf(fault, async (folder) => {
      expect(told(await check(folder, fault), folder).toSorted()).toEqual(fault.finds.toSorted());
    });
  },
);

const mendable = corpus.filter((fault) => fault.mended !== undefined);
test.each(mendable.map((fault) => [fault.name, fault.title, fault] as const))(
  '%s: --fix mends %s as its author would, and nothing is left to say',
  async (_name, _title, fault) => {
    await inWorkspaceOf(fault, async (folder) => {
      const { fixed, left } = await fixFolder(folder, kitOf(fault));
      expect(fixed.length).toBeGreaterThan(0);
      expect(told(left.findings, folder)).toEqual([]);
      for (const [file, text] of fault.mended ?? []) expect(readFileSync(join(folder, file), 'utf8')).toBe(text);
    });
  },
);

test.each(corpus.filter((fault) => fault.mended === undefined).map((fault) => [fault.name, fault] as const))(
  '%s: no quick fix is offered where nobody has tried one',
  async (_name, fault) => {
    await inWorkspaceOf(fault, async (folder) => {
      const findings = await check(folder, fault);
      const inTests = [...fault.files.keys()].some((file) => file.includes('/tests/'));
      if (!inTests) expect(findings.filter((finding) => finding.quickFix !== undefined)).toEqual([]);
    });
  },
);

test('the workspace beneath the faults has none', async () => {
  const none: PlantedFault = { name: '', title: '', finds: [], files: new Map() };
  await inWorkspaceOf(none, async (folder) => {
    expect((await checkFolder(folder, kitOf(none))).findings).toEqual([]);
  });
});

describe('every code', () => {
  const planted = new Set(corpus.flatMap(({ finds }) => finds.map((one) => one.split(' ')[1])));
  test.each(Object.keys(findingCodes) as FindingCode[])('%s has a fault in the corpus and a page', (code) => {
    expect(planted).toContain(code);
    expect(existsSync(join(process.cwd(), pageOf(code)))).toBe(true);
  });
});
