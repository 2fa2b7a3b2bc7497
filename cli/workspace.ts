import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LineOption } from '../simulator/softphone-api.ts';
import type { Destination } from '../src/core/call/party.ts';
import type { People } from '../src/core/flow/directory/directory.ts';
import { readDirectory } from '../src/core/flow/directory/read-directory.ts';
import { readContacts, readLines } from '../src/core/flow/workspace.ts';

export interface Workspace {
  /** Lines that have a resource account: what can be dialled besides the bot itself. */
  readonly lines: readonly LineOption[];
  /** Contact, or somebody of a directory, to object id or number. */
  readonly contacts: { readonly [name: string]: string };
  readonly destinations: { readonly [name: string]: Destination };
  /** The same names to what the simulation sets its behaviour by: a person's mailbox is told apart from the person. */
  readonly destinationKeys: { readonly [name: string]: string };
  /** The line that leads to a flow. */
  readonly lineOf: (flow: string) => string | undefined;
  /** Object id or number to the name: what destinations are called in a transcript. */
  readonly names: { readonly [idOrNumber: string]: string };
}

/** Whom a simulation can call and be sent to, from `lines.jsonc` and `contacts.jsonc`. What cannot be read is left out. */
export async function readWorkspace(flowsDir: string): Promise<Workspace> {
  const lines = readLines(await textOf(join(flowsDir, 'lines.jsonc')), 'lines.jsonc').lines?.lines ?? {};
  const contacts = readContacts(await textOf(join(flowsDir, 'contacts.jsonc')), 'contacts.jsonc').contacts ?? {};
  const people = (await readPeople(join(flowsDir, 'directories'))).map(({ name, to }) => [name, to] as const);
  const everybody = [...people, ...Object.entries(contacts)]; // Where a contact and somebody of a directory are one, the contact's name counts.
  const addresses = everybody.map(([name, to]) => [name, to.kind === 'phone' ? to.number : to.id] as const);
  return {
    lines: Object.entries(lines).flatMap(([name, { applicationInstance: id, number }]) =>
      id === undefined ? [] : [{ id, displayName: name, ...(number === undefined ? {} : { number }) }],
    ),
    contacts: Object.fromEntries(addresses),
    destinations: contacts,
    destinationKeys: Object.fromEntries(
      everybody.map(([name, to]) => [
        name,
        to.kind === 'phone' ? to.number : to.kind === 'voicemail' ? `voicemail:${to.id}` : to.id,
      ]),
    ),
    lineOf: (flow) => Object.entries(lines).find(([, line]) => line.flow === flow && line.applicationInstance !== undefined)?.[0],
    names: Object.fromEntries(addresses.map(([name, address]) => [address, name])),
  };
}

/** Everybody in the directories, whom `directory` steps find. */
async function readPeople(dir: string): Promise<People> {
  const files = (await readdir(dir).catch(() => [])).filter((file) => file.endsWith('.jsonc')).sort();
  const read = await Promise.all(files.map(async (file) => readDirectory(await textOf(join(dir, file)), file).people ?? []));
  return read.flat();
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '{}');
}
