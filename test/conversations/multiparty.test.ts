// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { type ApplicationPermission, applicationPermissions } from '../../simulator/graph/directory/directory-options.ts';
import { json } from '../../simulator/graph/messages.ts';
import type { Turn } from '../../src/core/call/turn.ts';

const ada = '0a1b2c3d-0001-4567-89ab-cdef01234567';
const bob = '0a1b2c3d-0002-4567-89ab-cdef01234567';
const eve = '0a1b2c3d-0003-4567-89ab-cdef01234567';
const zoe = '0a1b2c3d-0004-4567-89ab-cdef01234567';
const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';

let dir: string;
let rehearsal: Rehearsal;
let turns: Turn[];
afterEach(async () => {
  await rehearsal.close();
  rmSync(dir, { recursive: true, force: true });
});

const without = (...missing: readonly ApplicationPermission[]): Partial<RehearsalOptions> => ({
  directory: { tenants: [{ id: tenantId, permissions: applicationPermissions.filter((one) => !missing.includes(one)) }] },
});

/** A line whose flow begins at `main`. */
async function aLine(steps: object, more: Partial<RehearsalOptions> = {}, flowMore: object = {}): Promise<ScriptedCaller> {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-multiparty-'));
  mkdirSync(join(dir, 'desk'));
  const flow = {
    specVersion: 1,
    name: 'Desk',
    languages: ['en-US'],
    start: 'main',
    vars: { reason: { type: 'string' }, people: { type: 'list' }, url: { type: 'string' } },
    ...flowMore,
    steps: {
      together: { type: 'play', prompt: 'You are together, ${call.participants} people.', next: 'leave' },
      leave: { type: 'hangup', outcome: 'left' },
      sorry: { type: 'hangup', prompt: 'That did not work: ${vars.reason}.', outcome: 'sorry' },
      ...steps,
    },
  };
  writeFileSync(join(dir, 'desk/flow.jsonc'), JSON.stringify(flow));
  writeFileSync(
    join(dir, 'contacts.jsonc'),
    JSON.stringify({ contacts: { ada: { user: ada }, bob: { user: bob }, eve: { user: eve }, bob2: { user: zoe } } }),
  );
  writeFileSync(
    join(dir, 'lines.jsonc'),
    JSON.stringify({ lines: { desk: { applicationInstance: account, flow: 'desk' } }, default: 'desk' }),
  );
  writeFileSync(join(dir, 'environment.jsonc'), JSON.stringify({ hosts: ['crm.example.com'] }));
  turns = [];
  rehearsal = await openRehearsal({
    flowsDir: dir,
    lines: [{ id: account, displayName: 'Desk', number: '+441632960999' }],
    names: { [ada]: 'ada', [bob]: 'bob', [eve]: 'eve', [zoe]: 'zoe' },
    watch: (turn) => turns.push(turn),
    ...more,
  });
  return rehearsal.caller();
}

type Scheduled = ReturnType<Rehearsal['graph']['peopleSide']['schedule']>;
const eveDials = { from: { kind: 'user', id: eve, displayName: 'Eve' }, to: account } as const;
const phoneDials = { from: { kind: 'phone', number: '+441632960123' }, to: account } as const;
const invite = (more: object = {}) => ({
  main: {
    type: 'invite',
    people: ['ada', 'bob'],
    whileWaiting: 'I am calling them.',
    reasonInto: 'reason',
    next: 'together',
    on: { failed: 'sorry' },
    ...more,
  },
});
const outcomes = (): readonly (string | undefined)[] => [
  ...new Map(turns.map(({ call }) => [call.id, call.end?.outcome])).values(),
];
/** What was refused, by operation. */
const refused = (): readonly string[] =>
  rehearsal.graph.exchanges().flatMap(({ exchange }) => (exchange.trouble === undefined ? [] : [exchange.title]));

