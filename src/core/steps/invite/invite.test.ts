import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow, contacts } from '../../../../test/support/a-flow.ts';
import { type CallId, readCallId } from '../../call/ids.ts';
import type { LegNews } from '../../call/leg.ts';

const roomId = readCallId('00000000-0000-4000-8000-000000000009') as CallId; // A GUID is a call id.
const line = (step: object = {}) =>
  aFlow(
    {
      room: {
        type: 'invite',
        people: ['reception', 'plumber'],
        reasonInto: 'reason',
        next: 'bye',
        on: { failed: 'sorry' },
        ...step,
      },
      bye: { type: 'hangup', prompt: 'Goodbye.' },
      sorry: { type: 'hangup', prompt: 'Sorry.' },
    },
    { vars: { reason: { type: 'string' } } },
  );
const inviting = (step?: object): CoreCall => CoreCall.connected(line(step));

/** The call into which the caller is brought tells how far it has come. */
function news(call: CoreCall, state: LegNews['state'], outcome?: string): void {
  const leg = call.call.legs?.at(-1);
  if (leg === undefined) throw new Error('no call was placed');
  const told = outcome === undefined ? {} : { outcome };
  call.take({ kind: 'legNews', callId: aCallId, leg: leg.number, from: roomId, state, ...told });
}

/** The same step in a call that has several people already. */
function together(step?: object): CoreCall {
  const call = new CoreCall(line(step));
  call.call = { ...call.call, multiparty: true };
  call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' });
  return call;
}
const answers = (call: CoreCall, index: number, ended: 'completed' | 'failed'): void => {
  const ask = call.call.asks?.find(({ mark }) => mark === `call ${index}`);
  if (ask === undefined) throw new Error('nobody is being called');
  call.take({
    kind: 'operationEnded',
    callId: aCallId,
    operation: 'other',
    context: ask.context,
    ended,
    result: ended === 'failed' ? { code: 603, subcode: 0 } : { code: 200, subcode: 0 },
  });
};

test('a caller who is alone with the bot hears words while the others are called, who are called together', () => {
  const call = inviting();
  expect(call.says).toContain('trying to reach');
  expect(call.call.legs?.[0]?.plan).toMatchObject({
    target: { kind: 'group', people: [contacts.reception, contacts.plumber] },
    start: '$host',
    memory: { person: { kind: 'user' }, next: 'bye' },
  });
  call.mediaEnds();
  expect(call.decided).toEqual(['playPrompt']);
});

test('the call is over for this side when the caller has been brought over, and nothing of the flow is played here', () => {
  const call = inviting();
  news(call, 'connected');
  news(call, 'accepted');
  expect(call.at).toBe('room');
  call.take({ kind: 'callEnded', callId: aCallId, result: { code: 200, subcode: 18503 } });
  expect(call.call.end?.outcome).toBe('movedOn');
  expect(call.commands.some(({ kind }) => kind === 'tellCall')).toBe(false); // Nobody sends the new call home.
});

test('the end of the call counts as the move when it is reported before the host has told, unless they hung up', () => {
  for (const [subcode, outcome] of [
    [18503, 'movedOn'],
    [4521, 'callerHungUp'],
  ] as const) {
    const call = inviting();
    news(call, 'connected');
    call.take({ kind: 'callEnded', callId: aCallId, result: { code: 200, subcode } });
    expect(call.call.end?.outcome).toBe(outcome);
  }
});

test('without permission, or when the caller cannot be brought over, it fails and says why', () => {
  const refused = inviting();
  const number = refused.call.legs?.[0]?.number ?? 0;
  refused.take({ kind: 'commandFailed', callId: aCallId, number, command: 'placeCall', why: 'refused', code: '7504' });
  expect([refused.at, refused.call.vars.reason]).toEqual(['sorry', '7504']);
  const lost = inviting();
  news(lost, 'connected');
  news(lost, 'declined', '404/8522');
  expect([lost.at, lost.call.vars.reason]).toEqual(['sorry', '404/8522']);
});

test('one of which nobody knows whether it was placed is waited for, and not for ever', () => {
  const call = inviting();
  const number = call.call.legs?.[0]?.number ?? 0;
  call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'placeCall', why: 'unclear' });
  expect(call.at).toBe('room');
  call.mediaEnds();
  call.passes(16_000); // The words' end is taken first, then the time.
  call.passes(1);
  expect([call.at, call.call.vars.reason]).toEqual(['sorry', 'UNCLEAR']);
});

test('one that tells of itself after all has its time', () => {
  const call = inviting();
  const number = call.call.legs?.[0]?.number ?? 0;
  call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'placeCall', why: 'unclear' });
  news(call, 'placed');
  call.mediaEnds();
  call.passes(100_000);
  expect(call.at).toBe('room');
  call.passes(30_000); // The words' end is taken first, then the time.
  call.passes(1);
  expect([call.at, call.call.vars.reason]).toEqual(['sorry', 'noAnswer']);
});

test('one person alone is invited into a meeting that is made for the call', () => {
  expect(inviting({ people: ['reception'] }).call.vars.reason).toBe('needsOrganizer');
  const call = inviting({ people: ['reception'], organizer: 'reception' });
  const command = call.commands.at(-1);
  expect(command).toMatchObject({ kind: 'arrangeMeeting', organizer: contacts.reception.id });
  const joinUrl = `https://teams.microsoft.com/l/meetup-join/19:x@thread.v2/0?context=${encodeURIComponent(JSON.stringify({ Oid: contacts.reception.id }))}`;
  call.take({
    kind: 'commandAnswered',
    callId: aCallId,
    number: command?.number ?? 0,
    answer: { kind: 'operation', ended: 'completed', value: { id: 'm', joinUrl } },
  });
  expect(call.call.legs?.[0]?.plan).toMatchObject({
    target: { kind: 'meeting', door: { kind: 'organizer', threadId: '19:x@thread.v2' } },
    memory: { next: 'room' }, // There the step calls the people in.
  });
});

test('in a call with several people each is called, and it goes on when all are decided and somebody came', () => {
  const call = together();
  expect(call.decided).toEqual(['listenForTones', 'invite', 'invite']);
  answers(call, 0, 'failed');
  expect(call.at).toBe('room');
  answers(call, 1, 'completed');
  expect(call.at).toBe('bye');
});

test('when nobody comes, it fails with the last reason', () => {
  const call = together();
  answers(call, 0, 'failed');
  answers(call, 1, 'failed');
  expect([call.at, call.call.vars.reason]).toEqual(['sorry', '603/0']);
});
