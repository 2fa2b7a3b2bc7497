import { z } from 'zod';
import type { Change } from '../core/flow/diff/change.ts';
import type { Finding } from '../core/flow/finding.ts';
import type { WorkspaceTexts } from '../core/flow/published/workspace-texts.ts';

/** SHA-256 of something's content, in hexadecimal digits. */
export const hash = z.string().regex(/^[0-9a-f]{64}$/);
export const aliasName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
export const isAliasName = (text: string): boolean => aliasName.safeParse(text).success;

/** Who did it, as far as the door that they came through knows them. */
export const actorSchema = z.object({
  kind: z.enum(['user', 'app', 'key', 'local']),
  /** A person's or application's object id. */
  id: z.string().max(64).optional(),
  /** What people call them: a user principal name, an application's id, a local account. */
  name: z.string().max(200),
});
export type Actor = Readonly<z.output<typeof actorSchema>>;
export const nameOf = ({ name }: Actor): string => name;

const canarySchema = z.object({ release: hash, percent: z.number().min(0).max(100), salt: z.string() });
export const aliasSchema = z.object({
  release: hash,
  /** What it was before, for going back. */
  previous: hash.optional(),
  canary: canarySchema.optional(),
});
export type Alias = Readonly<z.output<typeof aliasSchema>>;

export const testsSaid = ['passed', 'skipped', 'notRun', 'none'] as const;

/** One entry of the audit. Never changed; numbers go up by one without gaps. */
export const auditSchema = z.object({
  number: z.int().positive(),
  /** Epoch milliseconds. */
  at: z.number(),
  actor: actorSchema,
  action: z.enum(['publish', 'rollback', 'alias', 'canary', 'lines', 'callers']),
  alias: z.string(),
  /** What the alias led to before and leads to now; of a canary, what it leads some callers to. */
  before: hash.optional(),
  after: hash.optional(),
  percent: z.number().optional(),
  line: z.string().optional(),
  /** How many callers were given an alias, or lost it. */
  callers: z.number().optional(),
  /** Flows whose version is another one. */
  flows: z.array(z.object({ name: z.string(), before: hash.optional(), after: hash.optional() })),
  message: z.string(),
  /** Whether the flows' own tests were run first; `skipped`: somebody decided against it. */
  tests: z.enum(testsSaid).optional(),
  warnings: z.number().optional(),
});
export type AuditEntry = Readonly<z.output<typeof auditSchema>>;

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
  readonly aliases: { readonly [alias: string]: AliasShown };
  /** Line to alias. */
  readonly lines: { readonly [line: string]: string };
  /** How many callers get which alias; who they are is not known. */
  readonly callers: { readonly [alias: string]: number };
  readonly draft?: { readonly etag: string; readonly at: number; readonly by: Actor };
  readonly last?: AuditEntry;
}

/** Without what callers are hashed with. */
export interface AliasShown {
  readonly release: string;
  readonly previous?: string;
  readonly canary?: { readonly release: string; readonly percent: number };
}

export interface TextsHeld {
  readonly texts: WorkspaceTexts;
  /** Of the draft. */
  readonly etag?: string;
  /** Of an alias or a release. */
  readonly release?: string;
  /** Of a release: the version that serves, by flow. */
  readonly flows?: { readonly [name: string]: string };
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
