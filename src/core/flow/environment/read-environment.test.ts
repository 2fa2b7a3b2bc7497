import { isAllowedHost } from './environment.ts';
import { readEnvironment } from './read-environment.ts';

const good = `{
  "env": { "crm": "https://crm.example.com" },
  "secrets": { "crmKey": "FLOW_SECRET_CRM_KEY" },
  "hosts": ["crm.example.com", "*.contoso.example"]
}`;

test('a good file is read as it stands', () => {
  expect(readEnvironment(good, 'environment.jsonc')).toEqual({
    findings: [],
    environment: {
      env: { crm: 'https://crm.example.com' },
      secrets: { crmKey: 'FLOW_SECRET_CRM_KEY' },
      hosts: ['crm.example.com', '*.contoso.example'],
    },
  });
});

test.each([
  ['IVR531', "the bot's own secret", '"FLOW_SECRET_CRM_KEY"', '▸"BOT_CLIENT_SECRET"'],
  ['IVR531', 'a secret instead of its setting', '"FLOW_SECRET_CRM_KEY"', '▸"hunter2"'],
  ['IVR530', 'an address for a host', '"crm.example.com", "*', '▸"https://crm.example.com", "*'],
  ['IVR530', 'every host there is', '"*.contoso.example"', '▸"*"'],
  ['IVR101', 'an unknown member', '"hosts"', '▸"host"'],
  ['IVR103', 'a number for a text', '"https://crm.example.com"', '▸42'],
])('%s: %s is found where it stands', (code, _title, instead, write) => {
  const marked = good.replace(instead, () => write);
  const before = marked.slice(0, marked.indexOf('▸')).split('\n');
  const { findings } = readEnvironment(marked.replace('▸', ''), 'environment.jsonc');
  expect(findings.map(({ code: found, place }) => `${found} ${place.line}:${place.column}`)).toEqual([
    `${code} ${before.length}:${(before.at(-1) ?? '').length + 1}`,
  ]);
});

test.each([
  ['crm.example.com', true],
  ['CRM.example.com.', true],
  ['crm.example.com.evil.test', false],
  ['evil-crm.example.com', false],
  ['a.contoso.example', true],
  ['a.b.contoso.example', true],
  ['contoso.example', false],
  ['evilcontoso.example', false],
])('a request to %s is allowed: %s', (host, allowed) => {
  expect(isAllowedHost(host, ['crm.example.com', '*.contoso.example'])).toBe(allowed);
});
