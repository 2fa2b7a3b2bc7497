import { trapsOf } from './caller-trapped.ts';
import { following, goesBack } from './flow-shape.ts';
import type { LintRule } from './rule.ts';

/** A menu from which no key, no silence and no later step leads to a person or to a message that a person hears. */
export const noWayToHuman: LintRule = (shape, report) => {
  const hopeful = new Set(shape.reached.filter((step) => step.reachesPeople));
  const before = new Map(shape.reached.map((step) => [step, new Set<(typeof shape.reached)[number]>()]));
  for (const step of shape.reached) for (const to of following(step, shape)) before.get(to)?.add(step);
  // A set may grow while it is walked: every new step is visited once.
  for (const step of hopeful) for (const one of before.get(step) ?? []) hopeful.add(one);
  const trapped = new Set(trapsOf(shape).flat()); // Which is worse, and said already.
  for (const step of shape.reached) {
    const offersKeys = step.exits.some((exit) => exit.key !== undefined);
    if (!offersKeys || hopeful.has(step) || goesBack(step) || trapped.has(step)) continue;
    report.warning('IVR214', {
      path: step.path,
      at: 'key',
      message: `nothing that callers can do in "${step.name}" leads to a person`,
      fix: 'offer a person, for example with a global key: "defaults": { "keys": { "0": "operator" } }',
    });
  }
};
