/**
 * The last part of an `@odata.type`, in lower case: `#microsoft.graph.call`, `Microsoft.Graph.Call` and `call` are one
 * type (graph-calling, section 3, 2). Empty when there is none.
 */
export function typeName(entity: unknown): string {
  if (typeof entity !== 'object' || entity === null || !('@odata.type' in entity)) return '';
  const name = entity['@odata.type'];
  return typeof name === 'string' ? (name.split('.').pop() ?? '').replace(/^#/, '').toLowerCase() : '';
}
