import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import type { Override } from './schedule.ts';

/**
 * The text of `schedules.jsonc` with an override put in, or taken away when it is undefined. Comments, order and
 * spelling of everything else stay. The text must be readable JSON with comments.
 */
export function editOverride(text: string, schedule: string, override: Override | undefined): string {
  const root = parseTree(text);
  const all = root === undefined ? undefined : findNodeAtLocation(root, ['overrides']);
  const others = (all?.children ?? []).filter((member) => member.children?.[0]?.value !== schedule);
  // The last one takes the empty object with it.
  const path = override === undefined && others.length === 0 ? ['overrides'] : ['overrides', schedule];
  if (override === undefined && (root === undefined || findNodeAtLocation(root, path) === undefined)) return text;
  const newLine = text.includes('\r\n') ? '\r\n' : '\n';
  return applyEdits(text, modify(text, path, override, { formattingOptions: { insertSpaces: true, tabSize: 2, eol: newLine } }));
}
