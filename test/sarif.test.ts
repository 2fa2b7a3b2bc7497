import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { checkFolder } from '../src/adapters/flow-folder/check-folder.ts';
import { fitWav } from '../src/adapters/prompts/fit-wav.ts';
import { renderSarif } from '../src/core/flow/render-sarif.ts';
import { stepKits } from '../src/core/steps/registry.ts';
import { inWorkspaceOf, readCorpus } from './corpus/corpus.ts';

// What `check --sarif` writes of every planted fault, against the part of SARIF 2.1.0 that we write: sections of
// https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/sarif-v2.1.0-errata01-os-complete.html

const message = z.strictObject({ text: z.string().min(1) }); // 3.11
const multiformat = message; // 3.12
const place = z.strictObject({ uri: z.url() }); // 3.4; absolute here, relative where the command runs in a repository
const onLine = z.strictObject({ startLine: z.int().min(1), startColumn: z.int().min(1) }); // 3.30.5, 3.30.6
const inText = z.strictObject({ charOffset: z.int().min(0), charLength: z.int().min(0) }); // 3.30.9, 3.30.10
const location = z.strictObject({
  physicalLocation: z.strictObject({ artifactLocation: place, region: onLine.optional() }), // 3.29
  logicalLocations: z.tuple([z.strictObject({ fullyQualifiedName: z.string().startsWith('/') })]).optional(), // 3.33
});
const replacement = z.strictObject({ deletedRegion: inText, insertedContent: z.strictObject({ text: z.string() }).optional() }); // 3.57
const fix = z.strictObject({
  description: message,
  artifactChanges: z.tuple([z.strictObject({ artifactLocation: place, replacements: z.array(replacement).min(1) })]), // 3.56.3
}); // 3.55
const result = z.strictObject({
  ruleId: z.string(),
  ruleIndex: z.int().min(0),
  level: z.enum(['error', 'warning', 'note']), // 3.27.10; "none" is never meant
  message,
  locations: z.tuple([location]),
  fixes: z.tuple([fix]).optional(),
}); // 3.27
const rule = z.strictObject({ id: z.string(), shortDescription: multiformat, fullDescription: multiformat, help: multiformat }); // 3.49
const sarif = z.strictObject({
  $schema: z.url(),
  version: z.literal('2.1.0'), // 3.13.2
  runs: z.tuple([
    z.strictObject({
      tool: z.strictObject({ driver: z.strictObject({ name: z.string().min(1), rules: z.array(rule) }) }), // 3.18, 3.19
      columnKind: z.literal('utf16CodeUnits'), // 3.14.17
      results: z.array(result),
    }),
  ]),
});

test.each(readCorpus().map((fault) => [fault.name, fault] as const))('%s is written as SARIF has it', async (_, fault) => {
  await inWorkspaceOf(fault, async (folder) => {
    const { findings, sources } = await checkFolder(folder, {
      kits: stepKits,
      fitWav,
      ...(fault.language && { language: fault.language }),
    });
    const written: unknown = JSON.parse(renderSarif(findings, sources, { uriOf: (file) => pathToFileURL(file).href }));
    const [run] = sarif.parse(written).runs;
    expect(run.results).toHaveLength(findings.length);
    const texts = new Map([...sources].map(([file, text]) => [pathToFileURL(file).href, text]));
    for (const { ruleId, ruleIndex, locations, fixes = [] } of run.results) {
      expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId); // 3.27.6
      const { artifactLocation, region } = locations[0].physicalLocation;
      const lines = texts.get(artifactLocation.uri)?.split('\n') ?? [];
      if (region !== undefined) expect(lines[region.startLine - 1]?.length).toBeGreaterThanOrEqual(region.startColumn - 1);
      for (const { deletedRegion } of fixes.flatMap((one) => one.artifactChanges[0].replacements))
        expect(deletedRegion.charOffset + deletedRegion.charLength).toBeLessThanOrEqual(lines.join('\n').length);
    }
  });
});
