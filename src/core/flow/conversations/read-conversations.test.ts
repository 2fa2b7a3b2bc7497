import type { KnownNames } from './check-names.ts';
import type { Conversation } from './conversation.ts';
import { readMoment } from './moment.ts';
import { readConversations } from './read-conversations.ts';

const known: KnownNames = {
  contacts: ['reception', 'salesQueue'],
  lines: ['main'],
  schedules: ['office'],
  steps: ['main', 'sales', 'lookup'],
  vars: {
    tier: { type: 'string', sensitive: false, initial: '' },
    pin: { type: 'string', sensitive: true, initial: '' },
  },
};

const asText = `
// What callers meet.
== nobody is in the sales queue
given at 2026-11-23T10:00 Europe/Berlin
given caller +441632960123
given language de-DE
given line main
given hours office closed until 2026-11-24T08:00
given salesQueue busy
given contact reception failsOnce
given var tier = gold
given mock lookup 200 {"tier": "gold"} after 2s
given mock lookup timeout
given without Calls.Initiate.All, number
hear Welcome; press 1
  expect transfer salesQueue
expect var tier = "gold"
hang up

== a silent caller ==
silence 1.5s
expect end hungUp
`;

const asJson = `{
  "conversations": [
    {
      "name": "nobody is in the sales queue",
      "given": {
        "at": "2026-11-23T10:00", "zone": "Europe/Berlin",
        "caller": { "phone": "+441632960123", "language": "de-DE" }, "line": "main", "hours": { "office": { "state": "closed", "until": "2026-11-24T08:00" } },
        "contacts": { "salesQueue": "busy" }, "reception": "failsOnce",
        "vars": { "tier": "gold" }, "without": ["calls.initiate.all", "number"],
        "mock": { "lookup": [{ "status": 200, "json": { "tier": "gold" }, "delay": "2s" }, "timeout"] },
      },
      "steps": [{ "hear": "Welcome" }, { "press": "1" }, { "expect": "transfer salesQueue" }, { "expect": "var tier = gold" }, { "hangUp": true }],
    },
    { "name": "a silent caller", "steps": [{ "silence": "1.5s" }, { "expect": "end hungUp" }] },
  ],
}`;

/** Without the places, which are of course others. */
function told(conversations: readonly Conversation[]): unknown {
  return conversations.map(({ name, given, steps }) => ({ name, given, steps: steps.map(({ step }) => step) }));
}

test('the text form says the same as the JSON form', () => {
  const text = readConversations(asText, 'a.txt', known);
  const json = readConversations(asJson, 'a.jsonc', known);
  expect([...text.findings, ...json.findings]).toEqual([]);
  expect(told(text.conversations)).toEqual(told(json.conversations));
  expect(json.conversations[0]?.given).toEqual({
    at: Date.UTC(2026, 10, 23, 9),
    caller: { kind: 'phone', number: '+441632960123' },
    language: 'de-DE',
    line: 'main',
    hours: { office: { state: 'closed', until: '2026-11-24T08:00' } },
    contacts: { salesQueue: 'busy', reception: 'failsOnce' },
    without: ['Calls.Initiate.All', 'number'],
    vars: { tier: 'gold' },
    mocks: { lookup: [{ kind: 'response', status: 200, body: { json: { tier: 'gold' } }, delayMs: 2_000 }, { kind: 'timeout' }] },
  });
});

test('each step knows its line and column in either form', () => {
  const places = (text: string, file: string): unknown =>
    readConversations(text, file).conversations[0]?.steps.map(({ place }) => `${place.line}:${place.column}`);
  expect(places(asText, 'a.txt')).toEqual(['15:1', '15:15', '16:3', '17:1', '18:1']);
  expect(places(asJson, 'a.jsonc')).toEqual(['12:17', '12:40', '12:58', '12:95', '12:128']);
});

test('a file of before still reads: given names contacts only', () => {
  const text = '{ "conversations": [{ "name": "busy", "given": { "salesQueue": "fails" }, "steps": [{ "press": "1" }] }] }';
  expect(readConversations(text, 'a.jsonc', known)).toMatchObject({
    findings: [],
    conversations: [{ given: { contacts: { salesQueue: 'fails' } } }],
  });
});

const one = (given: string, steps = '[{ "press": "1" }]'): string =>
  `{ "conversations": [{ "name": "one", "given": ${given}, "steps": ${steps} }] }`;