describe('invite', () => {
  test.each([
    ['a Teams user', eveDials],
    ['a telephone', phoneDials],
  ] as const)('brings the caller, %s, and the invited people into one call, where the flow goes on', async (_who, dial) => {
    const caller = await aLine(invite());
    const [first, second] = [rehearsal.person(ada, 'ada'), rehearsal.person(bob, 'bob')];
    await caller.dial(dial);
    await caller.hears('I am calling them');
    await first.accepts();
    await caller.hears('You are together');
    await first.hears('You are together');
    await second.declines();
    await rehearsal.clock.advance(10_000);
    expect([first.leg.state, caller.leg.state]).toEqual(['connected', 'connected']);
    expect(outcomes()).toEqual(['movedOn', 'left']);
    expect(refused()).toEqual([]);
  });

  test('without permission leaves the caller where they are, and the flow learns why', async () => {
    const caller = await aLine(invite(), without('Calls.InitiateGroupCall.All'));
    await caller.dial(eveDials);
    await caller.hears('That did not work: 7504.');
    await caller.expectsEnd();
    expect(outcomes()).toEqual(['sorry']);
  });

  test('of one person alone needs a meeting to meet in', async () => {
    const caller = await aLine(invite({ people: ['ada'] }));
    await caller.dial(eveDials);
    await caller.hears('That did not work: needsOrganizer.');
  });

  test('a caller who hangs up meanwhile leaves no empty call behind', async () => {
    const caller = await aLine(invite());
    const first = rehearsal.person(ada, 'ada');
    await caller.dial(eveDials);
    await first.rings();
    await caller.hangsUp();
    await rehearsal.clock.advance(180_000);
    expect(turns.at(-1)?.call.end).toBeDefined();
    expect(outcomes()).not.toContain(undefined);
  });

  test('somebody more is called into a call with several people', async () => {
    const caller = await aLine({
      ...invite({ people: ['ada'], organizer: 'ada', next: 'more' }),
      more: { type: 'invite', people: ['bob', 'bob2'], reasonInto: 'reason', next: 'together', on: { failed: 'sorry' } },
    });
    const [first, second, third] = [rehearsal.person(ada, 'ada'), rehearsal.person(bob, 'bob'), rehearsal.person(zoe, 'zoe')];
    await caller.dial(eveDials);
    await first.accepts();
    await second.accepts();
    await third.declines();
    await caller.hears('You are together, 3 people');
    await second.isTogetherWith('Eve');
    expect(refused()).toEqual([]);
  });
});

describe('join', () => {
  const joining = (meeting: object, more: object = {}) => ({
    main: { type: 'join', meeting, urlInto: 'url', reasonInto: 'reason', next: 'together', on: { failed: 'sorry' }, ...more },
  });

  test.each(['url', 'id'] as const)('brings the caller into the meeting of an invitation, by its %s', async (by) => {
    const caller = await aLine(joining(by === 'url' ? { url: '${vars.url}' } : { id: '290273192001', passcode: 'pass001' }), {
      flow: 'desk',
      startWith: { url: '' },
    });
    const meeting = rehearsal.graph.peopleSide.schedule({ organizerId: ada });
    expect(meeting.joinMeetingId).toBe('290273192001');
    const host = rehearsal.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(meeting);
    if (by === 'url') {
      await rehearsal.close();
      rmSync(dir, { recursive: true, force: true });
      return joinsByLink();
    }
    await caller.dial(phoneDials);
    await host.hears('You are together, 2 people');
    await caller.hears('You are together');
    expect(outcomes().slice(0, 1)).toEqual(['movedOn']);
    expect(refused()).toEqual([]);

    async function joinsByLink(): Promise<void> {
      const again = await aLine(joining({ url: meeting.joinWebUrl }));
      const other = rehearsal.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
      await other.joins(rehearsal.graph.peopleSide.schedule({ organizerId: ada }));
      await again.dial(eveDials);
      await again.hears('You are together');
      expect(refused()).toEqual([]);
    }
  });

  /** Another system knows which meeting it is. */
  async function joinsWhatItLearns(meeting: object, tell: (scheduled: Scheduled) => string): Promise<ScriptedCaller> {
    let learned = '';
    const send = async () =>
      ({ kind: 'answered', status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(learned) }) as const;
    const main = { type: 'request', url: 'https://crm.example.com/meeting', into: { url: 'response.body' }, next: 'join' };
    const caller = await aLine({ main, join: joining(meeting).main }, { outside: () => ({ send, close: async () => {} }) });
    const scheduled = rehearsal.graph.peopleSide.schedule({ organizerId: ada });
    learned = JSON.stringify(tell(scheduled));
    const host = rehearsal.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(scheduled);
    return caller;
  }

  test.each<readonly [string, object, (scheduled: Scheduled) => string, typeof eveDials | typeof phoneDials]>([
    ['the token of an invitation', { token: '${vars.url}' }, ({ token }) => token, eveDials],
    ['its chat and organizer', { threadId: '${vars.url}', organizer: 'ada' }, ({ threadId }) => threadId, phoneDials],
  ])('brings the caller into a meeting by %s, which the flow has learned', async (_by, meeting, tell, dial) => {
    const caller = await joinsWhatItLearns(meeting, tell);
    await caller.dial(dial);
    await caller.hears('You are together, 2 people');
    expect(refused()).toEqual([]);
  });

  test('a caller on a telephone is not brought into a meeting by a token: nothing is asked that Microsoft refuses', async () => {
    const caller = await joinsWhatItLearns({ token: '${vars.url}' }, ({ token }) => token);
    await caller.dial(phoneDials);
    await caller.hears('That did not work: telephoneByToken.');
    expect(refused()).toEqual([]);
  });

  test('a meeting is made for the call, once, and the caller is brought into it', async () => {
    const caller = await aLine(joining({ create: { organizer: 'ada', subject: 'Crisis' } }));
    await caller.dial(eveDials);
    await caller.hears('You are together, 1 people');
    const room = turns.at(-1)?.call;
    expect(room?.vars.url).toContain('https://teams.microsoft.com/l/meetup-join/');
    expect(rehearsal.graph.exchanges().filter(({ exchange }) => exchange.title === 'online meetings')).toHaveLength(1);
  });

  test.each<readonly [string, object, Partial<RehearsalOptions>, string]>([
    [
      'without the permission to join',
      { id: '290273192001' },
      without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'),
      '7504',
    ],
    ['with a wrong passcode', { id: '290273192001', passcode: 'guess' }, {}, 'Forbidden'],
    [
      'without an access policy for the organizer',
      { create: { organizer: 'ada' } },
      { directory: { tenants: [{ id: tenantId, meetingAccess: [bob] }] } },
      'Forbidden',
    ],
    ['by something that is no link', { url: '${vars.url}' }, {}, 'notAMeeting'],
  ])('%s the caller stays, and the flow learns why', async (_what, meeting, options, reason) => {
    const caller = await aLine(joining(meeting), options);
    rehearsal.graph.peopleSide.schedule({ organizerId: ada });
    await caller.dial(eveDials);
    await caller.hears(`That did not work: ${reason}.`);
    await caller.expectsEnd();
  });
});

