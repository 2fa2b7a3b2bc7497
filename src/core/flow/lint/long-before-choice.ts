import { type FlowShape, following, type ShapeStep } from './flow-shape.ts';
import type { LintRule } from './rule.ts';
import { durationOf } from './spoken.ts';

/** Longer than callers listen before they press something, anything. */
const mostMs = 30_000;

/** Speech between the beginning of the call and the first choice, on the shortest way there. */
export const longBeforeChoice: LintRule = (shape, report) => {
  for (const [step, before] of speechBefore(shape)) {
    if (!step.exits.some((exit) => exit.key !== undefined)) continue;
    const total = before + speechOf(step, true);
    if (total <= mostMs) continue;
    report.warning('IVR314', {
      path: step.path,
      at: 'key',
      message: `callers listen for ${Math.round(total / 1_000)} seconds before the first choice of "${step.name}"`,
      fix: `say it in less than ${mostMs / 1_000} seconds, or offer the choice earlier`,
    });
  }
};

/**
 * The steps at which callers are first asked for a key, each with the speech that comes before on the shortest way there.
 * Steps are settled in the order of their distance; a bucket holds those of the same second, so that this stays linear.
 */
function speechBefore(shape: FlowShape): ReadonlyMap<ShapeStep, number> {
  const settled = new Map<ShapeStep, number>();
  const start = shape.steps.get(shape.flow.start);
  const buckets: Map<ShapeStep, number>[] = start === undefined ? [] : [new Map([[start, 0]])];
  for (let second = 0; second < buckets.length && second < mostSeconds; second++) {
    // A bucket may grow while it is walked: steps without words come right behind.
    for (const [step, distance] of buckets[second] ?? []) {
      if (settled.has(step)) continue;
      settled.set(step, distance);
      if (step.listens) continue;
      const reached = distance + speechOf(step, false);
      const bucket = Math.min(Math.floor(reached / 1_000), mostSeconds - 1);
      for (const to of following(step, shape)) {
        if (settled.has(to)) continue;
        while (buckets.length <= bucket) buckets.push(new Map());
        const known = buckets[bucket]?.get(to);
        if (known === undefined || known > reached) buckets[bucket]?.set(to, reached);
      }
    }
  }
  return new Map([...settled].filter(([step]) => step.listens));
}

/** Beyond this it is far too long anyhow. */
const mostSeconds = 600;

/** In the language that takes longest. `upToChoice`: only what comes before the first key that the words ask for. */
function speechOf(step: ShapeStep, upToChoice: boolean): number {
  const byLanguage = new Map<string, { readonly ms: number; readonly over: boolean }>();
  for (const spoken of step.words()) {
    const { ms, over } = byLanguage.get(spoken.language) ?? { ms: 0, over: false };
    if (over) continue;
    const key = upToChoice ? spoken.keys()[0] : undefined;
    byLanguage.set(spoken.language, { ms: ms + durationOf(spoken, key?.offset), over: key !== undefined });
  }
  return Math.max(0, ...[...byLanguage.values()].map(({ ms }) => ms));
}
