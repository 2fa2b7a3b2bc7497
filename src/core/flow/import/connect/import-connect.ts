import type { Reading } from '../imported.ts';
import type { ImportOptions } from '../importer.ts';
import { writtenFiles } from '../written-files.ts';
import { readConnectFlow } from './connect-flow.ts';
import { placeholderHost, Surroundings } from './surroundings.ts';
import { writeFlow } from './write-flow.ts';

/** An Amazon Connect flow as a flow of ours, with what it needs beside it, and with what could not be carried over. */
export function importConnect(source: unknown, { name, language, timeZone, kits }: ImportOptions): Reading {
  const flow = readConnectFlow(source);
  if (flow === undefined)
    return {
      kind: 'refused',
      what: 'this is not a flow of Amazon Connect',
      fix: 'choose "Export flow" in the flow designer, or take what "aws connect describe-contact-flow" prints',
    };
  const title = (flow.title ?? name).slice(0, 200);
  const around = new Surroundings({ name, title, language, timeZone: timeZone ?? 'UTC' });
  const { document, remarks, carried } = writeFlow(flow, { title, language, timeZone, world: around });
  const documents: { [path: string]: object } = { [`${name}/flow.jsonc`]: document };
  for (const [folder, other] of around.flows) documents[`${folder}/flow.jsonc`] = other;
  documents['lines.jsonc'] = { lines: { [name]: { flow: name } }, default: name };
  const { contacts, schedules, env } = around;
  if (contacts.size > 0) documents['contacts.jsonc'] = { contacts: Object.fromEntries(contacts) };
  if (schedules.size > 0) documents['schedules.jsonc'] = { schedules: Object.fromEntries(schedules) };
  if (env.size > 0) documents['environment.jsonc'] = { env: Object.fromEntries(env), hosts: [placeholderHost] };
  return {
    kind: 'imported',
    files: writtenFiles(documents, kits),
    remarks: [...remarks, ...around.remarks],
    carried: { ...carried, unit: 'blocks' },
  };
}
