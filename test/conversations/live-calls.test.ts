import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import type { ScriptedCallee } from '../../simulator/caller/scripted-callee.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { type ApplicationPermission, applicationPermissions } from '../../simulator/graph/directory/directory-options.ts';
import { json } from '../../simulator/graph/messages.ts';
import type { Turn } from '../../src/core/call/turn.ts';
import { type Answer, askAutomation } from '../support/an-automation-api.ts';

// Whoever looks after calls, at the door that they use: the automation API, the whole bot and the strict simulator.

const ada = '0a1b2c3d-0001-4567-89ab-cdef01234567';
const bob = '0a1b2c3d-0002-4567-89ab-cdef01234567';
const eve = '0a1b2c3d-0003-4567-89ab-cdef01234567';
const dan = '0a1b2c3d-0004-4567-89ab-cdef01234567';
const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';

let rehearsal: Rehearsal;
let turns: Turn[];
afterEach(() => rehearsal.close());

async function open(options: Partial<RehearsalOptions> = {}): Promise<void> {
  turns = [];
  rehearsal = await openRehearsal({
    flowsDir: 'flows',
    lines: [{ id: account, displayName: 'Main', number: '+441632960999' }],
    names: { [ada]: 'ada', [bob]: 'bob', [eve]: 'eve' },
    watch: (turn) => turns.push(turn),
    ...options,
  });
}

const without = (...missing: readonly ApplicationPermission[]): Partial<RehearsalOptions> => ({
  directory: { tenants: [{ id: tenantId, permissions: applicationPermissions.filter((one) => !missing.includes(one)) }] },
});

const ask = (method: string, path: string, body?: unknown, more?: { readonly [name: string]: string }): Promise<Answer> =>
  askAutomation(rehearsal.bot, method, path, body, more);
const people = { people: [{ user: ada }, { user: bob }] };

interface Live {
  readonly caller: ScriptedCaller;
  /** The address of the call, below `/api/`. */
  readonly at: string;
}

/** Eve is in the main menu. */
async function aCall(options: Partial<RehearsalOptions> = {}): Promise<Live> {
  await open(options);
  const caller = rehearsal.caller();
  await caller.dial({ from: { kind: 'user', id: eve, displayName: 'Eve' }, to: account });
  await caller.hears('For sales');
  const { body } = await ask('GET', 'live-calls');
  return { caller, at: `live-calls/${body.calls[0].callId}` };
}

/** Eve, Ada and Bob, all called together by whoever looks after calls. */
async function threeOfThem(options: Partial<RehearsalOptions> = {}) {
  const { caller, at: before } = await aCall(options);
  const [first, second] = [rehearsal.person(ada, 'ada'), rehearsal.person(bob, 'bob')];
  const asked = await ask('POST', `${before}/invite`, people);
  expect(asked).toMatchObject({ status: 202, body: { type: 'invite', status: 'asked' } });
  await first.accepts();
  await second.accepts();
  await rehearsal.clock.advance(1_000);
  const invited = await ask('GET', String(asked.headers.location).slice('/api/'.length));
  expect(invited).toMatchObject({ status: 200, body: { status: 'done', movedTo: expect.any(String) } });
  const at = `live-calls/${invited.body.movedTo}`;
  const listed = await ask('GET', `${at}/participants`);
  const idOf = (who: string): string =>
    listed.body.participants.find((one: { readonly who: string }) => one.who === who)?.id ?? 'nobody';
  return { caller, first, second, at, before, listed, idOf };
}

const lastOutcome = (): string | undefined => turns.at(-1)?.call.end?.outcome;

