import { hostStep } from '../../steps/host-step-name.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import { Coverage } from '../reach/coverage.ts';
import { type SurfaceExit, surfaceOf } from '../reach/surface.ts';
import { distancesIn, isFault } from './distances.ts';
import { placeOf } from './state.ts';
import { type Edge, pathTo, type Walk, type WalkedState } from './walk.ts';

/** What callers of a flow can meet, over every path that was walked. Times are of speech that is heard out, and of waiting. */
export interface Explored {
  readonly flow: string;
  readonly states: number;
  readonly moves: number;
  readonly complete: boolean;
  /** Nobody can come to these, whatever happens. */
  readonly neverReached: {
    readonly steps: readonly string[];
    readonly exits: readonly SurfaceExit[];
    readonly prompts: readonly string[];
  };
  /** Only a fault of the network or of ours leads to these. */
  readonly onlyByFault: { readonly steps: readonly string[]; readonly exits: readonly SurfaceExit[] };
  /** Nothing in the flow says what follows, so the engine apologises and hangs up. */
  readonly deadEnds: readonly { readonly step: string; readonly exits: readonly string[]; readonly way: readonly string[] }[];
  /** From here no end is reachable but hanging up. */
  readonly trapped: readonly { readonly step: string; readonly way: readonly string[] }[];
  /** Here the loop budget stops a circle that nobody on the line could leave. */
  readonly loops: readonly { readonly step: string; readonly way: readonly string[] }[];
  readonly firstChoice?: { readonly ms: number; readonly step: string };
  readonly toHuman: { readonly quickest?: WayToHuman; readonly longest?: WayToHuman };
  /** What becomes of a caller who never presses anything. */
  readonly silentCaller?: { readonly ms: number; readonly ends: string; readonly way: readonly string[] };
}

export interface WayToHuman {
  readonly ms: number;
  readonly keys: number;
  readonly way: readonly string[];
}

/** Judges a walk in which every decision went every way. */
export function judge(flow: CompiledFlow, walk: Walk): Explored {
  const edges = walk.states.flatMap((state) => state.edges);
  const isHuman = ({ move, from }: Edge): boolean =>
    move.goesOnIn !== undefined || // Others are there.
    (move.by.kind === 'contact' &&
      move.by.behaves === 'answers' &&
      (from.state.call.asked === 'transfer' || from.state.call.asked === 'redirect') &&
      from.state.destinations[0]?.kind !== 'voicemail');
  const { fromStart, toGoal } = distancesIn(walk, isHuman);
  const usual = new Coverage(flow, { faults: true });
  const any = new Coverage(flow, { faults: true });
  for (const { story } of walk.begins) for (const coverage of [usual, any]) coverage.add(story);
  for (const edge of edges) {
    any.add(edge.story);
    if (!isFault(edge) && fromStart.has(edge.from)) usual.add(edge.story);
  }
  const reached = any.report();
  const byCallers = usual.report();
  const entered = new Set(
    [...walk.begins, ...edges].flatMap(({ story }) => story.flatMap((note) => (note.kind === 'entered' ? [note.step] : []))),
  );
  const never = new Set<unknown>([...reached.steps.missing, ...reached.exits.missing.map(idOf)]);
  return {
    flow: flow.name,
    states: walk.states.length,
    moves: edges.length,
    complete: walk.complete,
    neverReached: {
      steps: [...flow.steps.keys()].filter((step) => !step.startsWith('$') && !entered.has(step)),
      exits: reached.exits.missing,
      prompts: surfaceOf(flow).prompts.filter((prompt) => !walk.prompts.has(prompt)),
    },
    onlyByFault: {
      steps: byCallers.steps.missing.filter((step) => !never.has(step)),
      exits: byCallers.exits.missing.filter((exit) => !never.has(idOf(exit))),
    },
    deadEnds: deadEnds(walk, edges, fromStart),
    trapped: trapped(walk, edges, fromStart),
    loops: loopsIn(walk, edges),
    ...firstChoice(edges, fromStart),
    toHuman: waysToHuman(walk, isHuman, fromStart, toGoal),
    ...silentCaller(walk),
  };
}

