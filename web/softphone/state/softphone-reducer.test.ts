import type { SoftphoneEvent } from '../../../simulator/softphone-api.ts';
import { conversationOf } from './conversation.ts';
import type { SoftphoneAction } from './softphone-action.ts';
import { reduce, transcriptLimit, wireLimit } from './softphone-reducer.ts';
import { idleState, type SoftphoneState } from './softphone-state.ts';

/** An event before it has its number. */
type Told = SoftphoneEvent extends infer E ? (E extends SoftphoneEvent ? Omit<E, 'seq' | 'at'> & { at?: number } : never) : never;

const after = (state: SoftphoneState, ...actions: readonly SoftphoneAction[]) => actions.reduce(reduce, state);
const dialled = after(idleState, { kind: 'dialled' }, { kind: 'dialAnswered', callId: 'c1' });

function told(state: SoftphoneState, ...events: readonly Told[]): SoftphoneState {
  return events.reduce((before, event) => arrives(before, event, before.lastSeq + 1), state);
}

function arrives(state: SoftphoneState, event: Told, seq: number, callId = 'c1'): SoftphoneState {
  // The spread of a union loses its variants; `event` is one of them.
  const numbered = { at: seq * 1000, ...event, seq } as SoftphoneEvent;
  return reduce(state, { kind: 'eventArrived', callId, event: numbered, receivedAt: numbered.at });
}

const connected: Told = { kind: 'state', state: 'connected' };
const others = (place: 'two' | 'group' | 'meeting', ...names: readonly string[]): Told => ({
  kind: 'others',
  place,
  isMuted: false,
  others: names.map((name) => ({ participantId: name, name, kind: 'person', isMuted: false })),
});
const newsIn = (state: SoftphoneState) =>
  state.transcript.flatMap((entry) => (entry.kind === 'person' ? [`${entry.name} ${entry.news}`] : []));
const prompt = (n: number, text?: string): Told => ({
  kind: 'promptStarted',
  n,
  ...(text !== undefined && { text }),
  silent: true,
  durationMs: 2000,
  url: `/p/${n}.wav`,
});
const traffic = (exchange: Partial<Extract<Told, { kind: 'traffic' }>['exchange']> = {}): Told => ({
  kind: 'traffic',
  exchange: { direction: 'toBot', title: 'call established', method: 'POST', path: '/api/calls', ...exchange },
});

test('a repeated event after a reconnect changes nothing', () => {
  const once = told(dialled, connected, prompt(1, 'Welcome.'));
  expect(arrives(once, prompt(1, 'Welcome.'), 2)).toBe(once);
  expect(arrives(once, connected, 1)).toBe(once);
});

test('an event of the call before does not reach the new call', () => {
  expect(arrives(dialled, connected, 1, 'an older call')).toBe(dialled);
});

test('the call is connected from the first time that it was, even after a transfer that failed', () => {
  const back = told(dialled, connected, { kind: 'state', state: 'transferring' }, connected);
  expect(back.phase).toBe('connected');
  expect(back.connectedAt).toBe(1000);
});

test('a prompt sounds, then counts as played', () => {
  const sounding = told(dialled, connected, prompt(1, 'Welcome.'));
  expect(sounding.sounding).toMatchObject({ n: 1, text: 'Welcome.' });
  const over = told(sounding, { kind: 'promptEnded', n: 1, cancelled: false });
  expect(over.sounding).toBeUndefined();
  expect(over.transcript.at(-1)).toMatchObject({ kind: 'prompt', progress: 'played' });
});

test('a prompt that a key interrupted is marked, and must fall silent at once', () => {
  const cut = told(dialled, prompt(1, 'Press 1.'), { kind: 'promptEnded', n: 1, cancelled: true });
  expect(cut.lastPromptCancelled).toBe(true);
  expect(cut.transcript.at(-1)).toMatchObject({ progress: 'cancelled' });
});

