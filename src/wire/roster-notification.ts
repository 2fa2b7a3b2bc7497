import { z } from 'zod';
import type { CallEvent } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import { participantInfo } from './identity.ts';
import { lenient, lenientList } from './lenient.ts';
import type { Reading } from './survived.ts';
import { typeName } from './type-name.ts';

const participant = z
  .object({ info: participantInfo, removedState: lenient(z.looseObject({})) })
  .catch({ info: undefined, removedState: undefined });
const delta = z.object({ participants: lenientList });

/**
 * Who is in a multiparty call: a list is read as the whole roster, a `deltaParticipants` as changes (graph-calling,
 * 2.6; INFERRED there). Applications are not counted: the bot is one, and other bots are nobody to talk to.
 */
export function readRosterNotification(callId: CallId, resourceData: unknown): Reading<CallEvent> {
  if (resourceData === undefined || resourceData === null) return { events: [], odd: ['noResourceData'] };
  const changes = Array.isArray(resourceData) ? undefined : delta.safeParse(resourceData);
  if (changes && !changes.success) return { events: [], odd: ['unreadableResourceData'] };
  const entries: readonly unknown[] = Array.isArray(resourceData) ? resourceData : (changes?.data.participants ?? []);
  const full = Array.isArray(resourceData) || typeName(resourceData) !== 'deltaparticipants';
  return { events: [{ kind: 'rosterChanged', callId, others: entries.filter(isSomebody).length, full }], odd: [] };
}

function isSomebody(entry: unknown): boolean {
  const { info, removedState } = participant.parse(entry);
  return !removedState && !info?.identity?.application && !info?.identity?.applicationInstance;
}
