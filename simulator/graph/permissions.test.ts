import { explainReason } from '../../src/core/call/explain/explain.ts';
import { places, ways } from '../testing/permission-ways.ts';
import { adaId, answerBody, connected, frontDeskId, type ToyBot, tenantId, toyBot } from '../testing/toy-bot.ts';
import type { ApplicationPermission, TenantOption } from './directory/directory-options.ts';
import { applicationPermissions } from './directory/directory-options.ts';
import { type PermittedAct, permissionTable } from './directory/permission-table.ts';
import type { Json } from './messages.ts';

const bobId = '99999999-8888-4777-8666-555555555555';
const someone = { identity: { user: { id: bobId } } };

function botWith(permissions: readonly ApplicationPermission[], more: Partial<TenantOption> = {}): ToyBot {
  return toyBot({ directory: { tenants: [{ id: tenantId, permissions, ...more }] } });
}
function allBut(...missing: readonly ApplicationPermission[]): readonly ApplicationPermission[] {
  return applicationPermissions.filter((permission) => !missing.includes(permission));
}
const notConsented = { status: 403, body: { error: { code: '7504', message: expect.stringContaining('Insufficient') } } };

/** Microsoft's codes for it, and what an operator reads of each. */
const refusedWith = {
  calls: {
    code: '7504',
    message: 'Insufficient enterprise tenant permissions, cannot access this API.',
    words: 'A permission or its consent is missing in the tenant of the call',
  },
  onlineMeetings: {
    code: 'Forbidden',
    message: 'Insufficient privileges to complete the operation.',
    words: 'The tenant does not allow this to the application',
  },
};

describe.each(Object.keys(permissionTable) as PermittedAct[])('%s', (act) => {
  const { needs, from, ask, taken } = ways[act];

  test('is refused without its permissions, with the code of Microsoft and an explanation in words', async () => {
    const bot = botWith(allBut(...needs));
    await places[from].enter(bot);
    const { status, body } = await ask(bot);
    const { code, message, words } = refusedWith[needs[0]?.startsWith('OnlineMeetings') ? 'onlineMeetings' : 'calls'];
    expect({ status, body }).toMatchObject({ status: 403, body: { error: { code, message } } });
    const explained = explainReason(code);
    expect(explained).toMatchObject({ kind: 'known', explanation: { words, fault: 'setUp' } });
    expect(explained.explanation.cause + explained.explanation.fix).toMatch(/consent/);
  });

  test.each(needs)('is taken with %s, and no other permission than the one that leads there', async (permission) => {
    const bot = botWith([permission, ...places[from].needs]);
    await places[from].enter(bot);
    expect((await ask(bot)).status).toBe(taken);
  });
});

test('a call from a Teams user is answered and rejected without any permission, but not redirected', async () => {
  const bot = botWith([]);
  const ring = () => bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  await ring();
  expect(await bot.act('redirect', { targets: [someone] })).toMatchObject(notConsented);
  expect(await bot.act('answer', answerBody)).toMatchObject({ status: 202 });
  await ring();
  expect(await bot.act('reject', {})).toMatchObject({ status: 202 });
});

test('calling somebody needs Calls.Initiate.All', async () => {
  const bot = botWith(allBut('Calls.Initiate.All'));
  expect(await bot.create({ targets: [someone] })).toMatchObject(notConsented);
  expect(await botWith(['Calls.Initiate.All']).create({ targets: [someone] })).toMatchObject({ status: 201 });
});

test('in a call it counts what was consented to when it began', async () => {
  const permissions: ApplicationPermission[] = ['Calls.Initiate.All', 'Calls.AccessMedia.All'];
  const bot = botWith(permissions);
  await connected(bot);
  permissions.length = 0; // The administrator takes everything back.
  const token = await bot.token();
  expect(await bot.act('subscribeToTone', {}, { token })).toMatchObject({ status: 200 });
  expect(await bot.create({ targets: [someone] }, { token })).toMatchObject(notConsented);
});

test("the token's roles can be read, and are what was consented to", async () => {
  const claimsOf = async (bot: ToyBot): Promise<Json> =>
    JSON.parse(Buffer.from((await bot.token()).split('.')[1] ?? '', 'base64url').toString()) as Json;
  expect(await claimsOf(botWith(['Calls.AccessMedia.All']))).toMatchObject({
    aud: 'https://graph.microsoft.com',
    tid: tenantId,
    roles: ['Calls.AccessMedia.All'],
  });
  expect((await claimsOf(toyBot())).roles).toEqual(applicationPermissions);
  expect(await claimsOf(botWith([]))).not.toHaveProperty('roles');
});

test('a token of a tenant that does not exist is not issued', async () => {
  expect(await botWith([]).token(adaId)).toBe('undefined');
});

