// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { json } from '../../simulator/graph/messages.ts';
import { aLine, type Line, type LineOptions } from '../support/a-line.ts';
import { tenantId, without } from '../support/consent.ts';
import { account, ada, bob, eve, eveDials, phoneDials, zoe } from '../support/people.ts';

const contacts = { ada: { user: ada }, bob: { user: bob }, eve: { user: eve }, zoe: { user: zoe } };
let line: Line;

/** A line whose flow begins at `main`. */
async function aDesk(steps: object, more: LineOptions = {}, flowMore: object = {}): Promise<ScriptedCaller> {
  const flow = {
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
  line = await aLine(flow, { contacts, files: { 'environment.jsonc': { hosts: ['crm.example.com'] } }, ...more });
  return line.caller();
}

type Scheduled = ReturnType<Line['graph']['peopleSide']['schedule']>;
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
  ...new Map(line.turns.map(({ call }) => [call.id, call.end?.outcome])).values(),
];
describe('invite', () => {
  test.each([
    ['a Teams user', eveDials],
    ['a telephone', phoneDials],
  ] as const)('brings the caller, %s, and the invited people into one call, where the flow goes on', async (_who, dial) => {
    const caller = await aDesk(invite());
    const [first, second] = [line.person(ada, 'ada'), line.person(bob, 'bob')];
    await caller.dial(dial);
    await caller.hears('I am calling them');
    await first.accepts();
    await caller.hears('You are together');
    await first.hears('You are together');
    await second.declines();
    await line.clock.advance(10_000);
    expect([first.leg.state, caller.leg.state]).toEqual(['connected', 'connected']);
    expect(outcomes()).toEqual(['movedOn', 'left']);
    expect(line.refused()).toEqual([]);
  });

  test('without permission leaves the caller where they are, and the flow learns why', async () => {
    const caller = await aDesk(invite(), without('Calls.InitiateGroupCall.All'));
    await caller.dial(eveDials);
    await caller.hears('That did not work: 7504.');
    await caller.expectsEnd();
    expect(outcomes()).toEqual(['sorry']);
  });

  test('that nobody takes tells the flow that nobody answered, not that somebody hung up', async () => {
    const caller = await aDesk(invite(), { destinations: { [ada]: 'declines', [bob]: 'declines' } });
    await caller.dial(eveDials);
    await caller.hears('That did not work: noAnswer.');
    await caller.expectsEnd();
  });

  test('of one person alone needs a meeting to meet in', async () => {
    const caller = await aDesk(invite({ people: ['ada'] }));
    await caller.dial(eveDials);
    await caller.hears('That did not work: needsOrganizer.');
  });

  test('a caller who hangs up meanwhile leaves no empty call behind', async () => {
    const caller = await aDesk(invite());
    const first = line.person(ada, 'ada');
    await caller.dial(eveDials);
    await first.rings();
    await caller.hangsUp();
    await line.clock.advance(180_000);
    expect(line.turns.at(-1)?.call.end).toBeDefined();
    expect(outcomes()).not.toContain(undefined);
  });

  test('somebody more is called into a call with several people', async () => {
    const caller = await aDesk({
      ...invite({ people: ['ada'], organizer: 'ada', next: 'more' }),
      more: { type: 'invite', people: ['bob', 'zoe'], reasonInto: 'reason', next: 'together', on: { failed: 'sorry' } },
    });
    const [first, second, third] = [line.person(ada, 'ada'), line.person(bob, 'bob'), line.person(zoe, 'zoe')];
    await caller.dial(eveDials);
    await first.accepts();
    await second.accepts();
    await third.declines();
    await caller.hears('You are together, 3 people');
    await second.isTogetherWith('Eve');
    expect(line.refused()).toEqual([]);
  });
});

