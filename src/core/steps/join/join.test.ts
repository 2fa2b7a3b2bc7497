// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { aCallId, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow, contacts } from '../../../../test/support/a-flow.ts';
import { type CallId, readCallId } from '../../call/ids.ts';
import type { LegNews } from '../../call/leg.ts';

const roomId = readCallId('00000000-0000-4000-8000-000000000009') as CallId; // A GUID is a call id.
const joining = (meeting: object, vars: object = {}): CoreCall =>
  CoreCall.connected(
    aFlow(
      {
        meeting: { type: 'join', meeting, urlInto: 'url', reasonInto: 'reason', next: 'bye', on: { failed: 'sorry' } },
        bye: { type: 'hangup', prompt: 'Goodbye.' },
        sorry: { type: 'hangup', prompt: 'Sorry.' },
      },
      { vars: { url: { type: 'string' }, reason: { type: 'string' }, ...vars } },
    ),
  );

/** The call into which the caller is brought tells how far it has come. */
function news(call: CoreCall, state: LegNews['state'], outcome?: string): void {
  const leg = call.call.legs?.at(-1);
  if (leg === undefined) throw new Error('no call was placed');
  const told = outcome === undefined ? {} : { outcome };
  call.take({ kind: 'legNews', callId: aCallId, leg: leg.number, from: roomId, state, ...told });
}

const joinUrl = `https://teams.microsoft.com/l/meetup-join/19:x@thread.v2/0?context=${encodeURIComponent(JSON.stringify({ Oid: contacts.reception.id }))}`;
const door = { kind: 'organizer', threadId: '19:x@thread.v2', messageId: '0', organizerId: contacts.reception.id };

test('a link is joined, and the caller brought there', () => {
  const call = joining({ url: joinUrl });
  expect(call.call.legs?.[0]?.plan).toMatchObject({ target: { kind: 'meeting', door }, start: '$host' });
  news(call, 'connected');
  news(call, 'accepted');
  call.take({ kind: 'callEnded', callId: aCallId });
  expect(call.call.end?.outcome).toBe('movedOn');
});

test('a link and an id may come from variables', () => {
  const byUrl = joining({ url: '${vars.link}' }, { link: { type: 'string', initial: joinUrl } });
  expect(byUrl.call.legs?.[0]?.plan?.target).toEqual({ kind: 'meeting', door });
  const byId = joining({ id: '${vars.id}', passcode: 'abc' }, { id: { type: 'string', initial: '290 273 192 001' } });
  expect(byId.call.legs?.[0]?.plan?.target).toEqual({
    kind: 'meeting',
    door: { kind: 'meetingId', meetingId: '290273192001', passcode: 'abc' },
  });
});

test('the token of an invitation comes from a variable, never from the text of a flow', () => {
  const call = joining({ token: '${vars.token}' }, { token: { type: 'string', initial: 'ey.T0.ken' } });
  expect(call.call.legs?.[0]?.plan?.target).toEqual({ kind: 'meeting', door: { kind: 'token', token: 'ey.T0.ken' } });
  expect(() => joining({ token: 'ey.T0.ken' })).toThrow('is a secret');
  const long = joining({ token: '${vars.part + vars.part + vars.part}' }, { part: { type: 'string', initial: 't'.repeat(700) } });
  expect([long.at, long.call.vars.reason]).toEqual(['sorry', 'notAMeeting']);
});

test('the coordinates of a meeting are its chat and its organizer, who is a contact or an id', () => {
  const byContact = joining({ threadId: '19:x@thread.v2', organizer: 'reception' });
  expect(byContact.call.legs?.[0]?.plan?.target).toEqual({ kind: 'meeting', door });
  const vars = {
    chat: { type: 'string', initial: '19:x@thread.v2' },
    who: { type: 'string', initial: contacts.reception.id.toUpperCase() },
  };
  const byId = joining({ threadId: '${vars.chat}', organizer: '${vars.who}', messageId: '7' }, vars);
  expect(byId.call.legs?.[0]?.plan?.target).toEqual({ kind: 'meeting', door: { ...door, messageId: '7' } });
  expect(joining({ threadId: '19:x@thread.v2', organizer: '${vars.url}' }).call.vars.reason).toBe('notAMeeting');
});

test('what leads into no meeting fails at once', () => {
  expect(joining({ url: '${vars.url}' }).call.vars.reason).toBe('notAMeeting');
  expect(joining({ id: 'stand-up' }).at).toBe('sorry');
  expect(() => joining({ url: 'https://example.com/meeting' })).toThrow('is not the link of a Teams meeting');
});

test('a meeting is made for the call, kept in a variable, and joined', () => {
  const call = joining({ create: { organizer: 'reception', subject: 'Case 7' } });
  const command = call.commands.at(-1);
  expect(command).toMatchObject({ kind: 'arrangeMeeting', organizer: contacts.reception.id, subject: 'Case 7' });
  const answer = { kind: 'operation', ended: 'completed', value: { id: 'm', joinUrl } } as const;
  call.take({ kind: 'commandAnswered', callId: aCallId, number: command?.number ?? 0, answer });
  expect(call.call.vars.url).toBe(joinUrl);
  expect(call.call.legs?.[0]?.plan?.target).toEqual({ kind: 'meeting', door });
});

test('a meeting that may not be made is a failure with its reason', () => {
  const call = joining({ create: { organizer: 'reception' } });
  const number = call.commands.at(-1)?.number ?? 0;
  call.take({ kind: 'commandFailed', callId: aCallId, number, command: 'arrangeMeeting', why: 'refused', code: 'Forbidden' });
  expect([call.at, call.call.vars.reason]).toEqual(['sorry', 'Forbidden']);
});
