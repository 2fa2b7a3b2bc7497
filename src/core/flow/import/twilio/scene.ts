import { expressionLimits } from '../../cel-expressions.ts';
import type { Destination } from '../destinations.ts';
import type { Draft, Step } from '../draft.ts';
import { joinTemplate, type TemplatePart } from '../flow-texts.ts';
import type { Remarked } from '../imported.ts';
import type { Passage } from '../way-through.ts';
import { readLiquid } from './liquid.ts';
import { celOfLiquid, partsOfLiquid } from './liquid-cel.ts';
import { type StudioFlow, textOf, type Widget } from './studio-flow.ts';
import { meaningOf } from './studio-values.ts';

/** How a kind of widget is written as steps. */
export interface WidgetKind {
  /** As Studio's library calls it. */
  readonly title: string;
  /** Where calls go on from it: what nobody reaches is not written. */
  readonly leadsTo: (widget: Widget, scene: Scene) => readonly (string | undefined)[];
  /** Where the call goes on when the widget leaves no step; undefined when it leaves one. */
  readonly passesTo?: (widget: Widget, scene: Scene) => Passage | undefined;
  readonly write: (widget: Widget, scene: Scene) => void;
}

/** What is around the flow: names for destinations, hours and addresses. */
export interface World {
  readonly contact: (words: string, destination: Destination) => string;
  /** A week of opening hours, by days and ranges. */
  readonly schedule: (words: string, week: { readonly [days: string]: string | readonly string[] }) => string;
  /** What an expression calls the address of another system; `origin` with its scheme, undefined where nobody knows it. */
  readonly address: (words: string, origin: string | undefined) => string;
}

/** Everything that a widget is written with. */
export interface Scene {
  readonly flow: StudioFlow;
  readonly draft: Draft;
  readonly world: World;
  readonly timeZone: string;
  /** The first step of the widget, by the name it has been given. */
  readonly nameOf: (widget: Widget) => string;
  /** The step to which a way leads: past widgets that leave none, and to the end where nothing is connected. */
  readonly to: (name: string | undefined) => string;
  readonly remark: (widget: Widget, remarked: Remarked) => void;
  /** Every path that the template of a widget names that calls come to. */
  readonly pathsRead: () => readonly (readonly string[])[];
}

export const step = (scene: Scene, name: string, body: Step): void => void scene.draft.steps.set(name, body);

/** Where a way leads that is not connected: the end of the call, in Studio as well. */
export const isConnected = (scene: Scene, name: string | undefined): name is string =>
  name !== undefined && scene.flow.widgets.has(name);

/** Members that are read of a widget, without its name: `Digits`; `parsed`, `name`. */
export function readOf({ pathsRead }: Scene, { name }: Widget): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  for (const [namespace, widget, ...members] of pathsRead())
    if (namespace === 'widgets' && widget === name && members.length > 0) found.set(members.join('.'), members);
  return [...found.values()];
}

export const isRead = (scene: Scene, widget: Widget, member: string): boolean =>
  readOf(scene, widget).some(([first]) => first === member);

/** The variable that holds what a widget has found out. Undefined when a flow would have too many. */
export function variableOf(scene: Scene, widget: Widget, ...members: readonly string[]): string | undefined {
  const [, variable] = /^vars\.(\w+)$/.exec(meaningOf(['widgets', widget.name, ...members], scene.draft.variables)) ?? [];
  return variable;
}

/** A template of Studio's as a CEL expression that gives a text. */
export function celOf(text: string, widget: Widget, scene: Scene): string {
  const { source, leftOut } = celOfLiquid(readLiquid(text), (path) => meaningOf(path, scene.draft.variables));
  tellLeftOut(leftOut, widget, scene);
  return source;
}

/** The same; an empty text where the expression would be longer than one may be. */
export function shortCelOf(text: string, widget: Widget, scene: Scene): string {
  const source = celOf(text, widget, scene);
  if (source.length <= expressionLimits.characters) return source;
  scene.remark(widget, {
    severity: 'lost',
    what: 'a value is longer than an expression may be, and is left empty',
    fix: 'put it together in several "set" steps',
  });
  return "''";
}

export function templatePartsOf(text: string, widget: Widget, scene: Scene): readonly TemplatePart[] {
  const { parts, leftOut } = partsOfLiquid(readLiquid(text), (path) => meaningOf(path, scene.draft.variables));
  tellLeftOut(leftOut, widget, scene);
  return parts;
}

/** A template of Studio's as a text of ours, with `${ }`; cut where it would be longer than one may be. */
export function templateOf(text: string, widget: Widget, scene: Scene, longest = 2_000): string {
  const fitting: TemplatePart[] = [];
  let expressions = 0;
  for (const part of templatePartsOf(text, widget, scene)) {
    const cut = 'words' in part ? { words: part.words.slice(0, longest) } : part;
    if ('source' in cut && ++expressions > 18) break;
    if (joinTemplate([...fitting, cut]).length > longest) break;
    fitting.push(cut);
  }
  return joinTemplate(fitting);
}

function tellLeftOut(leftOut: readonly string[], widget: Widget, scene: Scene): void {
  if (leftOut.length === 0) return;
  scene.remark(widget, {
    severity: 'changed',
    what: `Liquid's ${[...new Set(leftOut)].join(', ')} is not carried over; the value or the words around it stay as they are`,
    fix: 'look at the value in the step, and write what is wanted as an expression (docs/flow-language.md, "Expressions")',
  });
}

/** `on` for a step that can fail, when the failure leads somewhere. */
export const onError = (scene: Scene, to: string | undefined): { readonly on?: { readonly error: string } } =>
  isConnected(scene, to) ? { on: { error: scene.to(to) } } : {};

/** The words of a name that say what it is about: `connect_call_to_sales` is about sales. */
export function aboutOf({ name }: Widget, leaveOut: RegExp): string {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '' && !/^\d+$/.test(word) && !leaveOut.test(word));
  return words.join(' ');
}

/** The widget that a text names, for a fix: SIDs are found in Twilio's console. */
export const namedIn = (widget: Widget, ...properties: readonly string[]): string | undefined =>
  properties
    .map((name) => textOf(widget, name))
    .find((one) => one !== undefined)
    ?.slice(0, 100);