describe('participants', () => {
  /** Eve calls; Ada and Bob are called in; then these steps. */
  async function threeOfThem(steps: object, options: Partial<RehearsalOptions> = {}) {
    const caller = await aLine({ ...invite({ people: ['ada', 'bob'], next: 'first' }), ...steps }, options);
    const [first, second] = [rehearsal.person(ada, 'ada'), rehearsal.person(bob, 'bob')];
    await caller.dial(eveDials);
    await first.rings();
    await second.rings();
    first.leg.accept();
    second.leg.accept();
    await caller.hears('All here');
    return { caller, first, second };
  }
  const first = { type: 'play', prompt: 'All here, press nothing.', next: 'act' };
  const act = (step: object) => ({ act: { type: 'participants', next: 'done', on: { failed: 'sorry' }, ...step } });
  const done = { type: 'play', prompt: 'Done.', next: 'stay' };
  const stay = { type: 'hold', prompt: 'Please stay.', for: '2m', pause: '5s', next: 'leave' };

  test('are listed, with names and numbers', async () => {
    const { caller } = await threeOfThem({
      first,
      ...act({ action: 'list', into: 'people' }),
      done: { type: 'play', prompt: 'First is ${vars.people[0].name} of ${call.participants}.', next: 'stay' },
      stay,
    });
    await caller.hears('of 3');
    const { people } = turns.at(-1)?.call.vars ?? {};
    expect(Array.isArray(people) && people.length).toBe(4); // The bot is one of them.
    expect(refused()).toEqual([]);
  });

  test('are all muted, by the beta or one by one', async () => {
    const { caller, first: one, second } = await threeOfThem({ first, ...act({ action: 'muteAll' }), done, stay });
    await caller.hears('Done');
    expect([caller, one, second].map(({ leg }) => leg.isMuted)).toEqual([true, true, true]);
    expect(refused()).toEqual([]);
  });

  test('where the beta refuses they are muted one by one', async () => {
    const {
      caller,
      first: one,
      second,
    } = await threeOfThem(
      { first, ...act({ action: 'muteAll' }), done, stay },
      {
        interfere: (operation) =>
          operation === 'mute all' ? json(403, { error: { code: 'Forbidden', message: 'No beta.' } }) : undefined,
      },
    );
    await caller.hears('Done');
    expect([caller, one, second].map(({ leg }) => leg.isMuted)).toEqual([true, true, true]);
  });

  test('one is muted, one is put on hold and taken back, and one is removed', async () => {
    const {
      caller,
      first: one,
      second,
    } = await threeOfThem({
      first,
      ...act({ action: 'mute', who: 'ada', next: 'hold' }),
      hold: { type: 'participants', action: 'holdMusicStart', who: 'bob', next: 'held', on: { failed: 'sorry' } },
      held: { type: 'play', prompt: 'Bob is on hold.', next: 'again' },
      again: { type: 'participants', action: 'holdMusicStop', who: 'bob', next: 'remove', on: { failed: 'sorry' } },
      remove: { type: 'participants', action: 'remove', who: 'bob', next: 'done', on: { failed: 'sorry' } },
      done,
      stay,
    });
    await caller.hears('Bob is on hold');
    expect([one.leg.isMuted, second.leg.isOnHold]).toEqual([true, true]);
    await caller.hears('Done');
    await second.expectsEnd();
    expect(second.leg.isOnHold).toBe(false);
    expect(refused()).toEqual([]);
  });

  test('a tenant that does not allow it keeps them, and the flow goes another way', async () => {
    const { caller, second } = await threeOfThem(
      { first, ...act({ action: 'remove', who: 'bob' }), done, stay },
      { directory: { tenants: [{ id: tenantId, allowRemoveParticipantAppIds: [] }] } },
    );
    await caller.hears('That did not work');
    expect(second.leg.state).toBe('connected');
  });

  test('the bot is muted and unmuted', async () => {
    const { caller } = await threeOfThem({
      first,
      act: { type: 'mute', next: 'loud' },
      loud: { type: 'unmute', next: 'done' },
      done,
      stay,
    });
    await caller.hears('Done');
    const titles = rehearsal.graph.exchanges().map(({ exchange }) => exchange.title);
    expect(titles.filter((title) => title === 'mute' || title === 'unmute')).toEqual(['mute', 'unmute']);
    expect(refused()).toEqual([]);
  });

  test('the caller is transferred out of a call with several people', async () => {
    const { caller } = await threeOfThem({
      first,
      act: { type: 'transfer', to: 'bob2', on: { failed: 'sorry' } },
    });
    await caller.expectsTransferTo('zoe');
    expect(refused()).toEqual([]);
  });

  test('the bot does not stay behind alone', async () => {
    const { caller, first: one, second } = await threeOfThem({ first, act: stay });
    await caller.hangsUp();
    await one.hangsUp();
    await rehearsal.clock.advance(60_000);
    expect(outcomes().at(-1)).toBeUndefined();
    await second.hangsUp();
    await rehearsal.clock.advance(25_000);
    expect(outcomes().at(-1)).toBeUndefined();
    await rehearsal.clock.advance(15_000);
    expect(outcomes().at(-1)).toBe('alone');
  });
});

