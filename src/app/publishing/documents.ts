import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { FlowVersion } from '../../core/call/ids.ts';
import type { Lines } from '../../core/flow/workspace.ts';
import { type AuditEntry, actorSchema, aliasName, aliasSchema, auditSchema, hash } from '../../ports/publishing.ts';
import type { WorkspaceId, WorkspaceStore } from '../../ports/workspace-store.ts';

/** Our own writing: the frame is checked, what is in it was checked before it was written. */
const trusted = <Value>(schema: z.ZodType): z.ZodType<Value> => schema as z.ZodType<Value>;

/** One release: everything that serves together. Immutable; its version is the hash of `files` and `audio`. */
const releaseSchema = z.object({
  version: hash,
  /** Text by path; its hash names the `text.` document. */
  files: z.record(z.string(), hash),
  audio: z.record(z.string(), z.object({ hash, durationMs: z.number() })),
  /** What serves calls: versions in the flow version store. */
  flows: z.record(z.string(), trusted<FlowVersion>(hash)),
  lines: trusted<Lines>(z.looseObject({ lines: z.record(z.string(), z.looseObject({ flow: z.string() })) })),
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
