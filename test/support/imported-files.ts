import { readTests } from '../../cli/conversations/read-tests.ts';
import { type ConversationResult, testFlow } from '../../cli/conversations/test-flows.ts';
import type { FlowVersion } from '../../src/core/call/ids.ts';
import { checkFlow } from '../../src/core/flow/compile.ts';
import { readConversations } from '../../src/core/flow/conversations/read-conversations.ts';
import { readEnvironment } from '../../src/core/flow/environment/read-environment.ts';
import { readSchedules } from '../../src/core/flow/schedules/read-schedules.ts';
import { readContacts } from '../../src/core/flow/workspace.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import { aFolder } from './a-folder.ts';

/** What the checker calls an error in the files of an importer, the flow and what lies beside it. */
export function errorsIn(files: { readonly [path: string]: string }): readonly string[] {
  const contacts = readContacts(files['contacts.jsonc'] ?? '{ "contacts": {} }', 'contacts.jsonc');
  const schedules = readSchedules(files['schedules.jsonc'] ?? '{ "schedules": {} }', 'schedules.jsonc');
  const environment = readEnvironment(files['environment.jsonc'] ?? '{}', 'environment.jsonc');
  const surroundings = {
    contacts: contacts.contacts ?? {},
    told: contacts.told ?? {},
    schedules: schedules.schedules ?? {},
    ...(environment.environment !== undefined && { environment: environment.environment }),
    audio: {},
  };
  const found = Object.entries(files)
    .filter(([path]) => path.endsWith('/flow.jsonc'))
    .flatMap(([path, text]) => {
      const name = path.split('/')[0] ?? '';
      const version = 'v1' as FlowVersion; // Any text is a version.
      return checkFlow({ name, file: path, text, version, surroundings, kits: stepKits }).findings;
    });
  const told = Object.entries(files)
    .filter(([path]) => path.includes('/tests/'))
    .flatMap(([path, text]) => readConversations(text, path).findings);
  return [...found, ...told, ...contacts.findings, ...schedules.findings, ...environment.findings].flatMap(
    ({ severity, code, message, place }) => (severity === 'error' ? [`${code} ${message} at ${place.line}`] : []),
  );
}

/** What comes of the conversations that lie beside an imported flow, played with the whole bot. */
export async function playedBeside(
  files: { readonly [path: string]: string },
  flow: string,
): Promise<readonly ConversationResult[]> {
  return (await testFlow(await readTests(aFolder(files), flow))).results;
}

/** A document again and again, each time with one of its values put for another one, or left out. */
export function* edits(
  value: unknown,
  others: readonly unknown[],
  rebuild = (other: unknown): unknown => other,
): Generator<unknown> {
  for (const other of others) yield rebuild(other);
  if (Array.isArray(value)) {
    const items: readonly unknown[] = value;
    for (const [index, one] of items.entries()) {
      yield rebuild(items.filter((_, at) => at !== index));
      yield* edits(one, others, (other) => rebuild(items.map((old, at) => (at === index ? other : old))));
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, one] of Object.entries(value)) {
      yield rebuild(Object.fromEntries(Object.entries(value).filter(([other]) => other !== name)));
      yield* edits(one, others, (other) => rebuild({ ...value, [name]: other }));
    }
  }
}
