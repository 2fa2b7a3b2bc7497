import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { Dice } from './dice.ts';
import { type FaultKind, restarting } from './fault-kinds.ts';
import type { Setting } from './setting.ts';

/** Something that was left to chance and came to pass; it can be left out by its key. */
export interface Incident {
  readonly key: string;
  readonly kind: FaultKind | 'caller';
}

/** A stretch of time in which a caller's silence is not ours to answer for. */
export interface Excuse {
  readonly from: number;
  readonly until: number;
  readonly why: string;
}

export interface Violation {
  readonly invariant: string;
  readonly what: string;
}

/** Decides what goes wrong, and keeps the story: incidents, excuses, and the first invariant that broke. */
export class Journal {
  readonly incidents: Incident[] = [];
  readonly excuses: Excuse[] = [];
  readonly lines: { readonly at: number; readonly text: string }[] = [];
  violation: Violation | undefined;
  /** True once something happened after which prompts may begin again. */
  mayRestart = false;
  readonly #clock: VirtualClock;
  readonly #dice: Dice;
  readonly #setting: Setting;
  readonly #leftOut: ReadonlySet<string>;
  readonly #startedAt: number;

  constructor(of: {
    readonly clock: VirtualClock;
    readonly dice: Dice;
    readonly setting: Setting;
    readonly leftOut: ReadonlySet<string>;
  }) {
    this.#clock = of.clock;
    this.#dice = of.dice;
    this.#setting = of.setting;
    this.#leftOut = of.leftOut;
    this.#startedAt = of.clock.now();
  }

  get now(): number {
    return this.#clock.now();
  }

  /** Milliseconds since the story began. */
  get elapsed(): number {
    return this.#clock.now() - this.#startedAt;
  }

  /** Whether this goes wrong at this opportunity. The opportunity's name must not depend on other faults. */
  strikes(kind: FaultKind, opportunity: string): boolean {
    if (this.elapsed >= this.#setting.faultsUntil) return false;
    const key = `${kind}@${opportunity}`;
    if (this.#leftOut.has(key) || !this.#dice.chance(key, this.#setting.chances.get(kind) ?? 0)) return false;
    this.incidents.push({ key, kind });
    this.mayRestart ||= restarting.has(kind);
    return true;
  }

  /** Whether the caller does this, or was made to leave it. */
  callerDoes(key: string): boolean {
    if (this.#leftOut.has(key)) return false;
    this.incidents.push({ key, kind: 'caller' });
    return true;
  }

  tell(text: string): void {
    this.lines.push({ at: this.elapsed, text });
  }

  excuse(forMs: number, why: string, from = this.#clock.now()): void {
    this.excuses.push({ from, until: from + forMs, why });
  }

  violated(invariant: string, what: string): void {
    if (this.violation !== undefined) return;
    this.violation = { invariant, what };
    this.tell(`!!!    ${invariant}: ${what}`);
  }
}
