import { Draft, type Step } from '../draft.ts';
import type { Beginning } from '../first-conversations.ts';
import { flowDocument } from '../flow-document.ts';
import type { Remark } from '../imported.ts';
import { givenVariables, usedVariables } from '../named-in-steps.ts';
import { languageRemarks, roundRemarks, together, untranslatedRemarks } from '../remarks.ts';
import { tidied } from '../tidy-steps.ts';
import { arrive, type Chart, visit } from '../way-through.ts';
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
  const chart: Chart<Widget> = {
    partAt: (name) => flow.widgets.get(name),
    passesTo: (widget) => kindOf(widget).passesTo?.(widget, scene),
    leadsTo: (widget) => kindOf(widget).leadsTo(widget, scene),
  };
  const scene: Scene = {
    flow,
    draft,
    world,
    timeZone,
    nameOf: ({ name }) => names.get(name) ?? theEnd(),
    to: (name) => {
      const { part } = arrive(name, chart);
      return part === undefined ? theEnd() : (names.get(part.name) ?? theEnd());
    },
    remark: (widget, remarked) => void remarks.push({ ...remarked, where: labelOf(widget, names.get(widget.name)) }),
    pathsRead: () => readByWritten,
  };

  const visited = visit(flow.start, chart);
  readByWritten = visited.written.flatMap(({ name }) => read.get(name) ?? []);
  for (const [widget, remark] of visited.passed) if (remark !== undefined) scene.remark(widget, remark);
  for (const widget of visited.written) names.set(widget.name, draft.stepName(widget.name));
  const languages = languagesOf(flow, language);
  const start = scene.to(flow.start);
  for (const widget of visited.written) kindOf(widget).write(widget, scene);
  if (languages.length > 1)
    changeLanguages(visited.written, scene, chart, {
      languages,
      otherwise: language,
      start: arrive(flow.start, chart).part?.name,
    });
  if (end !== undefined) draft.steps.set(end, { type: 'hangup' });
  const tidy = tidied(draft.steps, start, theEnd);
  remarks.push(...roundRemarks(tidy.broken, 'in Studio callers go round here until Twilio ends the call'));
  remarks.push(...emptyVariables(visited.written, scene, tidy.steps, read));
  const merged = new Set(visited.written.flatMap((widget) => choiceOf(widget, scene)?.split ?? []));
  const met = new Set([...visited.written, ...visited.passed.keys(), ...merged]);
  remarks.push(...startRemarks(flow), ...leftOutRemarks(all.filter((widget) => !met.has(widget))));
  remarks.push(...untranslatedRemarks(draft, languages));
  remarks.push(...languageRemarks(languages, 'every prompt must be there in each of them: they have the same words for now'));
  const counted = all.filter(({ type }) => type !== 'trigger');
  return {
    document: flowDocument(draft, tidy, { title, languages, timeZone, start }),
    remarks: together(remarks),
    beginning: { start, language: languages[0], steps: Object.fromEntries(tidy.steps), prompts: draft.prompts },
    carried: {
      of: counted.length,
      done: counted.filter((widget) => met.has(widget) && visited.passed.get(widget)?.severity !== 'lost').length,
    },
  };
}

/** Puts a step before every widget that may be met in another language than its own. */
function changeLanguages(
  written: readonly Widget[],
  scene: Scene,
  chart: Chart<Widget>,
  around: { readonly languages: readonly [string, ...string[]]; readonly otherwise: string; readonly start: string | undefined },
): void {
  const leadsTo = (widget: Widget): readonly string[] =>
    chart.leadsTo(widget).flatMap((next) => arrive(next, chart).part?.name ?? []);
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
  const given = givenVariables(steps);
  const used = usedVariables(steps, scene.draft.prompts);
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
