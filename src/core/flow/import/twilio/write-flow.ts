import { Draft, type Step } from '../draft.ts';
import type { Beginning } from '../first-conversations.ts';
import type { Remark, Remarked } from '../imported.ts';
import { tidied } from '../tidy-steps.ts';
import { startEventOf } from './deciding-widgets.ts';
import { choiceOf } from './key-choice.ts';
import { changesOfLanguage, languagesOf } from './languages.ts';
import { pathsIn, readLiquid } from './liquid.ts';
import type { Scene, World } from './scene.ts';
import { type StudioFlow, textsOf, type Widget } from './studio-flow.ts';
import { meaningOf } from './studio-values.ts';
import { kindOf, labelOf } from './widget-kinds.ts';

export interface WrittenFlow {
  /** The flow's document, its members in no particular order. */
  readonly document: { readonly [member: string]: unknown };
  readonly remarks: readonly Remark[];
  readonly carried: { readonly of: number; readonly done: number };
  /** The same, as what callers meet first is told from it. */
  readonly beginning: Omit<Beginning, 'schedules'>;
}

export interface WritingOptions {
  readonly title: string;
  /** What is spoken where no widget says. */
  readonly language: string;
  readonly timeZone: string;
  readonly world: World;
}

/** Writes the widgets that a call can come to as steps, in the order in which calls come to them. */
export function writeFlow(flow: StudioFlow, { title, language, timeZone, world }: WritingOptions): WrittenFlow {
  const draft = new Draft();
  const remarks: Remark[] = [];
  const names = new Map<string, string>();
  const all = [...flow.widgets.values()];
  const read = new Map(all.map((widget) => [widget.name, textsOf(widget).flatMap((text) => pathsIn(readLiquid(text).parts))]));
  let end: string | undefined;
  const theEnd = (): string => {
    end ??= draft.stepName('end');
    return end;
  };
  let readByWritten: readonly (readonly string[])[] = [];
  const scene: Scene = {
    flow,
    draft,
    world,
    timeZone,
    nameOf: ({ name }) => names.get(name) ?? theEnd(),
    to: (name) => {
      const { widget } = arrive(name, scene);
      return widget === undefined ? theEnd() : (names.get(widget.name) ?? theEnd());
    },
    remark: (widget, remarked) => void remarks.push({ ...remarked, where: labelOf(widget, names.get(widget.name)) }),
    pathsRead: () => readByWritten,
  };

  const visited = visit(flow.start, scene);
  readByWritten = visited.written.flatMap(({ name }) => read.get(name) ?? []);
  for (const [widget, remark] of visited.passed) if (remark !== undefined) scene.remark(widget, remark);
  for (const widget of visited.written) names.set(widget.name, draft.stepName(widget.name));
  const languages = languagesOf(flow, language);
  const start = scene.to(flow.start);
  for (const widget of visited.written) kindOf(widget).write(widget, scene);
  if (languages.length > 1)
    changeLanguages(visited.written, scene, { languages, otherwise: language, start: arrive(flow.start, scene).widget?.name });
  if (end !== undefined) draft.steps.set(end, { type: 'hangup' });
  const tidy = tidied(draft.steps, start, theEnd);
  for (const name of tidy.broken)
    remarks.push({
      severity: 'changed',
      where: `step "${name}"`,
      what: 'in Studio callers go round here until Twilio ends the call; here the call ends instead',
      fix: 'let the step lead to a person, or to a menu that does',
    });
  remarks.push(...emptyVariables(visited.written, scene, tidy.steps, read));
  const merged = new Set(visited.written.flatMap((widget) => choiceOf(widget, scene)?.split ?? []));
  const met = new Set([...visited.written, ...visited.passed.keys(), ...merged]);
  remarks.push(...startRemarks(flow), ...leftOutRemarks(all.filter((widget) => !met.has(widget))), ...languageRemarks(languages));
  const used = usedNames(tidy.steps, draft.prompts);
  const vars = draft.variables.declarations((name) => used.has(name));
  const prompts = Object.fromEntries(
    [...draft.prompts]
      .filter(([name]) =>
        [...tidy.steps.values()].some(({ prompt }) => prompt === name || (Array.isArray(prompt) && prompt.includes(name))),
      )
      .map(([name, text]) => [name, Object.fromEntries(languages.map((one) => [one, text]))]),
  );
  const counted = all.filter(({ type }) => type !== 'trigger');
  return {
    document: {
      specVersion: 1,
      name: title,
      languages,
      timeZone,
      start,
      ...(Object.keys(vars).length > 0 && { vars }),
      ...(tidy.onError !== undefined && { defaults: { on: { error: tidy.onError } } }),
      ...(Object.keys(prompts).length > 0 && { prompts }),
      steps: Object.fromEntries(tidy.steps),
    },
    remarks: together(remarks),
    beginning: { start, steps: Object.fromEntries(tidy.steps), prompts: Object.fromEntries(draft.prompts) },
    carried: {
      of: counted.length,
      done: counted.filter((widget) => met.has(widget) && visited.passed.get(widget)?.severity !== 'lost').length,
    },
  };
}

