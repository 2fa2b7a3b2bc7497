import type { CompiledFlow, CompiledStep } from '../compiled-flow.ts';
import { findExit } from '../play/find-exit.ts';

/** Everything in a flow that a call can come by: what tests should reach. */
export interface Surface {
  readonly flow: string;
  /** In the order of the file. */
  readonly steps: readonly string[];
  readonly exits: readonly SurfaceExit[];
  readonly prompts: readonly string[];
}

/** One way out as the author wrote it. */
export interface SurfaceExit {
  /** The step; undefined for a way out in `defaults`. */
  readonly step?: string;
  /** A menu's key, a branch's case, `next`, an outcome, or a global key. */
  readonly name: string;
  readonly by: 'member' | 'on' | 'defaults' | 'key';
  readonly target: string;
  /** Only a fault of ours or of the network leads here, which no caller can bring about: it is not counted. */
  readonly faultOnly: boolean;
}

/** The outcomes that every step has; nothing that a caller does brings them about by itself. */
export const isFault = (outcome: string): boolean => outcome === 'error' || outcome === 'loop';

/** Lists the steps, ways out and prompts of a flow. Steps that only faults lead to are left out like their ways, unless `faults`. */
export function surfaceOf(flow: CompiledFlow, { faults = false }: { readonly faults?: boolean } = {}): Surface {
  const steps = [...flow.steps.values()].filter(({ name }) => !name.startsWith('$'));
  const byCaller = new Set(steps.flatMap((step) => fallbacksOf(flow, step)));
  const exits: SurfaceExit[] = steps.flatMap((step): SurfaceExit[] => [
    ...memberExits(step).map(({ name, target }) => ({ step: step.name, name, by: 'member' as const, target, faultOnly: false })),
    ...Object.entries(step.on).map(([name, target]) => ({
      step: step.name,
      name,
      by: 'on' as const,
      target,
      faultOnly: (isFault(name) || faultsOf(flow, step).includes(name)) && !byCaller.has(`${step.name} ${name}`),
    })),
  ]);
  const common: SurfaceExit[] = [
    ...Object.entries(flow.keys).map(([name, target]) => ({ name, by: 'key' as const, target, faultOnly: false })),
    ...Object.entries(flow.on).map(([name, target]) => ({
      name,
      by: 'defaults' as const,
      target,
      faultOnly: !byCaller.has(` ${name}`),
    })),
  ];
  const all = [...exits, ...common];
  const reachable = reachedFrom(flow, faults ? all : all.filter((exit) => !exit.faultOnly));
  return {
    flow: flow.name,
    steps: steps.map(({ name }) => name).filter((name) => reachable.has(name)),
    exits: all.filter(({ step }) => step === undefined || reachable.has(step)),
    prompts: Object.keys(flow.prompts).filter((name) => !name.startsWith('$')),
  };
}

/** The name of a way out in reports: `main 1`, `sales on.busy`, `defaults.keys 0`. */
export function exitInWords({ step, name, by }: Pick<SurfaceExit, 'step' | 'name' | 'by'>): string {
  if (by === 'key') return `defaults.keys ${name}`;
  if (by === 'defaults') return `defaults.on.${name}`;
  return by === 'on' ? `${step} on.${name}` : `${step} ${name}`;
}

function memberExits(step: CompiledStep): readonly { readonly name: string; readonly target: string }[] {
  return step.kit.exits(step.config as never); // Parsed by this kit's own schema.
}

function faultsOf(flow: CompiledFlow, step: CompiledStep): readonly string[] {
  const declared = (exit: string): string | undefined => step.on[exit] ?? flow.on[exit];
  return step.kit.byFaultOnly?.(step.config as never, declared) ?? []; // Parsed by this kit's own schema.
}

/** The declared ways that the step's own outcomes end in, as keys of step (or nothing) and name. */
function fallbacksOf(flow: CompiledFlow, step: CompiledStep): readonly string[] {
  const outcomes = Object.keys(step.kit.outcomes).filter((outcome) => !faultsOf(flow, step).includes(outcome));
  return outcomes.flatMap((outcome) => {
    const found = findExit(flow, step, outcome);
    return found === undefined || found.by === 'member' ? [] : [`${found.by === 'on' ? step.name : ''} ${found.name}`];
  });
}

/** The steps that a call can come to by these ways. */
function reachedFrom(flow: CompiledFlow, exits: readonly SurfaceExit[]): ReadonlySet<string> {
  const reached = new Set<string>([flow.start]);
  // A set may grow while it is walked: every new name is visited once.
  for (const name of reached) {
    for (const exit of exits) if (exit.step === name || exit.step === undefined) reached.add(exit.target);
  }
  return reached;
}
