import { randomBytes } from 'node:crypto';
import type { DocumentVersion } from '../../ports/call-store.ts';

/**
 * What a document's version carries besides its ETag: who wrote it lately, so that a write whose answer was lost can
 * be found again, and when it expires, so that an expired document counts as absent before the service removes it.
 * The same list of writes stands in the document.
 */
export interface HeldVersion {
  readonly etag: string;
  /** Random names of the last writes, the newest first. */
  readonly writes: readonly WriteId[];
  /** Epoch milliseconds. */
  readonly expiresAt?: number;
}
export type WriteId = string;

/** Ours took effect and was overwritten meanwhile: no ETag of that moment is known, and none would fit. */
export const superseded = 'superseded';

/** While an answer was lost, this many writes of others may pass without hiding ours. */
const rememberedWrites = 8;

export function newWriteId(): WriteId {
  return randomBytes(6).toString('base64url');
}

export function withWrite(write: WriteId, earlier: readonly WriteId[]): readonly WriteId[] {
  return [write, ...earlier].slice(0, rememberedWrites);
}

export function writeVersion({ etag, writes, expiresAt }: HeldVersion): DocumentVersion {
  return [etag, writes.join(','), expiresAt ?? ''].join('|');
}

/** Whatever is not a version of ours reads as an ETag that fits nothing. */
export function readVersion(version: DocumentVersion): HeldVersion {
  const [etag = '', writes = '', expires = ''] = version.split('|');
  return {
    etag: etag === '' ? superseded : etag, // Without an ETag a replace would be unconditional.
    writes: writes === '' ? [] : writes.split(','),
    ...(/^\d+(\.\d+)?$/.test(expires) ? { expiresAt: Number(expires) } : {}),
  };
}