test('when the next prompt follows a cancelled one in the same breath, the cancelled one is still known as such', () => {
  const next = told(dialled, prompt(1, 'One.'), { kind: 'promptEnded', n: 1, cancelled: true }, prompt(2, 'Two.'));
  expect(next.sounding).toMatchObject({ n: 2 });
  expect(next.lastPromptCancelled).toBe(true);
});

test('a new prompt ends the one before even when its end was not told', () => {
  const next = told(dialled, prompt(1, 'One.'), prompt(2, 'Two.'));
  expect(next.transcript.map((entry) => entry.kind === 'prompt' && entry.progress)).toEqual(['played', 'sounding']);
});

test('a late end of an earlier prompt does not silence the present one', () => {
  const next = told(dialled, prompt(1, 'One.'), prompt(2, 'Two.'), { kind: 'promptEnded', n: 1, cancelled: true });
  expect(next.sounding).toMatchObject({ n: 2 });
});

test('a silence without words is listening, not a line of talk', () => {
  const listening = told(dialled, prompt(1));
  expect(listening.sounding).toMatchObject({ n: 1 });
  expect(listening.transcript).toEqual([]);
});

test('keys pressed in a row share one bubble, and a refused one is marked and reported', () => {
  const problem = { kind: 'toneRefused', message: 'Not connected.' } as const;
  const state = after(
    told(dialled, connected, prompt(1, 'Account?')),
    { kind: 'tonePressed', key: 'tone-1', tone: '4', pressedAt: 5000 },
    { kind: 'tonePressed', key: 'tone-2', tone: '2', pressedAt: 5100 },
    { kind: 'toneAnswered', key: 'tone-1', problem: undefined },
    { kind: 'toneAnswered', key: 'tone-2', problem },
  );
  const bubble = conversationOf(state.transcript).at(-1);
  expect(bubble).toMatchObject({
    kind: 'tones',
    tones: [
      { tone: '4', progress: 'sent' },
      { tone: '2', progress: 'refused' },
    ],
  });
  expect(state.problem).toEqual(problem);
});

test('a key refused because the call just ended is not reported', () => {
  const ended = told(dialled, connected, { kind: 'state', state: 'ended' });
  const state = reduce(ended, { kind: 'toneAnswered', key: 'tone-1', problem: { kind: 'toneRefused', message: 'x' } });
  expect(state.problem).toBeUndefined();
});

test('a recording shows while it runs and can be played when it is over', () => {
  const running = told(dialled, connected, { kind: 'recordingStarted', maxDurationMs: 20_000, beep: true });
  expect(running.recording).toMatchObject({ maxDurationMs: 20_000, beep: true });
  const over = told(running, { kind: 'recordingEnded', url: '/r.wav', durationMs: 1500, why: 'stop tone' });
  expect(over.recording).toBeUndefined();
  expect(over.transcript.filter((entry) => entry.kind === 'recording')).toMatchObject([{ ended: { url: '/r.wav' } }]);
});

test('a recording that is told only after the hang-up can still be played', () => {
  const hungUp = told(
    dialled,
    connected,
    { kind: 'recordingStarted', maxDurationMs: 20_000, beep: true },
    { kind: 'state', state: 'ended' },
    { kind: 'recordingEnded', url: '/r.wav', durationMs: 1500, why: 'hung up' },
  );
  expect(hungUp.recording).toBeUndefined();
  expect(hungUp.transcript.filter((entry) => entry.kind === 'recording')).toMatchObject([{ ended: { url: '/r.wav' } }]);
});

test('the end silences everything, whatever was missed', () => {
  const ended = told(dialled, connected, { kind: 'recordingStarted', maxDurationMs: 20_000, beep: false }, prompt(1, 'Good'), {
    kind: 'state',
    state: 'ended',
    detail: 'The bot hung up.',
  });
  expect(ended).toMatchObject({ phase: 'ended', detail: 'The bot hung up.', endedAt: 4000 });
  expect(ended.sounding).toBeUndefined();
  expect(ended.recording).toBeUndefined();
  expect(ended.lastPromptCancelled).toBe(true);
});

