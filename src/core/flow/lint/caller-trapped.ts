import { listed } from '../did-you-mean.ts';
import { circlesOf } from './circles.ts';
import { type FlowShape, following, goesBack, type ShapeStep } from './flow-shape.ts';
import type { LintRule } from './rule.ts';

/** A circle of steps that no key, no silence and no number of attempts leads out of. */
export const callerTrapped: LintRule = (shape, report) => {
  for (const circle of trapsOf(shape)) {
    const [first] = circle;
    if (first === undefined || !circle.some((step) => step.listens)) continue; // Without input: a rule of its own.
    report.error('IVR211', {
      path: first.path,
      at: 'key',
      message: `callers cannot get out of ${inWords(circle)} by any key, nor by pressing none`,
      fix: 'let a key or "maxAttempts" lead to a step that ends the call or puts the caller through',
    });
  }
};

/** Three rules ask. */
const known = new WeakMap<FlowShape, readonly (readonly ShapeStep[])[]>();

/** Circles that nothing but a fault leads out of, each in the order of the file. */
export function trapsOf(shape: FlowShape): readonly (readonly ShapeStep[])[] {
  const noted = known.get(shape) ?? findTraps(shape);
  known.set(shape, noted);
  return noted;
}

function findTraps(shape: FlowShape): readonly (readonly ShapeStep[])[] {
  const free = stepsThatCanEnd(shape);
  const nodes = shape.reached.filter((step) => !free.has(step.name));
  const trapped = new Set(nodes);
  const next = (step: ShapeStep) => following(step, shape).filter((to) => trapped.has(to));
  return circlesOf({ nodes, next })
    .map((circle) => new Set(circle))
    .filter((circle) => [...circle].every((step) => next(step).every((to) => circle.has(to))))
    .map((circle) => nodes.filter((step) => circle.has(step)));
}

export const inWords = (circle: readonly ShapeStep[]): string =>
  circle.length === 1 ? `step "${circle[0]?.name ?? ''}"` : `the circle of ${listed(circle.map(({ name }) => `"${name}"`))}`;

/** Steps from which some way leads to the end of the call, walked backwards from the ends. */
function stepsThatCanEnd(shape: FlowShape): ReadonlySet<string> {
  const before = new Map<string, string[]>();
  for (const { name, next } of shape.steps.values()) {
    for (const to of next) {
      const known = before.get(to);
      if (known === undefined) before.set(to, [name]);
      else known.push(name);
    }
  }
  const free = new Set<string>();
  for (const step of shape.steps.values()) if (step.ends || step.undeclared.length > 0 || goesBack(step)) free.add(step.name);
  // A set may grow while it is walked: every new name is visited once.
  for (const name of free) for (const one of before.get(name) ?? []) free.add(one);
  return free;
}
