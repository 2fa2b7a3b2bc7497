import type { Call } from '../../call/call.ts';
import type { CallArrived } from '../../call/call-event.ts';
import type { CallId } from '../../call/ids.ts';
import type { Leg } from '../../call/leg.ts';
import type { Party } from '../../call/party.ts';
import type { Turn, TurnNote } from '../../call/turn.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import { beginCall, beginPlaced } from '../play/begin-call.ts';
import { play } from '../play/play.ts';
import { explorable, Forks, type Noticed } from './forks.ts';
import { hintsOf } from './hints.ts';
import type { Move } from './move.ts';
import { movesFrom } from './moves.ts';
import { type ExploredState, keyOfState, placeOf, stateAfter } from './state.ts';

/** The world in which calls are explored. */
export interface World {
  /** When the call comes (epoch milliseconds). */
  readonly at: number;
  readonly caller: Party;
  readonly line: string;
  readonly vars: Call['vars'];
}

export interface WalkBounds {
  /** Different situations of a call. */
  readonly states: number;
  /** Things that happen one after the other. */
  readonly depth: number;
  /** Asked now and then: false ends the walk. */
  readonly mayGoOn: () => boolean;
}

export interface WalkedState {
  readonly id: number;
  readonly state: ExploredState;
  readonly depth: number;
  /** The edge by which it was first come to; absent at the start. */
  by?: Edge;
  readonly edges: Edge[];
}

/** Something happened, and what the bot made of it. */
export interface Edge {
  readonly from: WalkedState;
  readonly to: WalkedState;
  readonly move: Move;
  readonly story: readonly TurnNote[];
  /** The words that began to be heard. */
  readonly words: readonly string[];
}

export interface Walk {
  readonly states: readonly WalkedState[];
  /** What the first turn told, for each way it can go. */
  readonly begins: readonly {
    readonly state: WalkedState;
    readonly story: readonly TurnNote[];
    readonly words: readonly string[];
  }[];
  /** False when a bound was reached: what was not found may exist all the same. */
  readonly complete: boolean;
  readonly prompts: ReadonlySet<string>;
}

export interface WalkOptions {
  readonly world: World;
  readonly bounds: WalkBounds;
  /** `everyWay`: conditions, hours and shares go every way. `asItIs`: as the data have it, and what variables hold counts. */
  readonly decisions: 'everyWay' | 'asItIs';
}

/** A turn with more open decisions than this is explored in part. */
const mostWaysOfATurn = 64;

/** Walks every path of a flow, breadth first. Situations that are alike are one, so that loops end. Pure. */
export function walk(flow: CompiledFlow, { world, bounds, decisions }: WalkOptions): Walk {
  const everyWay = decisions === 'everyWay';
  const forks = new Forks();
  const noticed: Noticed = { prompts: new Set() };
  const played = explorable(flow, noticed, everyWay ? forks : undefined);
  const hints = hintsOf(flow);
  const known = new Map<string, WalkedState>();
  const states: WalkedState[] = [];
  let complete = true;

  const meet = (state: ExploredState, depth: number): WalkedState | undefined => {
    const key = keyOfState(state, !everyWay);
    const before = known.get(key);
    if (before !== undefined) return before;
    if (states.length >= bounds.states) return undefined;
    const met: WalkedState = { id: states.length, state, depth, edges: [] };
    known.set(key, met);
    states.push(met);
    return met;
  };

  const arrival = arrivalOf(world);
  const begun = beginCall(played, world.line, arrival, world.at);
  const first = { ...begun, vars: { ...begun.vars, ...world.vars } };
  const begins = forks
    .all(() => play(played, first, [arrival], world.at), mostWaysOfATurn)
    .flatMap((turn) => {
      const state = meet(stateAfter(turn, world.at), 0);
      return state === undefined ? [] : [{ state, story: turn.story, words: wordsOf(turn) }];
    });

  // The list grows while it is walked: every new state is visited once.
  for (const from of states) {
    if (from.depth >= bounds.depth || !bounds.mayGoOn()) {
      complete = false;
      break;
    }
    for (const move of movesFrom(played, from.state, hints)) {
      const now = from.state.now + move.waitMs;
      for (const turn of forks.all(() => playAll(played, from.state.call, move, now), mostWaysOfATurn)) {
        if (move.by.kind === 'keys' && isIgnored(turn)) continue;
        const to = meet(stateAfter(turn, now, from.state), from.depth + 1);
        if (to === undefined) {
          complete = false;
          continue;
        }
        const edge = { from, to, move, story: turn.story, words: wordsOf(turn) };
        if (from.edges.some((other) => isSame(other, edge))) continue;
        from.edges.push(edge);
        if (to.by === undefined && to.depth > 0) to.by = edge;
      }
    }
  }
  return { states, begins, complete, prompts: noticed.prompts };
}

/** The edges from the start to a state, by which it was first come to. */
export function pathTo(state: WalkedState): readonly Edge[] {
  const path: Edge[] = [];
  for (let at: WalkedState | undefined = state; at?.by !== undefined; at = at.by.from) path.unshift(at.by);
  return path;
}

function playAll(flow: CompiledFlow, before: Call, move: Move, now: number): Turn {
  let turn: Turn = move.goesOnIn === undefined ? asItIs(before) : goingOnIn(flow, before, move.goesOnIn, now);
  for (const event of move.events) {
    const next = play(flow, turn.call, [event], now);
    turn = { ...next, commands: [...turn.commands, ...next.commands], story: [...turn.story, ...next.story] };
  }
  return turn;
}

const asItIs = (call: Call): Turn => ({ call, commands: [], changed: false, story: [] });

/** The call that was placed for the caller, as it stands when it is taken. */
function goingOnIn(flow: CompiledFlow, before: Call, { number, plan }: Leg, now: number): Turn {
  if (plan === undefined) return asItIs(before);
  const call = beginPlaced(
    flow,
    {
      callId: before.id,
      tenantId: before.tenantId,
      line: before.line,
      caller: before.called,
      called: before.caller,
      multiparty: true,
      placedBy: { callId: before.id, leg: number },
      vars: before.vars,
      language: before.language,
      ringMs: plan.ringMs,
      ...(before.frames === undefined ? {} : { frames: before.frames }),
      start: plan.start,
      memory: plan.memory,
    },
    now,
  );
  const { next } = plan.memory;
  const led = typeof next === 'string' ? [{ kind: 'left' as const, step: placeOf(before), exit: 'next', to: next }] : [];
  return { call, commands: [], changed: true, story: led };
}

/** A key that only waits for somebody to take it, or that nobody takes. */
function isIgnored({ commands, story }: Turn): boolean {
  return commands.length === 0 && story.every(({ kind }) => kind === 'ignored');
}

function isSame(one: Edge, other: Edge): boolean {
  return (
    one.to === other.to && one.move.by.kind === other.move.by.kind && JSON.stringify(one.story) === JSON.stringify(other.story)
  );
}

function wordsOf({ commands }: Turn): readonly string[] {
  return commands.flatMap((command) =>
    command.kind === 'playPrompt' ? command.prompts.flatMap((one) => (one.kind === 'speech' ? [one.text] : [])) : [],
  );
}

function arrivalOf({ caller }: World): CallArrived & { readonly callId: CallId } {
  return {
    kind: 'callArrived',
    callId: '00000000-0000-4000-8000-000000000001' as CallId, // A GUID is a call id.
    tenantId: '00000000-0000-4000-8000-000000000002',
    caller,
    called: { kind: 'applicationInstance', id: '7e57ab1e-0000-4000-8000-000000000001' },
    multiparty: false,
  };
}