interface Visited {
  /** In the order in which calls come to them. */
  readonly written: readonly Widget[];
  readonly passed: ReadonlyMap<Widget, Remarked | undefined>;
}

function visit(start: string, scene: Scene): Visited {
  const written = new Set<Widget>();
  const passed = new Map<Widget, Remarked | undefined>();
  const toVisit: (string | undefined)[] = [start];
  while (toVisit.length > 0) {
    const arrived = arrive(toVisit.pop(), scene);
    for (const [widget, remark] of arrived.passed) passed.set(widget, remark);
    const { widget } = arrived;
    if (widget === undefined || written.has(widget)) continue;
    written.add(widget);
    // The last one put down is the first one taken up.
    toVisit.push(...kindOf(widget).leadsTo(widget, scene).toReversed());
  }
  return { written: [...written], passed };
}

/** The widget that a way leads to, past those that leave no step. */
function arrive(name: string | undefined, scene: Scene) {
  const passed = new Map<Widget, Remarked | undefined>();
  for (let at = name; ; ) {
    const widget = at === undefined ? undefined : scene.flow.widgets.get(at);
    if (widget === undefined || passed.has(widget)) return { widget: undefined, passed };
    const passage = kindOf(widget).passesTo?.(widget, scene);
    if (passage === undefined) return { widget, passed };
    passed.set(widget, passage.remark);
    at = passage.to;
  }
}

/** Puts a step before every widget that may be met in another language than its own. */
function changeLanguages(
  written: readonly Widget[],
  scene: Scene,
  around: { readonly languages: readonly [string, ...string[]]; readonly otherwise: string; readonly start: string | undefined },
): void {
  const leadsTo = (widget: Widget): readonly string[] =>
    kindOf(widget)
      .leadsTo(widget, scene)
      .flatMap((next) => arrive(next, scene).widget?.name ?? []);
  for (const [widget, language] of changesOfLanguage(written, { ...around, leadsTo })) {
    const name = scene.nameOf(widget);
    const step = scene.draft.steps.get(name);
    if (step === undefined) continue;
    const speaking = scene.draft.stepName(`${name} spoken`);
    scene.draft.steps.set(speaking, step);
    scene.draft.steps.set(name, { type: 'language', from: `'${language}'`, next: speaking });
  }
}

