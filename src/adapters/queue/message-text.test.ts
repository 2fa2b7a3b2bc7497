import { aCallId } from '../../../test/stores/a-call-document.ts';
import type { Job } from '../../ports/work-queue.ts';
import { jobIn, messageTextOf } from './message-text.ts';

const aJob = (accessToken: string): Job => ({
  kind: 'storeRecording',
  recordingId: 'call-1-7',
  callId: aCallId('call-1'),
  line: 'zentrale ☎',
  source: { location: 'https://media.example.net/1', accessToken },
  notify: ['Empfang'],
  recordedAt: 1,
});

test('a job crosses the queue to the letter, in the base64 that the Functions host expects', () => {
  const text = messageTextOf(aJob('opaque'));
  expect(text).toMatch(/^[A-Za-z0-9+/]+=*$/);
  expect(jobIn(text)).toEqual(aJob('opaque'));
});

test.each(['', 'not base64!', Buffer.from('12345').toString('base64'), Buffer.from('{}').toString('base64')])(
  'the message %j holds no job',
  (text) => {
    expect(jobIn(text)).toBeUndefined();
  },
);

test('a job that is longer than a message may be is refused before it is sent, and the fault says nothing of it', () => {
  const overhead = messageTextOf(aJob('')).length;
  const fits = aJob('s'.repeat(((64 * 1024 - overhead) * 3) / 4 - 3));
  expect(messageTextOf(fits).length).toBeLessThanOrEqual(64 * 1024);
  const tooLong = aJob('s'.repeat(((64 * 1024 - overhead) * 3) / 4 + 3));
  expect(() => messageTextOf(tooLong)).toThrow(
    expect.objectContaining({ code: 'RECORD_TOO_LARGE', retryable: false, message: expect.not.stringContaining('sss') }),
  );
});
