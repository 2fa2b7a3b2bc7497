// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { ApplicationPermission } from '../../simulator/graph/directory/directory-options.ts';
import type { CommandKind } from '../../src/core/call/call-command.ts';
import type { Log, LogFields } from '../../src/ports/log.ts';
import { aLine, type Line } from '../support/a-line.ts';
import { without } from '../support/consent.ts';
import { account, ada, bob, eve, eveDials, zoe } from '../support/people.ts';

// Each operation that a flow can ask for, in a tenant that has not consented to the permission that it needs: the flow goes
// on by its way out and knows the code, and the log says in words what is wrong.

const initiate = 'Calls.Initiate.All';
const group = 'Calls.InitiateGroupCall.All';
const media = 'Calls.AccessMedia.All';
const join = ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'] as const;

interface Row {
  readonly missing: readonly ApplicationPermission[];
  /** The step that asks. */
  readonly step: object;
  /** A call with several people that the caller was brought into, or a meeting that the bot was. Default: alone with the bot. */
  readonly where?: 'group' | 'meeting';
  readonly refused: CommandKind;
  readonly code?: string;
}

const rows: { readonly [operation: string]: Row } = {
  redirect: { missing: [initiate], step: { type: 'redirect', to: 'zoe' }, refused: 'redirect' },
  'blind transfer': {
    missing: [initiate],
    step: { type: 'transfer', to: 'zoe', announce: 'One moment.' },
    refused: 'transfer',
  },
  'consultative transfer': {
    missing: [initiate],
    step: { type: 'transfer', to: 'zoe', mode: 'consultative' },
    refused: 'placeCall',
  },
  'hunt in order': { missing: [initiate], step: { type: 'hunt', targets: ['zoe', 'bob'] }, refused: 'placeCall' },
  'hunt together': {
    missing: [initiate],
    step: { type: 'hunt', targets: ['zoe', 'bob'], strategy: 'simultaneous' },
    refused: 'placeCall',
  },
  'a redirect to voicemail': { missing: [initiate], step: { type: 'voicemail', box: 'box' }, refused: 'redirect' },
  record: {
    missing: [media],
    step: { type: 'record', prompt: 'Your name?', next: 'done' },
    refused: 'recordCaller',
  },
  'a message that the bot takes': {
    missing: [media],
    step: { type: 'voicemail', record: {}, next: 'done' },
    refused: 'recordCaller',
  },
  pressKeys: {
    missing: [initiate, media],
    step: { type: 'pressKeys', keys: '12#', next: 'done' },
    refused: 'sendTones',
  },
  invite: { missing: [group], step: { type: 'invite', people: ['ada', 'bob'], next: 'done' }, refused: 'placeCall' },
  join: {
    missing: join,
    step: { type: 'join', meeting: { id: '290273192001', passcode: 'pass001' }, next: 'done' },
    refused: 'placeCall',
  },
  'create meeting': {
    missing: ['OnlineMeetings.ReadWrite.All'],
    step: { type: 'join', meeting: { create: { organizer: 'ada' } }, next: 'done' },
    refused: 'arrangeMeeting',
    code: 'Forbidden',
  },
  'invite into a meeting': {
    missing: [group],
    where: 'meeting',
    step: { type: 'invite', people: ['bob'], next: 'done' },
    refused: 'invite',
  },
  'list participants': {
    missing: [initiate, media],
    where: 'group',
    step: { type: 'participants', action: 'list', into: 'people', next: 'done' },
    refused: 'listParticipants',
  },
  'mute one': {
    missing: join,
    where: 'group',
    step: { type: 'participants', action: 'mute', who: 'ada', next: 'done' },
    refused: 'muteParticipant',
  },
  'remove one': {
    missing: join,
    where: 'group',
    step: { type: 'participants', action: 'remove', who: 'ada', next: 'done' },
    refused: 'removeParticipant',
  },
  'hold one': {
    missing: join,
    where: 'group',
    step: { type: 'participants', action: 'holdMusicStart', who: 'ada', next: 'done' },
    refused: 'startHoldMusic',
  },
  'take one back from hold': {
    missing: join,
    where: 'group',
    step: { type: 'participants', action: 'holdMusicStop', who: 'ada', next: 'done' },
    refused: 'stopHoldMusic',
  },
  'mute all': {
    missing: join,
    where: 'group',
    step: { type: 'participants', action: 'muteAll', next: 'done' },
    refused: 'muteEverybody',
  },
  mute: { missing: [initiate, media], where: 'group', step: { type: 'mute', next: 'done' }, refused: 'mute' },
  unmute: { missing: [initiate, media], where: 'group', step: { type: 'unmute', next: 'done' }, refused: 'unmute' },
};

