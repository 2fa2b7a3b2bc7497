import { aCallId } from '../../test/stores/a-call-document.ts';
import { openMemoryStore } from '../adapters/memory/open-memory-store.ts';
import { Fault } from '../core/call/fault.ts';
import type { Clock } from '../ports/clock.ts';
import { type Log, type LogFields, silentLog } from '../ports/log.ts';
import type { Job, JobOutcome, QueueConsumer } from '../ports/work-queue.ts';
import { backoffMs, workOff } from './work-off.ts';

/** As often as the timer trigger. */
const everyMs = 1_000;

function nameOf(job: Job): string {
  return job.kind === 'storeRecording' ? job.recordingId : job.kind;
}

function aJob(recordingId: string): Job {
  return {
    kind: 'storeRecording',
    recordingId,
    callId: aCallId('call-1'),
    line: 'main',
    source: { location: 'https://media.example.net/1', accessToken: 's3cret' },
    notify: [],
    recordedAt: 1,
  };
}

interface Run {
  readonly jobs: readonly string[];
  readonly perform: (job: Job, now: number) => Promise<JobOutcome>;
  readonly maxTries?: number;
  readonly untilMs?: number;
  readonly wrap?: (queue: QueueConsumer) => QueueConsumer;
}

/** Lets the timer run over the jobs until nothing more can happen within the time. */
async function worked({ jobs, perform: run, maxTries = 3, untilMs = 3_600_000, wrap = (queue) => queue }: Run) {
  const lines: [string, LogFields | undefined][] = [];
  const write = (event: string, fields?: LogFields) => void lines.push([event, fields]);
  const log: Log = { ...silentLog, info: write, warn: write, error: write };
  const start = 1_000_000;
  let now = start;
  const clock: Clock = { now: () => now, sleep: async () => {} };
  const { queue } = openMemoryStore({ clock, maxTries });
  for (const job of jobs) await queue.add(aJob(job));
  const tried: [string, number][] = [];
  const perform = wrapped(queue);
  for (; now <= start + untilMs; now += everyMs) await workOff(perform);

  function wrapped(inner: QueueConsumer): Parameters<typeof workOff>[0] {
    return {
      queue: wrap(inner),
      clock,
      log,
      perform: (job) => {
        tried.push([nameOf(job), now - start]);
        return run(job, now);
      },
    };
  }
  expect(JSON.stringify(lines)).not.toMatch(/s3cret|example/);
  return { tried, counts: await queue.counts(), events: lines.map(([event]) => event), lines };
}

test('jobs are done one by one, in order, and leave the queue', async () => {
  let running = 0;
  const result = await worked({
    jobs: ['one', 'two', 'three'],
    perform: async () => {
      expect(++running).toBe(1);
      await new Promise(setImmediate);
      running--;
      return { kind: 'done' };
    },
  });
  expect(result.tried.map(([job]) => job)).toEqual(['one', 'two', 'three']);
  expect(result.counts).toEqual({ waiting: 0, poisoned: 0 });
  expect(result.events).toEqual(['job.done', 'job.done', 'job.done']);
});

test('a recording that cannot be fetched is tried again after longer and longer rests, then set aside with an error line', async () => {
  const result = await worked({ jobs: ['one'], perform: async () => ({ kind: 'retry', why: 'http503' }) });
  const times = result.tried.map(([, at]) => at);
  expect(times).toHaveLength(3);
  expect((times[1] ?? 0) - (times[0] ?? 0)).toBe(2_000);
  expect((times[2] ?? 0) - (times[1] ?? 0)).toBe(4_000);
  expect(result.counts).toEqual({ waiting: 0, poisoned: 1 });
  expect(result.events).toEqual(['job.retry', 'job.retry', 'job.poisoned']);
});

test('a rest that the other side asks for is kept', async () => {
  const result = await worked({ jobs: ['one'], perform: async () => ({ kind: 'retry', why: 'http429', retryAfterMs: 60_000 }) });
  expect((result.tried[1]?.[1] ?? 0) - (result.tried[0]?.[1] ?? 0)).toBe(60_000);
});

test('one bad job does not hold up the messages behind it', async () => {
  const result = await worked({
    jobs: ['bad', 'good'],
    perform: async (job) => (nameOf(job) === 'bad' ? { kind: 'retry', why: 'http503' } : { kind: 'done' }),
  });
  expect(result.tried.slice(0, 2).map(([job]) => job)).toEqual(['bad', 'good']);
});

test('a recording that is gone is not asked for again, and a line says that a message was lost', async () => {
  const result = await worked({ jobs: ['one'], perform: async () => ({ kind: 'gone', why: 'http404' }) });
  expect(result.tried).toHaveLength(1);
  expect(result.counts).toEqual({ waiting: 0, poisoned: 0 });
  expect(result.lines).toEqual([
    ['job.gone', { job: 'storeRecording', callId: 'call-1', recordingId: 'one', tries: 1, why: 'http404' }],
  ]);
});

test('a job that throws is tried again under the code of its fault, never its text', async () => {
  let calls = 0;
  const result = await worked({
    jobs: ['one'],
    perform: async () => {
      calls++;
      if (calls === 1) throw new Fault('STORE_UNAVAILABLE', 'at https://media.example.net');
      if (calls === 2) throw new Error('s3cret');
      return { kind: 'done' };
    },
  });
  expect(result.lines.map(([event, fields]) => [event, fields?.why])).toEqual([
    ['job.retry', 'STORE_UNAVAILABLE'],
    ['job.retry', 'unexpected'],
    ['job.done', undefined],
  ]);
});

test('a store that is away for a while does not end the worker', async () => {
  let failures = 3;
  const result = await worked({
    jobs: ['one'],
    perform: async () => ({ kind: 'done' }),
    wrap: (queue) => ({
      ...queue,
      claim: (now, visibilityMs) => {
        if (failures-- > 0) throw new Fault('STORE_UNAVAILABLE', 'Away.', { retryable: true });
        return queue.claim(now, visibilityMs);
      },
    }),
  });
  expect(result.events).toEqual(['queue.unavailable', 'queue.unavailable', 'queue.unavailable', 'job.done']);
});

test('no job is begun after the time of one run is up, so that the host need not end it', async () => {
  let now = 0;
  const clock: Clock = { now: () => now, sleep: async () => {} };
  const { queue } = openMemoryStore({ clock });
  for (const job of ['one', 'two', 'three']) await queue.add(aJob(job));
  const perform = async (): Promise<JobOutcome> => {
    now += 15_000;
    return { kind: 'done' };
  };
  await workOff({ queue, clock, log: silentLog, perform, forMs: 20_000 });
  expect(await queue.counts()).toEqual({ waiting: 1, poisoned: 0 });
});

test('rests grow to five minutes and no further', () => {
  expect([1, 2, 3, 8, 9, 1_000].map(backoffMs)).toEqual([2_000, 4_000, 8_000, 256_000, 300_000, 300_000]);
});
