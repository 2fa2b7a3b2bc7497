const rounds = 3;

/**
 * How many times longer `large` takes than `small`: medians of runs in turn, so that a busy machine slows down both. What
 * is asserted of it says how work grows, with a wide margin, and never how fast a machine is.
 */
export function timesLonger(small: () => unknown, large: () => unknown): number {
  const took: { readonly small: number; readonly large: number }[] = [];
  for (let round = 0; round <= rounds; round += 1) took.push({ small: timed(small), large: timed(large) });
  const [, ...warm] = took; // The first round compiles what the others run.
  return median(warm.map(({ large: ms }) => ms)) / median(warm.map(({ small: ms }) => ms));
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

function median(all: readonly number[]): number {
  return all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
}
