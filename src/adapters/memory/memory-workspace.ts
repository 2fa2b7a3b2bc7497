import type { HeldDocument, WorkspaceStore } from '../../ports/workspace-store.ts';

/** The published workspace in memory, kept as its JSON, so that nobody changes a document that somebody else holds. */
export function memoryWorkspace(): WorkspaceStore {
  const documents = new Map<string, { readonly json: string; readonly etag: string }>();
  let writes = 0;
  const keep = (id: string, body: unknown) => {
    const etag = `e${++writes}`;
    documents.set(id, { json: JSON.stringify(body), etag });
    return { kind: 'saved', etag } as const;
  };
  return {
    get: async (id): Promise<HeldDocument | undefined> => {
      const found = documents.get(id);
      return found === undefined ? undefined : { body: JSON.parse(found.json), etag: found.etag };
    },
    create: async (id, body) => (documents.has(id) ? { kind: 'exists' } : keep(id, body)),
    replace: async (id, body, etag) => (documents.get(id)?.etag === etag ? keep(id, body) : { kind: 'overtaken' }),
  };
}
