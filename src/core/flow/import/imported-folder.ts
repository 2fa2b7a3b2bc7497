import type { StepKit } from '../../steps/define-step.ts';
import { type Beginning, firstConversations } from './first-conversations.ts';
import type { Surroundings } from './surroundings.ts';
import { writtenFiles } from './written-files.ts';

export interface ImportedFlow {
  /** The folder of the flow. */
  readonly name: string;
  readonly document: object;
  /** What callers meet first is told from it. */
  readonly beginning: Omit<Beginning, 'schedules'>;
  readonly around: Surroundings;
}

/** The files of a flow and of all that it needs beside it: a folder of flows in which a line answers with it. */
export function importedFolder(
  { name, document, beginning, around }: ImportedFlow,
  kits: ReadonlyMap<string, StepKit>,
): { readonly [path: string]: string } {
  const { contacts, schedules, env, hosts, flows } = around;
  const others = Object.fromEntries([...flows].map(([folder, other]) => [`${folder}/flow.jsonc`, other]));
  const documents = {
    [`${name}/flow.jsonc`]: document,
    ...others,
    'lines.jsonc': { lines: { [name]: { flow: name } }, default: name },
    ...(contacts.size > 0 && { 'contacts.jsonc': { contacts: Object.fromEntries(contacts) } }),
    ...(schedules.size > 0 && { 'schedules.jsonc': { schedules: Object.fromEntries(schedules) } }),
    ...(env.size > 0 && { 'environment.jsonc': { env: Object.fromEntries(env), hosts } }),
  };
  const first = firstConversations({ ...beginning, schedules: [...schedules.keys()] });
  return {
    ...writtenFiles(documents, kits),
    ...(first !== undefined && { [`${name}/tests/conversations.txt`]: first }),
  };
}