describe('a caller who is alone with the bot', () => {
  test('is brought into a call with those who are invited, and the flow goes on there', async () => {
    const { caller, first, at, before } = await threeOfThem();
    await first.hears('For sales');
    expect(await ask('GET', before)).toMatchObject({ status: 404 });
    expect(await ask('GET', at)).toMatchObject({ status: 200, body: { people: 3, step: 'main', with: 'user' } });
    expect(caller.leg.state).toBe('connected');
  });

  test('stays where they are when Microsoft does not permit it, and whoever asked is told why', async () => {
    const { caller, at } = await aCall(without('Calls.InitiateGroupCall.All'));
    expect(await ask('POST', `${at}/invite`, people)).toMatchObject({
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
    const { at } = await aCall();
    expect(await ask('POST', `${at}/invite`, { people: [{ user: ada }] })).toMatchObject({
      status: 422,
      body: {
        code: 'needsOrganizer',
        detail: expect.stringMatching(/^organizer: .*Give an "organizer", in the step or in the request/),
      },
    });
    expect(rehearsal.graph.exchanges().some(({ exchange }) => exchange.title.includes('invite'))).toBe(false);
  });
});

describe('a caller who is alone with the bot, and one person in a meeting', () => {
  const inviteAda = { people: [{ user: ada }], organizer: { user: bob } };
  const made = (): number => titled('online meetings');
  const titled = (title: string): number =>
    rehearsal.graph.exchanges().filter(({ exchange }) => exchange.title.includes(title)).length;

  test('meet there, the flow goes on with both of them, and the wish is done in both calls', async () => {
    const { caller, at } = await aCall();
    const person = rehearsal.person(ada, 'ada');
    const asked = await ask('POST', `${at}/invite`, inviteAda);
    expect(asked).toMatchObject({ status: 202, body: { type: 'invite', status: 'asked' } });
    await person.accepts();
    await person.hears('For sales');
    await rehearsal.clock.advance(1_000);
    const { body } = await ask('GET', String(asked.headers.location).slice('/api/'.length));
    expect(body).toMatchObject({ status: 'done', movedTo: expect.any(String) });
    const there = `live-calls/${body.movedTo}`;
    expect(await ask('GET', there)).toMatchObject({ status: 200, body: { people: 2, step: 'main', with: 'user' } });
    expect((await ask('GET', `${there}/wishes/${body.id}`)).body).toMatchObject({ type: 'invite', status: 'done' });
    expect([caller.leg.state, person.leg.state, made()]).toEqual(['connected', 'connected', 1]);
  });

  test('a person who declines is told where the caller is now, and the caller goes on there with the flow', async () => {
    const { at } = await aCall();
    const person = rehearsal.person(ada, 'ada');
    const asked = await ask('POST', `${at}/invite`, inviteAda);
    await person.declines();
    await rehearsal.clock.advance(1_000);
    const { body } = await ask('GET', String(asked.headers.location).slice('/api/'.length));
    const there = `live-calls/${body.movedTo}`;
    expect((await ask('GET', `${there}/wishes/${body.id}`)).body).toMatchObject({ status: 'failed', why: expect.anything() });
    expect((await ask('GET', there)).body).toMatchObject({ people: 1, step: 'main' });
  });

  test('asked twice under one key make one meeting, and one telephone rings once', async () => {
    const { at } = await aCall();
    const person = rehearsal.person(ada, 'ada');
    const key = { 'idempotency-key': 'ticket-17' };
    const first = await ask('POST', `${at}/invite`, inviteAda, key);
    const second = await ask('POST', `${at}/invite`, inviteAda, key);
    expect(second.body.id).toBe(first.body.id);
    await person.accepts();
    await rehearsal.clock.advance(1_000);
    expect([made(), titled('create call')]).toEqual([1, 1]);
  });

  test('in a call with several people no meeting is made: the person is called in there', async () => {
    const { at } = await threeOfThem();
    const person = rehearsal.person(dan, 'dan');
    const asked = await ask('POST', `${at}/invite`, { people: [{ user: dan }], organizer: { user: bob } });
    await person.accepts();
    await rehearsal.clock.advance(1_000);
    expect((await ask('GET', `${at}/wishes/${asked.body.id}`)).body).toMatchObject({ status: 'done' });
    expect(made()).toBe(0);
  });

  test('stay apart when the organizer has no access policy: the answer has the commands, and the caller goes on', async () => {
    const { caller, at } = await aCall({ directory: { tenants: [{ id: tenantId, meetingAccess: [] }] } });
    expect(await ask('POST', `${at}/invite`, inviteAda)).toMatchObject({
      status: 422,
      body: { type: 'urn:teams-ivr:refused', detail: expect.stringContaining('Grant-CsApplicationAccessPolicy') },
    });
    await caller.presses('9');
    expect((await ask('GET', at)).body).toMatchObject({ wishes: [] });
  });

  test('stay apart when there is no such organizer', async () => {
    const { at } = await aCall();
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
    const { at, listed, idOf } = await threeOfThem();
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
    const { at, caller, first, second, idOf } = await threeOfThem();
    expect(await ask('POST', `${at}/participants/${idOf(ada)}/mute`, {})).toMatchObject({
      status: 200,
      body: { type: 'mute-participant', status: 'done' },
    });
    expect([first.leg.isMuted, second.leg.isMuted]).toEqual([true, false]);
    expect(await ask('POST', `${at}/participants/mute-all`, {})).toMatchObject({ status: 200 });
    expect([caller, first, second].map(({ leg }) => leg.isMuted)).toEqual([true, true, true]);
  });

  test('are put on hold and taken back', async () => {
    const { at, second, idOf } = await threeOfThem();
    const held = await ask('POST', `${at}/participants/${idOf(bob)}/hold`, { text: 'One moment, Bob.' });
    expect([200, 202]).toContain(held.status);
    await rehearsal.clock.advance(1_000);
    expect(second.leg.isOnHold).toBe(true);
    expect((await ask('GET', `${at}/wishes/${held.body.id}`)).body).toMatchObject({ status: 'done' });
    expect((await ask('POST', `${at}/participants/${idOf(bob)}/unhold`, {})).status).toBeLessThan(300);
    await rehearsal.clock.advance(1_000);
    expect(second.leg.isOnHold).toBe(false);
  });

  test.each([
    ['muting one', 'POST', (id: string) => `/participants/${id}/mute`],
    ['muting all', 'POST', () => '/participants/mute-all'],
    ['hold music', 'POST', (id: string) => `/participants/${id}/hold`],
    ['removing', 'DELETE', (id: string) => `/participants/${id}`],
  ])('are left as they are when Microsoft does not permit %s, and whoever asked is told why', async (_what, method, below) => {
    const { at, second, idOf } = await threeOfThem(without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'));
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
    const { at, second, idOf } = await threeOfThem();
    expect(await ask('DELETE', `${at}/participants/${idOf(bob)}`)).toMatchObject({ status: 200, body: { status: 'done' } });
    await second.expectsEnd();
  });

  test('stay where the tenant does not let the bot remove anybody, and the answer has the command that would', async () => {
    const { at, second, idOf } = await threeOfThem({
      directory: { tenants: [{ id: tenantId, allowRemoveParticipantAppIds: [] }] },
    });
    expect(await ask('DELETE', `${at}/participants/${idOf(bob)}`)).toMatchObject({
      status: 422,
      body: { code: 'removeNotAllowed', detail: expect.stringContaining('Set-CsApplicationMeetingConfiguration') },
    });
    expect(second.leg.state).toBe('connected');
  });

  test('who has left is not there any more', async () => {
    const { at, second, idOf } = await threeOfThem();
    const id = idOf(bob);
    await second.hangsUp();
    await rehearsal.clock.advance(1_000);
    const answer = await ask('POST', `${at}/participants/${id}/mute`, {});
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'noParticipant', detail: expect.stringContaining('List the participants') },
    });
  });
});

