import { type FlowLanguage, valueInTodaysVersion } from '../migrations/migration.ts';
import { isName } from '../names.ts';
import { isObject } from '../record.ts';

/** The directories that a flow's steps name, so that only those are read, and only flows that need people carry them. */
export function namedDirectories(text: string, language?: FlowLanguage): readonly string[] {
  const document = valueInTodaysVersion(text, language);
  if (!isObject(document) || !isObject(document.steps)) return [];
  const names = Object.values(document.steps).flatMap((step) =>
    isObject(step) && step.type === 'directory' && typeof step.scope === 'string' && isName(step.scope) ? [step.scope] : [],
  );
  return [...new Set(names)].sort();
}
