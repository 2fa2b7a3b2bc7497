/**
 * The telephones that browser windows are: who can be reached at one, and what rings there.
 *
 * 1. A telephone is connected while a window watches it, and a moment longer: a page that reloads or changes its stream is
 *    not away.
 * 2. A call whose window is gone without hanging up, as when a browser crashes, is hung up after a while.
 * 3. Ends of calls are kept for pages that look later; the oldest that are over give way.
 */
import { after, type CancelTimer, type SimClock } from '../clock/sim-clock.ts';
import type { SimulatedGraph } from '../graph/graph.ts';
import { bounds } from '../graph/graph-options.ts';
import type { PersonLeg } from '../graph/people/person-leg.ts';
import type { RingingCall, StoppedCall } from '../softphone-api.ts';

/** Told of every change; `stopped`: this call rings no longer. */
export type Watcher = (stopped?: StoppedCall) => void;

/** Longer than a browser takes to open its next stream. */
const awayAfterMs = 2_000;
/** Longer than a page goes on trying to come back to its call. */
const abandonedAfterMs = 60_000;

interface Telephone {
  readonly ringing: Set<PersonLeg>;
  readonly watchers: Set<Watcher>;
  /** Undefined while nobody is there: calls go where they would go without this telephone. */
  putAway: (() => void) | undefined;
  /** Stays connected after all. */
  cancelAway: CancelTimer;
}

export class Desk {
  readonly #graph: Pick<SimulatedGraph, 'connectTelephone'>;
  readonly #clock: SimClock;
  readonly #legs = new Map<string, PersonLeg>();
  readonly #telephones = new Map<string, Telephone>();
  /** How many streams follow a call, and what hangs it up when there is none. */
  readonly #followers = new Map<PersonLeg, { count: number; cancelHangUp: CancelTimer }>();

  constructor(graph: Pick<SimulatedGraph, 'connectTelephone'>, clock: SimClock) {
    this.#graph = graph;
    this.#clock = clock;
  }

  /** The end of a call that a window has, or had a while ago. */
  leg(id: string): PersonLeg | undefined {
    return this.#legs.get(id.toLowerCase());
  }

  remember(leg: PersonLeg): void {
    this.#legs.set(leg.id.toLowerCase(), leg);
    if (this.#legs.size <= bounds.calls) return;
    const old = [...this.#legs].find(([, { state }]) => state === 'ended');
    if (old) this.#legs.delete(old[0]); // 3
  }

  /** Calls to this object id or number ring here from now on. @returns looks away. */
  watch(address: string, onChange: Watcher): () => void {
    const key = address.toLowerCase();
    const telephone: Telephone = this.#telephones.get(key) ?? {
      ringing: new Set(),
      watchers: new Set(),
      putAway: undefined,
      cancelAway() {},
    };
    this.#telephones.set(key, telephone);
    telephone.cancelAway();
    telephone.putAway ??= this.#graph.connectTelephone(key, (leg) => this.#rings(telephone, leg));
    telephone.watchers.add(onChange);
    return () => {
      telephone.watchers.delete(onChange);
      if (telephone.watchers.size > 0) return;
      telephone.cancelAway();
      telephone.cancelAway = after(this.#clock, awayAfterMs, () => {
        telephone.putAway?.();
        telephone.putAway = undefined;
      }); // 1
    };
  }

  /** A window follows this call. @returns leaves it. */
  attend(leg: PersonLeg): () => void {
    const followers = this.#followers.get(leg) ?? { count: 0, cancelHangUp() {} };
    this.#followers.set(leg, followers);
    followers.cancelHangUp();
    followers.count += 1;
    return () => {
      followers.count -= 1;
      if (followers.count > 0) return;
      if (leg.state === 'ended') return void this.#followers.delete(leg);
      followers.cancelHangUp = after(this.#clock, abandonedAfterMs, () => {
        this.#followers.delete(leg);
        leg.hangUp(); // 2
      });
    };
  }

  /** What rings at a telephone at this moment, oldest first. */
  ringingAt(address: string): readonly RingingCall[] {
    const legs = this.#telephones.get(address.toLowerCase())?.ringing ?? [];
    return [...legs].map(({ id, callerName }) => ({ callId: id, from: callerName }));
  }

  #rings(telephone: Telephone, leg: PersonLeg): void {
    const changed = (stopped?: StoppedCall): void => {
      for (const watcher of [...telephone.watchers]) watcher(stopped);
    };
    this.remember(leg);
    telephone.ringing.add(leg);
    // Any new state of a ringing call is that it rings no longer: somebody took it, here or elsewhere, or it was called off.
    const stop = leg.side.listen((happening) => {
      if (happening.kind !== 'state' || !telephone.ringing.delete(leg)) return;
      stop();
      const why = happening.state === 'ended' ? (happening.detail ?? '') : 'It was answered in another window.';
      changed({ callId: leg.id, from: leg.callerName, why });
    });
    changed();
  }
}
