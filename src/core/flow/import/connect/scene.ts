// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.

import { expressionLimits } from '../../cel-expressions.ts';
import type { Destination } from '../destinations.ts';
import type { Draft, Step } from '../draft.ts';
import { celText, joinTemplate, type TemplatePart } from '../flow-texts.ts';
import type { Remarked } from '../imported.ts';
import type { Passage } from '../way-through.ts';
import { type Block, type ConnectFlow, isJson, textIn } from './connect-flow.ts';
import { readPath, readText, type TextPart } from './connect-text.ts';
import { meaningOf } from './connect-values.ts';

/** How a kind of block is written as steps. */
export interface BlockKind {
  /** As the editor calls it. */
  readonly title: string;
  /** What its first step is called where nobody has named the block. */
  readonly stepName: (block: Block, scene: Scene) => string;
  /** Where the call goes on when the block leaves no step; undefined when it leaves one. */
  readonly passesTo?: (block: Block, scene: Scene) => Passage | undefined;
  readonly write: (block: Block, scene: Scene) => void;
}

/** What is around the flow: names for destinations, hours and addresses. */
export interface World {
  readonly contact: (words: string, destination: Destination) => string;
  readonly schedule: (words: string) => string;
  /** An address of another system; gives what an expression calls it. */
  readonly address: (words: string) => string;
  /** A flow beside this one, that calls back and puts through to the contact. */
  readonly callbackFlow: (contact: string) => string;
}
/** Everything that a block is written with. */
export interface Scene {
  readonly flow: ConnectFlow;
  readonly draft: Draft;
  readonly world: World;
  /** The first step of the block, by the name it has been given. */
  readonly nameOf: (block: Block) => string;
  /** The step to which a way leads: past blocks that leave none, and to the end where it leads nowhere. */
  readonly to: (id: string | undefined) => string;
  readonly remark: (block: Block, remarked: Remarked) => void;
  /** Queues that may be the working queue when a call comes to a block. */
  readonly queuesAt: (block: Block) => readonly Queue[];
  /** Whether a step must remember the working queue. */
  readonly queueIsRemembered: boolean;
  readonly languages: readonly string[];
  /** Members of Lambda's answer that blocks behind this one read. */
  readonly answersReadAfter: (block: Block) => readonly (readonly string[])[];
}

export interface Queue {
  readonly name: string;
  readonly isPerson: boolean;
  /** Which queue it is only turns out in the call. */
  readonly isDynamic: boolean;
}

/** The way of an error, of the catch-all where it has none of its own. */
export const errorWay = ({ errors }: Block, ...types: readonly string[]): string | undefined =>
  [...types, 'NoMatchingError'].map((type) => errors.get(type)).find((to) => to !== undefined);

/** The way of a result, as conditions write it. */
export const resultWay = ({ conditions }: Block, result: string): string | undefined =>
  conditions.find(({ operator, operand }) => operator === 'Equals' && operand === result)?.next;

/** The normal way on. */
export const wayOn = (block: Block): string | undefined => block.next ?? errorWay(block) ?? [...block.errors.values()][0];

/** `on` for a step that can fail: what the block said of errors. */
export function faults(block: Block, scene: Scene): { readonly on?: { readonly error: string } } {
  const error = errorWay(block);
  return error === undefined ? {} : { on: { error: scene.to(error) } };
}

/** The name of a queue, a flow, a recording: the editor keeps it beside the ARN. */
export const displayName = (block: Block, parameter: string): string | undefined => anyName(block, parameter)?.slice(0, 100);

function anyName(block: Block, parameter: string): string | undefined {
  const value = textIn(block.parameters, parameter);
  const noted = textIn(block.metadata, 'parameters', parameter, 'displayName');
  if (noted !== undefined) return noted;
  const named = Object.values(block.metadata).find(
    (one) => isJson(one) && textIn(one, 'text') !== undefined && (value === undefined || textIn(one, 'id') !== undefined),
  );
  if (isJson(named)) return textIn(named, 'text');
  const path = value === undefined ? undefined : readPath(value);
  return path?.at(-1) ?? nameInArn(value);
}

/** `arn:aws:lambda:eu-central-1:1:function:lookup:live` names a function; what is only an id names nothing. */
function nameInArn(arn: string | undefined): string | undefined {
  const [, name] = /:function:([A-Za-z0-9_-]+)/.exec(arn ?? '') ?? [];
  if (name !== undefined) return name;
  return arn === undefined || /^arn:|[0-9a-f]{8}-[0-9a-f]{4}|[{}]/i.test(arn) ? undefined : arn;
}

/** A value of Connect's as a CEL expression that gives a text. */
export function celOf(text: string, scene: Scene): string {
  const parts = readText(text).map((part) => celPart(part, scene));
  return parts.length === 0 ? "''" : parts.join(' + ');
}

/** The same, and an empty text where the expression would be longer than one may be. */
export function shortCelOf(text: string, scene: Scene): string {
  const source = celOf(text, scene);
  return source.length <= expressionLimits.characters ? source : "''";
}

function celPart(part: TextPart, { draft }: Scene): string {
  if (part.kind === 'words') return celText(part.words);
  const meaning = meaningOf(part.path, draft.variables);
  switch (meaning.kind) {
    case 'expression':
      return meaning.source;
    case 'constant':
      return celText(meaning.value);
    case 'unknown':
      return "''";
  }
}

/** A value of Connect's as a text of ours, with `${ }`. */
export function templateOf(text: string, scene: Scene): string {
  return joinTemplate(readText(text).map((part) => templatePart(part, scene)));
}

export function templatePart(part: TextPart, { draft }: Scene): TemplatePart {
  if (part.kind === 'words') return { words: part.words };
  const meaning = meaningOf(part.path, draft.variables);
  if (meaning.kind === 'expression')
    return { source: part.say === undefined ? meaning.source : `${part.say}(${meaning.source})` };
  return { words: meaning.kind === 'constant' ? meaning.value : '' };
}

export const step = (scene: Scene, name: string, body: Step): void => void scene.draft.steps.set(name, body);

/** Every text in the parameters, wherever it stands. */
export function textsIn(value: unknown, depth = 0): readonly string[] {
  if (typeof value === 'string') return [value];
  if (depth > 8 || typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((one) => textsIn(one, depth + 1));
}