describe("the bot's own part", () => {
  test('is muted and unmuted among several people', async () => {
    const { at } = await threeOfThem();
    expect(await ask('POST', `${at}/mute`, {})).toMatchObject({ status: 200, body: { type: 'mute', status: 'done' } });
    expect(await ask('POST', `${at}/unmute`, {})).toMatchObject({ status: 200, body: { type: 'unmute', status: 'done' } });
    const titles = rehearsal.graph.exchanges().map(({ exchange }) => exchange.title);
    expect(titles.filter((title) => title === 'mute' || title === 'unmute')).toEqual(['mute', 'unmute']);
  });

  test('cannot be muted in a call of two: Microsoft does not have that', async () => {
    const { at } = await aCall();
    expect(await ask('POST', `${at}/mute`, {})).toMatchObject({
      status: 422,
      body: { code: 'onlyTogether', detail: expect.stringContaining('Invite somebody first') },
    });
  });

  test('presses keys, and whoever asked learns when they are pressed', async () => {
    const { at, caller } = await aCall();
    const asked = await ask('POST', `${at}/press-keys`, { keys: '12#' });
    expect(asked).toMatchObject({ status: 202, body: { type: 'press-keys', status: 'asked' } });
    await rehearsal.clock.advance(5_000);
    expect((await ask('GET', String(asked.headers.location).slice('/api/'.length))).body).toMatchObject({ status: 'done' });
    await caller.hears('For sales'); // Where they were.
    expect(await ask('POST', `${at}/press-keys`, { keys: '12x' })).toMatchObject({
      status: 400,
      body: { detail: 'keys: 1 to 20 of 0 to 9, *, #, A to D' },
    });
  });

  test('keeps the call alive, as the engine does', async () => {
    const { at } = await aCall();
    expect(await ask('POST', `${at}/keep-alive`, {})).toMatchObject({
      status: 200,
      body: { type: 'keep-alive', status: 'done' },
    });
    expect(rehearsal.graph.exchanges().some(({ exchange }) => exchange.title === 'keepAlive')).toBe(true);
  });
});

