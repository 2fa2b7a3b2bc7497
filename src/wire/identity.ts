import { z } from 'zod';
import type { Party } from '../core/call/party.ts';
import { lenient, type lenientList, lenientText, withoutAbsent } from './lenient.ts';

const identity = lenient(z.object({ id: lenientText(256), displayName: lenientText(256), tenantId: lenientText(64) }));

/**
 * Graph's identity set. `user` and `application` are declared on identitySet, the rest on communicationsIdentitySet,
 * though the wire gives both the same type name (graph-calling, 1.11).
 */
export const identitySet = lenient(
  z.object({
    user: identity,
    phone: identity,
    applicationInstance: identity,
    application: identity,
    guest: identity,
  }),
);
export type IdentitySet = z.infer<typeof identitySet>;

export const participantInfo = lenient(z.object({ identity: identitySet, languageId: lenientText(35) }));

/**
 * Who that is. Encrypted, withheld, and kinds that we do not know give `unknown`: a caller all the same
 * (graph-calling, 2.2).
 */
export function readParty(set: IdentitySet): Party {
  if (!set) return { kind: 'unknown' };
  if (set.user?.id) {
    const { id, displayName, tenantId } = set.user;
    return { kind: 'user', ...withoutAbsent({ id, displayName, tenantId }), id };
  }
  const number = readNumber(set.phone?.id);
  if (number !== undefined) return { kind: 'phone', number };
  for (const kind of ['applicationInstance', 'application', 'guest'] as const) {
    const found = set[kind];
    if (found?.id) return { kind, id: found.id, ...withoutAbsent({ displayName: found.displayName }) };
  }
  return { kind: 'unknown' };
}

const telephoneNumber = /^\+?[0-9][0-9 ().-]{1,30}$/;

/** A telephone number, or nothing for the empty or worded placeholders that withheld numbers may come with. */
function readNumber(text: string | null | undefined): string | undefined {
  const number = (text ?? '').trim().replace(/^tel:/i, '');
  return telephoneNumber.test(number) ? number : undefined;
}

const callRoute = z.object({ original: identitySet }).catch({ original: undefined });

/** The number that was dialled: the first telephone among the routes' `original` (graph-calling, 2.2, PSTN body). */
export function readCalledNumber(callRoutes: z.infer<typeof lenientList>): string | undefined {
  for (const route of callRoutes ?? []) {
    const number = readNumber(callRoute.parse(route).original?.phone?.id);
    if (number !== undefined) return number;
  }
  return undefined;
}