/** Variables that steps read and that nothing in this flow gives a value. */
function emptyVariables(
  written: readonly Widget[],
  scene: Scene,
  steps: ReadonlyMap<string, Step>,
  read: ReadonlyMap<string, readonly (readonly string[])[]>,
): readonly Remark[] {
  const given = new Set(
    [...steps.values()].flatMap(({ type, vars, into }) =>
      type === 'set' ? Object.keys(vars ?? {}) : typeof into === 'string' ? [into] : Object.keys(into ?? {}),
    ),
  );
  const used = usedNames(steps, scene.draft.prompts);
  const told = new Set<string>();
  return written.flatMap((widget) =>
    (read.get(widget.name) ?? []).flatMap((path): readonly Remark[] => {
      const [, name] = /^vars\.(\w+)$/.exec(meaningOf(path, scene.draft.variables)) ?? [];
      if (name === undefined || given.has(name) || told.has(name) || !used.has(name)) return [];
      told.add(name);
      return [
        {
          severity: 'todo',
          where: labelOf(widget, scene.nameOf(widget)),
          what: `nothing in this flow gives {{${path.join('.').slice(0, 100)}}} a value, so the variable "${name}" stays empty`,
          fix: 'set it with a "set" or "request" step, give it when the call is placed, or take it out',
        },
      ];
    }),
  );
}

function startRemarks(flow: StudioFlow): readonly Remark[] {
  const trigger = flow.widgets.get(flow.start);
  if (trigger?.type !== 'trigger') return [];
  const event = startEventOf(trigger);
  const where = labelOf(trigger);
  if (event === undefined)
    return [
      {
        severity: 'lost',
        where,
        what: 'nothing is connected to "Incoming Call": this flow is not for calls',
        fix: 'export the flow that answers the telephone',
      },
    ];
  if (event === 'incomingCall') return [];
  return [
    {
      severity: 'changed',
      where,
      what:
        event === 'incomingRequest'
          ? 'a system starts this flow; here it does so with the automation API'
          : 'another flow starts this one as its subflow',
      fix:
        event === 'incomingRequest'
          ? 'place the calls as docs/automation-api.md says'
          : 'end it with "return" steps, and call it with a "subflow" step (docs/steps/subflow.md)',
    },
  ];
}

const leftOutRemarks = (widgets: readonly Widget[]): readonly Remark[] =>
  widgets
    .filter(({ type }) => type !== 'trigger')
    .map((widget) => ({
      severity: 'changed',
      where: labelOf(widget),
      what: 'no call comes to this widget, so it is left out',
      fix: 'nothing to do; look whether it was for messages, for speech, for what follows a hang-up, or was not connected',
    }));

const languageRemarks = (languages: readonly string[]): readonly Remark[] =>
  languages.length < 2
    ? []
    : [
        {
          severity: 'todo',
          where: 'prompts',
          what: `the flow speaks ${languages.join(' and ')}, and every prompt must be there in each of them: they have the same words for now`,
          fix: 'translate the prompts that callers hear in several languages; the others are only heard in their own',
        },
      ];

/** Names of variables, wherever steps and prompts mention them. */
function usedNames(steps: ReadonlyMap<string, Step>, prompts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const text = JSON.stringify([[...steps.values()], [...prompts.values()]]);
  const used = new Set([...text.matchAll(/\bvars\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name));
  for (const { type, vars, into } of steps.values()) {
    if (type === 'set') for (const name of Object.keys(vars ?? {})) used.add(name);
    if (typeof into === 'string') used.add(into);
    else for (const name of Object.keys(into ?? {})) used.add(name);
  }
  return used;
}

const mostPlaces = 5;

/** What is said of several widgets alike is said once. */
function together(remarks: readonly Remark[]): readonly Remark[] {
  const byWords = new Map<string, { readonly remark: Remark; readonly places: Set<string> }>();
  for (const remark of remarks) {
    const key = JSON.stringify([remark.severity, remark.what, remark.fix]);
    const known = byWords.get(key);
    if (known === undefined) byWords.set(key, { remark, places: new Set([remark.where]) });
    else known.places.add(remark.where);
  }
  return [...byWords.values()].map(({ remark, places }) => {
    const [...all] = places;
    const more = all.length > mostPlaces ? ` and ${all.length - mostPlaces} more` : '';
    return { ...remark, where: all.slice(0, mostPlaces).join(', ') + more };
  });
}
