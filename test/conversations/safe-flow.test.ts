import type { RehearsalOptions } from '../../cli/rehearsal.ts';
import type { DestinationBehaviour } from '../../simulator/graph/graph-options.ts';
import { json } from '../../simulator/graph/messages.ts';
import type { MemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { Fault } from '../../src/core/call/fault.ts';
import { aCopyOfTheFlows } from '../support/a-folder.ts';
import { aRehearsal, type Line } from '../support/a-line.ts';
import { account, ada, eveDials } from '../support/people.ts';

let line: Line;

type Part = 'calls' | 'media' | 'versions' | 'queue';

/** A store of which these parts answer nothing while `down()`; as of a database that has gone away. */
function failing(
  store: MemoryStore,
  down: () => boolean,
  parts: readonly Part[] = ['calls', 'media', 'versions', 'queue'],
): MemoryStore {
  const guard = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const member = Reflect.get(target, name) as unknown;
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          if (name === 'ping' && down()) return Promise.resolve(false);
          if (down()) return Promise.reject(new Fault('STORE_UNAVAILABLE', 'The store is away.', { retryable: true }));
          return member.apply(target, args) as unknown;
        };
      },
    });
  return {
    ...store,
    ...(parts.includes('calls') && { calls: guard(store.calls) }),
    ...(parts.includes('media') && { media: guard(store.media) }),
    ...(parts.includes('versions') && { versions: guard(store.versions) }),
    ...(parts.includes('queue') && { queue: guard(store.queue) }),
  };
}

/** The shipped contacts call Ada the reception. */
const reception = (behaviour: DestinationBehaviour): Partial<RehearsalOptions> => ({ destinations: { [ada]: behaviour } });

async function aCallerOf(options: Partial<RehearsalOptions>) {
  line = await aRehearsal(options);
  const caller = line.caller();
  return { caller, dial: () => caller.dial(eveDials) };
}

const aCaller = (down: () => boolean, options: Partial<RehearsalOptions> = {}) =>
  aCallerOf({ wrapStore: (store) => failing(store, down), ...options });

test('a caller who rings while the store is down hears why and is put through to the operator of the line', async () => {
  let down = false;
  const { caller, dial } = await aCaller(() => down);
  down = true;
  await dial();
  await caller.hears('We have a technical problem at the moment');
  await caller.expectsTransferTo('reception');
  await caller.expectsEnd();
});

test('a bot that starts while the store is down still puts callers through', async () => {
  const { caller, dial } = await aCaller(() => true);
  await dial();
  await caller.hears('We have a technical problem at the moment');
  await caller.expectsTransferTo('reception');
});

test('when the operator cannot be reached either, the caller hears a goodbye before the line is cut', async () => {
  const { caller, dial } = await aCaller(() => true, reception('fails'));
  await dial();
  await caller.expectsTransferTo('reception');
  await caller.hears('Please call again later');
  await caller.expectsEnd();
});

test('as soon as the store is back, the next caller meets the flow', async () => {
  let down = true;
  const { dial } = await aCaller(() => down);
  await dial();
  down = false;
  const next = line.caller();
  await next.dial(eveDials);
  await next.hears('Welcome to Contoso');
});

test('a store that had kept the arrival after all does not make the bot talk with two voices', async () => {
  let down = false;
  const { caller, dial } = await aCallerOf({
    ...reception('noAnswer'), // It rings while the sweep comes by.
    wrapStore: (store) => {
      const guarded = failing(store, () => down);
      const create = async (document: Parameters<typeof store.calls.create>[0]) => {
        await store.calls.create(document);
        down = true; // It is written; the answer is lost, and then everything.
        throw new Fault('STORE_UNAVAILABLE', 'The store is away.', { retryable: true });
      };
      return { ...guarded, calls: { ...spread(guarded.calls), create } };
    },
  });
  await dial();
  await caller.hears('We have a technical problem at the moment');
  down = false;
  await caller.staysSilent(18_000);
  expect(caller.call.endedAt).toBeUndefined();
  await caller.hears('Please call again later');
  await caller.expectsEnd();
  expect(caller.conversation.toString()).not.toContain('Welcome');
  const trouble = line.graph
    .exchanges()
    .filter(({ exchange }) => exchange.trouble !== undefined || (exchange.status ?? 0) >= 400);
  expect(trouble.map(({ exchange }) => `${exchange.title} ${exchange.status}`)).toEqual([]);
});

