/** An object that inherits nothing: looking up `constructor` or `toString` in it finds only what was put there. */
export function record<Value>(entries: Iterable<readonly [string, Value]>): { readonly [name: string]: Value } {
  const own: { [name: string]: Value } = Object.create(null);
  for (const [name, value] of entries) own[name] = value;
  return own;
}

/** True for a JSON object, as opposed to a list, null or a literal. */
export function isObject(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
