import type { Change } from '../../core/flow/diff/change.ts';
import type { Finding } from '../../core/flow/finding.ts';
import type { WorkspaceTexts } from '../../core/flow/published/workspace-texts.ts';
import type { Actor, Alias, AuditEntry, testsSaid } from './documents.ts';

/**
 * Everything that an admin does with published flows. The same words serve the command against a folder of the embedded
 * store, the admin API, and the command against that API.
 */
export interface Publishing {
  /** Which release serves whom, and whether anything has been published at all. */
  overview(): Promise<Overview>;
  /** The texts behind `draft`, an alias, or a release (its version, or the beginning of one that the audit names). */
  texts(at: string): Promise<TextsHeld | undefined>;
  /** Which of these sounds the store does not have yet. */
  missingSounds(hashes: readonly string[]): Promise<readonly string[]>;
  /** Keeps a sound that is fit to be played; says its hash. */
  keepSound(bytes: Uint8Array): Promise<SoundKept>;
  /** Replaces the whole draft. `etag`: the draft that it was made from; undefined: there was none. */
  saveDraft(draft: DraftTexts, etag: string | undefined, actor: Actor): Promise<DraftSaved>;
  /** What a check says of `draft`, an alias or a release. */
  findings(at: string): Promise<readonly Finding[] | undefined>;
  /** What would change, in words, for callers of `from` if it became `to`. */
  changes(from: string, to: string): Promise<readonly Change[] | undefined>;
  publish(order: PublishOrder, actor: Actor): Promise<PublishOutcome>;
  rollBack(order: RollbackOrder, actor: Actor): Promise<PublishOutcome>;
  /** Points an alias at what `to` (an alias or a release) leads to now; undefined removes it. */
  setAlias(order: AliasOrder, actor: Actor): Promise<PublishOutcome>;
  /** Changes the share of a canary: 0 ends it, 100 makes it what everybody gets. `to` begins one. */
  setCanary(order: CanaryOrder, actor: Actor): Promise<PublishOutcome>;
  /** Which alias answers a line, or some callers; undefined: `live` again. */
  useAlias(order: UseOrder, actor: Actor): Promise<PublishOutcome>;
  /** The latest first; `before`: only older ones than this number. */
  audit(limit: number, before?: number): Promise<readonly AuditEntry[]>;
}

export interface Overview {
  readonly aliases: { readonly [alias: string]: Alias };
  /** Line to alias. */
  readonly lines: { readonly [line: string]: string };
  /** How many callers get which alias; who they are is not known. */
  readonly callers: { readonly [alias: string]: number };
  readonly draft?: { readonly etag: string; readonly at: number; readonly by: Actor };
  readonly last?: AuditEntry;
}

export interface TextsHeld {
  readonly texts: WorkspaceTexts;
  /** Of the draft. */
  readonly etag?: string;
  /** Of an alias or a release. */
  readonly release?: string;
}

/** As somebody hands it in: sounds by the hashes of what was uploaded before. */
export interface DraftTexts {
  readonly files: { readonly [path: string]: string };
  readonly audio: { readonly [path: string]: string };
}

export type SoundKept =
  | { readonly kind: 'kept'; readonly hash: string; readonly durationMs: number }
  | { readonly kind: 'unfit'; readonly problem: string };

export type DraftSaved =
  | { readonly kind: 'saved'; readonly etag: string }
  /** Somebody else has saved the draft meanwhile. `words`: who and when. */
  | { readonly kind: 'conflict'; readonly words: string }
  | { readonly kind: 'refused'; readonly words: string };

export interface PublishOrder {
  /** Default `live`. */
  readonly alias?: string;
  /** The draft that was looked at. */
  readonly etag: string;
  /** The release that the alias led to when the difference was looked at; null: none. Undefined: whatever it is. */
  readonly expects?: string | null;
  /** Less than 100: only this share of the callers gets it. */
  readonly percent?: number;
  readonly message: string;
  /** What is known about the flows' tests. With a runner of our own they are run, unless they are `skipped`. */
  readonly tests?: (typeof testsSaid)[number];
}

export interface RollbackOrder {
  readonly alias?: string;
  /** A release; undefined: what the alias led to before. */
  readonly to?: string;
  /** Only this flow goes back; everything else stays. */
  readonly flow?: string;
  readonly expects?: string | null;
  readonly message: string;
}

export interface AliasOrder {
  readonly alias: string;
  readonly to: string | undefined;
  readonly expects?: string | null;
  readonly message: string;
}

export interface CanaryOrder {
  readonly alias?: string;
  readonly percent: number;
  readonly to?: string;
  readonly message: string;
}

export type UseOrder = {
  readonly alias: string | undefined;
  readonly message: string;
} & (
  | { readonly line: string }
  /** Numbers in full (+44...) or object ids; only keyed hashes of them are kept. */
  | { readonly callers: readonly string[] }
);

export type PublishOutcome =
  | { readonly kind: 'done'; readonly entry: AuditEntry; readonly findings: readonly Finding[] }
  /** Everything is already as it would be. */
  | { readonly kind: 'nothingToDo' }
  /** The checker found errors. */
  | { readonly kind: 'findings'; readonly findings: readonly Finding[] }
  /** The flows' own tests failed. */
  | { readonly kind: 'testsFailed'; readonly failures: readonly string[] }
  /** Somebody was faster; nothing has changed. `words` says who, and what to do. */
  | { readonly kind: 'conflict'; readonly words: string }
  /** What was asked for makes no sense as things are. */
  | { readonly kind: 'refused'; readonly words: string };
