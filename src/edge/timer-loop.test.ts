import { startTimerLoop } from './timer-loop.ts';

/** A clock that stands still until somebody waits on it, and then is at that time. */
function aClock() {
  let time = 0;
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    pass: (ms: number) => {
      time += ms;
    },
    wait: async (ms: number, signal: AbortSignal) => {
      signal.throwIfAborted();
      waits.push(ms);
      time += ms;
    },
  };
}

const everyFiveSeconds = '*/5 * * * * *';
const notCalled = (error: unknown) => {
  throw error;
};

test('a run that takes longer than its interval is not joined by a second one', async () => {
  const clock = aClock();
  const began: number[] = [];
  let present = 0;
  let most = 0;
  await new Promise<void>((done) => {
    const loop = startTimerLoop({
      schedule: everyFiveSeconds,
      ...clock,
      failed: notCalled,
      run: async () => {
        began.push(clock.now());
        most = Math.max(most, ++present);
        clock.pass(12_000);
        await Promise.resolve();
        present -= 1;
        if (began.length === 3) void loop.stop().then(done);
      },
    });
  });
  expect(began).toEqual([5_000, 20_000, 35_000]);
  expect(most).toBe(1);
});

test('a run that fails is told, and the next one comes', async () => {
  const clock = aClock();
  const failures: unknown[] = [];
  await new Promise<void>((done) => {
    let runs = 0;
    const loop = startTimerLoop({
      schedule: everyFiveSeconds,
      ...clock,
      failed: (error) => failures.push(error),
      run: async () => {
        runs += 1;
        if (runs === 1) throw new Error('the store is away');
        void loop.stop().then(done);
      },
    });
  });
  expect(failures).toEqual([new Error('the store is away')]);
});

test('stopping waits for the run that is under way', async () => {
  const clock = aClock();
  let finish = () => {};
  let over = false;
  const started = new Promise<void>((resolve) => {
    const loop = startTimerLoop({
      schedule: everyFiveSeconds,
      ...clock,
      failed: notCalled,
      run: () =>
        new Promise<void>((release) => {
          finish = release;
          resolve();
        }),
    });
    stop = () => loop.stop();
  });
  await started;
  const stopped = stop().then(() => {
    over = true;
  });
  await Promise.resolve();
  expect(over).toBe(false);
  finish();
  await stopped;
  expect(over).toBe(true);
});
let stop: () => Promise<void> = async () => {};

test('a loop that waits for its time ends at once', async () => {
  const loop = startTimerLoop({ schedule: '0 0 0 1 1 *', run: async () => {}, failed: notCalled });
  await loop.stop();
});

test('a time that is months away is waited for in pieces that a timer can count', async () => {
  const clock = aClock();
  await new Promise<void>((done) => {
    const loop = startTimerLoop({
      schedule: '0 0 0 1 4 *',
      ...clock,
      failed: notCalled,
      run: async () => {
        void loop.stop().then(done);
      },
    });
  });
  expect(clock.now()).toBe(Date.parse('1970-04-01'));
  expect(Math.max(...clock.waits)).toBeLessThan(2 ** 31);
});
