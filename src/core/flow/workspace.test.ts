import { readContacts, readLines } from './workspace.ts';

const id = '7e57ab1e-0000-4000-8000-00000000000a';

test('a line keeps its flow, its number, and its resource account in lower case', () => {
  const text = `{ "lines": { "main": { "applicationInstance": "${id.toUpperCase()}", "number": "+441632960999", "flow": "f" } }, "default": "main" }`;
  expect(readLines(text, 'lines.jsonc')).toEqual({
    findings: [],
    lines: { lines: { main: { applicationInstance: id, number: '+441632960999', flow: 'f' } }, default: 'main' },
  });
});

test('each kind of contact becomes its destination', () => {
  const text = `{ "contacts": {
    "a": { "user": "${id.toUpperCase()}" }, "b": { "application": "${id}" }, "c": { "applicationInstance": "${id}" },
    "d": { "phone": "+441632960111", "note": "the plumber" }, "e": { "voicemail": "${id}" } } }`;
  expect(readContacts(text, 'contacts.jsonc')).toEqual({
    findings: [],
    contacts: {
      a: { kind: 'user', id },
      b: { kind: 'application', id },
      c: { kind: 'applicationInstance', id },
      d: { kind: 'phone', number: '+441632960111' },
      e: { kind: 'voicemail', id },
    },
    told: {},
  });
});

test('a contact says how it is told, and may be told only', () => {
  const text = `{ "contacts": {
    "a": { "user": "${id}", "notify": { "teams": "secret.desk" } },
    "b": { "notify": { "webhook": "https://hooks.example.com/1" } },
    "c": { "notify": { "email": "desk@example.com", "from": "ivr@example.com" } } } }`;
  expect(readContacts(text, 'contacts.jsonc')).toEqual({
    findings: [],
    contacts: { a: { kind: 'user', id } },
    told: {
      a: { kind: 'teams', to: { kind: 'secret', name: 'desk' } },
      b: { kind: 'webhook', to: { kind: 'url', url: 'https://hooks.example.com/1' } },
      c: { kind: 'email', to: 'desk@example.com', from: 'ivr@example.com' },
    },
  });
});

test.each([
  [{ teams: 'https://prod-1.logic.azure.com/1' }],
  [{ webhook: 'http://hooks.example.com/' }],
  [{ webhook: 'https://user:password@hooks.example.com/' }],
  [{ email: 'desk@example.com' }],
  [{ email: 'desk', from: 'ivr@example.com' }],
  [{ webhook: 'secret.a', teams: 'secret.b' }],
  [{ sms: '+441632960111' }],
])('nobody can be told by %j', (notify) => {
  const { findings, told } = readContacts(JSON.stringify({ contacts: { a: { user: id, notify } } }), 'contacts.jsonc');
  expect(findings.length).toBeGreaterThan(0);
  expect(findings.every(({ severity }) => severity === 'error')).toBe(true);
  expect(told).toEqual({});
});

test('what is wrong is left out, what is right is kept', () => {
  const { findings, contacts } = readContacts(
    `{ "contacts": { "a": { "user": "ada" }, "b": { "user": "${id}" }, "c d": 1 } }`,
    'c',
  );
  expect(Object.keys(contacts ?? {})).toEqual(['b']);
  expect(findings.map((finding) => finding.code)).toEqual(['IVR502', 'IVR105', 'IVR103']);
});

test('no message repeats a number or an id', () => {
  const { findings } = readContacts(
    '{ "contacts": { "a": { "phone": "0163 2960111" }, "b": { "user": "ada@contoso.example" } } }',
    'c',
  );
  expect(findings).toHaveLength(2);
  expect(findings.map((finding) => finding.message).join()).not.toMatch(/0163|ada/);
});

test.each([
  '',
  '[]',
  '3',
  '{ "lines": [] }',
  '{ "lines": { "a": null } }',
  '{ "lines": { "a": { "flow": 1 } }, "default": 2 }',
  '{}',
])('lines.jsonc holding %j is findings, never an exception', (text) => {
  expect(readLines(text, 'lines.jsonc').findings.length).toBeGreaterThan(0);
});
