import { z } from 'zod';
import { Fault } from '../../src/core/call/fault.ts';
import type { WorkspaceTexts } from '../../src/core/flow/published/workspace-texts.ts';
import { actorHeader } from '../../src/edge/admin/admin-door.ts';
import type { Publishing, PublishOutcome } from '../../src/ports/publishing.ts';
import { auditSchema, hash } from '../../src/ports/publishing.ts';

export interface RemoteOptions {
  /** The bot's origin; http on this machine only. */
  readonly origin: string;
  /** An access token of Microsoft Entra. */
  readonly token?: string;
  /** A key of the Functions app, when there is no token. */
  readonly key?: string;
  /** Who is at the keyboard: for bots on this machine, which ask for no proof. */
  readonly actor: string;
}

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
export function remotePublishing({ origin, token, key, actor }: RemoteOptions): Publishing {
  const door = token === undefined && key !== undefined ? 'admin-key' : 'admin';
  const proof = token !== undefined ? { authorization: `Bearer ${token}` } : key !== undefined ? { 'x-functions-key': key } : {};
  const ask = async (method: string, path: string, { body, headers = {} }: Asked = {}): Promise<Answer> => {
    const url = `${origin}/api/${door}/${path}`;
    const isSound = body instanceof Uint8Array;
    const content = body === undefined ? {} : { 'content-type': isSound ? 'audio/wav' : 'application/json' };
    const response = await fetch(url, {
      method,
      headers: { ...proof, [actorHeader]: actor, ...content, ...headers },
      ...(body === undefined ? {} : { body: isSound ? new Uint8Array(body) : JSON.stringify(body) }),
      redirect: 'error', // A token goes to the bot that was named, and to nobody else.
      signal: AbortSignal.timeout(patienceMs),
    }).catch(() => {
      throw new Fault('STORE_UNAVAILABLE', `The bot at ${origin} does not answer.`, { retryable: true });
    });
    const text = await response.text();
    return { status: response.status, etag: response.headers.get('etag') ?? undefined, body: parsed(text) };
  };
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
    const workspace: WorkspaceTexts = {
      files,
      audio: Object.fromEntries(Object.entries(audio).map(([file, sound]) => [file, { hash: sound, durationMs: 0 }])),
    };
    return {
      texts: workspace,
      ...(answer.etag !== undefined && { etag: answer.etag }),
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
      if (answer.status === 204 && answer.etag !== undefined) return { kind: 'saved', etag: answer.etag };
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

/** A draft of thousands of texts goes over a slow line. */
const patienceMs = 60_000;

interface Asked {
  readonly body?: object;
  readonly headers?: { readonly [name: string]: string };
}

interface Answer {
  readonly status: number;
  readonly etag: string | undefined;
  readonly body: unknown;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function read<Value>(answer: Answer, schema: z.ZodType<Value>): Value {
  if (answer.status !== 200) throw refused(answer);
  const value = schema.safeParse(answer.body);
  if (value.success) return value.data;
  throw new Fault(
    'STORE_UNAVAILABLE',
    'The bot answers in a way that this program does not understand: is it of another version?',
  );
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

function refused(answer: Answer): Fault {
  const hint = answer.status === 401 || answer.status === 403 ? ' (TEAMS_IVR_TOKEN or TEAMS_IVR_KEY)' : '';
  const told = problem.safeParse(answer.body);
  const words = told.success
    ? [told.data.title, told.data.detail].filter((one) => one !== undefined).join(' ')
    : `It answers ${answer.status}.`;
  return new Fault('STORE_UNAVAILABLE', `The bot refused: ${words}${hint}`, { retryable: answer.status === 503 });
}
