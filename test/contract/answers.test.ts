import { adaId, frontDeskId, tenantId, toyBot } from '../../simulator/testing/toy-bot.ts';
import { graphCallControl } from '../../src/adapters/graph/graph-call-control.ts';
import { graphMeetings } from '../../src/adapters/graph/graph-meetings.ts';
import { type ClientContext, clientContext, readCallId } from '../../src/core/call/ids.ts';
import type { CallTarget } from '../../src/core/call/leg.ts';
import type { Destination } from '../../src/core/call/party.ts';
import type { CallControl, CommandOutcome, ControlCommand, ControlledCall } from '../../src/ports/call-control.ts';
import type { MeetingOutcome, Meetings } from '../../src/ports/meetings.ts';
import { connectionOf, type Exchange } from '../support/an-adapter.ts';
import { contractCheck } from './contract-check.ts';
import { contractIsHere, sayThatItIsAbsent } from './contract-folder.ts';

// The bot's own adapter asks the simulated Graph: request and answer are held against the published description, and
// what the adapter makes of the answer is what happened.

const bobId = '99999999-8888-4777-8666-555555555555';
const user = (id: string): Destination => ({ kind: 'user', id });
const phone: Destination = { kind: 'phone', number: '+441632960111' };
const context: ClientContext = clientContext(1, 7);
const hello = { kind: 'speech', text: 'Hello', language: 'en-US', durationMs: 700 } as const;
const accepted: CommandOutcome = { kind: 'accepted' };
const done: CommandOutcome = { kind: 'accepted', answer: { kind: 'operation', ended: 'completed' } };

/** A bot, its adapter, and everything that went between them and Graph. */
class Line {
  readonly bot = toyBot();
  readonly exchanges: Exchange[] = [];
  readonly control: CallControl;
  readonly meetings: Meetings;
  #call: ControlledCall | undefined;

  constructor() {
    const connection = connectionOf(this.bot, (exchange) => this.exchanges.push(exchange));
    this.control = graphCallControl(connection);
    this.meetings = graphMeetings(connection);
  }

  get call(): ControlledCall {
    const id = this.#call?.id ?? readCallId(this.bot.callId);
    if (id === undefined) throw new Error('There is no call yet.');
    return { id, tenantId };
  }
  get soon(): number {
    return this.bot.clock.now() + 2_000;
  }
  perform(command: ControlCommand): Promise<CommandOutcome> {
    return this.control.perform(this.call, command, this.soon);
  }

  async rings(): Promise<void> {
    await this.bot.caller().dial({ from: { kind: 'phone', number: '+441632960123' }, to: frontDeskId });
  }
  async connects(): Promise<void> {
    await this.rings();
    await this.perform({ number: 1, kind: 'answer', preFetch: [hello] });
    await this.bot.clock.advance(2_000);
  }
  async places(target: CallTarget): Promise<void> {
    const outcome = await this.control.place({ tenantId, target, from: frontDeskId, origin: 'call.x.1' }, this.soon);
    if (outcome.kind !== 'placed') throw new Error(`Not placed: ${JSON.stringify(outcome)}`);
    this.#call = { id: outcome.callId, tenantId };
  }
  async meets(): Promise<void> {
    const people = [this.bot.callee(adaId), this.bot.callee(bobId)];
    await this.places({ kind: 'group', people: [user(adaId), user(bobId)] });
    for (const person of people) await person.accepts();
    await this.bot.clock.advance(100);
  }
  /** Bob's id in the roster. */
  get bob(): string {
    const roster = this.bot.told.findLast(({ resourceUrl }) => resourceUrl.endsWith('/participants'))?.data;
    const found = Array.isArray(roster) ? roster.find((one) => JSON.stringify(one).includes(bobId)) : undefined;
    return String(found?.id);
  }
}

const record = { kind: 'recordCaller', context, beep: true, stopTones: ['#'] } as const;
type Ask = readonly [command: (line: Line) => ControlCommand, outcome: CommandOutcome | jest.AsymmetricMatcher];

