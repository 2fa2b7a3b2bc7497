import { aCallId } from '../../test/stores/a-call-document.ts';
import { Fault } from '../core/call/fault.ts';
import { type Log, type LogFields, silentLog } from '../ports/log.ts';
import type { Job, JobOutcome } from '../ports/work-queue.ts';
import { doMessage } from './do-message.ts';

const job: Job = {
  kind: 'storeRecording',
  recordingId: 'call-1-7',
  callId: aCallId('call-1'),
  line: 'main',
  source: { location: 'https://media.example.net/1', accessToken: 's3cret' },
  notify: ['frontDesk'],
  recordedAt: 1,
};
const ids = { job: 'storeRecording', callId: 'call-1', recordingId: 'call-1-7' };

/** Hands one message over and tells what the host and the log got to see, after checking that neither holds a secret (I8). */
async function handedOver(message: unknown, tries: number, perform: (job: Job) => Promise<JobOutcome>) {
  const lines: [string, string, LogFields | undefined][] = [];
  const write = (level: string) => (event: string, fields?: LogFields) => void lines.push([level, event, fields]);
  const log: Log = { ...silentLog, info: write('info'), warn: write('warn'), error: write('error') };
  const failure: unknown = await doMessage({ perform, log, maxTries: 3 }, message, tries).catch((error: unknown) => error);
  expect(JSON.stringify([lines, String(failure), Object.entries(failure ?? {})])).not.toMatch(/s3cret|example|frontDesk/);
  return { lines, failure };
}

const retry = async (): Promise<JobOutcome> => ({ kind: 'retry', why: 'http503' });

test('a job that is done leaves the queue: the host gets its answer and no fault', async () => {
  const done: Job[] = [];
  const { lines, failure } = await handedOver(structuredClone(job), 1, async (given) => {
    done.push(given);
    return { kind: 'done' };
  });
  expect([done, failure, lines]).toEqual([[job], undefined, [['info', 'job.done', { ...ids, tries: 1 }]]]);
});

test('a recording that is gone leaves the queue too, with a warning that a message was lost', async () => {
  const { lines, failure } = await handedOver(job, 1, async () => ({ kind: 'gone', why: 'http404' }));
  expect([failure, lines]).toEqual([undefined, [['warn', 'job.gone', { ...ids, tries: 1, why: 'http404' }]]]);
});

test('a job that was not done is thrown back to the host, whose queue tries again', async () => {
  const { lines, failure } = await handedOver(job, 2, retry);
  expect(failure).toMatchObject({ code: 'JOB_UNDONE', retryable: true });
  expect(lines).toEqual([['warn', 'job.retry', { ...ids, tries: 2, why: 'http503' }]]);
});

test('the last try that fails is an error line with the ids by which a person finds the recording', async () => {
  const { lines, failure } = await handedOver(job, 3, retry);
  expect(failure).toMatchObject({ code: 'JOB_UNDONE' });
  expect(lines).toEqual([['error', 'job.poisoned', { ...ids, tries: 3, why: 'http503' }]]);
});

test('a store that is down is a reason to try again, under the code of its fault and never its text', async () => {
  const { lines } = await handedOver(job, 1, async () => {
    throw new Fault('STORE_UNAVAILABLE', 'at https://media.example.net with s3cret', { retryable: true });
  });
  expect(lines).toEqual([['warn', 'job.retry', { ...ids, tries: 1, why: 'STORE_UNAVAILABLE' }]]);
});

test.each([
  12345,
  'text',
  null,
  undefined,
  [],
  {},
  { ...job, source: 's3cret' },
  { ...job, callId: '../../up' },
  { ...job, kind: 'other' },
])('the message %j is no job: nothing is done, nothing crashes, the host sets it aside in the end', async (message) => {
  const perform = async (): Promise<JobOutcome> => {
    throw new Error('Nothing was to be done.');
  };
  const first = await handedOver(message, 1, perform);
  expect(first.failure).toMatchObject({ code: 'JOB_UNDONE', retryable: false });
  expect(first.lines).toEqual([['warn', 'job.retry', { tries: 1, why: 'unreadable' }]]);
  const last = await handedOver(message, 3, perform);
  expect(last.lines).toEqual([['error', 'job.poisoned', { tries: 3, why: 'unreadable' }]]);
});

test('a host that does not count its tries is taken at its word and not at a made-up number', async () => {
  const { lines } = await handedOver(job, Number.NaN, retry);
  expect(lines).toEqual([['warn', 'job.retry', { ...ids, why: 'http503' }]]);
});
