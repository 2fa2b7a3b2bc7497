import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';

/** One process of an instance: dies once, and for ever. */
export interface Process {
  readonly instance: string;
  readonly name: string;
  readonly skewMs: number;
  readonly bornAt: number;
  alive: boolean;
  /** The whole process stands still until then: a frozen machine, a long garbage collection. */
  pausedUntil: number;
  /** Told once, when it dies. */
  readonly mourners: Set<() => void>;
}

/** One piece of work in a process, a delivery or a sweep or slow work: the unit that holds leases. */
export interface Work {
  readonly process: Process;
  /** Says what is being done, the same in every run of the seed: `tone 5 of call 1`. */
  readonly label: string;
  /** Names that it has used for leases. */
  readonly owners: string[];
  /** Counts its steps, for the dice. */
  steps: number;
  reads: number;
  writes: number;
  /** Graph did not do one of the things that it asked for. */
  refused: boolean;
  /** The webhook has answered: nothing may be done any more (I7). */
  answered: boolean;
  readonly kind: 'delivery' | 'sweep' | 'work';
}

/** A promise for those who died. */
const never = <Nothing>(): Promise<Nothing> => new Promise(() => {});

/** The instances of the bot, as an orchestrator sees them: they die and come back under a new process name. */
export class Processes {
  readonly #clock: VirtualClock;
  readonly #journal: Journal;
  readonly #dice: Dice;
  readonly #current = new Map<string, Process>();
  #deaths = 0;
  /** Told before the process of this work stops for good or for long; `forMs` is how long it stands still. */
  onStandstill: (work: Work, forMs: number | 'for ever') => void = () => {};

  constructor(of: { readonly clock: VirtualClock; readonly journal: Journal; readonly dice: Dice; readonly instances: number }) {
    this.#clock = of.clock;
    this.#journal = of.journal;
    this.#dice = of.dice;
    for (let index = 0; index < of.instances; index += 1) this.#begin('ABCD'.charAt(index), 1);
  }

  alive(): readonly Process[] {
    return [...this.#current.values()].filter((process) => process.alive);
  }

  now(process: Process): number {
    return this.#clock.now() + process.skewMs;
  }

  /** One call to the outside. It may be the last thing that its process does; then nobody ever hears of its result. */
  async step<Result>(work: Work, name: string, effect: () => Promise<Result>): Promise<Result> {
    work.steps += 1;
    if (work.answered) this.#journal.violated('I7', `"${work.label}" goes on after its answer: ${name}`);
    const moment = `${work.label}:${name}#${work.steps}`;
    await this.#survive(work, `before ${moment}`);
    try {
      return await effect();
    } finally {
      await this.#survive(work, `after ${moment}`);
    }
  }

  async #survive(work: Work, moment: string): Promise<void> {
    const { process } = work;
    if (process.alive && this.#deaths < 4 && this.#journal.strikes('instanceKilled', moment)) this.#kill(work, moment);
    if (!process.alive) return this.#clock.waitFor(never<void>());
    // Between the look at the lease and the send there is no await: nothing can stand still there.
    if (moment.startsWith('before')) return;
    if (this.#journal.strikes('instancePaused', moment)) {
      const forMs = this.#dice.pick(`pause ${moment}`, [1_500, 7_000, 11_000]);
      process.pausedUntil = Math.max(process.pausedUntil, this.#clock.now() + forMs);
      this.#journal.tell(`fault  ${process.name} stands still for ${forMs / 1_000} s ${moment}`);
      this.onStandstill(work, forMs);
    }
    while (process.pausedUntil > this.#clock.now()) await this.#clock.sleep(process.pausedUntil - this.#clock.now());
    if (!process.alive) return this.#clock.waitFor(never<void>());
  }

  #kill(work: Work, moment: string): void {
    const { process } = work;
    this.#deaths += 1;
    this.#journal.tell(`fault  ${process.name} dies ${moment}`);
    process.alive = false;
    this.onStandstill(work, 'for ever');
    for (const mourn of process.mourners) mourn();
    const [, instance = process.instance, generation = '1'] = /^(\D+)(\d+)$/.exec(process.name) ?? [];
    const backIn = this.#dice.between(`back after ${moment}`, 500, 8_000);
    this.#clock.schedule(this.#clock.now() + backIn, () => {
      this.#begin(instance, Number(generation) + 1);
      this.#journal.tell(`       ${instance}${Number(generation) + 1} has started`);
    });
  }

  #begin(instance: string, generation: number): void {
    const skewed = this.#journal.strikes('clockSkew', instance);
    this.#current.set(instance, {
      instance,
      name: `${instance}${generation}`,
      // Two of them are never further apart than limits.skewMarginMs.
      skewMs: skewed ? this.#dice.between(`skew ${instance}`, -500, 500) : 0,
      bornAt: this.#clock.now(),
      alive: true,
      pausedUntil: 0,
      mourners: new Set(),
    });
  }
}