const whileItRings: { readonly [title: string]: Ask } = {
  answer: [() => ({ number: 1, kind: 'answer', preFetch: [hello] }), accepted],
  reject: [() => ({ number: 1, kind: 'reject', reason: 'busy' }), accepted],
  redirect: [() => ({ number: 1, kind: 'redirect', targets: [phone] }), accepted],
};
const withOneCaller: { readonly [title: string]: Ask } = {
  play: [() => ({ number: 2, kind: 'playPrompt', context, prompts: [hello, hello] }), accepted],
  record: [() => ({ number: 2, ...record, maxLengthMs: 30_000, initialSilenceMs: 5_000, maxSilenceMs: 3_000 }), accepted],
  listen: [() => ({ number: 2, kind: 'listenForTones', context }), accepted],
  cancel: [() => ({ number: 2, kind: 'cancelMedia', context }), accepted],
  'press keys': [() => ({ number: 2, kind: 'sendTones', context, tones: ['1', '#'] }), accepted],
  keepAlive: [() => ({ number: 2, kind: 'keepAlive' }), accepted],
  transfer: [() => ({ number: 2, kind: 'transfer', target: phone }), accepted],
  'hang up': [() => ({ number: 2, kind: 'hangUp' }), accepted],
};
const amongSeveral: { readonly [title: string]: Ask } = {
  'invite somebody': [() => ({ number: 2, kind: 'invite', context, people: [{ target: phone }] }), accepted],
  'list participants': [
    () => ({ number: 2, kind: 'listParticipants', context }),
    expect.objectContaining({
      answer: expect.objectContaining({ value: expect.arrayContaining([expect.objectContaining({ who: bobId })]) }),
    }),
  ],
  'get a participant': [
    ({ bob }) => ({ number: 2, kind: 'getParticipant', context, participant: bob }),
    expect.objectContaining({ answer: expect.objectContaining({ value: expect.objectContaining({ who: bobId }) }) }),
  ],
  'mute a participant': [({ bob }) => ({ number: 2, kind: 'muteParticipant', context, participant: bob }), done],
  'remove a participant': [({ bob }) => ({ number: 2, kind: 'removeParticipant', context, participant: bob }), done],
  'mute the bot': [() => ({ number: 2, kind: 'mute', context }), done],
  'unmute the bot': [() => ({ number: 2, kind: 'unmute', context }), done],
  'start hold music': [({ bob }) => ({ number: 2, kind: 'startHoldMusic', context, participant: bob }), accepted],
  'stop hold music': [({ bob }) => ({ number: 2, kind: 'stopHoldMusic', context, participant: bob }), accepted],
  'transfer one of several people': [
    ({ bob }) => ({ number: 2, kind: 'transfer', target: phone, transferee: { participant: bob, who: user(bobId) } }),
    accepted,
  ],
};
/** Taken from other kinds of bots only: what this one gets is the refusal. */
const notForUs: { readonly [title: string]: Ask } = {
  'update the recording status': [() => ({ number: 2, kind: 'updateRecordingStatus', context, status: 'recording' }), refused()],
  'add the large gallery view': [() => ({ number: 2, kind: 'addLargeGalleryView', context }), refused()],
};
function refused(): jest.AsymmetricMatcher {
  return expect.objectContaining({ kind: 'refused' });
}

const placements: { readonly [title: string]: (line: Line) => CallTarget } = {
  'call a user': () => user(bobId),
  'call a telephone in the name of a resource account': () => phone,
  'call a group': () => ({ kind: 'group', people: [user(adaId), user(bobId), phone] }),
  'join a meeting by token': ({ bot }) => {
    const { token } = bot.graph.peopleSide.schedule({ organizerId: adaId });
    return { kind: 'meeting', door: { kind: 'token', token } };
  },
  'join a meeting by its id': ({ bot }) => {
    const { joinMeetingId, passcode } = bot.graph.peopleSide.schedule({ organizerId: adaId });
    return { kind: 'meeting', door: { kind: 'meetingId', meetingId: joinMeetingId, ...(passcode === null ? {} : { passcode }) } };
  },
  'join a meeting by its coordinates': ({ bot }) => {
    const { threadId } = bot.graph.peopleSide.schedule({ organizerId: adaId });
    return { kind: 'meeting', door: { kind: 'organizer', threadId, messageId: '0', organizerId: adaId } };
  },
};