test.each([
  ['the recording status', 'recording-status', { status: 'recording' }, 'policy-based recording'],
  ['the large gallery view', 'large-gallery-view', {}, 'joined with video'],
])('%s is refused where Microsoft does not have it, and the call goes on', async (_what, path, body, where) => {
  const { at, caller } = await threeOfThem();
  expect(await ask('POST', `${at}/${path}`, body)).toMatchObject({
    status: 422,
    body: { type: 'urn:teams-ivr:refused', title: expect.stringMatching(/\.$/), detail: expect.stringContaining(where) },
  });
  expect(caller.leg.state).toBe('connected');
});

test.each([
  ['screen-sharing-role', { role: 'viewer' }, 'changeScreenSharingRole', 'docs/application-hosted-media.md'],
  ['metadata', {}, 'updateMetadata', '"tag"'],
])('%s is refused with its explanation, and with what to use instead', async (path, body, code, instead) => {
  const { at } = await aCall();
  const before = rehearsal.graph.exchanges().length;
  expect(await ask('POST', `${at}/${path}`, body)).toMatchObject({
    status: 422,
    body: { code, detail: expect.stringContaining(instead) },
  });
  expect(rehearsal.graph.exchanges().length).toBe(before); // Nothing was sent.
});

describe('whoever asked learns how it ended', () => {
  test('a transfer that is declined: the reason, and the caller is back with the flow', async () => {
    const { caller, at } = await aCall();
    const bobs = rehearsal.person(bob, 'bob');
    const asked = await ask('POST', `${at}/transfer`, { to: { user: bob } });
    expect(asked).toMatchObject({ status: 202, body: { type: 'transfer', status: 'asked' } });
    await bobs.declines();
    await caller.hears('For sales');
    const { body } = await ask('GET', at);
    expect(body.wishes).toMatchObject([
      { type: 'transfer', status: 'failed', code: expect.stringContaining('603'), why: { words: expect.any(String) } },
    ]);
  });

  test('a call that was hung up: also after its end, and asking again under the same key is the same wish', async () => {
    const { caller, at } = await aCall();
    const key = { 'idempotency-key': 'shift-17' };
    const asked = await ask('POST', `${at}/hang-up`, {}, key);
    expect(asked).toMatchObject({ status: 202, body: { type: 'hang-up', status: 'asked' } });
    await caller.expectsEnd();
    await rehearsal.clock.advance(1_000);
    expect(await ask('POST', `${at}/hang-up`, {}, key)).toMatchObject({
      status: 200,
      body: { id: asked.body.id, status: 'done' },
    });
    expect(await ask('POST', `${at}/hang-up`, {})).toMatchObject({ status: 404 });
    expect(lastOutcome()).toBe('endedByOperator');
    expect(JSON.stringify(asked)).not.toContain('shift-17');
  });

  test('a permission that is missing: in words, with what to do', async () => {
    const interfere: RehearsalOptions['interfere'] = (operation) =>
      operation === 'mute' ? json(403, { error: { code: '7503', message: 'No.' } }) : undefined;
    const { at } = await threeOfThem({ interfere });
    expect(await ask('POST', `${at}/mute`, {})).toMatchObject({
      status: 422,
      body: { code: '7503', title: 'Graph does not know the application as a calling bot.', detail: expect.any(String) },
    });
  });
});

