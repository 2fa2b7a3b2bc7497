/** A store's tag, which may hold any sign, as an HTTP one (RFC 9110, 8.8.3). */
export const etagOf = (tag: string): string => `"${Buffer.from(tag).toString('base64url')}"`;

/** The store's tag in `If-Match`: exactly one, no wildcard. Undefined when it is not one of ours. */
export function readEtag(header: string): string | undefined {
  const tag = /^"([A-Za-z0-9_-]{1,400})"$/.exec(header.trim())?.[1];
  return tag === undefined ? undefined : Buffer.from(tag, 'base64url').toString();
}
