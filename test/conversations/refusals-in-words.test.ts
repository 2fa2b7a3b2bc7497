import { aLine, answeredBy } from '../support/a-line.ts';
import { threeOfThem } from '../support/a-live-call.ts';
import { type Answer, askAutomation } from '../support/an-automation-api.ts';
import { account, ada, bob } from '../support/people.ts';

// Microsoft has few codes for many refusals: whoever asked reads which of them it was.

const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';

describe('a telephone that Microsoft does not take', () => {
  const flow = { start: 'bye', steps: { bye: { type: 'hangup' } } };

  async function asked(accounts: object): Promise<Answer> {
    const line = await aLine(flow, {
      files: { 'lines.jsonc': { lines: { desk: answeredBy('desk') }, default: 'desk' } },
      ...accounts,
    });
    const { body } = await askAutomation(line.bot, 'POST', 'outbound-calls', { to: { phone: '+441632960111' } });
    await line.clock.advance(10_000);
    return askAutomation(line.bot, 'GET', `outbound-calls/${body.id}`);
  }

  test('because the account has no minutes is told so, and what to buy', async () => {
    const resourceAccounts = [{ id: account, displayName: 'Desk', number: '+441632960999', outboundMinutes: false }];
    expect((await asked({ directory: { tenants: [{ id: tenantId, resourceAccounts }] } })).body).toMatchObject({
      status: 'failed',
      code: 'BalanceNotFound',
      why: { words: expect.stringContaining('no minutes'), fix: expect.stringContaining('calling plan') },
    });
  });

  test('because the account has no number in the tenant is told so, and not of tenants', async () => {
    expect((await asked({ lines: [{ id: account, displayName: 'Desk' }] })).body).toMatchObject({
      status: 'failed',
      code: 'telephoneRefused',
      why: { words: expect.stringContaining('telephone'), fix: expect.stringContaining('Get-CsPhoneNumberAssignment') },
    });
  });
});

describe('hold music', () => {
  test('for a second person is refused: somebody is on hold already', async () => {
    const { ask, at, idOf, line } = await threeOfThem();
    expect((await ask('POST', `${at}/participants/${idOf(bob)}/hold`, {})).status).toBeLessThan(300);
    await line.clock.advance(1_000);
    expect(await ask('POST', `${at}/participants/${idOf(ada)}/hold`, {})).toMatchObject({
      status: 422,
      body: {
        code: 'onHoldAlready',
        title: 'Somebody else is on hold already.',
        detail: expect.stringContaining('off hold first'),
      },
    });
  });

  test('of nobody in the call is refused: there is no such participant', async () => {
    const { ask, at } = await threeOfThem();
    expect(await ask('POST', `${at}/participants/nobody/hold`, {})).toMatchObject({
      status: 422,
      body: { code: 'noParticipant', title: 'There is no such participant in the call.' },
    });
  });
});