describe('what is heard', () => {
  test('is prompts of the flow, in their order and with their recordings, and then the step begins anew', async () => {
    const { at, caller } = await aCall();
    const asked = await ask('POST', `${at}/play`, { prompts: ['sales', 'salesBusy'] });
    expect(asked).toMatchObject({ status: 202, body: { type: 'play', status: 'asked' } });
    const played = turns.flatMap(({ commands }) => commands).findLast(({ kind }) => kind === 'playPrompt');
    expect(played).toMatchObject({
      prompts: [
        { text: 'I am connecting you to sales. One moment, please.', audio: expect.any(String) },
        { text: expect.stringContaining('Nobody in sales is free'), audio: expect.any(String) },
      ],
    });
    await caller.hears('I am connecting you to sales');
    await caller.hears('Nobody in sales is free');
    await caller.hears('For sales');
    expect((await ask('GET', String(asked.headers.location).slice('/api/'.length))).body).toMatchObject({ status: 'done' });
    expect(await ask('POST', `${at}/play`, { prompt: 'goodbye' })).toMatchObject({ status: 202 });
    await caller.hears('Goodbye');
  });

  test('is never a prompt that the flow does not have: the answer says which and what to do, and nothing is cut off', async () => {
    const { at } = await aCall();
    const before = rehearsal.graph.exchanges().length;
    expect(await ask('POST', `${at}/play`, { prompts: ['sales', 'fire'] })).toMatchObject({
      status: 422,
      body: { code: 'noPrompt', detail: expect.stringMatching(/^prompts\.1: .*Take a name from "prompts"/) },
    });
    expect(await ask('POST', `${at}/play`, { prompt: 'constructor' })).toMatchObject({
      status: 422,
      body: { code: 'noPrompt', detail: expect.stringMatching(/^prompt: /) },
    });
    expect(rehearsal.graph.exchanges().length).toBe(before);
    expect((await ask('GET', at)).body.wishes[0]).toMatchObject({ type: 'play', status: 'failed', place: 'prompts.1' });
  });

  test.each([
    ['nothing', {}],
    ['two at once', { text: 'Hello.', prompt: 'sales' }],
    ['more than Microsoft plays at once', { prompts: Array.from({ length: 21 }, () => 'sales') }],
  ])('is one of words, a prompt and prompts; %s is not understood', async (_what, body) => {
    const { at } = await aCall();
    expect(await ask('POST', `${at}/play`, body)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('exactly one of "text"') },
    });
  });

  test('is cut off when somebody says so, and the step begins anew', async () => {
    const { at, caller } = await aCall();
    const words = await ask('POST', `${at}/play`, { text: 'The building is being evacuated.' });
    await caller.hears('evacuated');
    const stopped = await ask('POST', `${at}/stop-media`, {});
    expect(stopped).toMatchObject({ status: 200, body: { type: 'stop-media', status: 'done' } });
    await caller.hears('For sales');
    expect((await ask('GET', `${at}/wishes/${words.body.id}`)).body).toMatchObject({ status: 'failed', code: 'interrupted' });
    expect(rehearsal.graph.exchanges().some(({ exchange }) => exchange.title === 'cancelMediaProcessing')).toBe(true);
  });

  test('is not cut off when Microsoft refuses, and whoever asked is told why', async () => {
    const interfere: RehearsalOptions['interfere'] = (operation) =>
      operation === 'cancelMediaProcessing' ? json(403, { error: { code: '7503', message: 'No.' } }) : undefined;
    const { at } = await aCall({ interfere });
    expect(await ask('POST', `${at}/stop-media`, {})).toMatchObject({ status: 422, body: { code: '7503' } });
  });
});

