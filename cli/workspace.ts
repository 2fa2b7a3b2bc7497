import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LineOption } from '../simulator/softphone-api.ts';
import type { Destination } from '../src/core/call/party.ts';
import { readContacts, readLines } from '../src/core/flow/workspace.ts';

export interface Workspace {
  /** Lines that have a resource account: what can be dialled besides the bot itself. */
  readonly lines: readonly LineOption[];
  /** Contact to object id or number. */
  readonly contacts: { readonly [name: string]: string };
  readonly destinations: { readonly [name: string]: Destination };
  /** Contact to what the simulation sets its behaviour by: a person's mailbox is told apart from the person. */
  readonly destinationKeys: { readonly [name: string]: string };
  /** The line that leads to a flow. */
  readonly lineOf: (flow: string) => string | undefined;
  /** Object id or number to contact: what destinations are called in a transcript. */
  readonly names: { readonly [idOrNumber: string]: string };
}

/** Whom a simulation can call and be sent to, from `lines.jsonc` and `contacts.jsonc`. What cannot be read is left out. */
export async function readWorkspace(flowsDir: string): Promise<Workspace> {
  const lines = readLines(await textOf(join(flowsDir, 'lines.jsonc')), 'lines.jsonc').lines?.lines ?? {};
  const contacts = readContacts(await textOf(join(flowsDir, 'contacts.jsonc')), 'contacts.jsonc').contacts ?? {};
  const addresses = Object.entries(contacts).map(([name, to]) => [name, to.kind === 'phone' ? to.number : to.id] as const);
  return {
    lines: Object.entries(lines).flatMap(([name, { applicationInstance: id, number }]) =>
      id === undefined ? [] : [{ id, displayName: name, ...(number === undefined ? {} : { number }) }],
    ),
    contacts: Object.fromEntries(addresses),
    destinations: contacts,
    destinationKeys: Object.fromEntries(
      Object.entries(contacts).map(([name, to]) => [
        name,
        to.kind === 'phone' ? to.number : to.kind === 'voicemail' ? `voicemail:${to.id}` : to.id,
      ]),
    ),
    lineOf: (flow) => Object.entries(lines).find(([, line]) => line.flow === flow && line.applicationInstance !== undefined)?.[0],
    names: Object.fromEntries(addresses.map(([name, address]) => [address, name])),
  };
}

async function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '{}');
}
