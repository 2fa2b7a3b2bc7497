import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { Happening } from '../../simulator/graph/call/happening.ts';
import { hangUpByCaller } from '../../simulator/graph/call/life.ts';
import type { SimCall } from '../../simulator/graph/call/sim-call.ts';
import { PeopleSide } from '../../simulator/graph/people/people-side.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';

export interface CallerOptions {
  readonly name: string;
  readonly call: SimCall;
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly journal: Journal;
  /** `digits` callers type two numbers and are done; others do as they like. */
  readonly kind: 'digits' | 'anybody';
}

/** Somebody whom no flow calls. */
const friend = { kind: 'user', id: '0a1b2c3d-00ff-4567-89ab-cdef01234567' } as const;

/** After so many ideas a caller only listens. */
const mostIdeas = 14;

/** A person at the telephone who does something, or nothing, whenever something is to be heard. */
export class RandomCaller {
  /** Every key in the order in which it was pressed while the line was open. */
  readonly pressed: string[] = [];
  /** When each of them was pressed. */
  readonly pressedAt: number[] = [];
  readonly #of: CallerOptions;
  #ideas = 0;
  #numbersTyped = 0;
  /** Nobody types two numbers at once. */
  #busyUntil = 0;

  constructor(of: CallerOptions) {
    this.#of = of;
    of.call.caller.listen((happening) => this.#hears(happening));
  }

  #hears(happening: Happening): void {
    if (happening.kind === 'promptStarted' && (!happening.silent || happening.text !== undefined)) return this.#prompted();
    if (happening.kind === 'recordingStarted') this.#mayDo('speaks', () => this.#speak());
    if (happening.kind === 'state' && (happening.state === 'transferring' || happening.state === 'connecting')) {
      this.#mayDo('hangs up', () => this.#hangUp(), 0.04);
    }
  }

  #prompted(): void {
    const { dice, kind, name } = this.#of;
    const idea = `${name} idea ${this.#ideas}`;
    if (kind === 'digits') return this.#typeNumber();
    const mood = dice.roll(`mood ${idea}`);
    if (mood < 0.08) return this.#mayDo('hangs up', () => this.#hangUp());
    if (mood < 0.7) return this.#mayDo('presses', () => this.#press(this.#keys(idea)));
    if (mood < 0.74) return this.#mayDo('takes somebody in', () => this.#takeSomebodyIn());
  }

  /** Two numbers; some type both ahead. */
  #typeNumber(): void {
    const { dice, name } = this.#of;
    if (this.#numbersTyped >= 2) return;
    const both = this.#numbersTyped === 0 && dice.chance(`${name} types both`, 0.25);
    const count = both ? 2 : 1;
    const first = this.#numbersTyped;
    this.#numbersTyped += count;
    const keys = Array.from({ length: count }, (_, index) => `${this.#number(first + index)}#`).join('');
    this.#mayDo('presses', () => this.#press(keys));
    if (dice.chance(`${name} has enough ${first}`, 0.1)) this.#mayDo('hangs up', () => this.#hangUp());
  }

  #number(which: number): string {
    const { dice, name } = this.#of;
    const length = dice.between(`${name} digits ${which}`, 5, 9);
    return Array.from({ length }, (_, index) => dice.between(`${name} digit ${which}.${index}`, 0, 9)).join('');
  }

  /** Mostly what a menu would take, in any number. */
  #keys(idea: string): string {
    const { dice } = this.#of;
    const count = dice.pick(`how many ${idea}`, [1, 1, 1, 2, 3, 5, 8]);
    const keys: readonly [string, ...string[]] = ['1', '2', '3', '4', '5', '6', '0', '9', '*', '#', '1', '2', '3'];
    return Array.from({ length: count }, (_, index) => dice.pick(`key ${idea}.${index}`, keys)).join('');
  }

  #mayDo(what: string, act: () => void, chance = 1): void {
    const { clock, dice, journal, name } = this.#of;
    this.#ideas += 1;
    const key = `${name} ${what} ${this.#ideas}`;
    if (this.#ideas > mostIdeas || !dice.chance(`does ${key}`, chance) || !journal.callerDoes(key)) return;
    clock.schedule(clock.now() + dice.pick(`when ${key}`, [20, 150, 400, 900, 1_700, 3_000]), () => {
      if (!this.#of.call.isOver) act();
    });
  }

  #press(keys: string): void {
    const { call, clock, dice, journal, kind, name } = this.#of;
    const gapMs = dice.pick(`gap ${name} ${this.#ideas}`, [60, 120, 250, 600]);
    journal.tell(`caller ${name} presses ${keys}`);
    const from = kind === 'digits' ? Math.max(clock.now(), this.#busyUntil) : clock.now();
    this.#busyUntil = from + keys.length * gapMs;
    for (const [index, key] of keys.split('').entries()) {
      clock.schedule(from + index * gapMs, () => {
        if (call.isOver || call.audio !== 'active' || !call.listening) return;
        this.pressed.push(key);
        this.pressedAt.push(clock.now());
        call.press(key);
      });
    }
  }

  #speak(): void {
    const { call, dice, journal, name } = this.#of;
    const forMs = dice.between(`speech ${name} ${this.#ideas}`, 300, 6_000);
    journal.tell(`caller ${name} speaks for ${forMs / 1_000} s`);
    call.voice.speak(forMs);
    if (dice.chance(`ends it ${name} ${this.#ideas}`, 0.4)) this.#mayDo('presses', () => this.#press('#'));
  }

  /** A call of two becomes one with several people, of whom the bot is not told. */
  #takeSomebodyIn(): void {
    const { call, journal, name } = this.#of;
    if (call.peer === undefined || call.room.isGroup || call.state !== 'established') return;
    journal.tell(`caller ${name} takes somebody in`);
    new PeopleSide(call.platform).escalate(call.peer, friend);
  }

  #hangUp(): void {
    this.#of.journal.tell(`caller ${this.#of.name} hangs up`);
    hangUpByCaller(this.#of.call);
  }
}