test('a bot whose channel has no calling is refused with 7503, and nobody can call it', async () => {
  const bot = toyBot({ directory: { callingEnabled: false } });
  expect(await bot.create({ targets: [someone] })).toMatchObject({ status: 403, body: { error: { code: '7503' } } });
  expect(bot.graph.dial({ from: { kind: 'user', id: adaId }, to: 'bot' })).toMatchObject({ kind: 'impossible' });
});

test('who calls is encrypted for a bot without any of the permissions that disclose it', async () => {
  const bot = botWith(['OnlineMeetings.Read.All']);
  await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
  expect(bot.told[0]?.data).toMatchObject({ source: { identity: { encrypted: { id: expect.any(String) } } } });
  expect(JSON.stringify(bot.told[0]?.data.source)).not.toContain(adaId);
});

describe('telephones (the PSTN matrix)', () => {
  const plumber = { identity: { phone: { id: '+441632960111' } } };

  test.each([
    ['transfer', { transferTarget: plumber }],
    ['redirect', { targets: [plumber] }],
  ])('%s to a telephone: from a call to a number yes, from a call to the bot itself no', async (action, body) => {
    for (const [to, status] of [
      [frontDeskId, 202],
      ['bot', 403],
    ] as const) {
      const bot = toyBot();
      await bot.caller().dial({ from: { kind: 'user', id: adaId }, to });
      if (action === 'transfer') await bot.act('answer', answerBody);
      await bot.clock.advance(1_000);
      expect([to, (await bot.act(action, body)).status]).toEqual([to, status]);
    }
  });

  test('an account without its licence has no number to speak of', async () => {
    const resourceAccounts = [{ id: frontDeskId, displayName: 'Front Desk', number: '+441632960999', licensed: false }];
    const bot = botWith(applicationPermissions, { resourceAccounts });
    const source = { identity: { applicationInstance: { id: frontDeskId } } };
    expect(await bot.create({ source, targets: [plumber] })).toMatchObject({ status: 403, body: { error: { code: '7505' } } });
    expect(bot.graph.dial({ from: { kind: 'phone', number: '+441632960123' }, to: frontDeskId })).toMatchObject({
      kind: 'impossible',
    });
  });
});

test('a user of another tenant is neither called nor sent anybody (7505)', async () => {
  const tenants = [{ id: tenantId }, { id: adaId, users: [{ id: bobId }] }];
  const bot = toyBot({ directory: { tenants } });
  const mismatch = { status: 403, body: { error: { code: '7505' } } };
  expect(await bot.create({ targets: [someone] })).toMatchObject(mismatch);
  await connected(bot);
  expect(await bot.act('transfer', { transferTarget: someone })).toMatchObject(mismatch);
});

test('a bot of several tenants calls, and is called, in each with a token of that tenant', async () => {
  const customer = '11111111-2222-4333-8444-555555555555';
  const bot = toyBot({ directory: { tenants: [{ id: tenantId }, { id: customer, permissions: ['Calls.Initiate.All'] }] } });
  const token = await bot.token(customer);
  expect(await bot.create({ tenantId: customer, targets: [someone] }, { token })).toMatchObject({
    status: 201,
    body: { tenantId: customer },
  });
  await bot.clock.advance(5_000);
  expect(await bot.act('keepAlive', undefined, { token })).toMatchObject({ status: 200 });
  expect(await bot.act('subscribeToTone', {}, { token })).toMatchObject(notConsented);
  expect(await bot.act('keepAlive')).toMatchObject({ status: 403, body: { error: { code: '7505' } } });
  const claims = String(bot.told.at(-1)?.headers.authorization).split('.')[1] ?? '';
  expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ tid: customer });
  bot.graph.dial({ from: { kind: 'user', id: adaId }, to: 'bot', tenantId: customer });
  await bot.clock.advance(1);
  expect(bot.told.at(-1)?.data).toMatchObject({ state: 'incoming', tenantId: customer });
});

test('a resource account is not reached as if it were a user', async () => {
  const bot = toyBot();
  await bot.create({ targets: [{ identity: { user: { id: frontDeskId } } }] });
  await bot.clock.advance(5_000);
  expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { code: 480 } });
});

test.each([
  ['private calling is disabled', { privateCallingEnabled: false }, 10199],
  ['there is no licence', { licensed: false }, 10037],
])('a user for whom %s is not reached', async (_name, flags, subcode) => {
  const bot = botWith(applicationPermissions, { users: [{ id: bobId, ...flags }] });
  await bot.create({ targets: [someone] });
  await bot.clock.advance(5_000);
  expect(bot.told.at(-1)?.data).toMatchObject({ state: 'terminated', resultInfo: { code: 480, subcode } });
});
