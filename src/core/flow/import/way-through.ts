import type { Remarked } from './imported.ts';

/** A source as calls come through it: parts with identifiers, and the ways between them. */
export interface Chart<Part> {
  readonly partAt: (id: string) => Part | undefined;
  /** Where the call goes on from a part that leaves no step; undefined for one that leaves a step. */
  readonly passesTo: (part: Part) => Passage | undefined;
  readonly leadsTo: (part: Part) => readonly (string | undefined)[];
}

export interface Passage {
  readonly to: string | undefined;
  readonly remark?: Remarked;
}

export interface Arrival<Part> {
  /** The first part on the way that leaves a step; undefined where there is none. */
  readonly part: Part | undefined;
  readonly passed: ReadonlyMap<Part, Remarked | undefined>;
  /** Whether the way leads to a part that is not there. */
  readonly isLost: boolean;
}

/** Follows a way past the parts that leave no step. */
export function arrive<Part>(id: string | undefined, { partAt, passesTo }: Omit<Chart<Part>, 'leadsTo'>): Arrival<Part> {
  const passed = new Map<Part, Remarked | undefined>();
  for (let at = id; ; ) {
    const part = at === undefined ? undefined : partAt(at);
    if (part === undefined || passed.has(part)) return { part: undefined, passed, isLost: part === undefined };
    const passage = passesTo(part);
    if (passage === undefined) return { part, passed, isLost: false };
    passed.set(part, passage.remark);
    at = passage.to;
  }
}

export interface Visited<Part> {
  /** Parts that leave a step, in the order in which calls come to them. */
  readonly written: readonly Part[];
  readonly passed: ReadonlyMap<Part, Remarked | undefined>;
  /** Whether a way leads to a part that is not there. */
  readonly isLost: boolean;
}

/** Every part that a call can come to. */
export function visit<Part>(start: string, chart: Chart<Part>): Visited<Part> {
  const written = new Set<Part>();
  const passed = new Map<Part, Remarked | undefined>();
  const toVisit: (string | undefined)[] = [start];
  let isLost = false;
  // Only a part that has not been written puts down more, so this ends.
  while (toVisit.length > 0) {
    const arrival = arrive(toVisit.pop(), chart);
    for (const [part, remark] of arrival.passed) passed.set(part, remark);
    isLost ||= arrival.isLost;
    const { part } = arrival;
    if (part === undefined || written.has(part)) continue;
    written.add(part);
    // The last one put down is the first one taken up.
    toVisit.push(...chart.leadsTo(part).toReversed());
  }
  return { written: [...written], passed, isLost };
}
