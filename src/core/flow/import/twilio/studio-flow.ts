import { z } from 'zod';

/** One widget of a flow: the definition calls it a state. */
export interface Widget {
  readonly name: string;
  readonly type: string;
  readonly properties: Json;
  readonly ways: readonly Way[];
}

/** A way out of a widget. Nothing is connected where `next` is missing: Studio ends the call there. */
export interface Way {
  readonly event: string;
  readonly next?: string;
  /** What has to hold, of a split. */
  readonly conditions: readonly Condition[];
}

export interface Condition {
  readonly type: string;
  /** The value that is looked at, a Liquid template. */
  readonly subject?: string;
  readonly value: string;
}

export interface StudioFlow {
  readonly title?: string;
  readonly start: string;
  /** By name; the first of a name counts. */
  readonly widgets: ReadonlyMap<string, Widget>;
}

export type Json = { readonly [member: string]: unknown };

const text = z.string().min(1).optional().catch(undefined);
const list = z.array(z.unknown()).catch([]);
const json = z.record(z.string(), z.unknown()).catch({});
const condition = z.object({ type: z.string(), arguments: list, value: z.unknown() });
const way = z.object({ event: z.string().min(1), next: text, conditions: list });
const state = z.object({ name: z.string().min(1), type: z.string().min(1), properties: json, transitions: list });
const definition = z.object({ description: text, states: z.array(z.unknown()).min(1), initial_state: text });
/** What the API and `twilio api:studio:v2:flows:fetch` answer with; the command line gives a list of them. */
const fetched = z.object({ friendly_name: text, friendlyName: text, definition: z.unknown() });

/** Reads a definition, also inside of what the API answers; undefined when it is something else. What does not fit inside is left out. */
export function readStudioFlow(source: unknown): StudioFlow | undefined {
  const unpacked = unpack(source);
  const read = definition.safeParse(unpacked.source);
  if (!read.success) return undefined;
  const widgets = new Map<string, Widget>();
  for (const raw of read.data.states) {
    const widget = readWidget(raw);
    if (widget !== undefined && !widgets.has(widget.name)) widgets.set(widget.name, widget);
  }
  const trigger = [...widgets.values()].find(({ type }) => type === 'trigger');
  const start = read.data.initial_state ?? trigger?.name;
  if (start === undefined || ![...widgets.values()].some(({ type }) => type === 'trigger' || studioTypes.test(type)))
    return undefined;
  const title = unpacked.title ?? read.data.description;
  return { ...(title !== undefined && { title }), start, widgets };
}

/** A word of Studio's own: other products have states, too. */
const studioTypes =
  /^(say-play|gather-input-on-call|split-based-on|set-variables|make-http-request|connect-call-to|run-function)$/;

interface Unpacked {
  readonly source: unknown;
  readonly title?: string | undefined;
}

function unpack(source: unknown, depth = 0): Unpacked {
  if (depth > 4) return { source };
  if (typeof source === 'string') return unpack(parsed(source), depth + 1);
  if (Array.isArray(source)) return source.length === 1 ? unpack(source[0], depth + 1) : { source };
  const answer = fetched.safeParse(source);
  if (!answer.success || answer.data.definition === undefined) return { source };
  const { friendly_name, friendlyName, definition: inside } = answer.data;
  return { ...unpack(inside, depth + 1), title: friendly_name ?? friendlyName };
}

function parsed(source: string): unknown {
  try {
    return JSON.parse(source);
  } catch {
    return undefined;
  }
}

function readWidget(raw: unknown): Widget | undefined {
  const read = state.safeParse(raw);
  if (!read.success) return undefined;
  const { name, type, properties, transitions } = read.data;
  return { name, type, properties, ways: transitions.flatMap((one) => readWay(one) ?? []) };
}

function readWay(raw: unknown): Way | undefined {
  const read = way.safeParse(raw);
  if (!read.success) return undefined;
  const { event, next, conditions } = read.data;
  return { event, ...(next !== undefined && { next }), conditions: conditions.flatMap((one) => readCondition(one) ?? []) };
}

function readCondition(raw: unknown): Condition | undefined {
  const read = condition.safeParse(raw);
  if (!read.success) return undefined;
  const [subject] = read.data.arguments;
  return {
    type: read.data.type,
    ...(typeof subject === 'string' && { subject }),
    value: Array.isArray(read.data.value) ? read.data.value.map(String).join(',') : (plain(read.data.value) ?? ''),
  };
}

/** A text, a number or a truth value as a text: Studio writes `"5"` and `5` alike. */
function plain(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

/** A property of a widget; undefined where it is missing or blank. */
export function textOf({ properties }: Widget, name: string): string | undefined {
  const value = Object.hasOwn(properties, name) ? plain(properties[name]) : undefined;
  return value === undefined || value.trim() === '' ? undefined : value;
}

export function numberOf(widget: Widget, name: string): number | undefined {
  const number = Number(textOf(widget, name) ?? Number.NaN);
  return Number.isFinite(number) ? number : undefined;
}

export const isTrue = (widget: Widget, name: string): boolean => textOf(widget, name)?.toLowerCase() === 'true';

/** A list of `key` and `value`, as requests and `set-variables` have them. */
export function pairsOf({ properties }: Widget, name: string): readonly (readonly [key: string, value: string])[] {
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (!Array.isArray(value)) return [];
  return value.flatMap((one: unknown) => {
    if (!isJson(one)) return [];
    const key = plain(one.key);
    return key === undefined || key.trim() === '' ? [] : [[key.trim(), plain(one.value) ?? jsonText(one.value)] as const];
  });
}

const jsonText = (value: unknown): string => (value === undefined || value === null ? '' : JSON.stringify(value));

export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Where the first of these events leads that is connected. */
export const wayOf = ({ ways }: Widget, ...events: readonly string[]): string | undefined =>
  events
    .map((event) => ways.find((one) => one.event === event && one.next !== undefined)?.next)
    .find((next) => next !== undefined);

/** Every text in the properties and the conditions, wherever it stands. */
export function textsOf({ properties, ways }: Widget): readonly string[] {
  return [
    ...textsIn(properties),
    ...ways.flatMap(({ conditions }) =>
      conditions.flatMap(({ subject, value }) => [...(subject === undefined ? [] : [subject]), value]),
    ),
  ];
}

function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 8 || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => textsIn(one, depth + 1));
}
