import { adaId, answerBody, connected, frontDeskId, type ToyBot, tenantId, toyBot } from '../testing/toy-bot.ts';
import { applicationPermissions, type TenantOption } from './directory/directory-options.ts';

// What Microsoft's pages rule out, and what they leave open, where a simulation is easily too friendly or too severe.

const bobId = '99999999-8888-4777-8666-555555555555';
const user = (id: string) => ({ identity: { user: { id } } });
const phone = (number = '+441632960111') => ({ identity: { phone: { id: number } } });
const people = (count: number) => Array.from({ length: count }, (_, at) => user(`99999999-8888-4777-8666-55555555555${at}`));
const source = { identity: { applicationInstance: { id: frontDeskId } } };
const account = { id: frontDeskId, displayName: 'Front Desk', number: '+441632960999' };
const botWith = (tenant: Partial<TenantOption>): ToyBot => toyBot({ directory: { tenants: [{ id: tenantId, ...tenant }] } });
const refusedWith = (status: number, code: string) => ({ status, body: { error: { code } } });
const noBalance = { status: 403, body: { error: { message: 'Balance not found.' } } };
const mismatch = refusedWith(403, '7505');

describe('a call from a telephone', () => {
  const ring = (bot: ToyBot) => bot.caller().dial({ from: { kind: 'phone', number: '+441632960123' }, to: frontDeskId });
  const without = (...missing: readonly string[]) =>
    botWith({ permissions: applicationPermissions.filter((one) => !missing.includes(one)) });

  test('is answered only with a permission to join: it is a Teams user who needs none', async () => {
    const bot = without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All');
    await ring(bot);
    expect(await bot.act('answer', answerBody)).toMatchObject(refusedWith(403, '7504'));
    expect(await bot.act('reject', {})).toMatchObject({ status: 202 });
  });

  test.each(['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'] as const)('is answered with %s', async (permission) => {
    const bot = botWith({ permissions: [permission] });
    await ring(bot);
    expect(await bot.act('answer', answerBody)).toMatchObject({ status: 202 });
  });
});

describe('an account without paid minutes reaches no telephone', () => {
  const poor = () => botWith({ resourceAccounts: [{ ...account, outboundMinutes: false }] });

  test.each([
    ['alone', [phone()]],
    ['in a group', [phone(), user(adaId)]],
  ])('that is called %s', async (_how, targets) => {
    expect(await poor().create({ source, targets })).toMatchObject(noBalance);
  });

  test.each(['redirect', 'transfer'])('by %s', async (action) => {
    const bot = poor();
    await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: frontDeskId });
    if (action === 'transfer') await bot.act('answer', answerBody);
    await bot.clock.advance(1_000);
    const body = action === 'transfer' ? { transferTarget: phone() } : { targets: [phone()] };
    expect(await bot.act(action, body)).toMatchObject(noBalance);
  });

  test('that is invited into a group call', async () => {
    const bot = poor();
    expect(await bot.create({ source, targets: [user(adaId), user(bobId)] })).toMatchObject({ status: 201 });
    await bot.clock.advance(5_000);
    expect(await bot.act('participants/invite', { participants: [phone()] })).toMatchObject(noBalance);
  });
});

describe('a group call', () => {
  test('with a telephone says in which tenant it is', async () => {
    const targets = [phone(), user(adaId)];
    expect(await toyBot().create({ source, targets, tenantId: undefined })).toMatchObject(mismatch);
    expect(await toyBot().create({ source, targets })).toMatchObject({ status: 201 });
  });

  test('has five people in Teams at most; telephones are not counted among them', async () => {
    expect(await toyBot().create({ source, targets: [...people(5), phone()] })).toMatchObject({ status: 201 });
    expect(await toyBot().create({ source, targets: people(6) })).toMatchObject(refusedWith(400, 'invalidRequest'));
  });

  test.each([
    ['person', [user(adaId), user(adaId.toUpperCase())]],
    ['telephone', [phone(), user(adaId), phone()]],
  ])('names no %s twice', async (_who, targets) => {
    expect(await toyBot().create({ source, targets })).toMatchObject(refusedWith(400, 'invalidRequest'));
  });
});

test('a user of another tenant is not invited', async () => {
  const bot = toyBot({ directory: { tenants: [{ id: tenantId }, { id: adaId, users: [{ id: bobId }] }] } });
  const { token } = bot.graph.peopleSide.schedule({ organizerId: adaId });
  await bot.create({ meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token } });
  await bot.clock.advance(2_000);
  expect(await bot.act('participants/invite', { participants: [user(bobId)] })).toMatchObject(mismatch);
});

test('nobody is invited twice at once', async () => {
  const bot = toyBot();
  const { token } = bot.graph.peopleSide.schedule({ organizerId: adaId });
  await bot.create({ meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token } });
  await bot.clock.advance(2_000);
  const twice = { participants: [user(bobId), user(bobId)] };
  expect(await bot.act('participants/invite', twice)).toMatchObject(refusedWith(400, 'invalidRequest'));
});

test('a meeting is not entered by its thread and the name of somebody who has not organized it', async () => {
  const bot = toyBot();
  const { threadId } = bot.graph.peopleSide.schedule({ organizerId: adaId });
  const into = (thread: string, organizerId: string) =>
    bot.create({
      chatInfo: { threadId: thread },
      meetingInfo: {
        '@odata.type': '#microsoft.graph.organizerMeetingInfo',
        organizer: { user: { id: organizerId, tenantId } },
      },
    });
  expect(await into(threadId, bobId)).toMatchObject({ status: 404 });
  expect(await into(threadId, adaId.toUpperCase())).toMatchObject({ status: 201 });
  expect(await into('19:meeting_unknown@thread.v2', bobId)).toMatchObject({ status: 201 }); // Of a calendar that nobody here knows.
});

describe('a transfer out of a call of two', () => {
  const transferring = async (transferee: object) => {
    const bot = toyBot();
    await connected(bot);
    return bot.act('transfer', { transferTarget: user(bobId), transferee: { participantId: 'x', ...transferee } });
  };

  test('names nobody who is not in it', async () => {
    expect(await transferring(user('99999999-8888-4777-8666-555555555551'))).toMatchObject(refusedWith(404, 'NotFound'));
    expect(await transferring(phone())).toMatchObject(refusedWith(404, 'NotFound'));
  });

  test('may name the one who is in it', async () => {
    expect(await transferring(user(adaId))).toMatchObject({ status: 202 });
  });
});
