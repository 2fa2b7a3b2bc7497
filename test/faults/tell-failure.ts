import type { SeedResult } from './run-seed.ts';

/** A failed seed for people: what broke, under which circumstances, what had to go wrong, and the conversation. */
export function tellFailure({ seed, setting, violation, incidents, story }: SeedResult, commit: string): string {
  const { flow, calls, instances, platformWaits, platformRedelivers, sweepers } = setting;
  const circumstances = [
    `flow ${flow}`,
    `${calls} ${calls === 1 ? 'call' : 'calls'}`,
    `${instances} ${instances === 1 ? 'instance' : 'instances'}, ${sweepers === 'one' ? 'one sweeps' : 'each sweeps'}`,
    `the platform ${platformWaits ? 'waits for each answer' : 'does not wait for answers'}`,
    `it ${platformRedelivers ? 'delivers again what was not taken' : 'never delivers again'}`,
  ];
  const faults = incidents.filter(({ kind }) => kind !== 'caller').map(({ key }) => `  ${key}`);
  return [
    `Seed ${seed} at ${commit} breaks ${violation?.invariant ?? 'nothing'}: ${violation?.what ?? ''}`,
    circumstances.join('; '),
    faults.length === 0 ? 'No fault is needed.' : `Faults that it takes:\n${faults.join('\n')}`,
    ...story,
    `Again: npm run faults -- --seed ${seed}`,
  ].join('\n');
}