test('a bot that does not answer is reported until it answers again', () => {
  const silent = told(dialled, traffic({ trouble: 'Connection refused.' }));
  expect(silent.problem).toEqual({ kind: 'botTrouble', message: 'Connection refused.' });
  expect(told(silent, traffic({ status: 202 })).problem).toBeUndefined();
});

test('a request that the simulator refuses is on the wire, but no alarm for the caller', () => {
  const state = told(dialled, traffic({ direction: 'toGraph', status: 400, trouble: 'No prompts.' }));
  expect(state.wire).toHaveLength(1);
  expect(state.problem).toBeUndefined();
});

test('a call that the restarted simulator has forgotten ends here, too, with advice', () => {
  const state = reduce(told(dialled, connected), { kind: 'callForgotten', noticedAt: 9000 });
  expect(state).toMatchObject({ phase: 'ended', endedAt: 9000, problem: { kind: 'callForgotten' } });
});

test('a lost stream is a problem during the call, none after it, and heals when it is back', () => {
  const lost = reduce(told(dialled, connected), { kind: 'linkChanged', link: 'lost' });
  expect(lost.problem).toEqual({ kind: 'linkLost' });
  expect(reduce(lost, { kind: 'linkChanged', link: 'open' }).problem).toBeUndefined();
  const ended = told(dialled, { kind: 'state', state: 'ended' });
  expect(reduce(ended, { kind: 'linkChanged', link: 'lost' })).toMatchObject({ link: 'closed', problem: undefined });
});

test('the clocks are compared by the quickest event, so that a replayed one does not shift the duration', () => {
  const event = (seq: number, at: number): SoftphoneEvent => ({ seq, at, kind: 'state', state: 'ringing' });
  const state = after(
    dialled,
    { kind: 'eventArrived', callId: 'c1', event: event(1, 1000), receivedAt: 6000 },
    { kind: 'eventArrived', callId: 'c1', event: event(2, 2000), receivedAt: 2030 },
    { kind: 'eventArrived', callId: 'c1', event: event(3, 3000), receivedAt: 3400 },
  );
  expect(state.clockSkewMs).toBe(30);
});

test('conversation and wire keep the newest entries only', () => {
  const many = Array.from({ length: wireLimit + 5 }, () => traffic({ status: 202 }));
  const state = told(dialled, ...many);
  expect(state.wire).toHaveLength(wireLimit);
  expect(state.wire.at(-1)?.seq).toBe(wireLimit + 5);
  const talkative = told(dialled, ...Array.from({ length: transcriptLimit + 5 }, (_, n) => prompt(n, `Prompt ${n}`)));
  expect(talkative.transcript).toHaveLength(transcriptLimit);
});

test('dialling again starts with an empty page, and a refused dial goes back to the choice with the reason', () => {
  const old = told(dialled, connected, prompt(1, 'Hello.'), traffic(), { kind: 'state', state: 'ended' });
  const again = reduce(old, { kind: 'dialled' });
  expect(again).toMatchObject({ phase: 'dialling', transcript: [], wire: [], lastSeq: 0 });
  const problem = { kind: 'dialRefused', message: 'No such line.' } as const;
  expect(reduce(again, { kind: 'dialFailed', problem })).toMatchObject({ phase: 'idle', problem });
});

test('clearing the wire leaves the conversation', () => {
  const state = reduce(told(dialled, traffic(), prompt(1, 'Hello.')), { kind: 'wireCleared' });
  expect(state.wire).toEqual([]);
  expect(state.transcript).toHaveLength(1);
});

