import { createHash } from 'node:crypto';
import type { FlowVersion } from '../core/call/ids.ts';
import type { FlowSurroundings } from '../core/flow/compiled-flow.ts';

/** The content hash of all that a flow is compiled from: the same words, contacts and sounds give the same version (I6). */
export function flowVersion(text: string, surroundings: FlowSurroundings): FlowVersion {
  const canonical = JSON.stringify([text, sorted(surroundings)]);
  return createHash('sha256').update(canonical).digest('hex') as FlowVersion; // The place where a hash becomes a version.
}

/** The same value with the members of every object in the order of their names. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => [name, sorted(member)]);
}
