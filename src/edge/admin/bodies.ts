import { z } from 'zod';
import { aliasName, hash } from '../../ports/publishing.ts';

/** What the admin API takes, read once. Also what its description is made of. */
const message = z.string().max(500).default('').describe('Why: for the audit.');
const expects = hash
  .nullable()
  .optional()
  .describe('The release that the alias must lead to; null: none yet. Left out: whatever it is.');
const alias = aliasName.default('live').describe('The alias that changes.');
const flow = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/);
const at = z.string().min(1).max(64);

export const draftBody = z
  .strictObject({
    files: z
      .record(z.string().max(250), z.string())
      .describe('Text by path: lines.jsonc, contacts.jsonc, schedules.jsonc, {flow}/flow.jsonc, {flow}/tests/{file}.'),
    audio: z
      .record(z.string().max(250), hash)
      .default({})
      .describe('Hash of an uploaded recording by path: {flow}/prompts/{file}.'),
  })
  .meta({ id: 'NewDraft' });

export const flowDraftBody = z
  .strictObject({
    text: z.string().describe('The text of flow.jsonc.'),
    audio: z
      .record(z.string().max(120), hash)
      .optional()
      .describe('Hash of an uploaded recording by file name. Left out: as they are.'),
  })
  .meta({ id: 'NewFlowDraft' });

export const publishBody = z
  .strictObject({
    alias,
    expects,
    percent: z.number().gt(0).max(100).optional().describe('Less than 100: as a canary for this share of the callers.'),
    message,
    tests: z.enum(['passed', 'skipped']).optional().describe("What you know about the flows' own tests."),
  })
  .meta({ id: 'PublishBody' });

export const rollbackBody = z
  .strictObject({
    alias,
    to: at.optional().describe('A release, or the beginning of its version. Left out: what the alias led to before.'),
    flow: flow.optional().describe('Only this flow goes back.'),
    expects,
    message,
  })
  .meta({ id: 'RollbackBody' });

export const aliasBody = z
  .strictObject({ to: at.describe('An alias or a release.'), expects, message })
  .meta({ id: 'AliasBody' });
export const canaryBody = z
  .strictObject({
    percent: z.number().min(0).max(100).describe('0 ends it, 100 gives it to everybody.'),
    to: at.optional().describe('An alias or a release: begins one.'),
    message,
  })
  .meta({ id: 'CanaryBody' });
export const lineBody = z
  .strictObject({ alias: aliasName.nullable().describe('null: live again.'), message })
  .meta({ id: 'LineBody' });
export const callersBody = z
  .strictObject({
    callers: z
      .array(z.string().max(64))
      .min(1)
      .max(1_000)
      .describe('Numbers in full (+44...) or object ids. Only keyed hashes are kept.'),
    alias: aliasName.nullable().describe('null: live again.'),
    message,
  })
  .meta({ id: 'CallersBody' });
export const soundsBody = z.strictObject({ hashes: z.array(hash).max(5_000) }).meta({ id: 'SoundsBody' });

export const auditQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('How many at the most.'),
  before: z.coerce.number().int().positive().optional().describe('Only entries older than this number.'),
});
export const changesQuery = z.object({ from: at.default('live').describe('An alias or a release.') });
