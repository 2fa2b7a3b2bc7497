import { createHash } from 'node:crypto';

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * The same GUID for the same words, forever: a name-based UUID (RFC 9562, version 8, SHA-256). It keeps the tracing
 * headers stable over retries and instances, and tells nothing about the call to those who do not know the words.
 */
export function guidFrom(...words: readonly (string | number)[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Graph's own id of the conversation when it is a GUID, so that support finds both sides under one id; else one made from it. */
export function scenarioId(callChainId: string | undefined, callId: string): string {
  return callChainId !== undefined && guid.test(callChainId)
    ? callChainId.toLowerCase()
    : guidFrom('scenario', callChainId ?? callId);
}
