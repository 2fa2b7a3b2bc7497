import { type CallId, readCallId } from '../core/call/ids.ts';

/** What a notification speaks of, as its URL tells. */
export interface CallResource {
  readonly callId: CallId;
  readonly part: 'call' | 'participants' | 'operation' | 'contentSharing' | 'other';
}

const shape = /(?:^|\/)(?:app|communications)\/calls\/([^/?#]+)\/?([^?#]*)/i;

/**
 * Reads `/communications/calls/{id}/…` in every spelling that has been seen: `/app` instead of `/communications`, no
 * leading slash, absolute, any case, ids without dashes (graph-calling, 2.1 and section 3). Undefined when there is no
 * call in it.
 */
export function readResourceUrl(url: string | undefined): CallResource | undefined {
  const match = url === undefined ? null : shape.exec(url);
  const callId = readCallId(match?.[1] ?? '');
  if (!match || callId === undefined || isDots(callId)) return undefined;
  return { callId, part: partNamed((match[2] ?? '').toLowerCase()) };
}

function partNamed(rest: string): CallResource['part'] {
  if (rest === '') return 'call';
  if (rest === 'participants' || rest === 'participants/') return 'participants';
  if (/^operations(\/|$)/.test(rest)) return 'operation';
  if (/^contentsharingsessions(\/|$)/.test(rest)) return 'contentSharing';
  return 'other';
}

/** `.` and `..` are letters of a safe id, but no ids: in a URL they would name another resource. */
function isDots(id: string): boolean {
  return id === '.' || id === '..';
}
