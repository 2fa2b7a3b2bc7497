import { readJoinUrl } from './meeting.ts';

const oid = '0a1b2c3d-1234-4567-89ab-cdef01234567';
const tid = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
const context = encodeURIComponent(JSON.stringify({ Tid: tid, Oid: oid, MessageId: '1600000000000' }));
const thread = '19:meeting_NzA@thread.v2';

test('a join link is taken apart into chat and organizer, whatever is escaped in it', () => {
  const door = {
    kind: 'organizer',
    threadId: thread,
    messageId: '0',
    organizerId: oid,
    tenantId: tid,
    replyChainMessageId: '1600000000000',
  };
  expect(readJoinUrl(`https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(thread)}/0?context=${context}`)).toEqual(
    door,
  );
  expect(readJoinUrl(` https://teams.microsoft.com/l/meetup-join/${thread}/0?context=${context}`)).toEqual(door);
  expect(
    readJoinUrl(
      `https://gov.teams.microsoft.us/l/meetup-join/${encodeURIComponent(encodeURIComponent(thread))}/0?context=${encodeURIComponent(context)}`,
    ),
  ).toEqual(door);
});

test('the short link is an id with its passcode', () => {
  expect(readJoinUrl('https://teams.microsoft.com/meet/2902731920010?p=Abc123')).toEqual({
    kind: 'meetingId',
    meetingId: '2902731920010',
    passcode: 'Abc123',
  });
});

test.each([
  ['another host', `https://teams.microsoft.com.evil.example/l/meetup-join/${thread}/0?context=${context}`],
  ['http', `http://teams.microsoft.com/l/meetup-join/${thread}/0?context=${context}`],
  ['no context', `https://teams.microsoft.com/l/meetup-join/${thread}/0`],
  [
    'an organizer who is none',
    `https://teams.microsoft.com/l/meetup-join/${thread}/0?context=${encodeURIComponent('{"Oid":"ada"}')}`,
  ],
  ['broken escapes', 'https://teams.microsoft.com/l/meetup-join/%E0%A4%A/0?context=%7B'],
  ['a word', 'stand-up'],
  ['nothing', ''],
])('%s leads nowhere', (_what, text) => {
  expect(readJoinUrl(text)).toBeUndefined();
});
