import type { Destination } from '../../core/call/party.ts';
import type { DoNotCallEntry } from '../../ports/campaigns.ts';
import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Shown } from '../admin/described.ts';
import { json, problem } from '../admin/problem.ts';
import type { Reply } from '../http-types.ts';
import { type DestinationBody, destinationOf } from './bodies.ts';
import {
  doNotCallAdded,
  doNotCallChecked,
  type doNotCallEntry,
  doNotCallPage,
  entryParams,
  removed,
} from './campaign-answers.ts';
import { destinationsBody, longestList, pageQuery } from './campaign-bodies.ts';
import { type AutomationDesk, route } from './desk.ts';
import { iso, notFound } from './replies.ts';

const noContact = 'A contact is not known: `rows` says which.';

/** Whom the bot may not call of its own accord. Numbers come in bodies only: an address ends in logs of others. */
export const doNotCallRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'POST',
    path: 'do-not-call',
    name: 'addToDoNotCall',
    replies: { 200: answer('All of them are on the list.', doNotCallAdded), 422: noContact },
    summary: 'Puts people on the do-not-call list. Those who are on it stay.',
    right: 'placeCalls',
    body: destinationsBody,
    longestBody: longestList,
    run: async ({ desk, body }) => {
      const known = resolved(desk, body.people);
      if ('reply' in known) return known.reply;
      return json({ entries: (await desk.doNotCall.add(known.people)).map(shown) });
    },
  }),
  route({
    method: 'POST',
    path: 'do-not-call/check',
    name: 'checkDoNotCall',
    limit: ({ limit }) => limit,
    replies: { 200: answer('Who is on it.', doNotCallChecked), 422: noContact },
    summary: 'Says of each person, in their order, whether they are on the list.',
    right: 'placeCalls',
    body: destinationsBody,
    longestBody: longestList,
    run: async ({ desk, body }) => {
      const known = resolved(desk, body.people);
      if ('reply' in known) return known.reply;
      const people = await desk.doNotCall.look(known.people);
      return json({
        people: people.map(({ id, entry }) => ({ listed: entry !== undefined, ...(entry ? shown(entry) : { id }) })),
      });
    },
  }),
  route({
    method: 'GET',
    path: 'do-not-call',
    name: 'listDoNotCall',
    replies: { 200: answer('A page of it.', doNotCallPage) },
    summary: 'The list. Whom an entry is about cannot be read from it.',
    right: 'readCalls',
    query: pageQuery,
    run: async ({ desk, query: { after, limit } }) => {
      const entries = await desk.doNotCall.page(after, limit);
      const last = entries.at(-1);
      return json({ entries: entries.map(shown), ...(entries.length < limit || last === undefined ? {} : { next: last.id }) });
    },
  }),
  route({
    method: 'DELETE',
    path: 'do-not-call/{id}',
    name: 'removeFromDoNotCall',
    params: entryParams,
    replies: { 200: answer('It is not on the list, whether it was or not.', removed), 404: 'This is no id of an entry.' },
    summary: 'Takes an entry off the list, by the id that check gives.',
    right: 'placeCalls',
    run: async ({ desk, params: { id = '' } }) => {
      if (!/^[0-9a-f]{40}$/.test(id)) return notFound('entry of this id');
      await desk.doNotCall.remove(id);
      return json({ type: 'removed' });
    },
  }),
];

function resolved(
  desk: AutomationDesk,
  wishes: readonly DestinationBody[],
): { readonly people: readonly Destination[] } | { readonly reply: Reply } {
  const people: Destination[] = [];
  for (const [row, wish] of wishes.entries()) {
    const to = destinationOf(wish);
    const known = to.kind === 'contact' ? desk.contact(to.name) : to;
    if (known === undefined) {
      const fix = 'Name a contact of contacts.jsonc.';
      const rows = [{ row, place: 'contact', problem: 'There is no such contact.', fix }];
      return {
        reply: problem({ status: 422, name: 'refused', title: 'One thing cannot be.', detail: `people.${row}: ${fix}`, rows }),
      };
    }
    people.push(known);
  }
  return { people };
}

const shown = ({ id, since, by }: DoNotCallEntry): Shown<typeof doNotCallEntry> => ({ id, since: iso(since), by });
