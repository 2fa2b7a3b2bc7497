import type { CoverageReport } from '../../src/core/flow/reach/coverage.ts';
import { exitInWords, type SurfaceExit } from '../../src/core/flow/reach/surface.ts';

/** What the tests reached, a line for each flow, and under it what they did not. */
export function coverageTable(reports: readonly CoverageReport[]): string {
  const width = Math.max('flow'.length, ...reports.map(({ flow }) => flow.length));
  const line = (flow: string, steps: string, exits: string, percent: string): string =>
    `${flow.padEnd(width)}  ${steps.padStart(9)}  ${exits.padStart(11)}  ${percent.padStart(5)}`;
  return [
    line('flow', 'steps', 'ways out', ''),
    ...reports.flatMap((report) => [
      line(report.flow, share(report.steps), share(report.exits), `${report.percent} %`),
      ...report.steps.missing.map((step) => `  no test comes to step ${step}`),
      ...report.exits.missing.map((exit) => `  no test takes ${exitInWords(exit)} (to ${exit.target})`),
    ]),
  ].join('\n');
}

/** The same for machines. */
export function coverageJson({ flow, percent, steps, exits }: CoverageReport): unknown {
  return {
    flow,
    percent,
    steps: { reached: steps.reached, of: steps.of, missing: steps.missing },
    exits: { reached: exits.reached, of: exits.of, missing: exits.missing.map(exitJson) },
  };
}

export function exitJson({ step, name, by, target }: SurfaceExit): unknown {
  return { ...(step === undefined ? {} : { step }), exit: name, by, target };
}

const share = ({ reached, of }: { readonly reached: number; readonly of: number }): string => `${reached}/${of}`;
