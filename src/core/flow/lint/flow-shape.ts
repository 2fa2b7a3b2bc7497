import { stepName } from '../../call/ids.ts';
import type { Exit, Use } from '../../steps/define-step.ts';
import type { CompiledFlow, CompiledStep } from '../compiled-flow.ts';
import { commonOutcomes } from '../flow-defaults.ts';
import type { Declared, ReadStep } from '../flow-steps.ts';
import type { JsonPath } from '../json-text.ts';
import { once } from '../once.ts';
import { findExit } from '../play/find-exit.ts';
import { firstWords, type Spoken } from './spoken.ts';

/** A flow as a graph: where a call can come by, and what the steps declare about themselves. */
export interface FlowShape {
  readonly flow: CompiledFlow;
  /** The author's steps, in the order of the file. */
  readonly steps: ReadonlyMap<string, ShapeStep>;
  /** The steps that a call can come to without any fault. */
  readonly reached: readonly ShapeStep[];
}

export interface ShapeStep {
  readonly name: string;
  readonly path: JsonPath;
  readonly exits: readonly Exit[];
  readonly uses: readonly Use[];
  /** What callers hear when they come to it. */
  readonly words: () => readonly Spoken[];
  /** It takes keys: the caller has a say in where the call goes from here. */
  readonly listens: boolean;
  /** The call may be over, or with somebody else, when the step is done. */
  readonly ends: boolean;
  /** Somebody gets the caller, or the caller's message. */
  readonly reachesPeople: boolean;
  /** Names of the steps that follow, without those that only a fault leads to. Never a reserved target. */
  readonly next: ReadonlySet<string>;
  /** Those of them that are more than the last resort of an outcome, `error`. */
  readonly meant: ReadonlySet<string>;
  /** Outcomes that nobody leads anywhere: the engine apologises and hangs up. */
  readonly undeclared: readonly string[];
}

/** Stands for `back`, which leads to whatever step the caller comes from. */
const back = '$back';

/** Draws the graph of a flow that has compiled. Linear in the number of its steps and ways out. */
export function shapeOf(flow: CompiledFlow, read: readonly ReadStep[]): FlowShape {
  const steps = new Map<string, ShapeStep>();
  for (const { name, kit, parsed, on } of read)
    if (kit !== undefined && parsed !== undefined) steps.set(name, shapeStep(flow, { name: stepName(name), kit, on, ...parsed }));
  return { flow, steps, reached: reachedFrom(flow.start, steps) };
}

/** The steps that follow a step; `back` is none of them. */
export function following(step: ShapeStep, { steps }: FlowShape, by: 'next' | 'meant' = 'next'): readonly ShapeStep[] {
  const found: ShapeStep[] = [];
  for (const name of step[by]) {
    const to = steps.get(name);
    if (to !== undefined) found.push(to);
  }
  return found;
}

function shapeStep(flow: CompiledFlow, step: CompiledStep & Declared): ShapeStep {
  const { kit, exits, uses } = step;
  const config = step.config as never; // Parsed by this kit's own schema.
  const listens = kit.listens && kit.needsAnswer(config);
  const outcomes = Object.entries(kit.outcomes);
  const found = outcomes.map(([name, { otherwise }]) => ({ name, otherwise, exit: findExit(flow, step, name, exits) }));
  const declared = Object.entries(step.on).flatMap(([name, to]) => (isFault(name) ? [] : [to]));
  const targets = [
    ...exits.map((exit) => exit.target),
    ...declared,
    ...found.flatMap(({ exit }) => (exit === undefined || isFault(exit.name) ? [] : [exit.target])),
    ...(listens ? Object.values(flow.keys) : []),
  ];
  const lastResort = found.flatMap(({ exit }) => (exit !== undefined && isFault(exit.name) ? [exit.target] : []));
  const plain = (to: string): string => (to === 'repeat' ? step.name : to === 'back' ? back : to);
  const callsFlow = uses.some((use) => use.kind === 'flow');
  const path = ['steps', step.name];
  return {
    name: step.name,
    path,
    exits,
    uses,
    words: once(() => firstWords({ path, uses }, flow)),
    listens,
    // A step without a way out of its own is where its calls end or leave us; a called flow may end them, too.
    ends: exits.length === 0 || callsFlow,
    reachesPeople:
      kit.reachesPeople?.(config) ?? uses.some(({ kind }) => kind === 'contact' || kind === 'directory' || kind === 'flow'),
    next: new Set([...targets, ...lastResort].map(plain)),
    meant: new Set(targets.map(plain)),
    // Others fall back to these.
    undeclared: found.flatMap(({ name, otherwise, exit }) => (exit === undefined && otherwise === 'error' ? [name] : [])),
  };
}

const isFault = (outcome: string): boolean => commonOutcomes.some((name) => name === outcome);

function reachedFrom(start: string, steps: ReadonlyMap<string, ShapeStep>): readonly ShapeStep[] {
  const reached = new Set([start]);
  // A set may grow while it is walked: every new name is visited once.
  for (const name of reached) for (const to of steps.get(name)?.next ?? []) reached.add(to);
  return [...steps.values()].filter(({ name }) => reached.has(name));
}

/** True when `back` is among the ways out. It leads to a step that the caller has already got out of. */
export const goesBack = (step: ShapeStep): boolean => step.next.has(back);