/** What the bot asked Graph to do with the call, in order. */
function requests(): readonly string[] {
  return line.graph
    .exchanges()
    .filter(({ exchange }) => exchange.direction === 'toGraph')
    .map(({ exchange }) => `${exchange.title} ${exchange.status}`);
}

/** The shipped workspace, in which no line takes a call; the account is still there. */
const noLine = (): Partial<RehearsalOptions> => ({
  flowsDir: aCopyOfTheFlows({ 'lines.jsonc': '{ "lines": {} }' }),
  lines: [{ id: account, displayName: 'Main' }],
});

test('a caller of a line whose flow has errors hears why and is put through to the operator of the line', async () => {
  const broken = '{ "specVersion": 1, "name": "Main line", "start": "nowhere" }';
  const { caller, dial } = await aCallerOf({ flowsDir: aCopyOfTheFlows({ 'main-line/flow.jsonc': broken }) });
  await dial();
  await caller.hears('We have a technical problem at the moment');
  await caller.expectsTransferTo('reception');
  await caller.expectsEnd();
});

test('a caller whom no line takes hears a goodbye instead of ringing out', async () => {
  const { caller, dial } = await aCallerOf(noLine());
  await dial();
  await caller.hears('Please call again later');
  await caller.expectsEnd();
  expect(caller.conversation.toString()).not.toContain('connecting you to a person'); // There is none.
});

test('a fresh instance whose flows cannot be had, though calls can be stored, puts the caller through', async () => {
  const { caller, dial } = await aCallerOf({
    wrapStore: (store) => failing(store, () => true, ['versions', 'media', 'queue']),
  });
  await dial();
  await caller.hears('We have a technical problem at the moment');
  await caller.expectsTransferTo('reception');
  await caller.expectsEnd();
});

test.each(['STORE_CORRUPT', 'RECORD_TOO_LARGE'] as const)(
  'a call that the store refuses for good (%s) is put through, and not left ringing',
  async (code) => {
    const { caller, dial } = await aCallerOf({
      wrapStore: (store) => {
        const create = () => Promise.reject(new Fault(code, 'The document cannot be stored.'));
        return { ...store, calls: { ...spread(store.calls), create } };
      },
    });
    await dial();
    await caller.hears('We have a technical problem at the moment');
    await caller.expectsTransferTo('reception');
  },
);

test('an answer that Microsoft throttles is not taken for one: whoever told of the call is asked to come again', async () => {
  const interfere = (operation: string) => (operation === 'answer' ? json(429, {}) : undefined);
  const { dial } = await aCallerOf({ ...noLine(), interfere });
  await dial();
  await line.clock.advance(4_000);
  const told = line.graph.exchanges().filter(({ exchange }) => exchange.title === 'incoming call');
  expect(told.map(({ exchange }) => exchange.status)).toEqual([503]);
});

test('a mistake of our own in the first turn does not leave the caller ringing either', async () => {
  const { caller, dial } = await aCallerOf({
    wrapStore: (store) => {
      const create = () => Promise.reject(new TypeError('a mistake'));
      return { ...store, calls: { ...spread(store.calls), create } };
    },
  });
  await dial();
  await caller.hears('We have a technical problem at the moment');
});

test('a call that has a document is never answered by the safe flow as well', async () => {
  const { caller, dial } = await aCallerOf({
    wrapStore: (store) => {
      const create = async (document: Parameters<typeof store.calls.create>[0]) => {
        await store.calls.create(document);
        throw new Fault('STORE_CORRUPT', 'What the store answered cannot be read.');
      };
      return { ...store, calls: { ...spread(store.calls), create } };
    },
  });
  await dial();
  await caller.hears('Welcome to Contoso'); // By the sweep.
  expect(requests().filter((title) => title.includes('answer'))).toHaveLength(1);
  expect(caller.conversation.toString()).not.toContain('technical problem');
});

function spread(calls: MemoryStore['calls']): MemoryStore['calls'] {
  return {
    load: (id) => calls.load(id),
    create: (document) => calls.create(document),
    replace: (document, version) => calls.replace(document, version),
    due: (now, limit) => calls.due(now, limit),
    ping: () => calls.ping(),
    close: () => calls.close(),
  };
}