const idOf = ({ step, by, name }: SurfaceExit): string => `${step ?? ''} ${by} ${name}`;

/** Steps entered and keys pressed, in order. */
export function wayOf(path: readonly Edge[]): readonly string[] {
  return path
    .flatMap(({ move, story, from }) => [
      ...(from.by === undefined && from.depth === 0 ? [placeOf(from.state.call)] : []),
      ...(move.by.kind === 'waiting' ? [] : [move.by.kind === 'keys' ? `press ${move.by.keys}` : move.says]),
      ...story.flatMap((note) => (note.kind === 'entered' && note.attempt === 1 && note.step !== hostStep ? [note.step] : [])),
    ])
    .filter((word, index, all) => word !== all[index - 1]);
}

type Reached = ReadonlyMap<WalkedState, { readonly ms: number; readonly edge?: Edge }>;

function deadEnds(walk: Walk, edges: readonly Edge[], fromStart: Reached): Explored['deadEnds'] {
  const told = [
    ...walk.begins.map(({ story }) => ({ story, way: () => wayOf([]) })),
    ...edges
      .filter((edge) => !isFault(edge) && fromStart.has(edge.from))
      .map((edge) => ({ story: edge.story, way: () => wayOf([...quickestTo(edge.from, fromStart), edge]) })),
  ];
  const found = new Map<string, { readonly exits: string[]; readonly way: readonly string[] }>();
  for (const { story, way } of told) {
    for (const note of story) {
      if (note.kind !== 'left' || !note.to.endsWith('$apology')) continue;
      const known = found.get(note.step);
      if (known === undefined) found.set(note.step, { exits: [note.exit], way: way() });
      else if (!known.exits.includes(note.exit)) known.exits.push(note.exit);
    }
  }
  return [...found].map(([step, { exits, way }]) => ({ step, exits, way }));
}

/** The edges of the quickest way from the start that needs no fault. */
function quickestTo(state: WalkedState, fromStart: Reached): readonly Edge[] {
  const path: Edge[] = [];
  for (let edge = fromStart.get(state)?.edge; edge !== undefined; edge = fromStart.get(edge.from)?.edge) path.unshift(edge);
  return path;
}

function loopsIn({ begins }: Walk, edges: readonly Edge[]): Explored['loops'] {
  const told = [
    ...begins.map(({ story }) => ({ story, way: () => [] as readonly string[] })),
    ...edges.map((edge) => ({ story: edge.story, way: () => wayOf([...pathTo(edge.from), edge]) })),
  ];
  return once(
    told.flatMap(({ story, way }) =>
      story.flatMap((note) => (note.kind === 'trouble' && note.code === 'LOOP' ? [{ step: note.step, way: way() }] : [])),
    ),
  );
}

function trapped(walk: Walk, edges: readonly Edge[], fromStart: Reached): Explored['trapped'] {
  if (!walk.complete) return []; // The way out may lie beyond the bound.
  const into = new Map<WalkedState, WalkedState[]>();
  for (const edge of edges) if (!isFault(edge)) into.set(edge.to, [...(into.get(edge.to) ?? []), edge.from]);
  const free = new Set(walk.states.filter(({ state }) => state.call.end !== undefined));
  // A set may grow while it is walked.
  for (const state of free) for (const before of into.get(state) ?? []) free.add(before);
  return once(
    walk.states
      .filter((state) => fromStart.has(state) && !free.has(state))
      .map((state) => ({ step: state.state.place, way: wayOf(quickestTo(state, fromStart)) })),
  );
}

/** The first of each step. */
function once<Item extends { readonly step: string }>(items: readonly Item[]): readonly Item[] {
  return items.filter((one, index) => items.findIndex(({ step }) => step === one.step) === index);
}

function firstChoice(edges: readonly Edge[], fromStart: Reached): Pick<Explored, 'firstChoice'> {
  let first: Explored['firstChoice'];
  for (const { from, move } of edges) {
    const reached = fromStart.get(from);
    if (move.by.kind !== 'keys' || reached === undefined) continue;
    const ms = reached.ms + move.waitMs;
    if (first === undefined || ms < first.ms) first = { ms, step: from.state.place };
  }
  return first === undefined ? {} : { firstChoice: first };
}

