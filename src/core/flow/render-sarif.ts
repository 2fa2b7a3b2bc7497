import type { Finding } from './finding.ts';
import { type FindingCode, findingCodes } from './finding-codes.ts';
import { pageOf } from './finding-pages/finding-page.ts';
import { findingPages } from './finding-pages/finding-pages.ts';
import type { Sources } from './render-findings.ts';

export interface SarifOptions {
  /** From the name that a finding uses for its file to a URI, relative to the repository's root where it can be. */
  readonly uriOf: (file: string) => string;
}

/** Findings as SARIF 2.1.0, which GitHub, Azure DevOps and editors read. Quick fixes are its `fixes`. */
export function renderSarif(findings: readonly Finding[], sources: Sources, { uriOf }: SarifOptions): string {
  const codes = [...new Set(findings.map((finding) => finding.code))].sort();
  const run = {
    tool: {
      driver: {
        name: 'teams-ivr check',
        rules: codes.map(ruleOf),
      },
    },
    columnKind: 'utf16CodeUnits',
    results: findings.map((finding) => resultOf(finding, codes.indexOf(finding.code), sources, uriOf)),
  };
  return JSON.stringify(
    {
      $schema: 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json',
      version: '2.1.0',
      runs: [run],
    },
    null,
    2,
  );
}

function ruleOf(code: string) {
  const known = code as FindingCode; // Every finding's code is one of the table.
  const { means, matters, mend } = findingPages[known];
  return {
    id: code,
    shortDescription: { text: findingCodes[known] },
    fullDescription: { text: means },
    help: { text: `${matters} ${mend} More: ${pageOf(code)}` },
  };
}

function resultOf(finding: Finding, ruleIndex: number, sources: Sources, uriOf: SarifOptions['uriOf']) {
  const { code, severity, place, message, fix, quickFix } = finding;
  const uri = uriOf(place.file);
  const known = sources.has(place.file);
  return {
    ruleId: code,
    ruleIndex,
    level: severity,
    message: { text: `${message}. To mend it: ${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri },
          ...(known && { region: { startLine: place.line, startColumn: place.column } }),
        },
        ...(place.pointer !== '' && { logicalLocations: [{ fullyQualifiedName: place.pointer }] }),
      },
    ],
    ...(quickFix !== undefined && {
      fixes: [
        {
          description: { text: quickFix.title },
          artifactChanges: [
            {
              artifactLocation: { uri },
              replacements: quickFix.edits.map(({ offset, length, text }) => ({
                deletedRegion: { charOffset: offset, charLength: length },
                ...(text !== '' && { insertedContent: { text } }),
              })),
            },
          ],
        },
      ],
    }),
  };
}
