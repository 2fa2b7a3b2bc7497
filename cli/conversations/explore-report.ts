import type { Explored, WayToHuman } from '../../src/core/flow/explore/explore.ts';
import { exitInWords, type SurfaceExit } from '../../src/core/flow/reach/surface.ts';
import { exitJson } from './coverage-table.ts';

/** What was found, for people. */
export function exploredInWords(explored: Explored, untested: readonly SurfaceExit[], tookMs: number): string {
  const { flow, states, moves, complete, neverReached, onlyByFault, firstChoice, toHuman, silentCaller } = explored;
  const rate = Math.round(moves / Math.max(0.001, tookMs / 1_000));
  const lines = [
    `${flow}: ${moves} moves between ${states} situations in ${(tookMs / 1_000).toFixed(1)} s (${rate} a second)${complete ? '' : '; a bound was reached, there is more'}`,
    '',
    ...explored.trapped.map(
      ({ step, way }) => `TRAP      at ${step}: no way leads from here to an end\n          ${inWords(way)}`,
    ),
    ...explored.loops.map(
      ({ step, way }) => `CIRCLE    at ${step}: it runs until the loop budget stops it\n          ${inWords(way)}`,
    ),
    ...explored.deadEnds.map(
      ({ step, exits, way }) =>
        `DEAD END  at ${step}: nothing says what follows ${exits.join(', ')}, so the caller hears an apology and the line is cut\n          ${inWords(way)}`,
    ),
    ...(explored.trapped.length + explored.loops.length + explored.deadEnds.length === 0
      ? ['No dead ends, no traps, no circles.']
      : []),
    '',
    ...(firstChoice === undefined ? [] : [`First choice     after ${seconds(firstChoice.ms)} (${firstChoice.step})`]),
    ...wayLines('Quickest way to a person', toHuman.quickest),
    ...wayLines('Longest way to a person', toHuman.longest),
    ...(toHuman.quickest === undefined ? ['No way leads to a person.'] : []),
    ...(silentCaller === undefined
      ? []
      : [
          `A silent caller  ${seconds(silentCaller.ms)} until the end (${silentCaller.ends})\n                 ${inWords(silentCaller.way)}`,
        ]),
    '',
    ...neverReached.steps.map((step) => `nobody can come to step ${step}`),
    ...neverReached.exits.map((exit) => `nobody can take ${exitInWords(exit)} (to ${exit.target})`),
    ...neverReached.prompts.map((prompt) => `nobody can hear prompt ${prompt}`),
    ...onlyByFault.steps.map((step) => `only a fault leads to step ${step}`),
    ...onlyByFault.exits.map((exit) => `only a fault takes ${exitInWords(exit)} (to ${exit.target})`),
    ...untested.map((exit) => `no test takes ${exitInWords(exit)} (to ${exit.target})`),
  ];
  return lines
    .filter((line, index, all) => line !== '' || (all[index - 1] ?? '') !== '')
    .join('\n')
    .trimEnd();
}

function wayLines(title: string, way: WayToHuman | undefined): readonly string[] {
  if (way === undefined) return [];
  return [`${title}  ${seconds(way.ms)}, ${way.keys} key${way.keys === 1 ? '' : 's'}\n                 ${inWords(way.way)}`];
}

const mostShown = 24;

function inWords(way: readonly string[]): string {
  return way.length <= mostShown
    ? way.join(' > ')
    : `${way.slice(0, mostShown).join(' > ')} > ... (${way.length - mostShown} more)`;
}

const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

/** The same for machines. */
export function exploredJson(explored: Explored, untested: readonly SurfaceExit[]): unknown {
  const { neverReached, onlyByFault } = explored;
  return {
    ...explored,
    neverReached: { ...neverReached, exits: neverReached.exits.map(exitJson) },
    onlyByFault: { ...onlyByFault, exits: onlyByFault.exits.map(exitJson) },
    untested: untested.map(exitJson),
  };
}
