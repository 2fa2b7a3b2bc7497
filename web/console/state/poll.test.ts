import { startPolling, type Viewed } from './poll.ts';

/** A tab that a test can hide and show. */
function aTab() {
  let hidden = false;
  const listeners = new Set<() => void>();
  const viewed: Viewed = {
    isHidden: () => hidden,
    onChange: (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
  };
  const turn = (to: boolean) => {
    hidden = to;
    for (const changed of listeners) changed();
  };
  return { viewed, hide: () => turn(true), show: () => turn(false), listeners };
}

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

function poll(options: { readonly answers?: readonly string[]; readonly isLast?: (answer: string) => boolean } = {}) {
  const tab = aTab();
  const told: string[] = [];
  let asked = 0;
  const polling = startPolling<string>({
    load: async () => options.answers?.[asked++] ?? `answer ${++asked - (options.answers === undefined ? 0 : 1)}`,
    onAnswer: (answer) => told.push(answer),
    everyMs: 5_000,
    waitAfter: (answer, failures) => (answer === 'down' ? 5_000 * 2 ** failures : undefined),
    ...(options.isLast === undefined ? {} : { isLast: options.isLast }),
    viewed: tab.viewed,
  });
  return { tab, told, polling, pass: (ms: number) => jest.advanceTimersByTimeAsync(ms) };
}

test('the list is asked for at once, and again after each answer', async () => {
  const { told, pass } = poll();
  await pass(0);
  expect(told).toHaveLength(1);
  await pass(5_000);
  expect(told).toHaveLength(2);
});

test('nothing is asked while the tab is hidden, and at once when it is shown again', async () => {
  const { tab, told, pass } = poll();
  await pass(0);
  tab.hide();
  await pass(60_000);
  expect(told).toHaveLength(1);
  tab.show();
  await pass(0);
  expect(told).toHaveLength(2);
});

test('a tab that is hidden while an answer is on its way asks no more, either', async () => {
  const tab = aTab();
  let asked = 0;
  let arrive: ((answer: string) => void) | undefined;
  startPolling<string>({
    load: () => {
      asked += 1;
      return new Promise((resolve) => {
        arrive = resolve;
      });
    },
    onAnswer: () => {},
    everyMs: 5_000,
    viewed: tab.viewed,
  });
  tab.hide();
  arrive?.('late');
  await jest.advanceTimersByTimeAsync(60_000);
  expect(asked).toBe(1);
});

test('a server that is down is asked less and less often, and as usual once it is back', async () => {
  const { told, pass } = poll({ answers: ['down', 'down', 'up', 'up'] });
  await pass(0);
  await pass(9_999);
  expect(told).toEqual(['down']);
  await pass(1);
  expect(told).toEqual(['down', 'down']);
  await pass(20_000);
  expect(told).toEqual(['down', 'down', 'up']);
  await pass(5_000);
  expect(told).toHaveLength(4);
});

test('what can change no more is not asked for again, however often the tab is shown', async () => {
  const { tab, told, pass } = poll({ answers: ['ended'], isLast: (answer) => answer === 'ended' });
  await pass(0);
  tab.hide();
  tab.show();
  await pass(60_000);
  expect(told).toEqual(['ended']);
});

test('after an order of the operator it is asked at once, and never twice at the same time', async () => {
  const tab = aTab();
  const waiting: ((answer: string) => void)[] = [];
  const told: string[] = [];
  const polling = startPolling<string>({
    load: () => new Promise((resolve) => waiting.push(resolve)),
    onAnswer: (answer) => told.push(answer),
    everyMs: 5_000,
    viewed: tab.viewed,
  });
  polling.refresh();
  expect(waiting).toHaveLength(1);
  waiting[0]?.('before the order');
  await jest.advanceTimersByTimeAsync(0);
  expect(waiting).toHaveLength(2); // What was asked before the order may not know of it.
  waiting[1]?.('after it');
  await jest.advanceTimersByTimeAsync(0);
  expect(told).toEqual(['before the order', 'after it']);
});

test('a page that was left is told nothing more, and listens no longer', async () => {
  const { tab, told, polling, pass } = poll();
  await pass(0);
  polling.stop();
  tab.show();
  await pass(60_000);
  expect(told).toHaveLength(1);
  expect(tab.listeners.size).toBe(0);
});
