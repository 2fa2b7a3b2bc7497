import { aCall, adaAndBob, threeOfThem } from '../support/a-live-call.ts';
import { tenantId, without } from '../support/consent.ts';
import { ada, bob, eve, zoe } from '../support/people.ts';

// Whoever looks after calls brings people together in one, and does something with those who are there.

describe('a caller who is alone with the bot', () => {
  test('is brought into a call with those who are invited, and the flow goes on there', async () => {
    const { ask, caller, first, at, before } = await threeOfThem();
    await first.hears('For sales');
    expect(await ask('GET', before)).toMatchObject({ status: 404 });
    expect(await ask('GET', at)).toMatchObject({ status: 200, body: { people: 3, step: 'main', with: 'user' } });
    expect(caller.leg.state).toBe('connected');
  });

  test('stays where they are when Microsoft does not permit it, and whoever asked is told why', async () => {
    const { ask, caller, at } = await aCall(without('Calls.InitiateGroupCall.All'));
    expect(await ask('POST', `${at}/invite`, adaAndBob)).toMatchObject({
      status: 422,
      body: {
        type: 'urn:teams-ivr:refused',
        code: '7504',
        title: 'A permission or its consent is missing in the tenant of the call.',
        detail: expect.stringContaining('consent'),
      },
    });
    await caller.hears('For sales');
  });

  test('cannot meet one person alone without a meeting: nobody is rung, and the answer says what to add', async () => {
    const { line, ask, at } = await aCall();
    expect(await ask('POST', `${at}/invite`, { people: [{ user: ada }] })).toMatchObject({
      status: 422,
      body: {
        code: 'needsOrganizer',
        detail: expect.stringMatching(/^organizer: .*Give an "organizer", in the step or in the request/),
      },
    });
    expect(line.graph.exchanges().some(({ exchange }) => exchange.title.includes('invite'))).toBe(false);
  });
});

describe('a caller who is alone with the bot, and one person in a meeting', () => {
  const inviteAda = { people: [{ user: ada }], organizer: { user: bob } };

  test('meet there, the flow goes on with both of them, and the wish is done in both calls', async () => {
    const { line, ask, becameOf, caller, at } = await aCall();
    const person = line.person(ada, 'ada');
    const asked = await ask('POST', `${at}/invite`, inviteAda);
    expect(asked).toMatchObject({ status: 202, body: { type: 'invite', status: 'asked' } });
    await person.accepts();
    await person.hears('For sales');
    await line.clock.advance(1_000);
    const { body } = await becameOf(asked);
    expect(body).toMatchObject({ status: 'done', movedTo: expect.any(String) });
    const there = `live-calls/${body.movedTo}`;
    expect(await ask('GET', there)).toMatchObject({ status: 200, body: { people: 2, step: 'main', with: 'user' } });
    expect((await ask('GET', `${there}/wishes/${body.id}`)).body).toMatchObject({ type: 'invite', status: 'done' });
    expect([caller.leg.state, person.leg.state, line.timesAsked('online meetings')]).toEqual(['connected', 'connected', 1]);
  });

  test('a person who declines is told where the caller is now, and the caller goes on there with the flow', async () => {
    const { line, ask, becameOf, at } = await aCall();
    const person = line.person(ada, 'ada');
    const asked = await ask('POST', `${at}/invite`, inviteAda);
    await person.declines();
    await line.clock.advance(1_000);
    const { body } = await becameOf(asked);
    const there = `live-calls/${body.movedTo}`;
    expect((await ask('GET', `${there}/wishes/${body.id}`)).body).toMatchObject({ status: 'failed', why: expect.anything() });
    expect((await ask('GET', there)).body).toMatchObject({ people: 1, step: 'main' });
  });

  test('asked twice under one key make one meeting, and one telephone rings once', async () => {
    const { line, ask, at } = await aCall();
    const person = line.person(ada, 'ada');
    const key = { 'idempotency-key': 'ticket-17' };
    const first = await ask('POST', `${at}/invite`, inviteAda, key);
    const second = await ask('POST', `${at}/invite`, inviteAda, key);
    expect(second.body.id).toBe(first.body.id);
    await person.accepts();
    await line.clock.advance(1_000);
    expect([line.timesAsked('online meetings'), line.timesAsked('create call')]).toEqual([1, 1]);
  });

  test('in a call with several people no meeting is made: the person is called in there', async () => {
    const { line, ask, at } = await threeOfThem();
    const person = line.person(zoe, 'zoe');
    const asked = await ask('POST', `${at}/invite`, { people: [{ user: zoe }], organizer: { user: bob } });
    await person.accepts();
    await line.clock.advance(1_000);
    expect((await ask('GET', `${at}/wishes/${asked.body.id}`)).body).toMatchObject({ status: 'done' });
    expect(line.timesAsked('online meetings')).toBe(0);
  });

  test('stay apart when the organizer has no access policy: the answer has the commands, and the caller goes on', async () => {
    const { ask, caller, at } = await aCall({ directory: { tenants: [{ id: tenantId, meetingAccess: [] }] } });
    expect(await ask('POST', `${at}/invite`, inviteAda)).toMatchObject({
      status: 422,
      body: { type: 'urn:teams-ivr:refused', detail: expect.stringContaining('Grant-CsApplicationAccessPolicy') },
    });
    await caller.presses('9');
    expect((await ask('GET', at)).body).toMatchObject({ wishes: [] });
  });

  test('stay apart when there is no such organizer', async () => {
    const { ask, at } = await aCall();
    expect(await ask('POST', `${at}/invite`, { ...inviteAda, organizer: { contact: 'nobody' } })).toMatchObject({
      status: 422,
      body: { title: 'There is no such user.', detail: expect.stringMatching(/^organizer: /) },
    });
    expect(await ask('POST', `${at}/invite`, { ...inviteAda, organizer: { phone: '+441632960123' } })).toMatchObject({
      status: 400,
    });
  });
});

