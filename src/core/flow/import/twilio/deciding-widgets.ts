import { whensOf } from './conditions.ts';
import { isConnected, type Scene, shortCelOf, step, type WidgetKind } from './scene.ts';
import { isOnTime, writeSplitOnTime } from './split-on-time.ts';
import { pairsOf, type Way, type Widget, wayOf } from './studio-flow.ts';
import { flowVariable } from './studio-values.ts';

/** Where the call begins; a call from outside, or one that a system has asked for. */
export const trigger: WidgetKind = {
  title: 'Trigger',
  leadsTo: (widget) => [startOf(widget)],
  passesTo: (widget) => ({ to: startOf(widget) }),
  write: () => undefined,
};

const startOf = (widget: Widget): string | undefined => wayOf(widget, 'incomingCall', 'incomingRequest', 'incomingParent');

/** The event that calls come by. */
export const startEventOf = (widget: Widget): string | undefined =>
  ['incomingCall', 'incomingRequest', 'incomingParent'].find((event) => wayOf(widget, event) !== undefined);

const noMatchOf = (widget: Widget): string | undefined => wayOf(widget, 'noMatch');

/** Ways of a split that something has to hold for. */
const matchesOf = ({ ways }: Widget): readonly Way[] => ways.filter(({ conditions }) => conditions.length > 0);

/** "Split Based On...". */
export const splitBasedOn: WidgetKind = {
  title: 'Split Based On...',
  leadsTo: (widget) => [...matchesOf(widget).map(({ next }) => next), noMatchOf(widget)],
  passesTo: (widget) => (matchesOf(widget).length === 0 ? { to: noMatchOf(widget) } : undefined),
  write: (widget, scene) => {
    const name = scene.nameOf(widget);
    if (isOnTime(widget) && writeSplitOnTime(widget, name, scene)) return;
    const cases = matchesOf(widget).flatMap((way) => casesOf(way, widget, scene));
    const otherwise = scene.to(noMatchOf(widget));
    writeBranch(name, cases.length === 0 ? [{ when: 'false', next: otherwise }] : cases, otherwise, scene);
  },
};

interface Case {
  readonly when: string;
  readonly next: string;
}

function casesOf(way: Way, widget: Widget, scene: Scene): readonly Case[] {
  const whens = whensOf(way, widget, scene);
  if (whens !== undefined) return whens.map((when) => ({ when, next: scene.to(way.next) }));
  const types = [...new Set(way.conditions.map(({ type }) => type))].join(', ');
  scene.remark(widget, {
    severity: 'lost',
    what: `the condition "${types}" that leads to ${isConnected(scene, way.next) ? `"${way.next.slice(0, 60)}"` : 'the end'} cannot be carried over; callers go on to the conditions after it`,
    fix: `add a case to step "${scene.nameOf(widget)}"; for times of day use an "hours" step with a schedule`,
  });
  return [];
}

const mostCases = 50;

/** More conditions than a step may have go on in another one. */
function writeBranch(name: string, cases: readonly Case[], otherwise: string, scene: Scene): void {
  let now = name;
  for (let at = 0; at < cases.length && at < 1_000; at += mostCases) {
    const rest = at + mostCases < cases.length ? scene.draft.stepName(`${name} more`) : undefined;
    step(scene, now, { type: 'branch', cases: cases.slice(at, at + mostCases), else: rest ?? otherwise });
    if (rest === undefined) return;
    now = rest;
  }
  step(scene, now, { type: 'branch', cases: [{ when: 'false', next: otherwise }], else: otherwise });
}

/** "Set Variables". */
export const setVariables: WidgetKind = {
  title: 'Set Variables',
  leadsTo: (widget) => [wayOf(widget, 'next')],
  passesTo: (widget) => (pairsOf(widget, 'variables').length === 0 ? { to: wayOf(widget, 'next') } : undefined),
  write: (widget, scene) => {
    const vars: { [name: string]: string } = {};
    for (const [key, value] of pairsOf(widget, 'variables')) {
      const variable = flowVariable(key, scene.draft.variables);
      if (variable !== undefined) vars[variable] = shortCelOf(value, widget, scene);
    }
    step(scene, scene.nameOf(widget), { type: 'set', vars, next: scene.to(wayOf(widget, 'next')) });
  },
};
