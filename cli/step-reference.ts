import { z } from 'zod';
import type { StepKit } from '../src/core/steps/define-step.ts';

/** What a step's folder holds beside its code. */
export interface StepPage {
  /** `TYPE.md`: the sections that a person has written. */
  readonly text: string;
  /** `example/flow.jsonc`. */
  readonly example: string;
  /** The files of `example/tests/`, by name. */
  readonly tests: readonly { readonly name: string; readonly text: string }[];
}

/** The sections that every `TYPE.md` has, in this order. What is generated stands behind the first. */
export const pageSections = ['What the caller meets', 'Typical use', 'Pitfalls'] as const;

/** The index of all step types. Written to `docs/steps.md`. */
export function stepIndex(kits: Iterable<StepKit>): string {
  return [
    '# Steps',
    '',
    '<!-- Made from the step types by `npm test` with UPDATE_DOCS=1; do not edit. -->',
    '',
    'Every step may also have a `note` for people, and `on`, which leads its outcomes to steps. `error` (something failed) and `loop` (the loop budget is used up) are outcomes of every step. [The flow language](flow-language.md) says how steps, prompts and ways out fit together.',
    '',
    '| step | what it does |',
    '| --- | --- |',
    ...[...kits].map((kit) => `| [\`${kit.type}\`](steps/${kit.type}.md) | ${cell(kit.summary)} |`),
    '',
  ].join('\n');
}

/** The page of one step type: what a person has written, with tables made from the schema. Written to `docs/steps/TYPE.md`. */
export function stepPage(kit: StepKit, { text, example, tests }: StepPage): string {
  const folder = `src/core/steps/${kit.type}/example`;
  const [before = '', ...after] = text.trim().split(/^(?=## Typical use$)/m);
  return [
    `# ${kit.type}`,
    '',
    `<!-- Made from \`src/core/steps/${kit.type}/\` by \`npm test\` with UPDATE_DOCS=1; do not edit. -->`,
    '',
    kit.summary,
    '',
    before.trim(),
    '',
    '## Members',
    '',
    ...memberTable(kit),
    ...outcomeTable(kit),
    after.join('').trim(),
    '',
    '## Example',
    '',
    '```jsonc',
    example.trim(),
    '```',
    '',
    `What callers of it meet, played by \`npm run teams-ivr -- test ${folder}\`; to call it yourself, \`npm run teams-ivr -- dial ${folder}\`:`,
    '',
    ...tests.flatMap((file) => [`\`\`\`${file.name.endsWith('.jsonc') ? 'jsonc' : 'text'}`, file.text.trim(), '```', '']),
    '[All steps](../steps.md)',
    '',
  ].join('\n');
}

const memberShape = z.looseObject({
  description: z.string().optional(),
  default: z.unknown().optional(),
  get properties() {
    return z.record(z.string(), memberShape).optional();
  },
  required: z.array(z.string()).optional(),
  get items() {
    return memberShape.optional();
  },
});
type Member = z.output<typeof memberShape>;

function memberTable(kit: StepKit): readonly string[] {
  const rows = memberRows(memberShape.parse(z.toJSONSchema(kit.schema, { io: 'input', unrepresentable: 'any' })), '');
  if (rows.length === 0) return ['None of its own.', ''];
  const inherited = kit.inherits.map((name) => `\`${name}\``).join(', ');
  return [
    '| member | what it says | default |',
    '| --- | --- | --- |',
    ...rows,
    '',
    ...(inherited === '' ? [] : [`From \`defaults\` when left out: ${inherited}.`, '']),
  ];
}

/** A member's own members follow it, by `record.maxLength` or `cases[].when`. */
function memberRows({ properties = {}, required = [] }: Member, prefix: string): readonly string[] {
  return Object.entries(properties).flatMap(([name, member]) => {
    const { default: value, description = '', items } = member;
    const presence = required.includes(name) ? 'required' : value === undefined ? '' : `\`${JSON.stringify(value)}\``;
    const row = `| \`${prefix}${name}\` | ${cell(description)} | ${presence} |`;
    return [row, ...memberRows(member, `${prefix}${name}.`), ...memberRows(items ?? {}, `${prefix}${name}[].`)];
  });
}

function outcomeTable(kit: StepKit): readonly string[] {
  const outcomes = Object.entries(kit.outcomes);
  if (outcomes.length === 0) return [];
  const group = kit.outcomeGroup;
  return [
    '## Outcomes',
    '',
    'What `on` may name, besides `error` and `loop`:',
    '',
    '| outcome | when | nobody declares it |',
    '| --- | --- | --- |',
    ...outcomes.map(([name, { summary, otherwise }]) => `| \`${name}\` | ${cell(summary)} | \`${otherwise}\` |`),
    ...(group === undefined
      ? []
      : [`| \`${group.name}\` | an object: ${cell(group.summary)}, to step. ${cell(group.fix)} | \`error\` |`]),
    '',
  ];
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
