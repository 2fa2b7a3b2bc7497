import { readFileSync } from 'node:fs';
import { openApi } from '../src/edge/admin/open-api.ts';
import { automationFacts } from '../src/edge/automation/handle-automation.ts';
import { automationRoutes } from '../src/edge/automation/routes.ts';
import { describedApi, type Exchange, isAsDescribed } from './support/described-api.ts';

// Every answer of the automation API that a test gets is held against the API's description (test/support/described-api.ts).
// This is what that finds.

const api = describedApi(openApi(automationRoutes, automationFacts('https://bot.example.net')));

const call = {
  id: '2f8b0c1e-5d5c-4f57-8f0c-3c1a5a0e9b11',
  line: 'main',
  flow: 'main-line',
  status: 'queued',
  askedAt: '2027-01-04T07:59:58.120Z',
  changedAt: '2027-01-04T07:59:58.120Z',
  window: { notBefore: '2027-01-04T07:59:58.120Z', notAfter: '2027-01-04T08:59:58.120Z' },
};
const location = `/api/outbound-calls/${call.id}`;

interface Planted extends Partial<Omit<Exchange, 'header'>> {
  readonly body?: object;
  readonly replied?: { readonly [name: string]: string };
}

function anExchange({ body = call, replied = {}, ...more }: Planted): Exchange {
  const headers = new Headers({ 'content-type': 'application/json', location, ...replied });
  return {
    method: 'POST',
    path: 'outbound-calls',
    sent: { to: { contact: 'reception' }, line: 'main' },
    status: 202,
    header: (name) => headers.get(name) || undefined,
    text: JSON.stringify(body),
    ...more,
  };
}

const refusal = { type: 'urn:teams-ivr:refused', status: 422, title: 'There is no such line.', detail: 'line: name one.' };
const asProblem = { 'content-type': 'application/problem+json', location: '' };

test.each<[string, Planted]>([
  ['a call that was asked for', {}],
  ['a key that was taken', { headers: { 'idempotency-key': 'order-17' } }],
  ['a refusal', { status: 422, body: refusal, replied: asProblem, sent: { line: 1 } }],
  [
    'a page of results',
    { method: 'GET', path: 'campaigns/x/results?limit=5', status: 200, body: { results: [] }, replied: { location: '' } },
  ],
  [
    'results for spreadsheets, with the next page',
    {
      method: 'GET',
      path: 'campaigns/x/results?format=csv',
      status: 200,
      text: 'row\r\n',
      replied: { 'content-type': 'text/csv; charset=utf-8', link: '<?after=x>; rel="next"', location: '' },
    },
  ],
  ['an address of nothing', { path: 'nowhere', status: 404, body: { ...refusal, status: 404 }, replied: asProblem }],
])('nothing is wrong with %s', (_, planted) => {
  expect(api.complaints(anExchange(planted))).toEqual([]);
});

test.each<[string, Planted, RegExp]>([
  ['a member that nobody has described', { body: { ...call, number: '+441632960123' } }, /additional.*"number"/],
  ['the same deep within', { body: { ...call, window: { ...call.window, zone: 'UTC' } } }, /window.*additional.*"zone"/],
  ['a member that is missing', { body: { ...call, askedAt: undefined } }, /required.*"askedAt"/],
  ['a member of another type', { body: { ...call, askedAt: 1_799_049_600_000 } }, /askedAt: must be string/],
  ['a moment that is none', { body: { ...call, changedAt: 'today' } }, /changedAt.*date-time/],
  ['a word that is not in the list', { body: { ...call, status: 'ringing' } }, /status.*allowed values/],
  ['a status that is not described', { status: 418 }, /418 is not described/],
  ['an answer without its Location', { replied: { location: '' } }, /Location is missing/],
  ['a header that is not described', { replied: { etag: '"1"' } }, /ETag is not described/],
  [
    'a header that is no number',
    { status: 429, body: { ...refusal, status: 429 }, replied: { ...asProblem, 'retry-after': 'soon' } },
    /Retry-After/,
  ],
  ['another type of content', { replied: { 'content-type': 'text/html' } }, /text\/html is not described/],
  ['a problem as plain JSON', { status: 422, body: refusal, replied: { location: '' } }, /application\/json is not described/],
  ['a problem with a member of its own', { status: 422, body: { ...refusal, stack: 'at x' }, replied: asProblem }, /"stack"/],
  ['no body at all', { text: '' }, /must be object/],
  ['a request that was taken although its description refuses it', { sent: { to: 'ada', line: 'main' } }, /request\/to/],
  ['a query that was taken and is not described', { path: 'outbound-calls?dry=true' }, /query dry/],
  [
    'a key that was taken where none is described',
    {
      method: 'GET',
      path: `outbound-calls/${call.id}`,
      status: 200,
      headers: { 'Idempotency-Key': 'x' },
      replied: { location: '' },
    },
    /Idempotency-Key was taken/,
  ],
  ['an operation that is not described', { method: 'PUT', status: 200 }, /operation is not described/],
])('%s is found', (_, planted, complaint) => {
  expect(api.complaints(anExchange(planted)).join('\n')).toMatch(complaint);
  expect(() => isAsDescribed(api, anExchange(planted))).toThrow(/is not what the API's description says/);
});

// The page for people, docs/automation-api.md.
const page = readFileSync('docs/automation-api.md', 'utf8');

test('what the page has to be sent is what the API takes', () => {
  const commands = [...page.matchAll(/^curl -X POST http:\/\/127\.0\.0\.1:7071\/api\/(\S+) .*-d '\s*([^']+)'/gm)];
  const rows = [...page.matchAll(/^\| `([a-z-]+)`(?:, `[a-z-]+`)* \| (`\{.*?) \|/gm)].flatMap(([, word, bodies = '']) =>
    [...bodies.matchAll(/`(\{.*?\})`/g)].map(([, body]) => ['', `live-calls/$CALL/${word}`, body]),
  );
  // What is left to the reader as `...` is no JSON.
  const requests = [...commands, ...rows].filter(([, , body = '']) => !/: \.\.\.|\[\.\.\.\]/.test(body));
  expect(requests.length).toBeGreaterThan(15);
  for (const [, path = '', body = ''] of requests) {
    const complaints = api.requestComplaints({ method: 'POST', path, sent: JSON.parse(body) });
    expect([path, body, complaints]).toEqual([path, body, []]);
  }
});

test('the page names every operation', () => {
  const words = automationRoutes.map(
    ({ path }) =>
      path
        .split('/')
        .filter((part) => !part.startsWith('{'))
        .at(-1) ?? '',
  );
  expect(words.filter((word) => !new RegExp(`[/\`]${word}[/\`?]`).test(page))).toEqual([]);
});