/** The quickest way; and the longest on which a caller never comes back to where he was before. */
function waysToHuman(walk: Walk, isHuman: (edge: Edge) => boolean, fromStart: Reached, toHuman: Reached): Explored['toHuman'] {
  const starts = walk.begins.map(({ state }) => state);
  const [nearest] = starts.filter((state) => toHuman.has(state)).sort((a, b) => msOf(toHuman, a) - msOf(toHuman, b));
  const longest = longestWays(walk, isHuman, fromStart);
  const [farthest] = starts.filter((state) => longest.has(state)).sort((a, b) => msOf(longest, b) - msOf(longest, a));
  return {
    ...(nearest === undefined ? {} : { quickest: wayAlong(nearest, toHuman, isHuman) }),
    ...(farthest === undefined ? {} : { longest: wayAlong(farthest, longest, isHuman) }),
  };
}

/**
 * Depth first: an edge back to where the walk has come from is left out, and what remains makes no circle. So a way out is
 * settled as soon as everything behind it is. With a list of its own instead of recursion: ways are long.
 */
function longestWays(walk: Walk, isHuman: (edge: Edge) => boolean, fromStart: Reached): Reached {
  const longest = new Map<WalkedState, { readonly ms: number; readonly edge: Edge }>();
  const seen = new Map<WalkedState, 'open' | 'settled'>();
  const settle = (state: WalkedState): void => {
    for (const edge of state.edges) {
      if (isFault(edge)) continue;
      const rest = isHuman(edge) ? 0 : seen.get(edge.to) === 'settled' ? longest.get(edge.to)?.ms : undefined;
      const ms = edge.move.waitMs + (rest ?? Number.NEGATIVE_INFINITY);
      if (ms > (longest.get(state)?.ms ?? -1)) longest.set(state, { ms, edge });
    }
    seen.set(state, 'settled'); // Afterwards: an edge back to the same state is a circle as well.
  };
  for (const { state: start } of walk.begins) {
    const stack = [{ state: start, next: 0 }];
    seen.set(start, seen.get(start) ?? 'open');
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = top.state.edges[top.next];
      top.next += 1;
      if (edge === undefined) {
        if (seen.get(top.state) === 'open') settle(top.state);
        stack.pop();
      } else if (!seen.has(edge.to) && fromStart.has(edge.to)) {
        seen.set(edge.to, 'open');
        stack.push({ state: edge.to, next: 0 });
      }
    }
  }
  return longest;
}

function wayAlong(start: WalkedState, ways: Reached, isHuman: (edge: Edge) => boolean): WayToHuman {
  const path: Edge[] = [];
  for (let edge = ways.get(start)?.edge; edge !== undefined; edge = isHuman(edge) ? undefined : ways.get(edge.to)?.edge)
    path.push(edge);
  const keys = path.reduce((sum, { move }) => sum + (move.by.kind === 'keys' ? move.by.keys.length : 0), 0);
  return { ms: msOf(ways, start), keys, way: wayOf(path) };
}

const msOf = (ways: Reached, state: WalkedState): number => ways.get(state)?.ms ?? Number.POSITIVE_INFINITY;

function silentCaller({ begins, states }: Walk): Pick<Explored, 'silentCaller'> {
  const path: Edge[] = [];
  let at = begins[0]?.state;
  while (at !== undefined && at.state.call.end === undefined && path.length <= states.length) {
    const next: Edge | undefined = ['waiting', 'contact', 'answer', 'speech'].flatMap(
      (kind) => at?.edges.filter(({ move }) => move.by.kind === kind) ?? [],
    )[0];
    if (next === undefined) return {};
    path.push(next);
    at = next.to;
  }
  if (at?.state.call.end === undefined) return {};
  const ms = path.reduce((sum, { move }) => sum + move.waitMs, 0);
  return { silentCaller: { ms, ends: at.state.call.end.outcome, way: wayOf(path) } };
}