// ▸ marks where the finding must point.
test.each([
  ['IVR601', 'an unknown step', 'did you mean "hear"?', one('{}', '[{ ▸"haer": "Welcome" }]')],
  ['IVR601', 'two steps in one', 'write one of', one('{}', '[▸{ "hear": "a", "press": "1" }]')],
  ['IVR601', 'letters for keys', 'use 0 to 9', one('{}', '[{ "press": ▸"12x" }]')],
  ['IVR601', 'a wrong word to expect', 'did you mean "transfer"?', one('{}', '[{ "expect": "▸transfr reception" }]')],
  ['IVR601', 'a broken pattern', 'close every bracket', one('{}', '[{ "hear": ▸"/(/" }]')],
  ['IVR602', 'no steps', 'write "steps"', one('{}', '▸[]')],
  ['IVR602', 'no conversations', 'a list in [ ]', '{ "conversations": ▸[] }'],
  ['IVR101', 'an unknown member', 'did you mean "contacts"?', one('{ ▸"contact": { } }')],
  ['IVR206', 'an unknown contact', 'did you mean "salesQueue"?', one('{ ▸"salesQeue": "busy" }')],
  ['IVR206', 'an unknown contact in contacts', 'did you mean "salesQueue"?', one('{ "contacts": { ▸"salesQeue": "busy" } }')],
  ['IVR206', 'an unknown destination', 'did you mean "reception"?', one('{}', '[{ "expect": ▸"transfer recption" }]')],
  ['IVR103', 'an unknown behaviour', 'did you mean "busy"?', one('{ "salesQueue": ▸"bussy" }')],
  ['IVR604', 'a time without a zone', 'Europe/Berlin', one('{ "at": ▸"2026-11-23T10:00" }')],
  ['IVR604', 'no time', 'write it so', one('{ "at": ▸"tomorrow Europe/Berlin" }')],
  ['IVR604', 'no zone of the world', 'IANA', one('{ "at": ▸"2026-11-23T10:00 Europe/Berln" }')],
  ['IVR510', 'an unknown schedule', 'did you mean "office"?', one('{ "hours": { ▸"ofice": "closed" } }')],
  [
    'IVR103',
    'an end of a closure that is no time',
    'date and time',
    one('{ "hours": { "office": { "state": "closed", "until": ▸"soon" } } }'),
  ],
  ['IVR605', 'an unknown line', 'did you mean "main"?', one('{ "line": ▸"mian" }')],
  ['IVR202', 'an unknown step in a mock', 'did you mean "lookup"?', one('{ "mock": { ▸"lokup": "timeout" } }')],
  ['IVR202', 'an unknown step to expect', 'did you mean "sales"?', one('{}', '[{ "expect": ▸"step slaes" }]')],
  ['IVR403', 'an unknown variable', 'did you mean "tier"?', one('{ "vars": { ▸"teir": "gold" } }')],
  ['IVR408', 'a variable of another type', 'write a string', one('{ "vars": { "tier": ▸3 } }')],
  ['IVR606', 'a look at a secret', 'expect what follows', one('{}', '[{ "expect": ▸"var pin = 1234" }]')],
  ['IVR103', 'a caller that nobody can be', 'phone number', one('{ "caller": ▸"0163" }')],
  ['IVR103', 'a permission that is none', 'did you mean "Calls.Initiate.All"?', one('{ "without": ▸"Calls.Initate.All" }')],
  ['IVR103', 'one of several that is none', 'did you mean "number"?', one('{ "without": ["licence", ▸"numbr"] }')],
  ['IVR103', 'an answer that is none', '"timeout"', one('{ "mock": { "lookup": ▸"slow" } }')],
])('%s: %s is found at its line and column', (code, _title, fix, marked) => {
  const before = marked.slice(0, marked.indexOf('▸')).split('\n');
  const { findings } = readConversations(marked.replace('▸', ''), 'tests/a.jsonc', known);
  expect(findings.map((finding) => `${finding.code} ${finding.place.line}:${finding.place.column}`)).toEqual([
    `${code} ${before.length}:${(before.at(-1) ?? '').length + 1}`,
  ]);
  expect(findings[0]?.fix).toContain(fix);
});

test('two conversations of one name are told apart by a finding', () => {
  const { findings } = readConversations('== a\npress 1\n== a\npress 2', 'a.txt');
  expect(findings.map(({ code, place }) => `${code} ${place.line}`)).toEqual(['IVR603 3']);
});

test.each([
  ['jump 3', 1, '1:1', 'no step begins with "jump"'],
  ['hear Welcome; pres 1', 2, '2:15', 'no step begins with "pres"'],
  ['expect transfer nobody', 2, '2:8', 'contacts.jsonc has no contact "nobody"'],
  ['given salesQueue bussy', 2, '2:7', 'nobody behaves by the word "bussy"'],
  ['given "Ada Exemple" busy', 2, '2:7', 'contacts.jsonc has no contact "Ada Exemple"'],
  ['given without licence Calls.Initate.All', 2, '2:23', '"Calls.Initate.All" is nothing'],
  ['given without', 2, '2:7', 'what is missing'],
  ['given hours office closed till noon', 2, '2:7', 'which schedule is what'],
])('in text, "%s" is found where it stands', (line, title, place, message) => {
  const { findings } = readConversations(title === 2 ? `== a\n${line}\nhang up` : line, 'a.txt', known);
  expect(findings[0]).toMatchObject({ message: expect.stringContaining(message) });
  expect(`${findings[0]?.place.line}:${findings[0]?.place.column}`).toBe(place);
});

test.each([
  '',
  'null',
  '[]',
  '{',
  '{ "conversations": {} }',
  '{ "conversations": [1, null, { "steps": 3, "given": [] }] }',
  '== ',
  '==',
  '\u0000',
])('a file with only %j is answered with findings', (text) => {
  for (const file of ['a.jsonc', 'a.txt']) expect(readConversations(text, file, known).findings.length).toBeGreaterThan(0);
});

test.each([
  ['2026-11-23T10:00 Europe/Berlin', Date.UTC(2026, 10, 23, 9)],
  ['2026-11-23 10:00 Europe/Berlin', Date.UTC(2026, 10, 23, 9)],
  ['2026-11-23T10:00+01:00', Date.UTC(2026, 10, 23, 9)],
  ['2026-11-23T10:00Z', Date.UTC(2026, 10, 23, 10)],
  ['2026-11-23T10:00[America/New_York]', Date.UTC(2026, 10, 23, 15)],
  ['2026-03-29T02:30 Europe/Berlin', Date.UTC(2026, 2, 29, 1, 30)], // The clocks skip it.
  ['2026-10-25T02:30 Europe/Berlin', Date.UTC(2026, 9, 25, 0, 30)], // It comes twice.
])('%s is one moment', (text, at) => {
  expect(readMoment(text)).toEqual({ kind: 'moment', at });
});
