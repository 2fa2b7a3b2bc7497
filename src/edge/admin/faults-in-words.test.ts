import type { z } from 'zod';
import { findMeetingBody, inviteBody, outboundBody, playBody } from '../automation/bodies.ts';
import { faultsInWords } from './faults-in-words.ts';

const ada = { user: '0a1b2c3d-0001-4567-89ab-cdef01234567' };

function said(schema: z.ZodType, sent: unknown): string {
  const read = schema.safeParse(sent);
  return read.success ? 'taken' : faultsInWords(read.error, sent, schema);
}
const call = (to: unknown, more: object = {}) => said(outboundBody, { to, ...more });

test.each<readonly [string, string, string]>([
  ['a number that is not in full', call({ phone: '0441' }), 'to.phone: a number in full: + and country code, digits only'],
  ['an id that is none', call({ user: 'ada' }), 'to.user: an object id of Microsoft Entra'],
  [
    'a link that leads nowhere',
    call({ meeting: { joinUrl: 'https://example.com/' } }),
    'to.meeting.joinUrl: a link into a Teams meeting',
  ],
  ['one person of several', call({ people: [ada] }), 'to.people: must be at least 2 entries'],
  [
    'a wrong number among several',
    call({ people: [ada, { phone: '12' }] }),
    'to.people.1.phone: a number in full: + and country code, digits only',
  ],
  [
    'an organizer of coordinates without an id',
    call({ meeting: { threadId: '19:x', organizer: {} } }),
    'to.meeting.organizer.user: is missing: write a text in quotes',
  ],
  ['nobody', call(undefined), 'to: is missing: one of { "user": id }'],
  ['two forms at once', call({ ...ada, phone: '+441632960123' }), 'to: one of { "user": id }'],
  ['a form that there is not', call({ telephone: '+441632960123' }), 'to: one of { "user": id }'],
  ['a text instead of somebody', call('ada'), 'to: one of { "user": id }'],
  [
    'a time that is none',
    call(ada, { window: { notBefore: 'tomorrow' } }),
    'window.notBefore: write a moment, for example 2027-01-04T08:00:00+01:00',
  ],
  ['too short a ring', call(ada, { ringSeconds: 1 }), 'ringSeconds: must be at least 5'],
  ['another type', call(ada, { ringSeconds: 'long' }), 'ringSeconds: write a number'],
  ['a word of a list', call(ada, { doNotCall: 'never' }), 'doNotCall: use one of: '],
  ['a member that is not known', call(ada, { flows: 'x' }), 'the whole: a member is not known, known here: to, line, flow'],
  ['a line that is no name', call(ada, { line: '+44 1632' }), 'line: a name: letters, digits, - and _'],
  ['no names of prompts', said(playBody, { prompts: [] }), 'prompts: must be at least 1 entry'],
  ['a person who is invited', said(inviteBody, { people: [{ phone: '12' }] }), 'people.0.phone: a number in full'],
  [
    'an organizer of a meeting',
    said(findMeetingBody, { organizer: { user: 'x' }, id: 'm' }),
    'organizer.user: an object id of Microsoft Entra',
  ],
])('%s is told with its place and what to write', (_what, words, expected) => {
  expect(words.startsWith(expected) ? expected : words).toBe(expected);
});

test('nothing of what was sent is repeated, and no word of the schema library', () => {
  const words = [
    call({ phone: '0441632960123' }, { '+441632960123': 1, ringSeconds: '+441632960123', doNotCall: '+441632960123' }),
    call({ '+441632960123': 1 }),
    call(ada, { variables: [] }),
  ].join();
  expect(words).not.toMatch(/1632/);
  expect(words).not.toMatch(/Invalid|Too small|Too big|expected|received|unrecognized|invalid_/);
});
