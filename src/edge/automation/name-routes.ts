import type { ApiRoute } from '../admin/define-route.ts';
import { answer, type Shown } from '../admin/described.ts';
import { json } from '../admin/problem.ts';
import { contacts, lines } from './answers.ts';
import { type AutomationDesk, route } from './desk.ts';

/** What can be named in a request, for whoever offers it to be chosen from. Names only: ids and numbers stay where they are. */
export const nameRoutes: readonly ApiRoute<AutomationDesk>[] = [
  route({
    method: 'GET',
    path: 'lines',
    name: 'listLines',
    summary: 'The lines that there are, each with its flow.',
    right: 'readCalls',
    replies: { 200: answer('As they serve at this moment, in the order of lines.jsonc.', lines) },
    run: async ({ desk }) =>
      json({
        lines: Object.entries(desk.lines()).map(([name, { flow }]) => ({ name, flow })),
      } satisfies Shown<typeof lines>),
  }),
  route({
    method: 'GET',
    path: 'contacts',
    name: 'listContacts',
    summary: 'The contacts who can be called, by name and kind. Some are named after people.',
    right: 'placeCalls',
    replies: { 200: answer('As they serve at this moment, in the order of contacts.jsonc.', contacts) },
    run: async ({ desk }) =>
      json({
        contacts: Object.entries(desk.contacts()).map(([name, { kind }]) => ({ name, kind })),
      } satisfies Shown<typeof contacts>),
  }),
];