const owner = { tenantId, organizer: adaId };
const plan = { subject: 'Case 7', startsAt: 1_800_000_000_000, endsAt: 1_800_003_600_000 };
const desk: { readonly [title: string]: (line: Line) => Promise<MeetingOutcome | { readonly kind: 'notThere' }> } = {
  'create a meeting': ({ meetings, soon }) => meetings.create(owner, plan, soon),
  'create or get a meeting, twice': async ({ meetings, soon }) => {
    const first = await meetings.createOrGet(owner, 'call-7', plan, soon);
    expect(await meetings.createOrGet(owner, 'call-7', plan, soon)).toEqual(first);
    return first;
  },
  'get a meeting by its id': ({ bot, meetings, soon }) =>
    meetings.get(owner, { by: 'id', id: bot.graph.peopleSide.schedule({ organizerId: adaId }).id }, soon),
  'get a meeting by its link': ({ bot, meetings, soon }) =>
    meetings.get(owner, { by: 'joinUrl', joinUrl: bot.graph.peopleSide.schedule({ organizerId: adaId }).joinWebUrl }, soon),
  'get a meeting by its conference id': ({ bot, meetings, soon }) => {
    const conferenceId = bot.graph.peopleSide.schedule({ organizerId: adaId }).videoTeleconferenceId;
    return meetings.get(owner, { by: 'conferenceId', conferenceId }, soon);
  },
};

if (contractIsHere) {
  const { fits, answers } = contractCheck();
  /** Everything that went over the line since `from`. Returns the statuses. */
  const isAsDescribed = (line: Line, from: number, ids: { readonly [parameter: string]: string }): readonly number[] => {
    const since = line.exchanges.slice(from);
    for (const exchange of since) {
      fits(exchange.request, ids);
      answers(exchange, ids);
    }
    return since.map(({ status }) => status);
  };
  const asks = async (line: Line, [command, outcome]: Ask): Promise<void> => {
    const before = line.exchanges.length;
    const participant = line.bob;
    const came = await line.perform(command(line));
    expect(isAsDescribed(line, before, { 'call-id': line.call.id, 'participant-id': participant })).toHaveLength(1);
    expect(came).toEqual(outcome);
  };

  describe('what Graph answers is as described, and is understood', () => {
    test.each(Object.entries(whileItRings))('%s, while the call rings', async (_title, ask) => {
      const line = new Line();
      await line.rings();
      await asks(line, ask);
    });

    test.each(Object.entries(withOneCaller))('%s, with one caller', async (_title, ask) => {
      const line = new Line();
      await line.connects();
      await asks(line, ask);
    });

    test('get the call', async () => {
      const line = new Line();
      await line.connects();
      const before = line.exchanges.length;
      expect(await line.control.observe(line.call, line.soon)).toEqual({ kind: 'alive', state: 'established', audio: 'active' });
      expect(isAsDescribed(line, before, { 'call-id': line.call.id })).toEqual([200]);
    });

    test.each(Object.entries(amongSeveral))('%s, among several people', async (title, ask) => {
      const line = new Line();
      await line.meets();
      if (title === 'stop hold music') await asks(line, amongSeveral['start hold music'] ?? ask);
      await asks(line, ask);
    });

    test.each(Object.entries(notForUs))('%s is refused in the described form', async (_title, ask) => {
      const line = new Line();
      await line.meets();
      await asks(line, ask);
    });

    test.each(Object.entries(placements))('%s', async (_title, target) => {
      const line = new Line();
      await line.places(target(line));
      expect(isAsDescribed(line, 0, {})).toEqual([201]);
      expect(line.exchanges[0]?.answer).toMatchObject({ id: line.call.id, state: 'establishing' });
    });

    test.each(Object.entries(desk))('%s', async (title, ask) => {
      const line = new Line();
      const came = await ask(line);
      const meeting = came.kind === 'meeting' ? came.meeting : undefined;
      const statuses = isAsDescribed(line, 0, { 'user-id': adaId, 'onlineMeeting-id': meeting?.id ?? '' });
      expect(statuses).toEqual(title === 'create a meeting' ? [201] : title.startsWith('create or') ? [201, 200] : [200]);
      expect(meeting?.joinUrl).toContain('https://teams.microsoft.com/l/meetup-join/');
    });

    test('and an answer that is not as described is noticed', () => {
      const request = { method: 'POST', url: 'https://graph.example/v1.0/communications/calls/x/keepAlive' };
      const ids = { 'call-id': 'x' };
      const exchange = (status: number, answer?: unknown) => ({ request, status, answer }) as unknown as Exchange; // Half a request is enough.
      expect(() => answers(exchange(200), ids)).not.toThrow();
      expect(() => answers(exchange(202), ids)).toThrow();
      expect(() => answers(exchange(200, { id: 1 }), ids)).toThrow();
      expect(() => answers(exchange(403, { wrong: {} }), ids)).toThrow();
    });
  });
} else {
  sayThatItIsAbsent('answers against the documented contract');
}
