import { type Log, type LogFields, silentLog } from '../ports/log.ts';
import type { QueueCounts } from '../ports/work-queue.ts';
import { watchSetAside } from './watch-set-aside.ts';

/** Calls the watch every second for `seconds`; tells when the queue was asked and what was said. */
async function watched(seconds: number, counts: (second: number) => QueueCounts) {
  const asked: number[] = [];
  const lines: [string, LogFields | undefined][] = [];
  const write = (event: string, fields?: LogFields) => void lines.push([event, fields]);
  const log: Log = { ...silentLog, warn: write, error: write };
  let second = 0;
  const clock = { now: () => 1_000_000 + second * 1_000 };
  const queue = {
    counts: async () => {
      asked.push(second);
      return counts(second);
    },
  };
  const watch = watchSetAside({ queue, clock, log, everyMs: 60_000 });
  for (; second <= seconds; second++) await watch();
  return { asked, lines };
}

test('a message that nobody could store is brought up again every minute until it is gone', async () => {
  const { lines } = await watched(300, (second) => ({ waiting: 4, poisoned: second < 100 ? 2 : 0 }));
  expect(lines).toEqual([
    ['queue.setAside', { poisoned: 2, waiting: 4 }],
    ['queue.setAside', { poisoned: 2, waiting: 4 }],
  ]);
});

test('an empty poison queue is no news, and is not asked about all the time', async () => {
  const { asked, lines } = await watched(150, () => ({ waiting: 9, poisoned: 0 }));
  expect([asked, lines]).toEqual([[0, 60, 120], []]);
});

test('a queue that cannot be asked is a warning, and does not end the timer', async () => {
  const { lines } = await watched(60, (second) => {
    if (second === 0) throw new Error('s3cret');
    return { waiting: 0, poisoned: 1 };
  });
  expect(lines).toEqual([
    ['queue.unavailable', { code: 'STORE_UNAVAILABLE' }],
    ['queue.setAside', { poisoned: 1, waiting: 0 }],
  ]);
});
