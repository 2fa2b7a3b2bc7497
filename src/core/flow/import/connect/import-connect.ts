import type { StepKit } from '../../../steps/define-step.ts';
import { fileKind, formatText } from '../../format/format-text.ts';
import { readConnectFlow } from './connect-flow.ts';
import { placeholderHost, Surroundings } from './surroundings.ts';
import { type FlowRemark, writeFlow } from './write-flow.ts';

export interface ConnectOptions {
  /** The folder of the flow. */
  readonly name: string;
  /** What is spoken where the flow chooses no voice. */
  readonly language: string;
  readonly timeZone?: string | undefined;
  readonly kits: ReadonlyMap<string, StepKit>;
}

export type ConnectImport =
  | {
      readonly kind: 'imported';
      /** By their paths below the folder of flows. */
      readonly files: { readonly [path: string]: string };
      readonly remarks: readonly FlowRemark[];
    }
  | { readonly kind: 'refused'; readonly what: string; readonly fix: string };

/** An Amazon Connect flow as a flow of ours, with what it needs beside it, and with what could not be carried over. */
export function importConnect(source: unknown, { name, language, timeZone, kits }: ConnectOptions): ConnectImport {
  const flow = readConnectFlow(source);
  if (flow === undefined)
    return {
      kind: 'refused',
      what: 'this is not a flow of Amazon Connect',
      fix: 'choose "Export flow" in the flow designer, or take what "aws connect describe-contact-flow" prints',
    };
  const title = (flow.title ?? name).slice(0, 200);
  const around = new Surroundings({ name, title, language, timeZone: timeZone ?? 'UTC' });
  const { document, remarks } = writeFlow(flow, { title, language, timeZone, world: around });
  const documents: { [path: string]: unknown } = { [`${name}/flow.jsonc`]: { $schema: '../flow.schema.json', ...document } };
  for (const [folder, other] of around.flows) documents[`${folder}/flow.jsonc`] = { $schema: '../flow.schema.json', ...other };
  const { contacts, schedules, env } = around;
  if (contacts.size > 0)
    documents['contacts.jsonc'] = { $schema: './contacts.schema.json', contacts: Object.fromEntries(contacts) };
  if (schedules.size > 0)
    documents['schedules.jsonc'] = { $schema: './schedules.schema.json', schedules: Object.fromEntries(schedules) };
  if (env.size > 0)
    documents['environment.jsonc'] = {
      $schema: './environment.schema.json',
      env: Object.fromEntries(env),
      hosts: [placeholderHost],
    };
  return {
    kind: 'imported',
    files: Object.fromEntries(Object.entries(documents).map(([path, one]) => [path, formatted(path, one, kits)])),
    remarks: [...remarks, ...around.remarks],
  };
}

function formatted(path: string, document: unknown, kits: ReadonlyMap<string, StepKit>): string {
  const text = JSON.stringify(document);
  const result = formatText(text, { kind: fileKind(path), kits, file: path });
  return result.kind === 'formatted' ? result.text : `${text}\n`;
}
