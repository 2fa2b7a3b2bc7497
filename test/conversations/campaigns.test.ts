import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import type { IncomingRequest } from '../../src/edge/http-types.ts';

const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
const minute = 60_000;
const hour = 60 * minute;
const nine = Date.UTC(2027, 0, 4, 9, 0); // A Monday, nine o'clock in London.

const flow = {
  specVersion: 1,
  name: 'Recall',
  languages: ['en-US'],
  start: 'recall',
  vars: { shop: { type: 'string' }, part: { type: 'string' } },
  steps: {
    recall: {
      type: 'menu',
      prompt: `This is \${vars.shop}. Please bring back your \${vars.part}. Press 1, or 9 to hear no more of us.`,
      options: { '1': 'confirmed', '9': 'never' },
      on: { maxAttempts: 'unheard' },
    },
    confirmed: { type: 'hangup', prompt: 'Thank you.', outcome: 'confirmed' },
    never: { type: 'tag', outcome: 'doNotCall', next: 'sorry' },
    sorry: { type: 'hangup', prompt: 'We will not call again.', outcome: 'leftAlone' },
    unheard: { type: 'hangup', outcome: 'unheard' },
  },
};

let dir: string;
let rehearsal: Rehearsal;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-campaign-'));
  mkdirSync(join(dir, 'recall'));
  writeFileSync(join(dir, 'recall/flow.jsonc'), JSON.stringify(flow));
  const lines = { desk: { applicationInstance: account, flow: 'recall' }, bot: { flow: 'recall' } };
  writeFileSync(join(dir, 'lines.jsonc'), JSON.stringify({ lines, default: 'desk' }));
});
afterEach(async () => {
  await rehearsal.close();
  rmSync(dir, { recursive: true, force: true });
});

async function aBot(options: Partial<RehearsalOptions> = {}): Promise<void> {
  const lines = [{ id: account, displayName: 'Desk', number: '+441632960999' }];
  rehearsal = await openRehearsal({ flowsDir: dir, lines, startAt: nine, ...options });
}

interface Answer {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: whatever the API says; tests look at it by comparing.
  readonly body: any;
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  more: { readonly [name: string]: string } = {},
): Promise<Answer> {
  const headers = new Headers({ host: '127.0.0.1:7071', 'content-type': 'application/json', ...more });
  const request: IncomingRequest = {
    method,
    url: `http://127.0.0.1:7071/api/${path}`,
    headers,
    params: {},
    body: body === undefined ? null : new Blob([JSON.stringify(body)]).stream(),
  };
  const reply = await rehearsal.bot.automation(request, 'token');
  const text = typeof reply.body === 'string' ? reply.body : '';
  return { status: reply.status, text, body: text.startsWith('{') ? JSON.parse(text) : undefined };
}

const london = (n: number): string => `+44163296${String(1_000 + n).slice(-4)}`;
const wish = {
  name: 'Recall',
  line: 'desk',
  variables: { shop: 'Contoso' },
  timeZone: 'Europe/London',
  window: { week: { 'mon-fri': '09:00-17:00' } },
  retries: { attempts: 2, afterMinutes: 30 },
};
const aPerson = (phone: string, reference: string, more: object = {}) => ({
  to: { phone },
  reference,
  variables: { part: 'kettle' },
  ...more,
});

async function begin(people: readonly object[], more: object = {}): Promise<string> {
  const { status, body } = await ask('POST', 'campaigns', { ...wish, ...more, people });
  expect(status).toBe(201);
  return String(body.id);
}

async function resultsOf(id: string): Promise<{ readonly [reference: string]: string }> {
  const { body } = await ask('GET', `campaigns/${id}/results`);
  const entries = body.results.map((one: { reference: string; state: string; outcome?: string; attempts: object[] }) => [
    one.reference,
    `${one.outcome ?? one.state} ${one.attempts.length}`,
  ]);
  return Object.fromEntries(entries);
}

const callsCreated = (): number => rehearsal.graph.exchanges().filter(({ exchange }) => exchange.title === 'create call').length;

test('five people: busy and called again, on the list, in another zone, asking to be left alone, and one who confirms', async () => {
  await aBot();
  const [ann, ben, cem, dan] = [london(1), london(2), london(3), london(4)];
  const eve = '+81312345678'; // Tokyo: nine o'clock in London is six in the evening there.
  expect((await ask('POST', 'do-not-call', { people: [{ phone: cem }] })).status).toBe(200);
  const phones = {
    ann: rehearsal.person(ann),
    ben: rehearsal.person(ben),
    dan: rehearsal.person(dan),
    eve: rehearsal.person(eve),
  };
  const id = await begin([
    aPerson(ann, 'ann'),
    aPerson(ben, 'ben', { variables: { part: 'toaster' } }),
    aPerson(cem, 'cem'),
    aPerson(dan, 'dan'),
    aPerson(eve, 'eve'),
  ]);

  await phones.ann.accepts();
  await phones.ann.hears('This is Contoso. Please bring back your kettle.');
  await phones.ann.presses('1');
  await phones.ben.declines();
  await phones.dan.accepts();
  await phones.dan.presses('9');
  await phones.dan.hears('We will not call again');
  await rehearsal.clock.advance(minute);
  expect(await resultsOf(id)).toEqual({
    ann: 'confirmed 1',
    ben: 'declined 1',
    cem: 'doNotCall 0',
    dan: 'leftAlone 1',
    eve: 'waiting 0',
  });

  // Dan is on the list now, for every campaign.
  const next = await begin([aPerson(dan, 'dan')]);
  await rehearsal.clock.advance(minute);
  expect(await resultsOf(next)).toEqual({ dan: 'doNotCall 0' });
  expect((await ask('GET', `campaigns/${next}`)).body).toMatchObject({ state: 'ended' });

  // Eve's telephone rings when it is nine in Tokyo: midnight in London.
  await rehearsal.clock.advance(Date.UTC(2027, 0, 5, 0, 0) - rehearsal.clock.now() - 1_000);
  expect(await resultsOf(id)).toMatchObject({ eve: 'waiting 0' });
  await phones.eve.accepts();
  expect(rehearsal.clock.now()).toBeGreaterThanOrEqual(Date.UTC(2027, 0, 5, 0, 0));
  await phones.eve.presses('1');
  await rehearsal.clock.advance(minute);
  expect((await ask('GET', `campaigns/${id}`)).body).toMatchObject({
    state: 'ended',
    people: { waiting: 0, calling: 0, done: 5 },
  });
  expect(callsCreated()).toBe(4);
});

test('who is not reached is called again after the time that was said, and not more often than was said', async () => {
  await aBot();
  const ann = rehearsal.person(london(1));
  const id = await begin([aPerson(london(1), 'ann')]);
  await ann.letsItRing();
  await rehearsal.clock.advance(29 * minute);
  expect([await resultsOf(id), callsCreated()]).toEqual([{ ann: 'waiting 1' }, 1]);
  await ann.letsItRing();
  await rehearsal.clock.advance(3 * hour);
  expect([await resultsOf(id), callsCreated()]).toEqual([{ ann: 'noAnswer 2' }, 2]);
});