describe('people in a call', () => {
  test('are listed and looked up, with the ids that everything else wants', async () => {
    const { ask, at, listed, idOf } = await threeOfThem();
    expect(listed.status).toBe(200);
    expect(listed.body.participants.map(({ who }: { readonly who: string }) => who)).toEqual(
      expect.arrayContaining([eve, ada, bob]),
    );
    expect(await ask('GET', `${at}/participants/${idOf(bob)}`)).toMatchObject({
      status: 200,
      body: { id: idOf(bob), kind: 'user', isMuted: false },
    });
    expect(await ask('GET', `${at}/participants/nobody`)).toMatchObject({
      status: 404,
      body: { title: 'No participant of this id in the call.' },
    });
  });

  test('are muted, one and all', async () => {
    const { ask, at, caller, first, second, idOf } = await threeOfThem();
    expect(await ask('POST', `${at}/participants/${idOf(ada)}/mute`, {})).toMatchObject({
      status: 200,
      body: { type: 'mute-participant', status: 'done' },
    });
    expect([first.leg.isMuted, second.leg.isMuted]).toEqual([true, false]);
    expect(await ask('POST', `${at}/participants/mute-all`, {})).toMatchObject({ status: 200 });
    expect([caller, first, second].map(({ leg }) => leg.isMuted)).toEqual([true, true, true]);
  });

  test('are put on hold and taken back', async () => {
    const { line, ask, at, second, idOf } = await threeOfThem();
    const held = await ask('POST', `${at}/participants/${idOf(bob)}/hold`, { text: 'One moment, Bob.' });
    expect([200, 202]).toContain(held.status);
    await line.clock.advance(1_000);
    expect(second.leg.isOnHold).toBe(true);
    expect((await ask('GET', `${at}/wishes/${held.body.id}`)).body).toMatchObject({ status: 'done' });
    expect((await ask('POST', `${at}/participants/${idOf(bob)}/unhold`, {})).status).toBeLessThan(300);
    await line.clock.advance(1_000);
    expect(second.leg.isOnHold).toBe(false);
  });

  test.each([
    ['muting one', 'POST', (id: string) => `/participants/${id}/mute`],
    ['muting all', 'POST', () => '/participants/mute-all'],
    ['hold music', 'POST', (id: string) => `/participants/${id}/hold`],
    ['removing', 'DELETE', (id: string) => `/participants/${id}`],
  ])('are left as they are when Microsoft does not permit %s, and whoever asked is told why', async (_what, method, below) => {
    const { ask, at, second, idOf } = await threeOfThem(without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'));
    expect(await ask(method, `${at}${below(idOf(bob))}`, method === 'POST' ? {} : undefined)).toMatchObject({
      status: 422,
      body: {
        type: 'urn:teams-ivr:refused',
        code: '7504',
        title: 'A permission or its consent is missing in the tenant of the call.',
        detail: expect.stringMatching(/has not consented.*teams-ivr doctor --only consent/s),
      },
    });
    expect(second.leg).toMatchObject({ isMuted: false, isOnHold: false, state: 'connected' });
  });

  test('are removed', async () => {
    const { ask, at, second, idOf } = await threeOfThem();
    expect(await ask('DELETE', `${at}/participants/${idOf(bob)}`)).toMatchObject({ status: 200, body: { status: 'done' } });
    await second.expectsEnd();
  });

  test('stay where the tenant does not let the bot remove anybody, and the answer has the command that would', async () => {
    const { ask, at, second, idOf } = await threeOfThem({
      directory: { tenants: [{ id: tenantId, allowRemoveParticipantAppIds: [] }] },
    });
    expect(await ask('DELETE', `${at}/participants/${idOf(bob)}`)).toMatchObject({
      status: 422,
      body: { code: 'removeNotAllowed', detail: expect.stringContaining('Set-CsApplicationMeetingConfiguration') },
    });
    expect(second.leg.state).toBe('connected');
  });

  test('who has left is not there any more', async () => {
    const { line, ask, at, second, idOf } = await threeOfThem();
    const id = idOf(bob);
    await second.hangsUp();
    await line.clock.advance(1_000);
    const answer = await ask('POST', `${at}/participants/${id}/mute`, {});
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'noParticipant', detail: expect.stringContaining('List the participants') },
    });
  });
});
