import { z } from 'zod';
import { limits } from '../core/call/call.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import { lenientInteger, lenientList } from './lenient.ts';
import { readParticipant } from './participants.ts';
import type { Reading } from './survived.ts';
import { typeName } from './type-name.ts';

const delta = z.object({ participants: lenientList, sequenceNumber: lenientInteger });

/**
 * Who is in a multiparty call: a list is read as the whole roster, a `deltaParticipants` as changes (graph-calling,
 * 2.6; INFERRED there). Applications are not counted: the bot is one, and other bots are nobody to talk to. Of many people
 * the first are named, because events are stored; an entry without an id counts and is not named.
 */
export function readRosterNotification(callId: CallId, resourceData: unknown): Reading<CallEvent> {
  if (resourceData === undefined || resourceData === null) return { events: [], odd: ['noResourceData'] };
  const changes = Array.isArray(resourceData) ? undefined : delta.safeParse(resourceData);
  if (changes && !changes.success) return { events: [], odd: ['unreadableResourceData'] };
  const entries: readonly unknown[] = Array.isArray(resourceData) ? resourceData : (changes?.data.participants ?? []);
  const full = Array.isArray(resourceData) || typeName(resourceData) !== 'deltaparticipants';
  const read = entries.map((entry) => readParticipant(entry)).filter((one) => one !== undefined);
  const people = read.filter(({ kind }) => kind !== 'application' && kind !== 'applicationInstance');
  const there = people.filter(({ isGone }) => !isGone);
  const gone = people.filter(({ isGone, id }) => isGone && id !== '').map(({ id }) => id);
  const sequence = changes?.data.sequenceNumber ?? undefined;
  return {
    events: [
      {
        kind: 'rosterChanged',
        callId,
        others: there.length,
        full,
        people: there
          .filter(({ id }) => id !== '')
          .slice(0, limits.roster)
          .map(({ id, kind, who }) => ({ id, kind, who })),
        ...(full || gone.length === 0 ? {} : { gone: gone.slice(0, limits.roster * 2) }),
        ...(sequence === undefined ? {} : { sequence }),
      },
    ],
    odd: [],
  };
}
