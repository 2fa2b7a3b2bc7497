import { type JsonPath, type JsonText, readJsonText } from '../json-text.ts';
import { isObject } from '../record.ts';
import { type Change, changedText, changedValue, pathBefore } from './change.ts';

/** From one version of the flow language to the next. */
export interface Migration {
  /** The version that it starts from; it leads to the next. */
  readonly from: number;
  /** What becomes of a flow, for the person whose flow it is. */
  readonly summary: string;
  /** What to change. The document is one that calls itself of this version, and may be wrong in every other way. */
  readonly changes: (document: { readonly [member: string]: unknown }) => readonly Change[];
}

/** The flow language as this bot knows it. */
export interface FlowLanguage {
  readonly version: number;
  /** One for each older version, oldest first. */
  readonly migrations: readonly Migration[];
}

/** The version in which flows are written today, and the way to it from every one before. */
export const flowLanguage: FlowLanguage = { version: 1, migrations: [] };

/** How a flow of an older version becomes one of today. */
export interface MigrationPlan {
  readonly from: number;
  readonly summaries: readonly string[];
  /** In order, the new `specVersion` included. */
  readonly changes: readonly Change[];
}

/** Undefined when there is nothing to do: the flow is of today, or of no version that this bot knows. */
export function planMigration(value: unknown, { version, migrations }: FlowLanguage): MigrationPlan | undefined {
  if (!isObject(value)) return undefined;
  const from = value.specVersion;
  if (typeof from !== 'number' || from >= version) return undefined;
  const ahead = migrations.slice(migrations.findIndex((one) => one.from === from));
  if (ahead[0]?.from !== from) return undefined;
  let document: unknown = value;
  const changes: Change[] = [];
  for (const migration of ahead) {
    const step: Change[] = [
      ...(isObject(document) ? migration.changes(document) : []),
      { kind: 'set', path: ['specVersion'], value: migration.from + 1 },
    ];
    for (const change of step) document = changedValue(document, change);
    changes.push(...step);
  }
  return { from, summaries: ahead.map(({ summary }) => summary), changes };
}

/** A flow's document in today's version. Places are still those of the text as it was written. */
export function inTodaysVersion(document: JsonText, language: FlowLanguage): JsonText {
  const plan = planMigration(document.value, language);
  if (plan === undefined) return document;
  const backwards = [...plan.changes].reverse();
  const before = (path: JsonPath): JsonPath => backwards.reduce((at, change) => pathBefore(at, change) ?? at, path);
  return {
    ...document,
    value: plan.changes.reduce(changedValue, document.value),
    place: (path, options) => document.place(before(path), options),
    edits: () => undefined, // Today's words would be no better understood than a flow of both versions.
  };
}

/** What a flow's text says in today's version, for those who look into it before it is compiled. Undefined when it cannot be read. */
export function valueInTodaysVersion(text: string, language: FlowLanguage = flowLanguage): unknown {
  return inTodaysVersion(readJsonText(text, ''), language).value;
}

/** A flow's text in today's version, with its comments. */
export function textInTodaysVersion(text: string, { changes }: MigrationPlan): string {
  return changes.reduce(changedText, text);
}
