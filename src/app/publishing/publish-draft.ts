import type { Finding } from '../../core/flow/finding.ts';
import { type CheckedTexts, checkTexts } from '../../core/flow/published/check-texts.ts';
import { hasTests, type WorkspaceTexts } from '../../core/flow/published/workspace-texts.ts';
import type { StepKit } from '../../core/steps/define-step.ts';
import { flowVersion } from '../../ports/flow-version.ts';
import type { FlowVersionStore } from '../../ports/flow-versions.ts';
import {
  type Actor,
  type AuditEntry,
  isAliasName,
  nameOf,
  type PublishOrder,
  type PublishOutcome,
} from '../../ports/publishing.ts';
import type { ChangePorts } from './change-aliases.ts';
import { readAliases, readDraft, readRelease } from './documents.ts';
import { makeRelease } from './make-release.ts';
import { aliasIn, placeRelease } from './place-release.ts';
import { loadTexts, type SoundLengths } from './texts.ts';

export interface GatePorts extends ChangePorts {
  readonly versions: FlowVersionStore;
  readonly sounds: SoundLengths;
  readonly kits: ReadonlyMap<string, StepKit>;
  /** Runs the flows' own tests. Absent where there is no simulator: whoever publishes has run them, or says that not. */
  readonly runTests?: RunTests;
}

/** Runs the conversations that come with the flows. `failures`: one line for each that failed. */
export type RunTests = (texts: WorkspaceTexts) => Promise<{ readonly failures: readonly string[] }>;

/** Publishes the draft: the checker first, then the tests, then the release, and the alias last of all. */
export async function publishDraft(ports: GatePorts, order: PublishOrder, actor: Actor): Promise<PublishOutcome> {
  const { alias = 'live', etag, message, percent } = order;
  if (!isPublishable(alias)) return { kind: 'refused', words: aliasRule };
  const [draft, aliases] = await Promise.all([readDraft(ports.workspace), readAliases(ports.workspace)]);
  if (draft === undefined) return { kind: 'refused', words: 'There is no draft to publish.' };
  if (draft.etag !== etag) {
    const words = `${nameOf(draft.value.by)} has saved another draft meanwhile. Look at what would change now, then try again.`;
    return { kind: 'conflict', words };
  }
  const { files, audio } = draft.value;
  const texts: WorkspaceTexts = { files: await loadTexts(ports.workspace, files), audio: await ports.sounds.of(audio) };
  const expects = order.expects === undefined ? (aliasIn(aliases?.value, alias)?.release ?? null) : order.expects;
  return publishTexts(ports, texts, {
    alias,
    expects,
    message,
    actor,
    action: 'publish',
    ...(percent !== undefined && { percent }),
    ...(order.tests !== undefined && { tests: order.tests }),
  });
}

export interface TextsOrder {
  readonly alias: string;
  readonly expects: string | null;
  readonly percent?: number;
  readonly message: string;
  readonly action: AuditEntry['action'];
  readonly actor: Actor;
  readonly tests?: AuditEntry['tests'];
}

/** The gate that everything passes before callers meet it. */
export async function publishTexts(ports: GatePorts, texts: WorkspaceTexts, order: TextsOrder): Promise<PublishOutcome> {
  const checked = check(ports, texts);
  if (hasErrors(checked.findings)) return { kind: 'findings', findings: checked.findings };
  const tested = await testsOf(ports, texts, order);
  if (tested.kind === 'failed') return { kind: 'testsFailed', failures: tested.failures };
  const before = order.expects === null ? undefined : await readRelease(ports.workspace, order.expects);
  const release = await makeRelease(ports, texts, checked, before);
  return placeRelease(ports, { ...order, release, tests: tested.said, findings: checked.findings });
}

type Tested =
  | { readonly kind: 'said'; readonly said: NonNullable<AuditEntry['tests']> }
  | { readonly kind: 'failed'; readonly failures: readonly string[] };

async function testsOf({ runTests }: GatePorts, texts: WorkspaceTexts, { tests }: TextsOrder): Promise<Tested> {
  if (!hasTests(texts)) return { kind: 'said', said: 'none' };
  if (tests === 'skipped') return { kind: 'said', said: 'skipped' };
  if (runTests === undefined) return { kind: 'said', said: tests === 'passed' ? 'passed' : 'notRun' };
  const { failures } = await runTests(texts);
  return failures.length > 0 ? { kind: 'failed', failures } : { kind: 'said', said: 'passed' };
}

export function check({ kits }: Pick<GatePorts, 'kits'>, texts: WorkspaceTexts): CheckedTexts {
  return checkTexts(texts, { kits, versionOf: flowVersion });
}

export const hasErrors = (findings: readonly Finding[]): boolean => findings.some(({ severity }) => severity === 'error');

/** `draft` means the draft wherever an alias may stand. */
export const isPublishable = (alias: string): boolean => alias !== 'draft' && isAliasName(alias);
export const aliasRule = 'An alias is a word of lower-case letters, digits and dashes, and not "draft".';
