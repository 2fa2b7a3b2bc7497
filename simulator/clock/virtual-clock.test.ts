import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';
import { after, within } from './sim-clock.ts';
import { VirtualClock } from './virtual-clock.ts';

test('a whole day passes in a moment, in the right order', async () => {
  const clock = new VirtualClock();
  const began = clock.now();
  const seen: string[] = [];
  after(clock, 86_400_000, () => seen.push('tomorrow'));
  after(clock, 1_000, () => seen.push('soon'));
  after(clock, 1_000, () => seen.push('soon, second'));
  await clock.runUntilQuiet();
  expect(seen).toEqual(['soon', 'soon, second', 'tomorrow']);
  expect(clock.now() - began).toBe(86_400_000);
});

test('time stands still while tracked work waits for a thread of its own (V1, V3)', async () => {
  const clock = new VirtualClock();
  let timerRan = false;
  let workSawTimer = true;
  after(clock, 1, () => {
    timerRan = true;
  });
  const work = clock.track('a key', async () => {
    await promisify(generateKeyPair)('rsa', { modulusLength: 2048 });
    workSawTimer = timerRan;
  });
  await clock.runUntilQuiet();
  await work;
  expect({ timerRan, workSawTimer }).toEqual({ timerRan: true, workSawTimer: false });
});

test('work that sleeps lets time pass, and so does work that waits for it', async () => {
  const clock = new VirtualClock();
  const began = clock.now();
  const outer = clock.track('outer', () => clock.track('inner', () => clock.sleep(30_000)));
  await clock.runUntilQuiet();
  await outer;
  expect(clock.now() - began).toBe(30_000);
});

test('work that never ends is named instead of hanging the test (V4)', async () => {
  const clock = new VirtualClock({ stuckAfterRealMs: 20 });
  void clock.track('the delivery of a tone', () => new Promise(() => {}));
  await expect(clock.runUntilQuiet()).rejects.toThrow('the delivery of a tone');
});

test('advance stops at its end and not at the next timer', async () => {
  const clock = new VirtualClock();
  const began = clock.now();
  let ran = false;
  after(clock, 5_001, () => {
    ran = true;
  });
  await clock.advance(5_000);
  expect({ ran, passed: clock.now() - began }).toEqual({ ran: false, passed: 5_000 });
});

test('two who wait on one clock each stop at their own time', async () => {
  const clock = new VirtualClock();
  const began = clock.now();
  const stops: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    await clock.advance(ms);
    stops.push(clock.now() - began);
  };
  await Promise.all([wait(60_000), wait(5_000), wait(30_000)]);
  expect(stops).toEqual([5_000, 30_000, 60_000]);
});

test('a cancelled timer does not run', async () => {
  const clock = new VirtualClock();
  let ran = false;
  const cancel = after(clock, 10, () => {
    ran = true;
  });
  cancel();
  await clock.runUntilQuiet();
  expect(ran).toBe(false);
});

test('a time-out wins over work that sleeps longer, and leaves no timer when it loses', async () => {
  const clock = new VirtualClock();
  const began = clock.now();
  const slow = within(clock, 1_000, clock.sleep(10_000), 'late');
  const quick = within(clock, 60_000, Promise.resolve('done'), 'late');
  await clock.runUntilQuiet();
  expect(await Promise.all([slow, quick])).toEqual(['late', 'done']);
  expect(clock.now() - began).toBe(10_000);
});

test('work that waits for somebody who never answers does not hold the clock', async () => {
  const clock = new VirtualClock();
  const began = clock.now();
  void clock.track('a caller of the dead', () => clock.waitFor(new Promise(() => {})));
  await clock.advance(5_000);
  expect(clock.now() - began).toBe(5_000);
});
