import type { Edge, Walk, WalkedState } from './walk.ts';

/** The quickest ways from the start, and to wherever `isGoal`, over edges that no fault brings about. */
export interface Distances {
  /** Milliseconds from the start. A state that only a fault leads to is not in it. */
  readonly fromStart: ReadonlyMap<WalkedState, Leg>;
  /** Milliseconds to the nearest goal. */
  readonly toGoal: ReadonlyMap<WalkedState, Leg>;
}

export interface Leg {
  readonly ms: number;
  /** The edge at its near end: the last one from the start, or the first one to the goal. */
  readonly edge?: Edge;
}

export function distancesIn(walk: Walk, isGoal: (edge: Edge) => boolean): Distances {
  const edges = walk.states.flatMap((state) => state.edges).filter((edge) => !isFault(edge));
  const fromStart = new Map<WalkedState, Leg>(walk.begins.map(({ state }) => [state, { ms: 0 }]));
  relax(edges, fromStart, (edge) => [edge.from, edge.to]);
  const toGoal = new Map<WalkedState, Leg>();
  for (const edge of edges.filter(isGoal)) {
    const known = toGoal.get(edge.from);
    if (known === undefined || known.ms > edge.move.waitMs) toGoal.set(edge.from, { ms: edge.move.waitMs, edge });
  }
  relax(edges, toGoal, (edge) => [edge.to, edge.from]);
  return { fromStart, toGoal };
}

export const isFault = ({ move, story }: Edge): boolean =>
  move.by.kind === 'fault' || story.some((note) => note.kind === 'trouble' && note.code === 'LOOP');

/** Bellman and Ford's way with a worklist: the graph is sparse, and a few rounds settle it. */
function relax(
  edges: readonly Edge[],
  known: Map<WalkedState, Leg>,
  ends: (edge: Edge) => readonly [WalkedState, WalkedState],
): void {
  const out = new Map<WalkedState, Edge[]>();
  for (const edge of edges) {
    const [near] = ends(edge);
    const there = out.get(near);
    if (there === undefined) out.set(near, [edge]);
    else there.push(edge);
  }
  const waiting = new Set(known.keys());
  // A set may grow while it is walked.
  for (const near of waiting) {
    waiting.delete(near);
    const base = known.get(near)?.ms ?? 0;
    for (const edge of out.get(near) ?? []) {
      const [, far] = ends(edge);
      const ms = base + edge.move.waitMs;
      if ((known.get(far)?.ms ?? Number.POSITIVE_INFINITY) <= ms) continue;
      known.set(far, { ms, edge });
      waiting.add(far);
    }
  }
}
