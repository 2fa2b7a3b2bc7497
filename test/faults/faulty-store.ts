import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import { Fault } from '../../src/core/call/fault.ts';
import type { CallDocument, CallStore } from '../../src/ports/call-store.ts';
import type { Ledger } from '../../src/ports/ledger.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';
import type { Processes, Work } from './processes.ts';

/** The one store that all instances share. It takes its time, and now and then it fails in one of its documented ways. */
export class FaultyStore {
  readonly #of: {
    readonly store: CallStore;
    readonly clock: VirtualClock;
    readonly dice: Dice;
    readonly journal: Journal;
    readonly processes: Processes;
    /** Told of each document that became durable, and by whom. */
    readonly onStored: (document: CallDocument, work: Work) => void;
  };
  #downUntil = 0;

  constructor(of: FaultyStoreOptions) {
    this.#of = of;
    const { clock, dice, journal } = of;
    if (!journal.strikes('storeOutage', 'once')) return;
    const lastsMs = dice.between('outage', 500, 12_000);
    clock.schedule(clock.now() + dice.between('outage at', 0, 30_000), () => {
      this.#downUntil = clock.now() + lastsMs;
      journal.tell(`fault  the store is down for ${lastsMs / 1_000} s`);
      journal.excuse(lastsMs + 2_000, 'the store is down');
    });
  }

  /** The store as one piece of work sees it. */
  seenBy(work: Work): CallStore {
    const { store, processes } = this.#of;
    return {
      ...store,
      load: (id) => processes.step(work, 'load', () => this.#read(work, 'load', () => store.load(id))),
      due: (now, limit) => processes.step(work, 'due', () => this.#read(work, 'due', () => store.due(now, limit))),
      create: (document) =>
        processes.step(work, 'create', () =>
          this.#write(work, document, () => store.create(document), { kind: 'exists' } as const),
        ),
      replace: (document, version) =>
        processes.step(work, 'replace', () =>
          this.#write(work, document, () => store.replace(document, version), { kind: 'overtaken' } as const),
        ),
    };
  }

  /** The ledger, likewise: it lies in the same store. */
  ledgerSeenBy(work: Work, ledger: Ledger, onNoted: (value: unknown) => void): Ledger {
    const { processes, journal } = this.#of;
    return {
      get: (key) => processes.step(work, 'ledger get', () => this.#read(work, 'ledger get', () => ledger.get(key))),
      put: (key, fact, version) =>
        processes.step(work, 'ledger put', async () => {
          const moment = await this.#begin(work, 'ledger put');
          if (journal.strikes('storeConflict', moment)) {
            journal.tell(`fault  the store calls a write overtaken that it never tried (${moment})`);
            return 'overtaken';
          }
          const saved = await ledger.put(key, fact, version);
          if (saved === 'overtaken') return saved;
          onNoted(fact.value);
          if (journal.strikes('storeConflictAfterWrite', moment)) {
            journal.tell(`fault  the store writes, and calls the write overtaken (${moment})`);
            return 'overtaken';
          }
          if (journal.strikes('storeAnswerLost', moment)) {
            journal.tell(`fault  the store writes, and its answer is lost (${moment})`);
            throw down();
          }
          return saved;
        }),
    };
  }

  async #read<Result>(work: Work, name: string, read: () => Promise<Result>): Promise<Result> {
    await this.#begin(work, name);
    if (name === 'load') work.reads += 1;
    return read();
  }

  async #write<Done extends { readonly kind: string }, Refused extends { readonly kind: string }>(
    work: Work,
    document: CallDocument,
    write: () => Promise<Done | Refused>,
    refused: Refused,
  ): Promise<Done | Refused> {
    const { journal } = this.#of;
    const moment = await this.#begin(work, 'write');
    work.writes += 1;
    if (journal.strikes('storeConflict', moment)) {
      journal.tell(`fault  the store calls a write overtaken that it never tried (${moment})`);
      return refused;
    }
    const result = await write();
    if (result.kind === refused.kind) return result;
    this.#of.onStored(document, work);
    if (journal.strikes('storeConflictAfterWrite', moment)) {
      journal.tell(`fault  the store writes, and calls the write overtaken (${moment})`);
      return refused;
    }
    if (journal.strikes('storeAnswerLost', moment)) {
      journal.tell(`fault  the store writes, and its answer is lost (${moment})`);
      throw down();
    }
    return result;
  }

  async #begin(work: Work, name: string): Promise<string> {
    const { clock, dice, journal } = this.#of;
    const moment = `${work.label}:${name}#${work.steps}`;
    await clock.sleep(dice.between(`latency ${moment}`, 1, 15));
    if (clock.now() < this.#downUntil) throw down();
    if (journal.strikes('storeThrottled', moment)) {
      journal.tell(`fault  the store is throttled (${moment})`);
      journal.excuse(1_000, 'the store is throttled');
      throw down();
    }
    return moment;
  }
}

type FaultyStoreOptions = {
  readonly store: CallStore;
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly journal: Journal;
  readonly processes: Processes;
  readonly onStored: (document: CallDocument, work: Work) => void;
};

function down(): Fault {
  return new Fault('STORE_UNAVAILABLE', 'The store does not answer.', { retryable: true });
}
