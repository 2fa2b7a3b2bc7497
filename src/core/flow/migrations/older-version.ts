import type { TextEdit } from '../finding.ts';
import type { JsonText } from '../json-text.ts';
import type { Report } from '../report.ts';
import { type FlowLanguage, type MigrationPlan, planMigration, textInTodaysVersion } from './migration.ts';

/** Says of a flow of an older version that it is one, and how it becomes one of today. It runs either way. */
export function noteOlderVersion(
  { document, text }: { readonly document: JsonText; readonly text: string },
  language: FlowLanguage,
  report: Report,
): void {
  const plan = planMigration(document.value, language);
  if (plan === undefined) return;
  const edit = migrating(text, plan);
  report.note('IVR108', {
    path: ['specVersion'],
    message: `this flow is written in version ${plan.from} of the flow language, and today's is ${language.version}`,
    fix: `let "teams-ivr migrate" rewrite it: ${plan.summaries.join('; ')}`,
    ...(edit !== undefined && { quickFix: { title: `write version ${language.version}`, edits: [edit] } }),
  });
}

/**
 * Every change reads the text again, and an editor waits for the finding: what would take longer than this many characters
 * in all is left to the command.
 */
const mostRead = 5_000_000;

/** What lies between the first and the last character that changes. */
function migrating(text: string, plan: MigrationPlan): TextEdit | undefined {
  if (text.length * plan.changes.length > mostRead) return undefined;
  const after = textInTodaysVersion(text, plan);
  const shorter = Math.min(text.length, after.length);
  let start = 0;
  while (start < shorter && text[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && text[text.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { offset: start, length: text.length - end - start, text: after.slice(start, after.length - end) };
}
