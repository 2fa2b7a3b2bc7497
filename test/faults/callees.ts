import type { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { Happening } from '../../simulator/graph/call/happening.ts';
import type { PersonLeg } from '../../simulator/graph/people/person-leg.ts';
import type { Dice } from './dice.ts';
import type { Journal } from './journal.ts';

export interface CalleeOptions {
  readonly name: string;
  readonly leg: PersonLeg;
  readonly clock: VirtualClock;
  readonly dice: Dice;
  readonly journal: Journal;
}

/** How often somebody who was rung does something, at most. */
const mostIdeas = 6;

/** Somebody whose telephone rings for a caller: picks up or not, and presses something, or nothing. */
export class RandomCallee {
  readonly #of: CalleeOptions;
  #ideas = 0;

  constructor(of: CalleeOptions) {
    this.#of = of;
    of.leg.side.listen((happening) => this.#hears(happening));
    const answer = of.dice.roll(`answers ${of.name}`);
    if (answer < 0.65) this.#mayDo('accepts', () => of.leg.accept(), [100, 900, 3_000, 9_500]);
    else if (answer < 0.8) this.#mayDo('declines', () => of.leg.decline(), [100, 900, 3_000, 9_500]);
    else of.journal.tell(`person ${of.name} lets it ring`);
  }

  #hears(happening: Happening): void {
    if (happening.kind !== 'promptStarted' || happening.text === undefined) return;
    const { dice, leg, name } = this.#of;
    const mood = dice.roll(`mood ${name} ${this.#ideas}`);
    const moments = [20, 400, 1_700, 4_000] as const;
    if (mood < 0.08) return this.#mayDo('hangs up', () => leg.hangUp(), moments);
    if (mood > 0.75) return; // Only listens.
    const keys = dice.pick(`keys ${name} ${this.#ideas}`, ['1', '1', '1', '1', '2', '5', '11', '#1', '12']);
    this.#mayDo(`presses ${keys}`, () => this.#press(keys), moments);
  }

  #press(keys: string): void {
    const { clock, leg } = this.#of;
    for (const [index, key] of keys.split('').entries()) clock.schedule(clock.now() + index * 200, () => leg.press(key));
  }

  #mayDo(what: string, act: () => void, moments: readonly [number, ...number[]]): void {
    const { clock, dice, journal, leg, name } = this.#of;
    this.#ideas += 1;
    const key = `${name} ${what} ${this.#ideas}`;
    if (this.#ideas > mostIdeas || !journal.callerDoes(key)) return;
    clock.schedule(clock.now() + dice.pick(`when ${key}`, moments), () => {
      if (leg.state === 'ended') return;
      journal.tell(`person ${name} ${what}`);
      act();
    });
  }
}
