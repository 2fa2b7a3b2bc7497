import { recordOf } from '../../src/app/record-of.ts';
import type { ClaimedJob, Job, QueueConsumer } from '../../src/ports/work-queue.ts';
import { aCallDocument, aCallId } from './a-call-document.ts';
import { maxTries, type StoreKind, withStore } from './store-under-test.ts';

const visibilityMs = 60_000;

const callId = aCallId('7e57ab1e-1111-4000-8000-000000000001');

function aJob(recordingId: string): Job {
  return {
    kind: 'storeRecording',
    recordingId,
    callId,
    line: 'main',
    source: { location: 'https://media.example.net/v1/recordings/1', accessToken: 'opaque' },
    notify: ['frontDesk'],
    recordedAt: 1_000,
  };
}

/** Slow work that must be done at least once, and by one worker at a time. */
export function workQueueContract(kind: StoreKind<'queue'>): void {
  describe(`jobs in ${kind.name}`, () => {
    test('a job crosses the queue to the letter', () =>
      withStore(kind, async ({ queue }, clock) => {
        await queue.add(aJob('one'));
        const claimed = await claim(queue, clock.now());
        expect(claimed.job).toEqual(aJob('one'));
        expect(claimed.tries).toBe(1);
      }));

    test('the record of an ended call crosses the queue to the letter', () =>
      withStore(kind, async ({ queue }, clock) => {
        const record = recordOf(aCallDocument(callId, { call: { end: { at: 2_000, outcome: 'done', code: 0 } } }).call);
        if (record === undefined) throw new Error('The call has not ended.');
        await queue.add({ kind: 'recordHistory', callId, record });
        expect((await claim(queue, clock.now())).job).toEqual({ kind: 'recordHistory', callId, record });
      }));

    test('an empty queue gives nothing', () =>
      withStore(kind, async ({ queue }, clock) => {
        expect(await queue.claim(clock.now(), visibilityMs)).toBeUndefined();
      }));

    test('a message is not stored by two workers at once', () =>
      withStore(kind, async ({ queue, another }, clock) => {
        const elsewhere = (await another()).queue;
        for (let n = 0; n < 5; n++) await queue.add(aJob(`job-${n}`));
        const claims = await Promise.all(
          Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? queue : elsewhere).claim(clock.now(), visibilityMs)),
        );
        const taken = claims.flatMap((claimed) => (claimed === undefined ? [] : nameOf(claimed)));
        expect(taken.toSorted()).toEqual(['job-0', 'job-1', 'job-2', 'job-3', 'job-4']);
      }));

    test('the oldest message is stored first', () =>
      withStore(kind, async ({ queue }, clock) => {
        for (const name of ['one', 'two', 'three']) {
          await queue.add(aJob(name));
          clock.advance(1);
        }
        const order = [];
        for (let n = 0; n < 3; n++) order.push(nameOf(await claim(queue, clock.now())));
        expect(order).toEqual(['one', 'two', 'three']);
      }));

    test('a completed job never comes back', () =>
      withStore(kind, async ({ queue }, clock) => {
        await queue.add(aJob('one'));
        expect(await queue.complete(await claim(queue, clock.now()))).toBe('completed');
        expect(await queue.claim(clock.now() + 10 * visibilityMs, visibilityMs)).toBeUndefined();
        expect(await queue.counts()).toEqual({ waiting: 0, poisoned: 0 });
      }));

    test('a worker that dies delays its job and does not lose it', () =>
      withStore(kind, async ({ queue, another }, clock) => {
        await queue.add(aJob('one'));
        await claim(queue, clock.now()); // And dies.
        const elsewhere = (await another()).queue;
        expect(await elsewhere.claim(clock.now() + visibilityMs - 1, visibilityMs)).toBeUndefined();
        const second = await claim(elsewhere, clock.now() + visibilityMs);
        expect(nameOf(second)).toBe('one');
        expect(second.tries).toBe(2);
      }));

    test('a worker that comes back late cannot end the job that another has taken over', () =>
      withStore(kind, async ({ queue }, clock) => {
        await queue.add(aJob('one'));
        const late = await claim(queue, clock.now());
        const current = await claim(queue, clock.now() + visibilityMs);
        expect(await queue.complete(late)).toBe('lost');
        expect(await queue.retry(late, clock.now())).toBe('lost');
        expect(await queue.complete(current)).toBe('completed');
        expect(await queue.complete(current)).toBe('lost');
      }));

    test('a job that is to be tried again rests until its time', () =>
      withStore(kind, async ({ queue }, clock) => {
        await queue.add(aJob('one'));
        const notBefore = clock.now() + 5_000;
        expect(await queue.retry(await claim(queue, clock.now()), notBefore)).toBe('queued');
        expect(await queue.claim(notBefore - 1, visibilityMs)).toBeUndefined();
        expect((await claim(queue, notBefore)).tries).toBe(2);
      }));

    test('a job that cannot be done is set aside, counted, and holds up nobody', () =>
      withStore(kind, async ({ queue }, clock) => {
        await queue.add(aJob('bad'));
        for (let n = 1; n < maxTries; n++) {
          expect(await queue.retry(await claim(queue, clock.now()), clock.now())).toBe('queued');
        }
        expect(await queue.retry(await claim(queue, clock.now()), clock.now())).toBe('poisoned');
        await queue.add(aJob('good'));
        expect(await queue.counts()).toEqual({ waiting: 1, poisoned: 1 });
        expect(nameOf(await claim(queue, clock.now()))).toBe('good');
        expect(await queue.claim(clock.now() + visibilityMs - 1, visibilityMs)).toBeUndefined();
      }));

    test('a job that kills every worker is set aside too', () =>
      withStore(kind, async ({ queue }, clock) => {
        await queue.add(aJob('deadly'));
        for (let n = 0; n < maxTries; n++) {
          await claim(queue, clock.now());
          clock.advance(visibilityMs);
        }
        expect(await queue.claim(clock.now(), visibilityMs)).toBeUndefined();
        expect(await queue.counts()).toEqual({ waiting: 0, poisoned: 1 });
      }));
  });
}

function nameOf({ job }: ClaimedJob): string {
  return job.kind === 'storeRecording' ? job.recordingId : job.kind;
}

async function claim(queue: QueueConsumer, now: number): Promise<ClaimedJob> {
  const claimed = await queue.claim(now, visibilityMs);
  if (claimed === undefined) throw new Error('Expected a job.');
  return claimed;
}
