// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import type { ScriptedCallee } from '../../simulator/caller/scripted-callee.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { json } from '../../simulator/graph/messages.ts';
import type { Turn } from '../../src/core/call/turn.ts';
import { type Answer, askAutomation } from '../support/an-automation-api.ts';

// Calls that became calls with several people in another way than by the bot's own invitation, and calls without a caller: the
// whole bot and the strict simulator.

const ada = '0a1b2c3d-0001-4567-89ab-cdef01234567';
const bob = '0a1b2c3d-0002-4567-89ab-cdef01234567';
const eve = '0a1b2c3d-0003-4567-89ab-cdef01234567';
const zoe = '0a1b2c3d-0004-4567-89ab-cdef01234567';
const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';

let dir: string;
let rehearsal: Rehearsal;
let turns: Turn[];
afterEach(async () => {
  await rehearsal.close();
  rmSync(dir, { recursive: true, force: true });
});

/** A line whose flow begins at `main`. */
async function aLine(steps: object, more: Partial<RehearsalOptions> = {}): Promise<ScriptedCaller> {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-escalated-'));
  mkdirSync(join(dir, 'desk'));
  const flow = {
    specVersion: 1,
    name: 'Desk',
    languages: ['en-US'],
    start: 'main',
    vars: { reason: { type: 'string' }, people: { type: 'list' } },
    steps: {
      done: { type: 'play', prompt: 'Done, ${call.participants} people.', next: 'leave' },
      leave: { type: 'hangup', outcome: 'left' },
      sorry: { type: 'hangup', prompt: 'That did not work: ${vars.reason}.', outcome: 'sorry' },
      ...steps,
    },
  };
  writeFileSync(join(dir, 'desk/flow.jsonc'), JSON.stringify(flow));
  writeFileSync(
    join(dir, 'contacts.jsonc'),
    JSON.stringify({ contacts: { ada: { user: ada }, bob: { user: bob }, eve: { user: eve }, zoe: { user: zoe } } }),
  );
  writeFileSync(
    join(dir, 'lines.jsonc'),
    JSON.stringify({ lines: { desk: { applicationInstance: account, flow: 'desk' } }, default: 'desk' }),
  );
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

const eveDials = { from: { kind: 'user', id: eve, displayName: 'Eve' }, to: account } as const;
const ask = (method: string, path: string, body?: unknown): Promise<Answer> => askAutomation(rehearsal.bot, method, path, body);
/** What was refused, by operation. */
const refused = (): readonly string[] =>
  rehearsal.graph.exchanges().flatMap(({ exchange }) => (exchange.trouble === undefined ? [] : [exchange.title]));
const sent = (title: string): number =>
  rehearsal.graph.exchanges().filter(({ exchange }) => exchange.direction !== 'toBot' && exchange.title === title).length;
const outcomes = (): readonly (string | undefined)[] => [
  ...new Map(turns.map(({ call }) => [call.id, call.end?.outcome])).values(),
];

/** 1 leads to the step in question. */
const menu = (act: object) => ({
  main: { type: 'menu', prompt: 'Press 1.', timeout: '30s', options: { '1': 'act' }, on: { maxAttempts: 'leave' } },
  act,
});

const talking = { main: { type: 'hold', prompt: 'Please stay.', for: '20m', pause: '5s', next: 'leave' } };

interface Escalated {
  readonly caller: ScriptedCaller;
  /** Ada, whom Eve has taken into her call with the bot. */
  readonly other: ScriptedCallee;
}

/** Eve has called the bot, and takes Ada in. */
async function escalated(act: object, more: Partial<RehearsalOptions> = {}): Promise<Escalated> {
  const caller = await aLine(menu(act), more);
  return escalate(caller, 'Press 1');
}

async function escalate(caller: ScriptedCaller, words: string): Promise<Escalated> {
  const other = rehearsal.person(ada, 'ada');
  await caller.dial(eveDials);
  await caller.hears(words);
  await caller.escalatesTo({ kind: 'user', id: ada });
  await other.accepts();
  await rehearsal.clock.advance(2_000);
  return { caller, other };
}

const liveCall = async (): Promise<string> => {
  const { body } = await ask('GET', 'live-calls');
  return `live-calls/${body.calls[0].callId}`;
};
const connectedTo = (leg: ScriptedCallee['leg']): readonly string[] =>
  [...(leg.room?.people ?? [])].map(({ name }) => name).sort();

describe('the caller has taken somebody in', () => {
  test('a blind transfer sends the caller on, the others stay', async () => {
    const { caller, other } = await escalated({ type: 'transfer', to: 'zoe', on: { failed: 'sorry' } });
    const target = rehearsal.person(zoe, 'zoe');
    await caller.presses('1');
    await target.accepts();
    await rehearsal.clock.advance(5_000);
    expect(connectedTo(caller.leg)).toEqual(connectedTo(target.leg));
    expect(caller.leg.room).toBe(target.leg.room);
    expect(other.leg.room).not.toBe(target.leg.room);
    expect([outcomes(), refused(), sent('list participants')]).toEqual([['transferred'], [], 1]);
  });

  test('a consultative transfer brings the caller together with whoever has taken the call', async () => {
    const { caller } = await escalated({ type: 'transfer', mode: 'consultative', to: 'zoe', on: { failed: 'sorry' } });
    const target = rehearsal.person(zoe, 'zoe');
    await caller.presses('1');
    await target.accepts();
    await target.hears('press 1');
    await target.presses('1');
    await rehearsal.clock.advance(10_000);
    expect(caller.leg.room).toBe(target.leg.room);
    expect(outcomes()).toContain('transferred');
    expect(refused()).toEqual([]);
  });

  test('a hunt connects the caller with whoever accepts', async () => {
    const { caller } = await escalated({ type: 'hunt', targets: ['bob', 'zoe'], on: { noAnswer: 'sorry' } });
    const [first, second] = [rehearsal.person(bob, 'bob'), rehearsal.person(zoe, 'zoe')];
    await caller.presses('1');
    await first.declines();
    await second.accepts();
    await second.hears('press 1');
    await second.presses('1');
    await rehearsal.clock.advance(10_000);
    expect(caller.leg.room).toBe(second.leg.room);
    expect(outcomes()).toContain('transferred');
    expect(refused()).toEqual([]);
  });

  test('a transfer that fails gives the flow its caller back', async () => {
    const { caller } = await escalated(
      { type: 'transfer', to: 'zoe', on: { failed: 'sorry' } },
      { destinations: { [zoe]: 'fails' } },
    );
    await caller.presses('1');
    await caller.hears('That did not work');
    expect(refused()).toEqual([]);
  });

  test('mute is asked of Graph', async () => {
    const { caller } = await escalated({ type: 'mute', next: 'done' });
    await caller.presses('1');
    await rehearsal.clock.advance(1_000);
    expect([sent('mute'), refused()]).toEqual([1, []]);
  });

  test('invite calls people into the call that there is', async () => {
    const { caller, other } = await escalated({
      type: 'invite',
      people: ['bob'],
      reasonInto: 'reason',
      next: 'done',
      on: { failed: 'sorry' },
    });
    const third = rehearsal.person(bob, 'bob');
    await caller.presses('1');
    await third.accepts();
    await third.hears('Done, 3 people.');
    expect(connectedTo(caller.leg)).toHaveLength(3);
    expect([other.leg.state, refused()]).toEqual(['connected', []]);
  });

  test('the flow can tell how many they are, after a while', async () => {
    const { caller } = await escalated({ type: 'play', prompt: 'You are ${call.participants}.', next: 'leave' });
    await rehearsal.clock.advance(60_000);
    await caller.presses('1');
    await caller.hears('You are 2.');
  });

  test('when all have left, the bot leaves too, and its call has been alone', async () => {
    const { caller, other } = await escalate(await aLine(talking), 'Please stay');
    await caller.hangsUp();
    await other.hangsUp();
    await rehearsal.clock.advance(2 * 60_000);
    expect(outcomes()).toEqual(['alone']);
    expect(sent('list participants')).toBeLessThan(5);
  });

  test('while they talk, Graph is asked once a minute who is there, and no more', async () => {
    await escalate(await aLine(talking), 'Please stay');
    await rehearsal.clock.advance(4 * 60_000);
    expect(sent('list participants')).toBeGreaterThanOrEqual(3);
    expect(sent('list participants')).toBeLessThanOrEqual(5);
    expect(outcomes()).toEqual([undefined]);
  });

  test('whoever looks after the call sees and mutes people, transfers the caller, and calls somebody in', async () => {
    const { caller, other } = await escalated({ type: 'play', prompt: 'Hello.', next: 'leave' });
    const at = await liveCall();
    const listed = await ask('GET', `${at}/participants`);
    expect(listed.body.participants.map(({ who }: { readonly who: string }) => who)).toEqual(expect.arrayContaining([ada, eve]));
    expect(await ask('POST', `${at}/mute`, {})).toMatchObject({ status: 200 });
    expect(await ask('POST', `${at}/participants/mute-all`, {})).toMatchObject({ status: 200 });
    expect(other.leg.isMuted).toBe(true);
    const third = rehearsal.person(bob, 'bob');
    expect(await ask('POST', `${at}/invite`, { people: [{ user: bob }] })).toMatchObject({ status: 202 });
    await third.accepts();
    await rehearsal.clock.advance(1_000);
    expect(connectedTo(caller.leg)).toHaveLength(3);
    const target = rehearsal.person(zoe, 'zoe');
    expect(await ask('POST', `${at}/transfer`, { to: { user: zoe } })).toMatchObject({ status: 202 });
    await target.accepts();
    await rehearsal.clock.advance(5_000);
    expect(caller.leg.room).toBe(target.leg.room);
    expect(refused()).toEqual([]);
  });

  test('somebody who is still alone with the bot is transferred and brought elsewhere as before', async () => {
    const caller = await aLine(menu({ type: 'invite', people: ['bob', 'zoe'], next: 'done', on: { failed: 'sorry' } }));
    await caller.dial(eveDials);
    await caller.hears('Press 1');
    const nobody = rehearsal.person(ada, 'ada');
    await caller.escalatesTo({ kind: 'user', id: ada });
    await nobody.declines();
    await rehearsal.clock.advance(2_000);
    const first = rehearsal.person(bob, 'bob');
    await caller.presses('1');
    await first.accepts();
    await first.hears('Done');
    expect(refused()).toEqual([]);
  });

  test('somebody who is alone in what has become a group call is transferred: Graph refuses once, and is told who', async () => {
    const caller = await aLine(menu({ type: 'transfer', to: 'zoe', on: { failed: 'sorry' } }));
    await caller.dial(eveDials);
    await caller.hears('Press 1');
    const nobody = rehearsal.person(ada, 'ada');
    await caller.escalatesTo({ kind: 'user', id: ada });
    await nobody.declines();
    await rehearsal.clock.advance(2_000);
    const target = rehearsal.person(zoe, 'zoe');
    await caller.presses('1');
    await target.accepts();
    await rehearsal.clock.advance(5_000);
    expect(caller.leg.room).toBe(target.leg.room);
    expect(refused()).toEqual(['transfer']);
  });
});

describe('a call of two', () => {
  test('a transfer that Graph does not understand is not sent again: the caller is alone with the bot', async () => {
    const caller = await aLine(menu({ type: 'transfer', to: 'zoe', on: { failed: 'sorry' } }), {
      interfere: (operation) =>
        operation === 'transfer' ? json(400, { error: { code: 'BadRequest', message: 'no' } }) : undefined,
    });
    await caller.dial(eveDials);
    await caller.hears('Press 1');
    await caller.presses('1');
    await caller.hears('That did not work');
    expect([sent('transfer'), sent('list participants')]).toEqual([1, 1]);
  });

  test('what is about several people is refused without asking Graph', async () => {
    const caller = await aLine(menu({ type: 'play', prompt: 'Hello.', next: 'leave' }));
    await caller.dial(eveDials);
    await caller.hears('Press 1');
    expect(await ask('POST', `${await liveCall()}/mute`, {})).toMatchObject({ status: 422, body: { code: 'onlyTogether' } });
    expect(sent('mute')).toBe(0);
  });
});

/** Ada and Bob are called by the bot together. */
async function aGroup(steps: object, { who = [ada, bob] } = {}, more: Partial<RehearsalOptions> = {}) {
  await aLine(steps, more);
  const [first, second] = [rehearsal.person(ada, 'ada'), rehearsal.person(bob, 'bob')];
  const asked = await ask('POST', 'outbound-calls', { to: { people: [{ user: ada }, { user: bob }] } });
  await (who.includes(ada) ? first.accepts() : first.declines());
  await (who.includes(bob) ? second.accepts() : second.declines());
  await rehearsal.clock.advance(2_000);
  const { body } = await ask('GET', `outbound-calls/${asked.body.id}`);
  return { first, second, at: `live-calls/${body.callId}` };
}

describe('a call that the bot made for several people', () => {
  const talk = menu({ type: 'transfer', to: 'zoe', on: { failed: 'sorry' } });

  test('whoever looks after it must say which of several is transferred, and is told so', async () => {
    const { first, second, at } = await aGroup(talk);
    expect(await ask('POST', `${at}/transfer`, { to: { user: zoe } })).toMatchObject({
      status: 422,
      body: { code: 'severalPeople', why: { fix: expect.stringContaining('"participant"') } },
    });
    expect(refused()).toEqual([]);
    const listed = await ask('GET', `${at}/participants`);
    const participant = listed.body.participants.find(({ who }: { readonly who: string }) => who === bob).id;
    const target = rehearsal.person(zoe, 'zoe');
    expect(await ask('POST', `${at}/transfer`, { to: { user: zoe }, participant })).toMatchObject({ status: 202 });
    await target.accepts();
    await rehearsal.clock.advance(5_000);
    expect(second.leg.room).toBe(target.leg.room);
    expect(first.leg.room).not.toBe(target.leg.room);
  });

  test('somebody who is not in the call cannot be transferred', async () => {
    const { at } = await aGroup(talk);
    expect(await ask('POST', `${at}/transfer`, { to: { user: zoe }, participant: 'nobody' })).toMatchObject({
      status: 422,
      body: { code: 'noParticipant' },
    });
  });

  test('the only one who came is transferred, without being named', async () => {
    const { first, at } = await aGroup(talk, { who: [ada] });
    const target = rehearsal.person(zoe, 'zoe');
    expect(await ask('POST', `${at}/transfer`, { to: { user: zoe } })).toMatchObject({ status: 202 });
    await target.accepts();
    await rehearsal.clock.advance(5_000);
    expect(first.leg.room).toBe(target.leg.room);
    expect(refused()).toEqual([]);
  });

  test('its flow transfers the only one', async () => {
    const { first } = await aGroup(talk, { who: [ada] });
    const target = rehearsal.person(zoe, 'zoe');
    await first.presses('1');
    await target.accepts();
    await rehearsal.clock.advance(5_000);
    expect(first.leg.room).toBe(target.leg.room);
    expect(refused()).toEqual([]);
  });

  test.each([
    ['transfer', { type: 'transfer', to: 'zoe' }],
    ['consultative transfer', { type: 'transfer', mode: 'consultative', to: 'zoe' }],
    ['hunt', { type: 'hunt', targets: ['zoe', 'eve'] }],
  ])('a %s of its flow fails while there are several: nobody is rung, and the flow learns why', async (_name, step) => {
    const { first } = await aGroup(menu({ ...step, reasonInto: 'reason', on: { failed: 'sorry' } }));
    await first.presses('1');
    await first.hears('That did not work: severalPeople.');
    expect([refused(), sent('transfer'), sent('create call')]).toEqual([[], 0, 1]);
  });

  test('in a meeting that the bot joined, the one who is there is transferred', async () => {
    await aLine(talk);
    const host = rehearsal.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    const meeting = rehearsal.graph.peopleSide.schedule({ organizerId: ada });
    await host.joins(meeting);
    const asked = await ask('POST', 'outbound-calls', { to: { meeting: { joinUrl: meeting.joinWebUrl } } });
    await rehearsal.clock.advance(9_000);
    const { body } = await ask('GET', `outbound-calls/${asked.body.id}`);
    const target = rehearsal.person(zoe, 'zoe');
    expect(await ask('POST', `live-calls/${body.callId}/transfer`, { to: { user: zoe } })).toMatchObject({ status: 202 });
    await target.accepts();
    await rehearsal.clock.advance(5_000);
    expect(host.leg.room).toBe(target.leg.room);
    expect(refused()).toEqual([]);
  });
});

describe('a meeting into which the bot is called', () => {
  test.each([
    ['transfer', { type: 'transfer', to: 'zoe', on: { failed: 'sorry' } }],
    ['hunt', { type: 'hunt', targets: ['zoe'], screen: false, on: { noAnswer: 'sorry' } }],
  ])('a flow that begins with %s sends on whoever called it', async (_name, main) => {
    await aLine({ main });
    const host = rehearsal.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(rehearsal.graph.peopleSide.schedule({ organizerId: ada }));
    const target = rehearsal.person(zoe, 'zoe');
    await host.invitesBot(account);
    await target.accepts();
    await rehearsal.clock.advance(15_000);
    expect(host.leg.room).toBe(target.leg.room);
    expect(outcomes()).toContain('transferred');
    expect(refused()).toEqual([]);
  });
});
