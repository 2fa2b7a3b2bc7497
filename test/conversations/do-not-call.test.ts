import type { MemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { Fault } from '../../src/core/call/fault.ts';
import { aCampaignBot, type CampaignRehearsal, hour, london, minute, nine } from '../support/a-campaign.ts';
import { writeFiles } from '../support/a-folder.ts';
import { answeredBy, flowOf } from '../support/a-line.ts';
import type { Answer } from '../support/an-automation-api.ts';
import { account } from '../support/people.ts';

// Somebody has asked to be left alone. Single calls and call backs keep to that as campaigns do.

const [ann, ben] = [london(1), london(2)];
const variables = { shop: 'Contoso', part: 'kettle' };
const tenOClock = { notBefore: new Date(nine + hour).toISOString(), notAfter: new Date(nine + 2 * hour).toISOString() };

let bot: CampaignRehearsal;

const list = (...phones: readonly string[]): Promise<Answer> =>
  bot.ask('POST', 'do-not-call', { people: phones.map((phone) => ({ phone })) });
const ask = (to: object, more: object = {}, key?: string): Promise<Answer> =>
  bot.ask(
    'POST',
    'outbound-calls',
    { to, line: 'desk', variables, ...more },
    key === undefined ? {} : { 'idempotency-key': key },
  );
const becameOf = async (asked: Answer): Promise<Answer['body']> => (await bot.ask('GET', `outbound-calls/${asked.body.id}`)).body;

describe('a single call', () => {
  test('to somebody on the list is refused, with what to do, and no telephone rings', async () => {
    bot = await aCampaignBot();
    bot.person(ann);
    await list(ann);
    const refused = await ask({ phone: ann });
    expect(refused).toMatchObject({
      status: 422,
      body: {
        type: 'urn:teams-ivr:refused',
        code: 'DO_NOT_CALL',
        title: 'The person is on the do-not-call list.',
        detail: expect.stringMatching(/^to: .*"doNotCall": "ignore"/),
      },
    });
    expect(refused.text).not.toContain(ann);
    await bot.clock.advance(minute);
    expect(bot.callsCreated()).toBe(0);
  });

  test('to several people says which of them is on the list', async () => {
    bot = await aCampaignBot();
    await list(ben);
    const refused = await ask({ people: [{ phone: ann }, { phone: ben }] });
    expect(refused).toMatchObject({ status: 422, body: { detail: expect.stringMatching(/^to\.people\.1: /) } });
  });

  test('that the person has asked for is placed all the same, when whoever asks for it says so', async () => {
    bot = await aCampaignBot();
    const phone = bot.person(ann);
    await list(ann);
    const asked = await ask({ phone: ann }, { doNotCall: 'ignore' });
    expect(asked.status).toBe(202);
    await phone.accepts();
    await phone.hears('Please bring back your kettle');
  });

  test('to somebody who gets onto the list before it is time is not placed, and says so', async () => {
    bot = await aCampaignBot();
    bot.person(ann);
    const asked = await ask({ phone: ann }, { window: tenOClock });
    expect(asked.status).toBe(202);
    await list(ann);
    await bot.clock.advance(90 * minute);
    expect(await becameOf(asked)).toMatchObject({
      status: 'cancelled',
      outcome: 'doNotCall',
      code: 'DO_NOT_CALL',
      why: { words: 'The person is on the do-not-call list' },
    });
    expect(bot.callsCreated()).toBe(0);
  });

  test('that was asked for before, under the same key, is told as it is, and not as a refusal', async () => {
    bot = await aCampaignBot();
    const phone = bot.person(ann);
    const asked = await ask({ phone: ann }, {}, 'order-17');
    await phone.accepts();
    await list(ann);
    expect(await ask({ phone: ann }, {}, 'order-17')).toMatchObject({
      status: 200,
      body: { id: asked.body.id, status: 'placed' },
    });
  });

  test('waits while nobody can say who is on the list: whoever may not be called is not called by mistake', async () => {
    let isAway = false;
    const away = (): Promise<never> => Promise.reject(new Fault('STORE_UNAVAILABLE', 'away', { retryable: true }));
    bot = await aCampaignBot({
      wrapStore: (store): MemoryStore => ({
        ...store,
        register: { ...store.register, get: (of, id) => (isAway ? away() : store.register.get(of, id)) },
      }),
    });
    const phone = bot.person(ann);
    const asked = await ask({ phone: ann }, { window: tenOClock });
    isAway = true;
    expect((await ask({ phone: ben })).status).toBe(503);
    await bot.clock.advance(61 * minute);
    expect([bot.callsCreated(), (await becameOf(asked)).status]).toEqual([0, 'queued']);
    isAway = false;
    await phone.accepts();
    await phone.hears('kettle');
  });
});

describe('a call back', () => {
  /** The line asks its callers for a number, or takes theirs. */
  async function aDesk(number: string, to: string, options: Parameters<typeof aCampaignBot>[0] = {}): Promise<void> {
    bot = await aCampaignBot(options);
    const ringing = { start: 'told', steps: { told: { type: 'hangup', prompt: 'You wanted to be called.' } } };
    const desk = {
      start: 'later',
      vars: { typed: { type: 'string', initial: to } },
      steps: {
        later: { type: 'callback', number, flow: 'ringing', window: { after: '10m' }, next: 'bye', on: { failed: 'bye' } },
        bye: { type: 'hangup', prompt: 'We will call.' },
      },
    };
    writeFiles(bot.flowsDir, {
      'ringing/flow.jsonc': flowOf(ringing),
      'desk/flow.jsonc': flowOf(desk),
      'lines.jsonc': { lines: { desk: answeredBy('desk') }, default: 'desk' },
    });
    await bot.clock.advance(1_000); // Files are looked at twice a second at most.
  }

  async function somebodyCalls(from: string): Promise<void> {
    const caller = bot.caller();
    await caller.dial({ from: { kind: 'phone', number: from }, to: account });
    await caller.hears('We will call');
    await caller.hangsUp();
  }

  test.each(['caller', 'vars.typed'])(
    'to whoever has asked for it is placed although they are on the list: %s',
    async (number) => {
      await aDesk(number, ann);
      const phone = bot.person(ann);
      await list(ann);
      await somebodyCalls(ann);
      await bot.clock.advance(10 * minute);
      await phone.accepts();
      await phone.hears('You wanted to be called');
    },
  );

  test('to somebody else who is on the list is not placed: anybody might have typed their number', async () => {
    await aDesk('vars.typed', ben);
    bot.person(ben);
    await list(ben);
    await somebodyCalls(ann);
    await bot.clock.advance(hour);
    expect(bot.callsCreated()).toBe(0);
  });

  test('is given up when the list cannot be read for good, and not asked for again and again', async () => {
    let asked = 0;
    await aDesk('vars.typed', ben, {
      wrapStore: (store): MemoryStore => ({
        ...store,
        register: {
          ...store.register,
          page: async (of, after, limit) => {
            if (of !== 'do-not-call-key') return store.register.page(of, after, limit);
            asked += 1;
            return [{ list: of, id: 'of a key that was lost', state: 'key', dueAt: 0, body: {}, version: 'v1' }];
          },
        },
      }),
    });
    await somebodyCalls(ann);
    await bot.clock.advance(hour);
    expect([bot.callsCreated(), asked]).toEqual([0, 1]);
  });

  test('to somebody else who gets onto the list before it is time is not placed', async () => {
    await aDesk('vars.typed', ben);
    bot.person(ben);
    await somebodyCalls(ann);
    await list(ben);
    await bot.clock.advance(hour);
    expect(bot.callsCreated()).toBe(0);
  });
});
