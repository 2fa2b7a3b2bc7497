import { z } from 'zod';
import type { Answer } from '../core/call/answer.ts';
import type { ListedParticipant } from '../core/call/room-command.ts';
import { participantInfo, readParty } from './identity.ts';
import { lenient, lenientList, lenientText } from './lenient.ts';
import { readResultInfo, resultInfo } from './result-info.ts';

/** Graph's `participant`, in a roster, a list or alone (graph-calling, 2.6). */
export const participantEntity = z.object({
  id: lenientText(128),
  info: participantInfo,
  isMuted: lenient(z.boolean()),
  isInLobby: lenient(z.boolean()),
  removedState: lenient(z.looseObject({})),
});

/** `id` is empty where Graph names none, as in examples of invitations. */
export function readParticipant(entry: unknown): (ListedParticipant & { readonly isGone: boolean }) | undefined {
  const read = participantEntity.safeParse(entry);
  if (!read.success) return undefined;
  const { id, info, isMuted, isInLobby, removedState } = read.data;
  const party = readParty(info?.identity);
  return {
    id: id ?? '',
    kind: party.kind,
    who: 'id' in party ? party.id : party.kind === 'phone' ? party.number : '',
    name: 'displayName' in party ? (party.displayName ?? '') : '',
    isMuted: isMuted === true,
    isInLobby: isInLobby === true,
    isGone: !!removedState,
  };
}

/** Variables hold small values: of a large meeting the first ones. */
export const mostListed = 20;
const longestName = 60;

/** The answer to `GET /participants`. Undefined when it is no list. */
export function readParticipantList(body: Uint8Array): readonly ListedParticipant[] | undefined {
  const read = z.object({ value: lenientList }).safeParse(parseJson(body));
  if (!read.success || !read.data.value) return undefined;
  return read.data.value.flatMap((entry) => {
    const found = readParticipant(entry);
    if (found === undefined || found.isGone || found.id === '') return [];
    const { isGone: _, ...listed } = found;
    return [{ ...listed, name: listed.name.slice(0, longestName) }];
  });
}

export function readOneParticipant(body: Uint8Array): ListedParticipant | undefined {
  const found = readParticipant(parseJson(body));
  if (found === undefined || found.id === '') return undefined;
  const { isGone: _, ...listed } = found;
  return listed;
}

const operation = z.object({ status: lenientText(32), resultInfo });

/**
 * The answer to a request that began an operation: it is over when it says so, otherwise a notification tells of its end
 * (graph-calling, 2.5).
 */
export function readOperationReply(body: Uint8Array): Answer | undefined {
  const read = operation.safeParse(parseJson(body));
  if (!read.success) return undefined;
  const status = read.data.status?.toLowerCase();
  if (status !== 'completed' && status !== 'failed') return undefined;
  const result = readResultInfo(read.data.resultInfo);
  return { kind: 'operation', ended: status, ...(result === undefined ? {} : { result }) };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
