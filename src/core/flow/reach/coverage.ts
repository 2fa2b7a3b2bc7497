import type { TurnNote } from '../../call/turn.ts';
import type { CompiledFlow, CompiledStep } from '../compiled-flow.ts';
import { findExit } from '../play/find-exit.ts';
import { isFault, type SurfaceExit, surfaceOf } from './surface.ts';

/** What of a flow has been reached, and what has not. */
export interface CoverageReport {
  readonly flow: string;
  readonly steps: Share<string>;
  readonly exits: Share<SurfaceExit>;
  /** Steps and exits together, in percent, rounded down: 100 means all of them. */
  readonly percent: number;
}

export interface Share<Item> {
  readonly reached: number;
  readonly of: number;
  readonly missing: readonly Item[];
}

/** Collects what calls reach in one flow, from the stories that their turns tell. */
export class Coverage {
  readonly #flow: CompiledFlow;
  readonly #exits: readonly SurfaceExit[];
  readonly #steps: readonly string[];
  readonly #reachedSteps = new Set<string>();
  readonly #reachedExits = new Set<SurfaceExit>();

  /** `faults`: counts what only a fault leads to as well, for whoever brings faults about. */
  constructor(flow: CompiledFlow, { faults = false }: { readonly faults?: boolean } = {}) {
    this.#flow = flow;
    const surface = surfaceOf(flow, { faults });
    this.#exits = surface.exits.filter((exit) => faults || !exit.faultOnly);
    this.#steps = surface.steps;
  }

  /** The ways out that this story took for the first time. */
  add(story: readonly TurnNote[]): readonly SurfaceExit[] {
    return story.flatMap((note) => {
      if (note.kind === 'entered') {
        this.#reachedSteps.add(note.step);
        // Asking again is what `"noInput": "repeat"` asks for; the engine does not leave the step for it.
        return note.attempt > 1
          ? this.#take((exit) => exit.step === note.step && exit.by === 'on' && exit.target === 'repeat')
          : [];
      }
      if (note.kind !== 'left') return [];
      const step = this.#step(note.step);
      return step === undefined ? [] : this.#take((exit) => this.#isTaken(exit, step, note.exit));
    });
  }

  hasReached(exit: SurfaceExit): boolean {
    return this.#reachedExits.has(exit);
  }

  report(): CoverageReport {
    const steps = shareOf(this.#steps, (step) => this.#reachedSteps.has(step));
    const exits = shareOf(this.#exits, (exit) => this.#reachedExits.has(exit));
    const of = steps.of + exits.of;
    return {
      flow: this.#flow.name,
      steps,
      exits,
      percent: of === 0 ? 100 : Math.floor(((steps.reached + exits.reached) * 100) / of),
    };
  }

  #step(name: string): CompiledStep | undefined {
    for (const step of this.#flow.steps.values()) if (step.name === name) return step;
    return undefined;
  }

  /** The story names the outcome; where it led, the flow's author has written it under perhaps another one. */
  #isTaken(exit: SurfaceExit, step: CompiledStep, taken: string): boolean {
    const { by, name } = this.#declared(step, taken);
    return exit.by === by && exit.name === name && (exit.step === undefined || exit.step === step.name);
  }

  #declared(step: CompiledStep, taken: string): { readonly by?: SurfaceExit['by']; readonly name: string } {
    const members = step.kit.exits(step.config as never); // Parsed by this kit's own schema.
    if (members.some(({ name }) => name === taken)) return { by: 'member', name: taken };
    if (step.kit.listens && Object.hasOwn(this.#flow.keys, taken)) return { by: 'key', name: taken };
    // The engine's own words, such as the end of the call or of a called flow, are no outcomes: they lead nowhere.
    const isOutcome = [step.on, this.#flow.on, step.kit.outcomes].some((known) => Object.hasOwn(known, taken)) || isFault(taken);
    return (isOutcome ? findExit(this.#flow, step, taken) : undefined) ?? { name: taken };
  }

  #take(isTaken: (exit: SurfaceExit) => boolean): readonly SurfaceExit[] {
    const fresh = this.#exits.filter((exit) => !this.#reachedExits.has(exit) && isTaken(exit));
    for (const exit of fresh) this.#reachedExits.add(exit);
    return fresh;
  }
}

function shareOf<Item>(items: readonly Item[], isReached: (item: Item) => boolean): Share<Item> {
  const missing = items.filter((item) => !isReached(item));
  return { reached: items.length - missing.length, of: items.length, missing };
}
