import { allExplanations } from '../src/core/call/explain/explain.ts';
import { faultInWords, type Subject, subjectInWords } from '../src/core/call/explain/explanation.ts';
import { type FindingCode, findingCodes } from '../src/core/flow/finding-codes.ts';
import { findingPages } from '../src/core/flow/finding-pages/finding-pages.ts';
import { settingTable } from '../src/edge/setting-table.ts';

/** The reference of all settings. Written to `docs/settings.md`. */
export function settingsReference(): string {
  const rows = Object.entries(settingTable).map(
    ([name, { about, example }]) => `| \`${name}\` | ${cell(about)} | ${example === '' ? '' : `\`${cell(example)}\``} |`,
  );
  return [
    '# Settings',
    '',
    '<!-- Made from the settings table by `npm test` with UPDATE_DOCS=1; do not edit. -->',
    '',
    'The bot is configured by its environment only. Bad or missing settings stop the start, with every problem listed at once. `npm start` sets them all for the simulator.',
    '',
    '| setting | what it is | example |',
    '| --- | --- | --- |',
    ...rows,
    '',
    '`npm run bot` also reads `PORT` (default 7071) and `HOST` (default 127.0.0.1).',
    '',
  ].join('\n');
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** Every code of the checker. Written to `docs/findings.md`. */
export function findingCodesReference(): string {
  return [
    '# Findings',
    '',
    '<!-- Made from the table of codes by `npm test` with UPDATE_DOCS=1; do not edit. -->',
    '',
    'What `teams-ivr check` can say. Each finding names the file, line and column, what is wrong there, and what to do. A code never changes its meaning.',
    '',
    'Errors keep a flow from being served. A warning or note can be silenced where it stands, by a comment with a reason on its line or the one before: `// ivr-ignore IVR215 callers know these choices`.',
    '',
    '| code | what it means |',
    '| --- | --- |',
    ...Object.entries(findingCodes).map(([code, title]) => `| [${code}](findings/${code}.md) | ${cell(title)} |`),
    '',
  ].join('\n');
}

/** A fault as the corpus has it. */
export interface FindingExample {
  readonly title: string;
  readonly severity: string;
  /** The file and the line in question. */
  readonly file: string;
  readonly line: string;
  /** The lines that `--fix` makes of it, when it can. */
  readonly mended?: readonly string[];
}

function consequenceIn(file: string): string {
  if (file.includes('/tests/')) return 'the test cannot say anything; callers notice nothing.';
  return file.endsWith('/flow.jsonc') ? 'the flow is not served.' : 'the bot goes on with what the file said before.';
}

/** The page of one code. Written to `docs/findings/`. */
export function findingPage(code: FindingCode, example: FindingExample): string {
  const { means, matters, mend } = findingPages[code];
  const { title, severity, file, line, mended } = example;
  return [
    `# ${code}: ${findingCodes[code]}`,
    '',
    '<!-- Made from the table of pages and the corpus by `npm test` with UPDATE_DOCS=1; do not edit. -->',
    '',
    `${means} ${severity === 'error' ? `An error: ${consequenceIn(file)}` : severity === 'warning' ? 'A warning.' : 'A note.'}`,
    '',
    '## Why it matters',
    '',
    matters,
    '',
    '## For example',
    '',
    `${title.charAt(0).toUpperCase()}${title.slice(1)}, in \`${file}\`:`,
    '',
    '```jsonc',
    line,
    '```',
    '',
    '## What to do',
    '',
    mend,
    '',
    ...(mended === undefined
      ? ['`--fix` leaves it to you: only you know what is meant.', '']
      : [
          '`teams-ivr check --fix` writes:',
          '',
          '```jsonc',
          ...(mended.length > 0 ? mended : ['// nothing: it is gone']),
          '```',
          '',
        ]),
    '[All findings](../findings.md)',
    '',
  ].join('\n');
}

/** Every result code of Microsoft's that has an explanation. Written to `docs/result-codes.md`. */
export function resultCodesReference(): string {
  const subjects: readonly Subject[] = ['outcome', 'callEnd', 'media', 'graph', 'token', 'own', 'absent'];
  return [
    '# Result codes',
    '',
    '<!-- Made from the tables in src/core/call/explain by `npm test` with UPDATE_DOCS=1; do not edit. -->',
    '',
    "What Microsoft's codes and the bot's own mean, why they usually come, and what to do. The log says the same in its field `why`, and `npm run teams-ivr -- explain 480/10037` in the terminal.",
    '',
    'A code that is not listed is explained by its class: 200 to 299 (and 0) are normal ends; 408, 480, 486, 487 and 603 say that nobody was reached; other codes from 400 to 499 that the request or the set-up is wrong; codes from 500 on that the service failed.',
    '',
    ...subjects.flatMap((about) => [
      `## ${subjectInWords[about]}`,
      '',
      '| code | meaning | usual cause | what to do | whose fault | source |',
      '| --- | --- | --- | --- | --- | --- |',
      ...allExplanations
        .filter((one) => one.about === about)
        .map(
          ({ key, words, cause, fix, fault, source }) =>
            `| \`${key}\` | ${[words, cause, code(fix), faultInWords[fault], source].map(cell).join(' | ')} |`,
        ),
      '',
    ]),
  ].join('\n');
}

/** What stands for a value of the reader's own is no HTML. */
const code = (text: string): string => text.replaceAll('<', '\\<');