describe('a recording that somebody asks for', () => {
  const becameOf = async ({ headers }: Answer) => (await ask('GET', String(headers.location).slice('/api/'.length))).body;
  const saved = (): readonly string[] => [...rehearsal.recordings.saved.keys()];

  test('is made and kept, whoever asked learns under which name, and the step begins anew', async () => {
    const { at, caller } = await aCall();
    const asked = await ask('POST', `${at}/record`, { maxSeconds: 30, notify: ['frontDesk'] });
    expect(asked).toMatchObject({ status: 202, body: { type: 'record', status: 'asked' } });
    await caller.hearsBeep();
    await caller.speaks(4_000);
    await caller.hears('For sales'); // After a pause.
    const ended = await becameOf(asked);
    expect(ended).toMatchObject({ type: 'record', status: 'done', recordingId: expect.any(String) });
    expect(ended).not.toHaveProperty('notify');
    await rehearsal.clock.advance(30_000);
    expect(saved()).toEqual([ended.recordingId]);
    const kept = turns.flatMap(({ commands }) => commands).filter(({ kind }) => kind === 'keepRecording');
    expect(kept).toMatchObject([{ recordingId: ended.recordingId, notify: ['frontDesk'] }]);
  });

  test('has failed when the caller hangs up in the middle of it and Microsoft reports nothing', async () => {
    const { at, caller } = await aCall();
    const asked = await ask('POST', `${at}/record`, {});
    await caller.hearsBeep();
    await caller.speaks(4_000);
    await caller.hangsUp();
    await rehearsal.clock.advance(30_000);
    expect(await becameOf(asked)).toMatchObject({ status: 'failed', code: 'callEnded' });
    expect(saved()).toEqual([]);
  });

  test('has failed when nobody speaks, and the step begins anew', async () => {
    const { at, caller } = await aCall();
    const asked = await ask('POST', `${at}/record`, { beep: false });
    await caller.hears('For sales');
    expect(await becameOf(asked)).toMatchObject({ status: 'failed', code: 'nobodySpoke', why: { words: 'Nobody spoke' } });
    expect(saved()).toEqual([]);
  });

  test('has failed when Microsoft does not permit it: the permission is named, and the caller is back in the flow', async () => {
    const { at, caller } = await aCall(without('Calls.AccessMedia.All'));
    const answer = await ask('POST', `${at}/record`, {});
    expect(answer).toMatchObject({ status: 422, body: { code: expect.any(String), detail: expect.stringContaining('consent') } });
    await caller.hears('For sales');
  });

  test('tells nobody whom the flow does not know how to tell: the answer says who, and nothing is cut off', async () => {
    const { at } = await aCall();
    const before = rehearsal.graph.exchanges().length;
    expect(await ask('POST', `${at}/record`, { notify: ['frontDesk', 'reception'] })).toMatchObject({
      status: 422,
      body: { code: 'notTold', detail: expect.stringMatching(/^notify\.1: /) },
    });
    expect(rehearsal.graph.exchanges().length).toBe(before);
  });

  test('is two minutes long at the most', async () => {
    const { at } = await aCall();
    expect(await ask('POST', `${at}/record`, { maxSeconds: 121 })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('maxSeconds') },
    });
  });
});

test('what Microsoft says of the call can be asked for', async () => {
  const { at } = await aCall();
  expect(await ask('GET', `${at}/state`)).toMatchObject({ status: 200, body: { type: 'alive', state: 'established' } });
  expect(await ask('GET', 'live-calls/00000000-0000-4000-8000-000000000000/state')).toMatchObject({ status: 404 });
});

test('a program in a loop is slowed down here, too', async () => {
  const { at } = await aCall();
  const answers: Answer[] = [];
  for (let n = 0; n < 25; n += 1) answers.push(await ask('POST', `${at}/hang-up`, {}, { 'idempotency-key': 'the-same' }));
  expect(answers.some(({ status }) => status === 429)).toBe(true);
});

test('a call that rings cannot be spoken to: the answer says so', async () => {
  await open();
  const person: ScriptedCallee = rehearsal.person(ada, 'ada');
  const asked = await ask('POST', 'outbound-calls', { to: { user: ada }, line: 'main' });
  await person.rings();
  const { body } = await ask('GET', `outbound-calls/${asked.body.id}`);
  expect(await ask('POST', `live-calls/${body.callId}/play`, { text: 'Hello.' })).toMatchObject({
    status: 409,
    body: { detail: expect.stringContaining('Nobody is connected yet') },
  });
});
