import type { CoverageRow, NamedTest } from './coverage-row.ts';
import { mediaAndUpkeep } from './media-and-upkeep.ts';
import { oneToOne } from './one-to-one.ts';
import { participants } from './participants.ts';
import { sendingOn } from './sending-on.ts';
import { severalPeople } from './several-people.ts';

/** Everything that a bot with service-hosted media can do at the calls API. */
export const graphCoverage: readonly CoverageRow[] = [
  ...oneToOne,
  ...severalPeople,
  ...sendingOn,
  ...participants,
  ...mediaAndUpkeep,
];

/** Written to `docs/graph-coverage.md`. */
export function graphCoverageReference(): string {
  return [
    '# What of the calls API is covered',
    '',
    '<!-- Made from cli/graph-coverage/ by `npm test` with UPDATE_DOCS=1; do not edit. -->',
    '',
    'Every operation of the calls and online meetings API that a bot with service-hosted media can use, where it is used from, the permission that Microsoft asks for, and the tests that prove it: in the simulator, which refuses what Microsoft refuses, and against the published description of Graph. A test that is named here and does not exist, in this file and under this title, fails the build. "Against the contract" requests and answers are both held against the description: requests in every shape that the bot can decide, answers as the simulated Graph gives them to our own adapter. "Live calls" is the automation API: what somebody who looks after calls asks for below [`/api/live-calls`](automation-api.md).',
    '',
    '| capability | operation | from | permission | in the simulator | against the contract |',
    '| --- | --- | --- | --- | --- | --- |',
    ...graphCoverage.map(
      ({ capability, operation, from, permission, simulated, contract }) =>
        `| ${[capability, operation, from, permission, tests(simulated), tests(contract)].map(cell).join(' | ')} |`,
    ),
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|');
const tests = (named: readonly NamedTest[]): string =>
  named.map(({ file, title }) => `${title} ([${file.split('/').at(-1)}](../${file}))`).join('; ');
