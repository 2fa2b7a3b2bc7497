import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow, contacts } from '../../../../test/support/a-flow.ts';
import type { RosterEntry } from '../../call/roster.ts';

const otherCallId = '00000000-0000-4000-8000-000000000009';
const guest = contacts.reception;

/** The call with several people, as it begins when the first of those who were called is there. */
function hosting(): CoreCall {
  const flow = aFlow({ together: { type: 'play', prompt: 'You are together.', next: 'bye' }, bye: { type: 'hangup' } });
  const call = new CoreCall(flow);
  call.call = {
    ...call.call,
    direction: 'outgoing',
    multiparty: true,
    placedBy: { callId: otherCallId as never, leg: 1 },
    at: { ...call.call.at, step: '$host' as never, memory: { person: { ...guest }, next: 'together' } },
  };
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' });
  return call;
}

const count = (call: CoreCall, kind: string): number => call.commands.filter((command) => command.kind === kind).length;
const numberOf = (call: CoreCall, kind: string): number =>
  call.commands.findLast((command) => command.kind === kind)?.number ?? 0;

function nobodyKnows(call: CoreCall): void {
  call.take({
    kind: 'commandFailed',
    callId: aCallId,
    number: numberOf(call, 'invite'),
    command: 'invite',
    why: 'unclear',
    code: 'UNCLEAR',
  });
}
function isHere(call: CoreCall, who: readonly string[]): void {
  const value = who.map((id) => ({ id, kind: 'user', who: id, name: '', isMuted: false, isInLobby: false }));
  const answer = { kind: 'operation', ended: 'completed', value } as const;
  call.take({ kind: 'commandAnswered', callId: aCallId, number: numberOf(call, 'listParticipants'), answer });
}
function refused(call: CoreCall): void {
  const answer = { kind: 'operation', ended: 'failed', result: { code: 404, subcode: 8522 } } as const;
  call.take({ kind: 'commandAnswered', callId: aCallId, number: numberOf(call, 'invite'), answer });
}

test('the caller is brought over, and the flow goes on', () => {
  const call = hosting();
  expect(call.commands.at(-1)).toMatchObject({ kind: 'invite', people: [{ target: guest, replacesCallId: otherCallId }] });
  const answer = { kind: 'operation', ended: 'completed' } as const;
  call.take({ kind: 'commandAnswered', callId: aCallId, number: numberOf(call, 'invite'), answer });
  expect(call.at).toBe('together');
});

test('when nobody knows whether it was taken, Graph is asked who is here, with words for those who wait', () => {
  const call = hosting();
  nobodyKnows(call);
  expect(call.decided).toEqual(['playPrompt', 'listParticipants']);
  expect(call.says).toContain('connecting you');
  isHere(call, [guest.id]);
  expect(call.at).toBe('together');
});

test('a caller who is not here is brought over again, after two looks', () => {
  const call = hosting();
  nobodyKnows(call);
  isHere(call, []);
  expect(count(call, 'invite')).toBe(1);
  call.mediaEnds();
  isHere(call, []);
  expect(count(call, 'invite')).toBe(2);
  refused(call); // The first one was on its way after all: only a look can tell.
  expect(call.at).toBe('$host');
  call.mediaEnds();
  isHere(call, [guest.id]);
  expect(call.at).toBe('together');
});

test('a first request that Graph refuses ends it, with the code for the flow of the caller', () => {
  const call = hosting();
  refused(call);
  expect(call.commands).toContainEqual(
    expect.objectContaining({ kind: 'tellCall', news: expect.objectContaining({ state: 'declined', outcome: '404/8522' }) }),
  );
  expect(call.decided).toContain('hangUp');
});

test('a report that is lost costs seconds: after eight of them Graph is asked', () => {
  const call = hosting();
  call.passes(8_000);
  expect(call.decided).toContain('listParticipants');
});

test('a caller whose own call is over, and who does not come, has hung up: nobody waits long for them', () => {
  const call = hosting();
  call.take({ kind: 'partnerNews', callId: aCallId, news: 'gone' } as never);
  call.passes(5_000);
  isHere(call, []);
  call.mediaEnds();
  isHere(call, []);
  expect(count(call, 'invite')).toBe(1);
  expect(call.decided).toContain('hangUp');
});

test('the roster may be the first to know', () => {
  const call = hosting();
  const people: readonly RosterEntry[] = [{ id: 'p1', kind: 'user', who: guest.id }];
  call.take({ kind: 'rosterChanged', callId: aCallId, full: true, others: 1, people } as never);
  call.take({ kind: 'partnerNews', callId: aCallId, news: 'gone' } as never);
  expect(call.at).toBe('together');
});

test('after ten looks the caller is left where they are', () => {
  const call = hosting();
  nobodyKnows(call);
  for (let looks = 1; looks <= 10; looks += 1) {
    expect(call.call.outcome).toBeUndefined();
    isHere(call, []);
    if (looks < 10) call.mediaEnds();
  }
  expect(call.decided).toContain('hangUp');
  expect(count(call, 'invite')).toBe(5);
});