describe('calls that others make calls with several people', () => {
  test('an invitation into a meeting is answered by the flow', async () => {
    await aLine({ main: { type: 'play', prompt: 'Hello, meeting of ${call.participants}.', next: 'leave' } });
    const host = rehearsal.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(rehearsal.graph.peopleSide.schedule({ organizerId: ada }));
    await host.invitesBot(account);
    await host.hears('Hello, meeting of');
    await rehearsal.clock.advance(5_000);
    expect(outcomes()).toEqual(['left']);
  });

  test('when the caller takes somebody in, the flow goes on where it was', async () => {
    const caller = await aLine(
      {
        main: { type: 'menu', prompt: 'Press 1 for sales.', timeout: '30s', options: { '1': 'sales' } },
        sales: { type: 'play', prompt: 'Sales.', next: 'leave' },
      },
      {},
      { defaults: { on: { maxAttempts: 'leave' } } },
    );
    const other = rehearsal.person(ada, 'ada');
    await caller.dial(eveDials);
    await caller.hears('Press 1 for sales');
    rehearsal.graph.peopleSide.escalate(caller.leg, { kind: 'user', id: ada });
    await other.accepts();
    await rehearsal.clock.advance(5_000);
    expect(turns.flatMap(({ story }) => story).filter((note) => note.kind === 'entered' && note.step === 'main')).toHaveLength(1);
    await caller.presses('1');
    await caller.hears('Sales.');
    expect(outcomes()).toHaveLength(1); // No second call, and no roster.
    expect(turns.at(-1)?.call.roster).toBeUndefined();
  });

  test('without the permission to join, the bot is dropped, and the end says how', async () => {
    const caller = await aLine(
      { main: { type: 'hold', prompt: 'Please stay.', for: '2m', pause: '5s', next: 'leave' } },
      without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'),
    );
    const other = rehearsal.person(ada, 'ada');
    await caller.dial(eveDials);
    await rehearsal.clock.advance(5_000);
    rehearsal.graph.peopleSide.escalate(caller.leg, { kind: 'user', id: ada });
    await other.accepts();
    await rehearsal.clock.advance(5_000);
    expect(turns.at(-1)?.call.end).toMatchObject({ outcome: 'callerHungUp', code: 200, subcode: 18503 });
    expect(caller.leg.state).toBe('connected');
  });
});
