import type { Log, LogFields } from '../../src/ports/log.ts';
import { aCampaignBot, aPerson, london } from '../support/a-campaign.ts';
import { aLine } from '../support/a-line.ts';
import { askAutomation } from '../support/an-automation-api.ts';
import { only, without } from '../support/consent.ts';
import { ada, eveDials } from '../support/people.ts';

// A tenant that has consented to nothing that the bot needs once it has answered: it may not even hang up.

const minute = 60_000;
const hello = {
  start: 'main',
  steps: { main: { type: 'menu', prompt: 'Hello.', options: { '1': 'bye' } }, bye: { type: 'hangup' } },
};

async function aSilencedLine() {
  const told: { readonly level: string; readonly event: string; readonly fields: LogFields | undefined }[] = [];
  const write = (level: string) => (event: string, fields?: LogFields) => void told.push({ level, event, fields });
  const log: Log = { debug: () => {}, info: () => {}, warn: write('warn'), error: write('error') };
  return { told, line: await aLine(hello, { log, ...only('Calls.JoinGroupCall.All') }) };
}

test('the log says once what is missing, as an error with its fix, and the bot tries ever more seldom to hang up', async () => {
  const { line, told } = await aSilencedLine();
  await line.caller().dial(eveDials);
  await line.clock.advance(44 * minute);
  const refusals = told.filter(({ event }) => event === 'call.commandFailed');
  expect(refusals).toEqual([
    expect.objectContaining({
      level: 'error',
      fields: expect.objectContaining({ code: '7504', fix: expect.stringContaining('consent') }),
    }),
  ]);
  const [hangUps, gets, prompts] = [line.timesAsked('hang up'), line.timesAsked('get call'), line.timesAsked('playPrompt')];
  expect(hangUps).toBeGreaterThan(3);
  expect({ few: hangUps <= 8 && gets <= 10 && prompts <= 5, hangUps, gets, prompts }).toMatchObject({ few: true });
  expect(line.turns.at(-1)?.call.end).toMatchObject({ refusal: '7504' }); // Given up: every call ends for us (I5).
});

test('whoever calls in the minute after that is turned away while it rings, instead of hearing nothing', async () => {
  const { line } = await aSilencedLine();
  await line.caller().dial(eveDials);
  await line.clock.advance(5_000);
  const next = line.caller();
  await next.dial({ ...eveDials, from: { kind: 'user', id: ada, displayName: 'Ada' } });
  await line.clock.advance(2_000);
  expect([line.timesAsked('answer'), line.timesAsked('reject'), next.leg.state]).toEqual([1, 1, 'ended']);
  await line.clock.advance(10_000);
  const { body } = await askAutomation(line.bot, 'GET', 'ended-calls');
  expect(body.calls).toEqual([expect.objectContaining({ outcome: 'notAnswered', code: '7504' })]);
  await line.clock.advance(minute);
  await line.caller().dial(eveDials); // One call finds out whether the consent has come.
  await line.clock.advance(2_000);
  expect(line.timesAsked('answer')).toBe(2);
});

test('somebody who answers and hangs up before a word is said has been reached', async () => {
  const line = await aLine(hello, { contacts: { ada: { user: ada } } });
  const person = line.person(ada);
  const asked = await askAutomation(line.bot, 'POST', 'outbound-calls', { to: { user: ada } });
  await person.rings();
  person.leg.accept();
  await line.clock.advance(50);
  person.leg.hangUp();
  await line.clock.advance(10_000);
  expect((await askAutomation(line.bot, 'GET', `outbound-calls/${asked.body.id}`)).body).toMatchObject({
    status: 'ended',
    outcome: 'callerHungUp',
  });
});

test('a campaign that may call nobody is paused with the reason, and costs nobody an attempt', async () => {
  const bot = await aCampaignBot(without('Calls.Initiate.All'));
  const id = await bot.begin([1, 2, 3, 4].map((n) => aPerson(london(n), `p${n}`)));
  await bot.clock.advance(2 * minute);
  expect((await bot.ask('GET', `campaigns/${id}`)).body).toMatchObject({
    state: 'paused',
    pausedBecause: expect.stringMatching(/7504.*consent/s),
    people: { waiting: 4, calling: 0, done: 0 },
  });
  expect(Object.values(await bot.resultsOf(id))).toEqual(['waiting 0', 'waiting 0', 'waiting 0', 'waiting 0']);
});
