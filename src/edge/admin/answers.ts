import { z } from 'zod';
import { actorSchema, aliasName, auditSchema, hash } from '../../ports/publishing.ts';

/** What the admin API says, for its description and for the compiler. */
export const flowParams = { name: z.string().describe('The folder of the flow.') };
export const releaseParams = { at: z.string().describe('An alias, a release, or the beginning of its version.') };
export const aliasParams = { alias: aliasName.describe('`live`, `test`, or a name of your own.') };
export const lineParams = { line: z.string().describe('The name of the line in lines.jsonc.') };
export const soundParams = { hash: hash.describe('SHA-256 of the bytes, in hexadecimal digits.') };

const entry = auditSchema
  .extend({ actor: actorSchema.meta({ id: 'Actor', description: 'Who did it.' }) })
  .meta({ id: 'AuditEntry', description: 'Something that was done. `at`: epoch milliseconds.' });
const place = z.object({
  file: z.string(),
  line: z.int().min(1),
  column: z.int().min(1),
  pointer: z.string().describe('JSON pointer of the value.'),
});
const edit = z.object({ offset: z.int().min(0), length: z.int().min(0), text: z.string() });
export const finding = z
  .object({
    code: z.string().meta({ description: 'docs/findings.md has its page.', examples: ['IVR203'] }),
    severity: z.enum(['error', 'warning', 'note']).describe('Errors keep the draft from being published.'),
    place,
    message: z.string(),
    fix: z.string().describe('What to do.'),
    quickFix: z.object({ title: z.string(), edits: z.array(edit) }).optional(),
  })
  .meta({ id: 'Finding', description: 'Something that the checker has to say.' });
const audio = z.record(z.string(), hash);

export const done = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('done'), entry, findings: z.array(finding) }),
    z.object({ type: z.literal('nothingToDo').describe('Everything is as it would be.') }),
  ])
  .meta({ id: 'Outcome' });

const flowListed = z
  .object({
    name: z.string(),
    title: z.string().optional(),
    versions: z.record(z.string(), z.string()).describe('Version by alias.'),
    draft: z.enum(['none', 'same', 'changed', 'new', 'gone']).describe('What the draft does to what is live.'),
    errors: z.int(),
    warnings: z.int(),
  })
  .meta({ id: 'FlowListed' });
export const flowsListed = z
  .object({
    serves: z.enum(['folder', 'published']).describe('What answers calls: the folder beside the program, or what is published.'),
    flows: z.array(flowListed),
  })
  .meta({ id: 'FlowsListed' });
export const flowSeen = flowListed.extend({ changes: z.array(z.string()) }).meta({ id: 'FlowSeen' });
export const flowDraft = z.object({ text: z.string(), audio }).meta({ id: 'FlowDraft' });

const texts = { files: z.record(z.string(), z.string()), audio };
export const draft = z.object(texts).meta({ id: 'Draft', description: 'Texts and hashes of recordings by path.' });
export const release = z
  .object({ release: z.string().optional(), flows: z.record(z.string(), z.string()).optional(), ...texts })
  .meta({ id: 'Release' });
export const findings = z.object({ findings: z.array(finding) }).meta({ id: 'Findings' });
export const changes = z
  .object({ changes: z.array(z.object({ flow: z.string().optional(), words: z.string() }).meta({ id: 'Change' })) })
  .meta({ id: 'Changes' });
export const missing = z.object({ missing: z.array(hash) }).meta({ id: 'MissingSounds' });
export const soundKept = z.object({ hash, durationMs: z.number() }).meta({ id: 'SoundKept' });
export const audit = z.object({ entries: z.array(entry) }).meta({ id: 'Audit' });

const aliasShown = z
  .object({
    release: z.string(),
    previous: z.string().optional(),
    canary: z.object({ release: z.string(), percent: z.number() }).optional(),
  })
  .meta({ id: 'Alias' });
export const aliases = z
  .object({
    aliases: z.record(z.string(), aliasShown),
    lines: z.record(z.string(), z.string()).describe('Alias by line.'),
    callers: z.record(z.string(), z.int()).describe('How many callers get which alias.'),
    draft: z.object({ etag: z.string(), at: z.number(), by: entry.shape.actor }).optional(),
    last: entry.optional(),
  })
  .meta({ id: 'Aliases', description: 'Which release serves whom.' });

/** Members of a problem that only this API has. */
export const problemMembers = {
  findings: z.array(finding).optional(),
  failures: z.array(z.string()).optional().describe("Of the flows' own tests."),
};
