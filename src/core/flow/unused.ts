import type { FlowParts } from './check-steps.ts';
import { commonOutcomes } from './flow-defaults.ts';
import type { ReadStep } from './flow-steps.ts';
import type { Report } from './report.ts';

/** Warns of steps that no call can come to. */
export function warnOfUnreachable(parts: FlowParts): void {
  const { steps, start, report } = parts;
  const byName = new Map(steps.map((step) => [step.name, step]));
  const reached = new Set([start]);
  // A set may grow while it is walked: every new name is visited once.
  for (const name of reached) {
    const step = byName.get(name);
    for (const to of step === undefined ? [] : targetsOf(step, parts)) reached.add(to);
  }
  for (const { name } of steps) {
    if (reached.has(name)) continue;
    const fix = 'lead to it from another step, or remove it';
    report.warning('IVR204', { path: ['steps', name], at: 'key', message: `no way leads to step "${name}"`, fix });
  }
}

/** Warns of prompts that no step plays. */
export function warnOfUnused(prompts: readonly string[], report: Report): void {
  for (const prompt of prompts) {
    const fix = 'remove it, or name it in a step';
    const path = ['prompts', prompt];
    const quickFix = { title: `remove prompt "${prompt}"`, changes: [{ kind: 'remove', path } as const] };
    report.warning('IVR308', { path, at: 'key', message: `no step plays prompt "${prompt}"`, fix, quickFix });
  }
}

function targetsOf(step: ReadStep, { defaults }: FlowParts): readonly string[] {
  const { kit, parsed } = step;
  if (kit === undefined || parsed === undefined) return [];
  const outcomes = [...Object.keys(kit.outcomes), ...commonOutcomes];
  return [
    ...parsed.exits.map((exit) => exit.target),
    ...Object.values(step.on),
    ...outcomes.flatMap((outcome) => (Object.hasOwn(defaults.on, outcome) ? [defaults.on[outcome] ?? ''] : [])),
    ...(kit.listens ? Object.values(defaults.keys) : []),
  ];
}
