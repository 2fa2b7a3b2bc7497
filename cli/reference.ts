import { z } from 'zod';
import { findingCodes } from '../src/core/flow/finding-codes.ts';
import type { StepKit } from '../src/core/steps/define-step.ts';
import { settingTable } from '../src/edge/setting-table.ts';

/** The reference of all step types, made from what the checker itself reads. Written to `docs/steps.md`. */
export function stepReference(kits: Iterable<StepKit>): string {
  const all = [...kits];
  return [
    '# Steps',
    '',
    '<!-- Made from the schemas by `npm test` with UPDATE_DOCS=1; do not edit. -->',
    '',
    'Every step may also have a `note` for people, and `on`, which leads its outcomes to steps. `error` (something failed) and `loop` (the loop budget is used up) are outcomes of every step.',
    '',
    ...all.map((kit) => `- [\`${kit.type}\`](#${kit.type}): ${kit.summary}`),
    '',
    ...all.flatMap(stepSection),
  ].join('\n');
}

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

function stepSection(kit: StepKit): readonly string[] {
  const outcomes = Object.entries(kit.outcomes);
  return [
    `## ${kit.type}`,
    '',
    kit.summary,
    '',
    ...memberRows(jsonSchemaOf(kit)),
    '',
    ...(kit.inherits.length > 0
      ? [`From \`defaults\` when left out: ${kit.inherits.map((name) => `\`${name}\``).join(', ')}.`, '']
      : []),
    ...(outcomes.length > 0
      ? [
          '| outcome | when | nobody declares it |',
          '| --- | --- | --- |',
          ...outcomes.map(([name, { summary, otherwise }]) => `| \`${name}\` | ${cell(summary)} | \`${otherwise}\` |`),
          '',
        ]
      : []),
  ];
}

const schemaShape = z.looseObject({
  properties: z
    .record(
      z.string(),
      z.looseObject({
        description: z.string().optional(),
        default: z.unknown().optional(),
        type: z.string().optional(),
        enum: z.array(z.unknown()).optional(),
      }),
    )
    .default({}),
  required: z.array(z.string()).default([]),
});
type JsonSchema = z.output<typeof schemaShape>;

function jsonSchemaOf(kit: StepKit): JsonSchema {
  return schemaShape.parse(z.toJSONSchema(kit.schema, { io: 'input', unrepresentable: 'any' }));
}

function memberRows(schema: JsonSchema): readonly string[] {
  const rows = Object.entries(schema.properties).map(([name, member]) => {
    const presence = schema.required.includes(name)
      ? 'required'
      : member.default === undefined
        ? ''
        : `\`${JSON.stringify(member.default)}\``;
    return `| \`${name}\` | ${cell(member.description ?? '')} | ${presence} |`;
  });
  return rows.length === 0 ? [] : ['| member | what it says | default |', '| --- | --- | --- |', ...rows];
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
    '| code | what it means |',
    '| --- | --- |',
    ...Object.entries(findingCodes).map(([code, title]) => `| ${code} | ${cell(title)} |`),
    '',
  ].join('\n');
}
