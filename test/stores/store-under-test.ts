import type { CallHistory } from '../../src/ports/call-history.ts';
import type { CallStore } from '../../src/ports/call-store.ts';
import type { FlowVersionStore } from '../../src/ports/flow-versions.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { MediaStore } from '../../src/ports/prompts.ts';
import type { Register } from '../../src/ports/register.ts';
import type { QueueConsumer, WorkQueue } from '../../src/ports/work-queue.ts';
import type { WorkspaceStore } from '../../src/ports/workspace-store.ts';

/** Everything that a kind of store may hold. A kind need not hold all of it: the cloud has one service for each. */
export interface Stores {
  readonly calls: CallStore;
  readonly media: MediaStore;
  readonly versions: FlowVersionStore;
  readonly workspace: WorkspaceStore;
  readonly history: CallHistory;
  readonly ledger: Ledger;
  readonly register: Register;
  readonly queue: WorkQueue & QueueConsumer;
}

/** What a contract suite needs from a kind of store. A store that cannot count its own expiry may ignore the clock's steps. */
export interface StoreKind<Part extends keyof Stores = keyof Stores> {
  readonly name: string;
  /** A new, empty store. Opened once per test, closed by the suite. */
  open(clock: TestClock): Promise<StoreUnderTest<Part>>;
}

export type StoreUnderTest<Part extends keyof Stores = keyof Stores> = Pick<Stores, Part> & {
  /** Another instance of the bot over the same data: a second connection where there is such a thing. */
  readonly another: () => Promise<Pick<Stores, Part>>;
  /** Closes everything and removes the data. */
  readonly dispose: () => Promise<void>;
};

/** A clock that stands still until it is told to move. */
export class TestClock {
  #now = Date.UTC(2027, 0, 4, 9, 0);
  now(): number {
    return this.#now;
  }
  advance(ms: number): void {
    this.#now += ms;
  }
}

/** The number of tries that every store under test is opened with. */
export const maxTries = 3;

/** Runs `test` with a new store and removes it afterwards, whatever happens. */
export async function withStore<Part extends keyof Stores>(
  kind: StoreKind<Part>,
  test: (store: StoreUnderTest<Part>, clock: TestClock) => Promise<void>,
): Promise<void> {
  const clock = new TestClock();
  const store = await kind.open(clock);
  try {
    await test(store, clock);
  } finally {
    await store.dispose();
  }
}
