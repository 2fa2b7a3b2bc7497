import { readFolderTexts, type TextsRead } from '../../src/adapters/flow-folder/read-texts.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import type { Change } from '../../src/core/flow/diff/change.ts';
import { describeChanges } from '../../src/core/flow/diff/describe-changes.ts';
import type { Finding } from '../../src/core/flow/finding.ts';
import { checkTexts } from '../../src/core/flow/published/check-texts.ts';
import type { WorkspaceTexts } from '../../src/core/flow/published/workspace-texts.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import { flowVersion } from '../../src/ports/flow-version.ts';
import type { Publishing } from '../../src/ports/publishing.ts';

/** A folder beside what an alias leads to now. */
export interface Comparison {
  readonly read: TextsRead;
  /** The release that it was compared with; null: nothing is published there. */
  readonly release: string | null;
  readonly changes: readonly Change[];
  /** Of the folder. Errors keep it from being published. */
  readonly findings: readonly Finding[];
}

export async function compare(dir: string, desk: Publishing, alias: string): Promise<Comparison> {
  const [read, now] = await Promise.all([readFolderTexts(dir, fitWav), desk.texts(alias)]);
  const { findings } = checkTexts(read.texts, { kits: stepKits, versionOf: flowVersion });
  return {
    read,
    release: now?.release ?? null,
    changes: describeChanges(now?.texts ?? nothing, read.texts, stepKits),
    findings: [...read.findings, ...findings],
  };
}

const nothing: WorkspaceTexts = { files: {}, audio: {} };

/** The sentences, those of one flow under its name. */
export function renderChanges(changes: readonly Change[]): string {
  const flows = [...new Set(changes.flatMap(({ flow }) => (flow === undefined ? [] : [flow])))];
  const around = changes.filter(({ flow }) => flow === undefined).map(({ words }) => words);
  const inFlows = flows.map((flow) => {
    const own = changes.filter((change) => change.flow === flow).map(({ words }) => words);
    const [only, ...more] = own;
    if (more.length === 0 && only !== undefined && !only.includes(':')) return `flow ${flow}: ${only}`;
    return [`flow ${flow}`, ...own.map((words) => `  ${words}`)].join('\n');
  });
  return [...inFlows, ...around].join('\n');
}

export const counted = (count: number, word: string): string => `${count} ${word}${count === 1 ? '' : 's'}`;
export const shortOf = (release: string): string => release.slice(0, 12);