describe('join', () => {
  const joining = (meeting: object, more: object = {}) => ({
    main: { type: 'join', meeting, urlInto: 'url', reasonInto: 'reason', next: 'together', on: { failed: 'sorry' }, ...more },
  });

  test.each(['url', 'id'] as const)('brings the caller into the meeting of an invitation, by its %s', async (by) => {
    const caller = await aDesk(joining(by === 'url' ? { url: '${vars.url}' } : { id: '290273192001', passcode: 'pass001' }), {
      flow: 'desk',
      startWith: { url: '' },
    });
    const meeting = line.graph.peopleSide.schedule({ organizerId: ada });
    expect(meeting.joinMeetingId).toBe('290273192001');
    const host = line.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(meeting);
    if (by === 'url') {
      return joinsByLink();
    }
    await caller.dial(phoneDials);
    await host.hears('You are together, 2 people');
    await caller.hears('You are together');
    expect(outcomes().slice(0, 1)).toEqual(['movedOn']);
    expect(line.refused()).toEqual([]);

    async function joinsByLink(): Promise<void> {
      const again = await aDesk(joining({ url: meeting.joinWebUrl }));
      const other = line.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
      await other.joins(line.graph.peopleSide.schedule({ organizerId: ada }));
      await again.dial(eveDials);
      await again.hears('You are together');
      expect(line.refused()).toEqual([]);
    }
  });

  /** Another system knows which meeting it is. */
  async function joinsWhatItLearns(meeting: object, tell: (scheduled: Scheduled) => string): Promise<ScriptedCaller> {
    let learned = '';
    const send = async () =>
      ({ kind: 'answered', status: 200, headers: { 'content-type': 'application/json' }, body: Buffer.from(learned) }) as const;
    const main = { type: 'request', url: 'https://crm.example.com/meeting', into: { url: 'response.body' }, next: 'join' };
    const caller = await aDesk({ main, join: joining(meeting).main }, { outside: () => ({ send, close: async () => {} }) });
    const scheduled = line.graph.peopleSide.schedule({ organizerId: ada });
    learned = JSON.stringify(tell(scheduled));
    const host = line.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
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
    expect(line.refused()).toEqual([]);
  });

  test('a caller on a telephone is not brought into a meeting by a token: nothing is asked that Microsoft refuses', async () => {
    const caller = await joinsWhatItLearns({ token: '${vars.url}' }, ({ token }) => token);
    await caller.dial(phoneDials);
    await caller.hears('That did not work: telephoneByToken.');
    expect(line.refused()).toEqual([]);
  });

  test('a meeting is made for the call, once, and the caller is brought into it', async () => {
    const caller = await aDesk(joining({ create: { organizer: 'ada', subject: 'Crisis' } }));
    await caller.dial(eveDials);
    await caller.hears('You are together, 1 people');
    const room = line.turns.at(-1)?.call;
    expect(room?.vars.url).toContain('https://teams.microsoft.com/l/meetup-join/');
    expect(line.graph.exchanges().filter(({ exchange }) => exchange.title === 'online meetings')).toHaveLength(1);
  });

  test.each<readonly [string, object, LineOptions, string]>([
    [
      'without the permission to join',
      { id: '290273192001' },
      without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'),
      '7504',
    ],
    ['with a wrong passcode', { id: '290273192001', passcode: 'guess' }, {}, 'wrongPasscode'],
    [
      'without an access policy for the organizer',
      { create: { organizer: 'ada' } },
      { directory: { tenants: [{ id: tenantId, meetingAccess: [bob] }] } },
      'Forbidden',
    ],
    ['by something that is no link', { url: '${vars.url}' }, {}, 'notAMeeting'],
  ])('%s the caller stays, and the flow learns why', async (_what, meeting, options, reason) => {
    const caller = await aDesk(joining(meeting), options);
    line.graph.peopleSide.schedule({ organizerId: ada });
    await caller.dial(eveDials);
    await caller.hears(`That did not work: ${reason}.`);
    await caller.expectsEnd();
  });
});