test('the wire reads in the order in which things began: the incoming call stands before the answer to it', () => {
  const state = told(
    dialled,
    { ...traffic({ direction: 'toGraph', title: 'answer', durationMs: 2 }), at: 5_400 },
    { ...traffic({ title: 'incoming call', durationMs: 500 }), at: 5_500 },
    { ...traffic({ title: 'call established', durationMs: 10 }), at: 5_700 },
  );
  expect(state.wire.map(({ exchange }) => exchange.title)).toEqual(['incoming call', 'answer', 'call established']);
});

test('a call that is taken is a call like any other, and shows who called', () => {
  const taken = reduce(idleState, { kind: 'accepted', callId: 'c1', from: 'emergency' });
  expect(taken).toMatchObject({ phase: 'connecting', callId: 'c1', calledBy: 'emergency' });
  expect(told(taken, { kind: 'state', state: 'ringing' }, connected)).toMatchObject({ phase: 'connected', connectedAt: 2000 });
});

test('whoever is transferred to somebody sees with whom they are now', () => {
  const state = told(dialled, connected, { kind: 'state', state: 'transferring' }, connected, others('two', 'Cleo'));
  expect(newsIn(state)).toEqual(['Cleo connected']);
  expect(state.others).toMatchObject([{ name: 'Cleo' }]);
});

test('in a group call people come and go one by one', () => {
  const state = told(dialled, connected, others('group', 'Ben'), others('group', 'Ben', 'Cleo'), others('group', 'Cleo'));
  expect(newsIn(state)).toEqual(['Ben joined', 'Cleo joined', 'Ben left']);
});

test('somebody who was invited rings, then is there or is not', () => {
  const invitation = (outcome: 'rings' | 'joined' | 'declined', name: string): Told => ({
    kind: 'invitation',
    participantId: name,
    name,
    outcome,
  });
  const both = told(dialled, connected, others('meeting'), invitation('rings', 'Ben'), invitation('rings', 'Cleo'));
  expect(both.invited.map(({ name }) => name)).toEqual(['Ben', 'Cleo']);
  const one = told(both, others('meeting', 'Ben'), invitation('joined', 'Ben'), invitation('declined', 'Cleo'));
  expect(one.invited).toEqual([]);
  expect(newsIn(one)).toEqual(['Ben invited', 'Cleo invited', 'Ben joined', 'Cleo declined']);
});

test('mute is what the simulator says, whoever muted', () => {
  const muted = told(dialled, connected, { kind: 'others', place: 'group', isMuted: true, others: [] });
  expect(muted.isMuted).toBe(true);
});

test('moving from one call to another does not tell again that the call is connected', () => {
  const state = told(dialled, connected, connected);
  expect(state.transcript.filter((entry) => entry.kind === 'phase')).toHaveLength(1);
});

test('nobody is left in a call that has ended', () => {
  const state = told(dialled, connected, others('group', 'Ben'), { kind: 'state', state: 'ended' });
  expect([state.others, state.invited]).toEqual([[], []]);
});

test('a line whose flow cannot be used says so once, however often the safe flow is called', () => {
  const safe = traffic({ path: 'http://127.0.0.1:7071/api/calls?safe=main' });
  const noticed = told(dialled, safe);
  expect(noticed.problem).toEqual({ kind: 'safeFlow' });
  expect(told(reduce(noticed, { kind: 'problemDismissed' }), safe).problem).toBeUndefined();
  expect(told(dialled, traffic()).problem).toBeUndefined();
});

test('a simulator that is back takes back the complaint that it was away, and no other', () => {
  const away = reduce(idleState, { kind: 'problemMet', problem: { kind: 'simulatorUnreachable' } });
  expect(reduce(away, { kind: 'simulatorHeard' }).problem).toBeUndefined();
  const refused = reduce(idleState, { kind: 'problemMet', problem: { kind: 'wishRefused', message: 'no' } });
  expect(reduce(refused, { kind: 'simulatorHeard' })).toBe(refused);
});
