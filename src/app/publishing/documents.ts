import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { FlowVersion } from '../../core/call/ids.ts';
import type { Destination } from '../../core/call/party.ts';
import type { Lines } from '../../core/flow/workspace.ts';
import type { WorkspaceId, WorkspaceStore } from '../../ports/workspace-store.ts';

/** SHA-256 of something's content, in hexadecimal digits. */
const hash = z.string().regex(/^[0-9a-f]{64}$/);
/** Our own writing: the frame is checked, what is in it was checked before it was written. */
const trusted = <Value>(schema: z.ZodType): z.ZodType<Value> => schema as z.ZodType<Value>;

const aliasName = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/);
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

/** One release: everything that serves together. Immutable; its version is the hash of `files` and `audio`. */
const releaseSchema = z.object({
  version: hash,
  /** Text by path; its hash names the `text.` document. */
  files: z.record(z.string(), hash),
  audio: z.record(z.string(), z.object({ hash, durationMs: z.number() })),
  /** What serves calls: versions in the flow version store. */
  flows: z.record(z.string(), trusted<FlowVersion>(hash)),
  lines: trusted<Lines>(z.looseObject({ lines: z.record(z.string(), z.looseObject({ flow: z.string() })) })),
  /** Line to the person whom the safe flow sends callers to. */
  operators: z.record(z.string(), trusted<Destination>(z.looseObject({ kind: z.string() }))),
});
export type Release = Readonly<z.output<typeof releaseSchema>>;

/** What somebody works on. May be wrong in every way; only its paths and hashes are checked. */
const draftSchema = z.object({
  files: z.record(z.string(), hash),
  /** Hash of a sound in the media store, by path. */
  audio: z.record(z.string(), hash),
  by: actorSchema,
  at: z.number(),
});
export type Draft = Readonly<z.output<typeof draftSchema>>;

const canarySchema = z.object({ release: hash, percent: z.number().min(0).max(100), salt: z.string() });
const aliasSchema = z.object({
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

/** Which release serves whom. The one document that decides; whoever replaces it has published. */
const aliasesSchema = z.object({
  aliases: z.record(aliasName, aliasSchema),
  /** Lines that are answered by another alias than `live`. */
  lines: z.record(z.string(), aliasName),
  /** Callers who get another alias: a keyed hash of who they are, nothing else (I8). */
  callers: z.record(z.string(), aliasName),
  callerSalt: z.string(),
  /** The audit's entry of this change: written with it, so that none is ever missing. */
  last: auditSchema,
});
export type Aliases = Readonly<z.output<typeof aliasesSchema>>;

const textSchema = z.object({ text: z.string() });

export interface Held<Value> {
  readonly value: Value;
  readonly etag: string;
}

export const readAliases = (store: WorkspaceStore) => read(store, 'aliases', aliasesSchema);
export const readDraft = (store: WorkspaceStore) => read(store, 'draft', draftSchema);
export const readRelease = async (store: WorkspaceStore, version: string): Promise<Release | undefined> =>
  (await read(store, `release.${version}`, releaseSchema))?.value;
export const readTextOf = async (store: WorkspaceStore, textHash: string): Promise<string | undefined> =>
  (await read(store, `text.${textHash}`, textSchema))?.value.text;
export const readAudit = async (store: WorkspaceStore, number: number): Promise<AuditEntry | undefined> =>
  (await read(store, auditId(number), auditSchema))?.value;

export const auditId = (number: number): WorkspaceId => `audit.${number}`;

async function read<Value>(store: WorkspaceStore, id: WorkspaceId, schema: z.ZodType<Value>): Promise<Held<Value> | undefined> {
  const found = await store.get(id);
  if (found === undefined) return undefined;
  const parsed = schema.safeParse(found.body);
  if (!parsed.success) throw new Fault('STORE_CORRUPT', `The document ${id} of the published workspace cannot be read.`);
  return { value: parsed.data, etag: found.etag };
}