describe('participants', () => {
  /** Eve calls; Ada and Bob are called in; then these steps. */
  async function threeOfThem(steps: object, options: LineOptions = {}) {
    const caller = await aDesk({ ...invite({ people: ['ada', 'bob'], next: 'first' }), ...steps }, options);
    const [first, second] = [line.person(ada, 'ada'), line.person(bob, 'bob')];
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
    const { people } = line.turns.at(-1)?.call.vars ?? {};
    expect(Array.isArray(people) && people.length).toBe(4); // The bot is one of them.
    expect(line.refused()).toEqual([]);
  });

  test('are all muted, by the beta or one by one', async () => {
    const { caller, first: one, second } = await threeOfThem({ first, ...act({ action: 'muteAll' }), done, stay });
    await caller.hears('Done');
    expect([caller, one, second].map(({ leg }) => leg.isMuted)).toEqual([true, true, true]);
    expect(line.refused()).toEqual([]);
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
    expect(line.refused()).toEqual([]);
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
    const titles = line.graph.exchanges().map(({ exchange }) => exchange.title);
    expect(titles.filter((title) => title === 'mute' || title === 'unmute')).toEqual(['mute', 'unmute']);
    expect(line.refused()).toEqual([]);
  });

  test('the caller is transferred out of a call with several people', async () => {
    const { caller } = await threeOfThem({
      first,
      act: { type: 'transfer', to: 'zoe', on: { failed: 'sorry' } },
    });
    await caller.expectsTransferTo('zoe');
    expect(line.refused()).toEqual([]);
  });

  test('the bot does not stay behind alone', async () => {
    const { caller, first: one, second } = await threeOfThem({ first, act: stay });
    await caller.hangsUp();
    await one.hangsUp();
    await line.clock.advance(60_000);
    expect(outcomes().at(-1)).toBeUndefined();
    await second.hangsUp();
    await line.clock.advance(25_000);
    expect(outcomes().at(-1)).toBeUndefined();
    await line.clock.advance(15_000);
    expect(outcomes().at(-1)).toBe('alone');
  });
});

describe('calls that others make calls with several people', () => {
  test('an invitation into a meeting is answered by the flow', async () => {
    await aDesk({ main: { type: 'play', prompt: 'Hello, meeting of ${call.participants}.', next: 'leave' } });
    const host = line.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(line.graph.peopleSide.schedule({ organizerId: ada }));
    await host.invitesBot(account);
    await host.hears('Hello, meeting of');
    await line.clock.advance(5_000);
    expect(outcomes()).toEqual(['left']);
  });

  test('when the caller takes somebody in, the flow goes on where it was', async () => {
    const caller = await aDesk(
      {
        main: { type: 'menu', prompt: 'Press 1 for sales.', timeout: '30s', options: { '1': 'sales' } },
        sales: { type: 'play', prompt: 'Sales.', next: 'leave' },
      },
      {},
      { defaults: { on: { maxAttempts: 'leave' } } },
    );
    const other = line.person(ada, 'ada');
    await caller.dial(eveDials);
    await caller.hears('Press 1 for sales');
    line.graph.peopleSide.escalate(caller.leg, { kind: 'user', id: ada });
    await other.accepts();
    await line.clock.advance(5_000);
    expect(
      line.turns.flatMap(({ story }) => story).filter((note) => note.kind === 'entered' && note.step === 'main'),
    ).toHaveLength(1);
    await caller.presses('1');
    await caller.hears('Sales.');
    expect(outcomes()).toHaveLength(1); // No second call, and no roster.
    expect(line.turns.at(-1)?.call.roster).toBeUndefined();
  });

  test('without the permission to join, the bot is dropped, and the end says how', async () => {
    const caller = await aDesk(
      { main: { type: 'hold', prompt: 'Please stay.', for: '2m', pause: '5s', next: 'leave' } },
      without('Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'),
    );
    const other = line.person(ada, 'ada');
    await caller.dial(eveDials);
    await line.clock.advance(5_000);
    line.graph.peopleSide.escalate(caller.leg, { kind: 'user', id: ada });
    await other.accepts();
    await line.clock.advance(5_000);
    expect(line.turns.at(-1)?.call.end).toMatchObject({ outcome: 'callerHungUp', code: 200, subcode: 18503 });
    expect(caller.leg.state).toBe('connected');
  });
});
