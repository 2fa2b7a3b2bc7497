/**
 * Documents of the published workspace, by id: texts and releases, which never change, and the few that are replaced
 * under a condition (the draft, the aliases). What is in them is `app/publishing`'s; a store looks at nothing but the id.
 */
export interface WorkspaceStore {
  /** Undefined: there is none. */
  get(id: WorkspaceId): Promise<HeldDocument | undefined>;
  /** Keeps a document that is not there yet. `exists`: somebody else's, which stays as it is. */
  create(id: WorkspaceId, body: JsonValue): Promise<SavedDocument | { readonly kind: 'exists' }>;
  /** Replaces exactly the version with this ETag. `overtaken`: somebody was faster, or it is gone; nothing has changed. */
  replace(id: WorkspaceId, body: JsonValue, etag: string): Promise<SavedDocument | { readonly kind: 'overtaken' }>;
}

/** `draft`, `aliases`, or a kind and a hash or number: `text.{sha256}`. Letters, digits, dots and dashes. */
export type WorkspaceId = 'aliases' | 'draft' | `text.${string}` | `release.${string}` | `audit.${string}`;

export interface HeldDocument {
  readonly body: unknown;
  /** Opaque; changes with every replacement. */
  readonly etag: string;
}

export interface SavedDocument {
  readonly kind: 'saved';
  readonly etag: string;
}

export type JsonValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly JsonValue[]
  | { readonly [member: string]: JsonValue };
