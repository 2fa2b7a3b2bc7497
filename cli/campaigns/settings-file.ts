import { readFileSync } from 'node:fs';
import { readJsonText } from '../../src/core/flow/json-text.ts';

/** What a file says of a campaign besides its people: JSON with comments. A text: why it cannot be read. */
export function readSettingsFile(
  path: string,
): { readonly settings: { readonly [member: string]: unknown }; readonly text: string } | string {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    return `There is no file "${path}".`;
  }
  const { value, findings } = readJsonText(text, path);
  const [finding] = findings;
  if (finding !== undefined) return `${path}:${finding.place.line}: ${finding.message}. ${finding.fix}.`;
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return `${path}: Write an object: { "line": "reminders", ... }`;
  const settings = { ...value };
  return 'people' in settings ? `${path}: People stand in the other file.` : { settings, text };
}