/** A line on which `main`, or whatever comes behind the way into a room, asks, and what it writes into the log. */
async function aDesk({ step, where, missing }: Pick<Row, 'step' | 'where' | 'missing'>) {
  const told: (readonly [string, LogFields | undefined])[] = [];
  const write = (event: string, fields?: LogFields) => void told.push([event, fields]);
  const log: Log = { debug: write, info: () => {}, warn: write, error: write };
  const asking = { reasonInto: 'reason', on: { failed: 'sorry' }, ...step };
  const inGroup = { main: { type: 'invite', people: ['ada', 'bob'], next: 'asks' }, asks: asking };
  const flow = {
    start: 'main',
    vars: { reason: { type: 'string' }, people: { type: 'list' } },
    steps: {
      ...(where === 'group' ? inGroup : { main: asking }),
      done: { type: 'hangup', outcome: 'done' },
      sorry: { type: 'hangup', prompt: 'That did not work: ${vars.reason}.', outcome: 'sorry' },
    },
  };
  const contacts = { ada: { user: ada }, bob: { user: bob }, eve: { user: eve }, zoe: { user: zoe }, box: { voicemail: ada } };
  const line = await aLine(flow, { contacts, log, ...without(...missing), destinations: { [ada]: 'answers', [bob]: 'answers' } });
  const meeting = line.graph.peopleSide.schedule({ organizerId: ada });
  const begin = async (): Promise<void> => {
    if (where !== 'meeting') return line.caller().dial(eveDials);
    const host = line.participant({ kind: 'user', id: ada, displayName: 'Ada' }, 'ada');
    await host.joins(meeting);
    await host.invitesBot(account);
  };
  return { line, told, begin };
}

const reasonIn = ({ turns }: Line): unknown => turns.map(({ call }) => call.vars.reason).findLast((reason) => reason !== '');
const wentBy = ({ turns }: Line, step: string): boolean => turns.some(({ call }) => call.path.some((name) => name === step));

test.each(Object.entries(rows))(
  '%s without its permission: the flow goes its other way and knows why',
  async (_operation, row) => {
    const { code = '7504', refused } = row;
    const { line, told, begin } = await aDesk(row);
    await begin();
    await line.clock.advance(40_000);
    expect({ reason: reasonIn(line), sorry: wentBy(line, 'sorry'), done: wentBy(line, 'done') }).toEqual({
      reason: code,
      sorry: true,
      done: false,
    });
    const said = told.find(([event, fields]) => event === 'call.commandFailed' && fields?.command === refused);
    expect(said?.[1]).toMatchObject({ code, why: expect.stringMatching(/permission|allow/) });
  },
);

test.each(['mute', 'unmute'])('%s that is refused goes on by "next" where nobody has declared another way', async (type) => {
  const { line, begin } = await aDesk({
    where: 'group',
    missing: [initiate, media],
    step: { type, reasonInto: undefined, on: {}, next: 'done' },
  });
  await begin();
  await line.clock.advance(40_000);
  expect([wentBy(line, 'sorry'), wentBy(line, 'done')]).toEqual([false, true]);
});

test('a hunt whose calls are all refused is told apart from one that nobody takes, and goes on by "noAnswer" all the same', async () => {
  const step = { type: 'hunt', targets: ['zoe', 'bob'], on: { noAnswer: 'sorry' } };
  const { line, begin } = await aDesk({ missing: [initiate], step });
  await begin();
  await line.clock.advance(10_000);
  expect([reasonIn(line), wentBy(line, 'sorry')]).toEqual(['7504', true]);
});
