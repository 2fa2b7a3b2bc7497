import { z } from 'zod';
import type { WorkspaceTexts } from '../../src/core/flow/published/workspace-texts.ts';
import type { Publishing, PublishOutcome } from '../../src/ports/publishing.ts';
import { auditSchema, hash } from '../../src/ports/publishing.ts';
import { type Answer, type Asked, askBot, type BotOptions } from '../bot-api/ask-bot.ts';
import { read, refused } from '../bot-api/read-answer.ts';

const finding = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  place: z.object({ file: z.string(), line: z.number(), column: z.number(), pointer: z.string() }),
  message: z.string(),
  fix: z.string(),
});
const texts = z.object({
  files: z.record(z.string(), z.string()),
  audio: z.record(z.string(), hash).default({}),
  release: hash.optional(),
  flows: z.record(z.string(), z.string()).optional(),
});
const problem = z.object({
  type: z.string(),
  title: z.string().default('The bot refused it.'),
  detail: z.string().optional(),
  findings: z.array(finding).default([]),
  failures: z.array(z.string()).default([]),
});
const outcome = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done'), entry: auditSchema, findings: z.array(finding) }),
  z.object({ type: z.literal('nothingToDo') }),
]);
const overview = z.object({
  aliases: z.record(
    z.string(),
    z.object({
      release: hash,
      previous: hash.exactOptional(),
      canary: z.object({ release: hash, percent: z.number() }).exactOptional(),
    }),
  ),
  lines: z.record(z.string(), z.string()),
  callers: z.record(z.string(), z.number()),
  draft: z.object({ etag: z.string(), at: z.number(), by: auditSchema.shape.actor }).exactOptional(),
  last: auditSchema.exactOptional(),
});

/** The same desk as over a store, through the admin API of a bot. Throws `Fault` when the bot cannot be asked. */
export function remotePublishing(bot: Omit<BotOptions, 'doors'>): Publishing {
  const ask = askBot({ ...bot, doors: { token: 'admin', key: 'admin-key' } });
  const get = async <Value>(path: string, schema: z.ZodType<Value>): Promise<Value | undefined> => {
    const answer = await ask('GET', path);
    return answer.status === 404 ? undefined : read(answer, schema);
  };
  const change = async (method: string, path: string, asked: Asked): Promise<PublishOutcome> =>
    readOutcome(await ask(method, path, asked));
  const held = async (path: string) => {
    const answer = await ask('GET', path);
    if (answer.status === 404) return undefined;
    const { files, audio, release, flows } = read(answer, texts);
    const etag = answer.headers.get('etag') ?? undefined;
    const workspace: WorkspaceTexts = {
      files,
      audio: Object.fromEntries(Object.entries(audio).map(([file, sound]) => [file, { hash: sound, durationMs: 0 }])),
    };
    return {
      texts: workspace,
      ...(etag !== undefined && { etag }),
      ...(release !== undefined && { release }),
      ...(flows !== undefined && { flows }),
    };
  };
  return {
    overview: async () => read(await ask('GET', 'aliases'), overview),
    texts: async (at) => held(at === 'draft' ? 'draft' : `releases/${encodeURIComponent(at)}`),
    missingSounds: async (hashes) => {
      if (hashes.length === 0) return [];
      return read(await ask('POST', 'sounds/missing', { body: { hashes } }), z.object({ missing: z.array(hash) })).missing;
    },
    keepSound: async (bytes) => {
      const own = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(bytes))).toString('hex');
      const answer = await ask('PUT', `sounds/${own}`, { body: bytes });
      if (answer.status === 422) return { kind: 'unfit', problem: problem.parse(answer.body).detail ?? 'it cannot be played' };
      return { kind: 'kept', ...read(answer, z.object({ hash, durationMs: z.number() })) };
    },
    saveDraft: async (draft, etag) => {
      const headers: { readonly [name: string]: string } = etag === undefined ? { 'if-none-match': '*' } : { 'if-match': etag };
      const answer = await ask('PUT', 'draft', { body: draft, headers });
      const saved = answer.headers.get('etag');
      if (answer.status === 204 && saved !== null) return { kind: 'saved', etag: saved };
      if (answer.status === 412) return { kind: 'conflict', words: wordsOf(answer) };
      if (answer.status === 422) return { kind: 'refused', words: wordsOf(answer) };
      throw refused(answer);
    },
    findings: async (at) =>
      at === 'draft' ? (await get('draft/findings', z.object({ findings: z.array(finding) })))?.findings : undefined,
    changes: async (from, to) => {
      if (to !== 'draft') return undefined;
      const change_ = z.object({ flow: z.string().exactOptional(), words: z.string() });
      const found = await get(`draft/changes?from=${encodeURIComponent(from)}`, z.object({ changes: z.array(change_) }));
      return found?.changes;
    },
    publish: async ({ etag, tests, ...body }) => {
      const said = tests === 'passed' || tests === 'skipped' ? { tests } : {};
      return change('POST', 'publish', { body: { ...body, ...said }, headers: { 'if-match': etag } });
    },
    rollBack: async (body) => change('POST', 'rollback', { body }),
    setAlias: async ({ alias, to, ...rest }) => {
      const path = `aliases/${encodeURIComponent(alias)}`;
      return to === undefined ? change('DELETE', path, {}) : change('PUT', path, { body: { to, ...rest } });
    },
    setCanary: async ({ alias = 'live', ...body }) => change('PUT', `aliases/${encodeURIComponent(alias)}/canary`, { body }),
    useAlias: async ({ alias = null, message, ...what }) =>
      'line' in what
        ? change('PUT', `lines/${encodeURIComponent(what.line)}/alias`, { body: { alias, message } })
        : change('POST', 'callers', { body: { callers: what.callers, alias, message } }),
    audit: async (limit, before) => {
      const query = `limit=${limit}${before === undefined ? '' : `&before=${before}`}`;
      return read(await ask('GET', `audit?${query}`), z.object({ entries: z.array(auditSchema) })).entries;
    },
  };
}

function readOutcome(answer: Answer): PublishOutcome {
  if (answer.status === 200) {
    const done = read(answer, outcome);
    return done.type === 'done' ? { kind: 'done', entry: done.entry, findings: done.findings } : { kind: 'nothingToDo' };
  }
  const told = problem.safeParse(answer.body);
  if (!told.success) throw refused(answer);
  switch (told.data.type) {
    case 'urn:teams-ivr:findings':
      return { kind: 'findings', findings: told.data.findings };
    case 'urn:teams-ivr:testsFailed':
      return { kind: 'testsFailed', failures: told.data.failures };
    case 'urn:teams-ivr:conflict':
      return { kind: 'conflict', words: wordsOf(answer) };
    case 'urn:teams-ivr:refused':
      return { kind: 'refused', words: wordsOf(answer) };
    default:
      throw refused(answer);
  }
}

function wordsOf({ body }: Answer): string {
  const told = problem.safeParse(body);
  return told.success ? (told.data.detail ?? told.data.title) : 'The bot refused it.';
}
