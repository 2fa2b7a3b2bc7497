import { z } from 'zod';
import { fromLegacy } from './legacy-flow.ts';

/** One block of a flow, as the Amazon Connect Flow language has it: an "action". */
export interface Block {
  readonly id: string;
  readonly type: string;
  /** The name that somebody gave it in the editor. */
  readonly friendlyName?: string;
  readonly parameters: Json;
  /** What the editor remembers besides: names of queues and recordings, by ARN only in the parameters. */
  readonly metadata: Json;
  readonly next?: string;
  readonly conditions: readonly Condition[];
  /** By the type of the error, in the order of the file. */
  readonly errors: ReadonlyMap<string, string>;
}

/** The way that an action goes when its result, or the value it compares, fits. */
export interface Condition {
  readonly operator: string;
  readonly operand: string;
  readonly next: string;
}

export interface ConnectFlow {
  readonly title?: string;
  readonly isModule: boolean;
  readonly start: string;
  readonly blocks: ReadonlyMap<string, Block>;
}

export type Json = { readonly [member: string]: unknown };

/** The only version of the language there is. */
const version = '2019-10-30';

const json = z.record(z.string(), z.unknown()).catch({});
const text = z.string().min(1).optional().catch(undefined);
const transitions = z
  .object({ NextAction: text, Conditions: z.array(z.unknown()).catch([]), Errors: z.array(z.unknown()).catch([]) })
  .catch({ NextAction: undefined, Conditions: [], Errors: [] });
const condition = z.object({
  NextAction: z.string().min(1),
  Condition: z.object({ Operator: z.string(), Operands: z.array(z.union([z.string(), z.number(), z.boolean()])).min(1) }),
});
const error = z.object({ NextAction: z.string().min(1), ErrorType: z.string() });
const action = z.object({
  Identifier: z.string().min(1),
  Type: z.string().min(1),
  Parameters: json,
  Transitions: transitions,
});
const document = z.object({
  Version: z.literal(version),
  StartAction: z.string(),
  Metadata: z
    .object({ name: text, type: text, ActionMetadata: z.record(z.string(), json).catch({}) })
    .catch({ name: undefined, type: undefined, ActionMetadata: {} }),
  Actions: z.array(z.unknown()),
});
/** What `aws connect describe-contact-flow` and `describe-contact-flow-module` print. */
const described = z.object({ Name: text, Type: text, Content: z.string() });
const printed = z.union([
  z.object({ ContactFlow: described }).transform(({ ContactFlow }) => ({ ...ContactFlow, isModule: false })),
  z.object({ ContactFlowModule: described }).transform(({ ContactFlowModule }) => ({ ...ContactFlowModule, isModule: true })),
  described.transform((flow) => ({ ...flow, isModule: false })),
]);
/**
 * Reads an exported flow, or what the AWS command line prints of it: there the flow is a text inside of the JSON. What does
 * not fit inside of it is left out; a flow that lacks a part is still worth having. Undefined: it is something else.
 */
export function readConnectFlow(source: unknown): ConnectFlow | undefined {
  const unpacked = unpack(source);
  const read = document.safeParse(fromLegacy(unpacked.source) ?? unpacked.source);
  if (!read.success) return undefined;
  const { StartAction, Metadata, Actions } = read.data;
  const title = unpacked.title ?? Metadata.name;
  const blocks = new Map(
    Actions.flatMap((raw) => {
      const block = readBlock(raw, Metadata.ActionMetadata);
      return block === undefined ? [] : [[block.id, block] as const];
    }),
  );
  const isModule =
    unpacked.isModule ||
    Metadata.type === 'contactFlowModule' ||
    [...blocks.values()].some(({ type }) => type === 'EndFlowModuleExecution');
  return { ...(title !== undefined && { title }), isModule, start: StartAction, blocks };
}

interface Unpacked {
  readonly source: unknown;
  readonly title?: string | undefined;
  readonly isModule: boolean;
}

/** A text in a text in an answer: with `--query` the command line prints one more pair of quotes. */
function unpack(source: unknown, depth = 0): Unpacked {
  if (typeof source === 'string' && depth < 3) return unpack(parsed(source), depth + 1);
  const answer = printed.safeParse(source);
  if (!answer.success || depth >= 3) return { source, isModule: false };
  const { Name, Content, isModule } = answer.data;
  return { ...unpack(Content, depth + 1), title: Name, isModule };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function readBlock(raw: unknown, allMetadata: { readonly [id: string]: Json }): Block | undefined {
  const read = action.safeParse(raw);
  if (!read.success) return undefined;
  const { Identifier: id, Type: type, Parameters, Transitions } = read.data;
  const metadata = Object.hasOwn(allMetadata, id) ? (allMetadata[id] ?? {}) : {};
  const friendlyName = friendlyNameOf(id, metadata);
  return {
    id,
    type,
    ...(friendlyName !== undefined && { friendlyName }),
    parameters: Parameters,
    metadata,
    ...(Transitions.NextAction !== undefined && { next: Transitions.NextAction }),
    conditions: Transitions.Conditions.flatMap((one) => {
      const { success, data } = condition.safeParse(one);
      if (!success) return [];
      return [{ operator: data.Condition.Operator, operand: String(data.Condition.Operands[0]), next: data.NextAction }];
    }),
    errors: new Map(
      Transitions.Errors.flatMap((one) => {
        const { success, data } = error.safeParse(one);
        return success ? [[data.ErrorType, data.NextAction] as const] : [];
      }),
    ),
  };
}

/** A block with a name of its own has it as its identifier, and the editor notes that it is one. */
function friendlyNameOf(id: string, { friendlyName, isFriendlyName }: Json): string | undefined {
  if (typeof friendlyName === 'string' && friendlyName.trim() !== '') return friendlyName;
  return isFriendlyName === true || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? id : undefined;
}

/** A member that is a text, a number or a truth value, as a text: Connect writes `"5"` and `5` alike. */
export function textIn(json: Json, ...path: readonly string[]): string | undefined {
  const value = valueIn(json, ...path);
  if (typeof value === 'string') return value.trim() === '' ? undefined : value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}

export function numberIn(json: Json, ...path: readonly string[]): number | undefined {
  const text = textIn(json, ...path);
  const number = text === undefined ? Number.NaN : Number(text);
  return Number.isFinite(number) ? number : undefined;
}

export const isTrueIn = (json: Json, ...path: readonly string[]): boolean => textIn(json, ...path)?.toLowerCase() === 'true';

export function valueIn(json: Json, ...path: readonly string[]): unknown {
  let value: unknown = json;
  for (const member of path) {
    if (!isJson(value) || !Object.hasOwn(value, member)) return undefined;
    value = value[member];
  }
  return value;
}

export const isJson = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every way out of a block: the normal one, the conditions, the errors. */
export const waysOut = ({ next, conditions, errors }: Block): readonly string[] => [
  ...(next === undefined ? [] : [next]),
  ...conditions.map((condition) => condition.next),
  ...errors.values(),
];
