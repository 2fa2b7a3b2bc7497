import { z } from 'zod';
import type { CallEvent } from '../core/call/call-event.ts';
import { readCallNotification } from './call-notification.ts';
import { lenient } from './lenient.ts';
import { readOperationNotification } from './operation-notification.ts';
import { type CallResource, readResourceUrl } from './resource-url.ts';
import { readRosterNotification } from './roster-notification.ts';
import { countOddities, type OddityWord, type Reading, type SurvivedOddity } from './survived.ts';
import { typeName } from './type-name.ts';

/**
 * What came to the webhook.
 * 1. The order of the notifications is kept.
 * 2. One notification that cannot be read never spoils its neighbours: it is counted in `survived`.
 * 3. Nothing past this floor knows Graph's spelling.
 */
export type Notifications =
  | { readonly kind: 'events'; readonly events: readonly CallEvent[]; readonly survived: readonly SurvivedOddity[] }
  /** No body, or one without members: seen in the wild, to be accepted and logged. */
  | { readonly kind: 'empty' }
  /** The old Skype form; answering 204 makes the same call come again in Graph's form (graph-calling, 3, 1). */
  | { readonly kind: 'legacy' }
  | { readonly kind: 'unreadable' };

/** Reads a webhook body. Never throws, whatever is in it. */
export function readNotifications(body: Uint8Array | string): Notifications {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  if (text.trim() === '') return { kind: 'empty' };
  const json = parseJson(text);
  if (json === undefined) return { kind: 'unreadable' };
  if (json === null || (isObject(json) && Object.keys(json).length === 0)) return { kind: 'empty' };
  if (!isObject(json)) return { kind: 'unreadable' };
  if (!('value' in json) && !('@odata.type' in json)) return { kind: 'legacy' };
  if (!Array.isArray(json.value)) return { kind: 'events', events: [], survived: countOddities(['noValue']) };

  const readings = json.value.map(readNotification);
  return {
    kind: 'events',
    events: readings.flatMap((reading) => reading.events),
    survived: countOddities(readings.flatMap((reading) => reading.odd)),
  };
}

const url = lenient(z.string().max(2_000));
const notification = z.object({
  changeType: lenient(z.string()),
  resourceUrl: url,
  resource: url,
  resourceData: z.unknown().optional(),
});

function readNotification(entry: unknown): Reading<CallEvent> {
  const read = notification.safeParse(entry);
  if (!read.success) return oddly('notANotification');
  const { resourceData } = read.data;
  const resource = locate(read.data.resourceUrl, read.data.resource, resourceData);
  if (!resource) return oddly('noCall');

  const changeType = read.data.changeType?.toLowerCase() ?? '';
  switch (whatItIs(resource, resourceData)) {
    case 'call':
      return each(resourceData, (entity) => readCallNotification(resource.callId, changeType, entity));
    case 'operation':
      return each(resourceData, (entity) => readOperationNotification(resource.callId, changeType, entity));
    case 'participants':
      return readRosterNotification(resource.callId, resourceData);
    case 'contentSharing':
      return oddly('contentSharing');
    case 'other':
      return oddly('unknownResource');
  }
}

/** Which call: `resourceUrl`, or `resource` on old traffic, or what the entity says of itself. */
function locate(
  resourceUrl: string | null | undefined,
  resource: string | null | undefined,
  data: unknown,
): CallResource | undefined {
  const entity: unknown = Array.isArray(data) ? data[0] : data;
  const ownPath = isObject(entity) && typeof entity['@odata.id'] === 'string' ? entity['@odata.id'] : undefined;
  const ownId =
    isObject(entity) && typeof entity.id === 'string' && typeName(entity) === 'call' ? `/app/calls/${entity.id}` : undefined;
  return [resourceUrl ?? undefined, resource ?? undefined, ownPath, ownId]
    .map(readResourceUrl)
    .find((found) => found !== undefined);
}

/**
 * The entity's own type speaks first, because `operations/participants` has been seen both for an invitation's end and
 * for a roster (graph-calling, 2.1); the URL speaks where there is no type that we know.
 */
function whatItIs(resource: CallResource, data: unknown): CallResource['part'] {
  const type = typeName(Array.isArray(data) ? data[0] : data);
  if (type === 'call') return 'call';
  if (type.endsWith('operation')) return 'operation';
  if (type === 'participant' || type === 'deltaparticipants') return 'participants';
  return resource.part;
}

/** `resourceData` is one entity, a list of them, or missing. */
function each(data: unknown, readOne: (entity: unknown) => Reading<CallEvent>): Reading<CallEvent> {
  if (!Array.isArray(data)) return readOne(data);
  const readings = data.map((entity: unknown) => readOne(entity));
  return { events: readings.flatMap((reading) => reading.events), odd: readings.flatMap((reading) => reading.odd) };
}

function oddly(word: OddityWord): Reading<CallEvent> {
  return { events: [], odd: [word] };
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
