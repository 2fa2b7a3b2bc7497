import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import type { CallCommand, TransferCall } from '../../call/call-command.ts';
import type { ListedParticipant } from '../../call/room-command.ts';

const flow = aFlow({
  desk: { type: 'transfer', to: 'reception', on: { failed: 'sorry' } },
  sorry: { type: 'hangup', prompt: 'Sorry.' },
});

const ada = '0a1b2c3d-1234-4567-89ab-cdef01234567';
const somebody = (id: string, who: string, kind: ListedParticipant['kind'] = 'user'): ListedParticipant => ({
  id,
  kind,
  who,
  name: '',
  isMuted: false,
  isInLobby: false,
});
const bot = somebody('p0', 'the bot', 'application');
const caller = somebody('p1', ada);
const other = somebody('p2', '0a1b2c3d-0002-4567-89ab-cdef01234567');

const last = (call: CoreCall): CallCommand | undefined => call.commands.at(-1);
const ofKind = (call: CoreCall, kind: CallCommand['kind']): readonly CallCommand[] =>
  call.commands.filter((command) => command.kind === kind);

/** Graph has told nothing of anybody, and does not take the transfer for a call of two. */
function refused(code = 'BadRequest'): CoreCall {
  const call = CoreCall.connected(flow);
  const command = last(call);
  if (command?.kind !== 'transfer') throw new Error('it should have begun with a transfer');
  const { number } = command;
  call.take({
    kind: 'commandFailed',
    callId: aCallId,
    number,
    command: 'transfer',
    why: 'refused',
    code,
    unnamed: command as TransferCall,
  });
  return call;
}

function answered(call: CoreCall, ...people: readonly ListedParticipant[]): void {
  const asked = ofKind(call, 'listParticipants').at(-1);
  if (asked === undefined) throw new Error('nobody was asked who is there');
  call.take({
    kind: 'commandAnswered',
    callId: aCallId,
    number: asked.number,
    answer: { kind: 'operation', ended: 'completed', value: [bot, ...people] },
  });
}

test('a call of two that was made one with several unseen: Graph refuses once, is asked who is there, and told who is sent on', () => {
  const call = refused();
  answered(call, other, caller);
  expect(last(call)).toMatchObject({ kind: 'transfer', transferee: { participant: 'p1', who: { kind: 'user', id: ada } } });
  expect(call.call).toMatchObject({ asked: 'transfer', multiparty: true, roster: { others: 2 } });
});

test('a second refusal is the last: the flow has its caller back', () => {
  const call = refused();
  answered(call, other, caller);
  const { number = 0 } = last(call) ?? {};
  call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'transfer', why: 'refused', code: 'BadRequest' });
  expect(call.call).toMatchObject({ at: { step: 'sorry' } });
  expect(ofKind(call, 'transfer')).toHaveLength(2);
});

test.each([
  ['the caller is alone with the bot: it was about something else', (call: CoreCall) => answered(call, caller)],
  [
    'nobody can say who is there',
    (call: CoreCall) =>
      call.take({
        kind: 'commandFailed',
        callId: aCallId,
        number: ofKind(call, 'listParticipants')[0]?.number ?? 0,
        command: 'listParticipants',
        why: 'refused',
        code: '7504',
      }),
  ],
])('when %s, the flow has its caller back, with the first refusal', (_why, then) => {
  const call = refused();
  then(call);
  expect(call.call).toMatchObject({ at: { step: 'sorry' }, multiparty: false });
  expect(ofKind(call, 'transfer')).toHaveLength(1);
});

test('a refusal for lack of a permission is not about the name', () => {
  const call = refused('7504');
  expect(call.call.at.step).toBe('sorry');
  expect(ofKind(call, 'listParticipants')).toEqual([]);
});

test('a caller who hangs up while Graph is asked is not transferred', () => {
  const call = refused();
  call.take({ kind: 'callEnded', callId: aCallId, result: { code: 200, subcode: 4521 } });
  answered(call, other, caller);
  expect(ofKind(call, 'transfer')).toHaveLength(1);
  expect(call.call.end?.outcome).toBe('callerHungUp');
});

test('the answer that comes after the step has given up moves nobody', () => {
  const call = refused();
  call.now += 61_000;
  call.take({ kind: 'wokeUp', callId: aCallId });
  expect(call.call.at.step).not.toBe('desk');
  answered(call, other, caller);
  expect(ofKind(call, 'transfer')).toHaveLength(1);
});

/** The media went away and came back. */
function moved(): CoreCall {
  const call = CoreCall.connected(
    aFlow({ main: { type: 'hold', prompt: 'Stay.', for: '20m', next: 'bye' }, bye: { type: 'hangup' } }),
  );
  call.take({ kind: 'callStateChanged', callId: aCallId, audio: 'inactive' });
  call.take({ kind: 'callStateChanged', callId: aCallId, audio: 'active' });
  return call;
}

function sweeps(call: CoreCall, ms: number): void {
  call.now += ms;
  call.take({ kind: 'wokeUp', callId: aCallId });
}

describe('media that goes away and comes back', () => {
  test('is reason to ask who is there, soon and then once a minute', () => {
    const call = moved();
    expect(ofKind(call, 'listParticipants')).toEqual([]);
    for (let second = 0; second < 180; second += 1) sweeps(call, 1_000);
    expect(ofKind(call, 'listParticipants')).toHaveLength(3);
  });

  test('says nothing when the caller turns out to be alone with the bot', () => {
    const call = moved();
    sweeps(call, 16_000);
    answered(call, caller);
    expect(call.call).toMatchObject({ multiparty: false });
    expect(call.call.aloneUntil).toBeUndefined();
  });

  test('is not taken for more where the other side is a bot', () => {
    const call = moved();
    sweeps(call, 16_000);
    answered(call, somebody('p9', 'another bot', 'application'));
    expect(call.call).toMatchObject({ multiparty: false });
    expect(call.call.aloneUntil).toBeUndefined();
  });

  test('where the bot may not ask, it asks again after a quarter of an hour', () => {
    const call = moved();
    sweeps(call, 16_000);
    const { number = 0 } = ofKind(call, 'listParticipants')[0] ?? {};
    call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'listParticipants', why: 'refused', code: '7504' });
    for (let minute = 0; minute < 14; minute += 1) sweeps(call, 60_000);
    expect(ofKind(call, 'listParticipants')).toHaveLength(1);
  });

  test('of whom Graph reports by itself, nobody is asked any more', () => {
    const call = moved();
    call.take({ kind: 'rosterChanged', callId: aCallId, others: 2, full: true, people: [{ id: 'p1', kind: 'user', who: ada }] });
    for (let minute = 0; minute < 5; minute += 1) sweeps(call, 60_000);
    expect(ofKind(call, 'listParticipants')).toEqual([]);
    expect(call.call).toMatchObject({ multiparty: true, roster: { others: 2 } });
  });
});
