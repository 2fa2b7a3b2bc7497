import { valueInTodaysVersion } from '../../core/flow/migrations/migration.ts';
import { flowNames, textOf, type WorkspaceTexts } from '../../core/flow/published/workspace-texts.ts';
import { isObject } from '../../core/flow/record.ts';
import type { DraftTexts, Publishing } from '../../ports/publishing.ts';
import type { Reply } from '../http-types.ts';
import {
  aliasBody,
  auditQuery,
  callersBody,
  canaryBody,
  changesQuery,
  draftBody,
  flowDraftBody,
  lineBody,
  publishBody,
  rollbackBody,
  soundsBody,
} from './bodies.ts';
import { type ApiRoute, routesFor, soundRoute } from './define-route.ts';
import { etagOf } from './etags.ts';
import { json, problem } from './problem.ts';
import { draftReply, outcomeReply } from './replies.ts';

/** What does the work, and what answers calls: the folder beside the program, or what is published. */
export type AdminDesk = Publishing & { readonly serves: 'folder' | 'published' };

const route = routesFor<AdminDesk>();

const longText = 12_000_000;
const shortText = 300_000;

const notFound = (what: string): Reply => problem({ status: 404, name: 'notFound', title: `There is no ${what}.` });

/** Everything that the admin API can do, in the order of its description. */
export const adminRoutes: readonly ApiRoute<AdminDesk>[] = [
  route({
    method: 'GET',
    path: 'flows',
    summary: 'All flows: what is published of them, and what the draft says.',
    right: 'read',
    run: async ({ desk }) => json({ serves: desk.serves, flows: await listFlows(desk) }),
  }),
  route({
    method: 'GET',
    path: 'flows/{name}',
    summary: 'One flow: its version under every alias, and what the draft would change.',
    right: 'read',
    run: async ({ desk, params: { name = '' } }) => {
      const flow = (await listFlows(desk)).find((one) => one.name === name);
      if (flow === undefined) return notFound('flow of this name');
      const changes = (await desk.changes('live', 'draft')) ?? [];
      return json({ ...flow, changes: changes.filter((change) => change.flow === name).map(({ words }) => words) });
    },
  }),
  route({
    method: 'GET',
    path: 'flows/{name}/draft',
    summary: 'The draft of one flow, with the ETag of the whole draft.',
    right: 'read',
    run: async ({ desk, params: { name = '' } }) => {
      const held = await desk.texts('draft');
      const text = held && textOf(held.texts, `${name}/flow.jsonc`);
      if (held?.etag === undefined || text === undefined) return notFound('draft of this flow');
      return json({ text, audio: soundsOf(held.texts, name) }, { headers: { etag: etagOf(held.etag) } });
    },
  }),
  route({
    method: 'PUT',
    path: 'flows/{name}/draft',
    summary: 'Replaces one flow in the draft (If-Match), or begins a draft from what is live (If-None-Match: *).',
    right: 'publish',
    body: flowDraftBody,
    longestBody: longText,
    needsTag: true,
    run: async ({ desk, params: { name = '' }, body: { text, audio }, tag, actor }) => {
      const base = (await desk.texts(tag === undefined ? 'live' : 'draft'))?.texts ?? { files: {}, audio: {} };
      const before = asDraft(base);
      const others = Object.entries(before.audio).filter(([path]) => !path.startsWith(`${name}/prompts/`));
      const own = audio === undefined ? soundsOf(base, name) : audio;
      const sounds = Object.entries(own).map(([file, hash]) => [`${name}/prompts/${file}`, hash] as const);
      const draft: DraftTexts = {
        files: { ...before.files, [`${name}/flow.jsonc`]: text },
        audio: Object.fromEntries([...others, ...sounds]),
      };
      return draftReply(await desk.saveDraft(draft, tag, actor));
    },
  }),
  route({
    method: 'DELETE',
    path: 'flows/{name}/draft',
    summary: 'Takes one flow out of the draft (If-Match).',
    right: 'publish',
    needsTag: true,
    run: async ({ desk, params: { name = '' }, tag, actor }) => {
      const held = await desk.texts('draft');
      if (held === undefined || textOf(held.texts, `${name}/flow.jsonc`) === undefined) return notFound('draft of this flow');
      const { files, audio } = asDraft(held.texts);
      const kept = <Value>(entries: { readonly [path: string]: Value }) =>
        Object.fromEntries(Object.entries(entries).filter(([path]) => !path.startsWith(`${name}/`)));
      return draftReply(await desk.saveDraft({ files: kept(files), audio: kept(audio) }, tag, actor));
    },
  }),
  route({
    method: 'GET',
    path: 'draft',
    summary: 'The whole draft, with its ETag.',
    right: 'read',
    run: async ({ desk }) => {
      const held = await desk.texts('draft');
      if (held?.etag === undefined) return notFound('draft');
      return json(asDraft(held.texts), { headers: { etag: etagOf(held.etag) } });
    },
  }),
  route({
    method: 'PUT',
    path: 'draft',
    summary: 'Replaces the whole draft (If-Match), or makes the first one (If-None-Match: *).',
    right: 'publish',
    body: draftBody,
    longestBody: longText,
    needsTag: true,
    run: async ({ desk, body, tag, actor }) => draftReply(await desk.saveDraft(body, tag, actor)),
  }),
  route({
    method: 'GET',
    path: 'draft/findings',
    summary: 'What the checker says of the draft. Errors keep it from being published.',
    right: 'read',
    run: async ({ desk }) => {
      const findings = await desk.findings('draft');
      return findings === undefined ? notFound('draft') : json({ findings });
    },
  }),
  route({
    method: 'GET',
    path: 'draft/changes',
    summary: 'What would change for callers, one sentence each.',
    right: 'read',
    query: changesQuery,
    run: async ({ desk, query: { from } }) => {
      const changes = await desk.changes(from, 'draft');
      return changes === undefined ? notFound('draft') : json({ changes });
    },
  }),
  route({
    method: 'POST',
    path: 'sounds/missing',
    summary: 'Which of these recordings have not been uploaded yet.',
    right: 'read',
    body: soundsBody,
    longestBody: 500_000,
    run: async ({ desk, body: { hashes } }) => json({ missing: await desk.missingSounds(hashes) }),
  }),
  soundRoute({
    summary: 'Uploads a recording under the hash of its bytes: WAV, PCM, 16 kHz, mono, 16 bit.',
    run: async (desk, hash, bytes) => {
      const kept = await desk.keepSound(bytes);
      if (kept.kind === 'unfit')
        return problem({ status: 422, name: 'invalid', title: 'This cannot be played.', detail: kept.problem });
      if (kept.hash === hash) return json({ hash, durationMs: kept.durationMs });
      return problem({
        status: 422,
        name: 'invalid',
        title: 'The bytes are not what the address says.',
        detail: 'convert the recording first, then send it under the SHA-256 of what is sent',
      });
    },
  }),
  route({
    method: 'POST',
    path: 'publish',
    summary: 'Publishes the draft that If-Match names, after the checker has looked at it.',
    right: 'publish',
    body: publishBody,
    longestBody: shortText,
    needsTag: true,
    run: async ({ desk, body, tag = '', actor }) => {
      const { expects, percent, tests, ...order } = body;
      const given = {
        ...(expects !== undefined && { expects }),
        ...(percent !== undefined && { percent }),
        ...(tests !== undefined && { tests }),
      };
      return outcomeReply(await desk.publish({ ...order, ...given, etag: tag }, actor));
    },
  }),
  route({
    method: 'POST',
    path: 'rollback',
    summary: 'Goes back: to what was before, to a release, or with one flow only.',
    right: 'publish',
    body: rollbackBody,
    longestBody: shortText,
    run: async ({ desk, body: { to, flow, expects, ...order }, actor }) => {
      const given = {
        ...(to !== undefined && { to }),
        ...(flow !== undefined && { flow }),
        ...(expects !== undefined && { expects }),
      };
      return outcomeReply(await desk.rollBack({ ...order, ...given }, actor));
    },
  }),
  route({
    method: 'GET',
    path: 'releases/{at}',
    summary: 'The texts of a release, by the name of an alias or by its version.',
    right: 'read',
    run: async ({ desk, params: { at = '' } }) => {
      const held = at === 'draft' ? undefined : await desk.texts(at);
      return held === undefined
        ? notFound('such release')
        : json({ release: held.release, flows: held.flows, ...asDraft(held.texts) });
    },
  }),
  route({
    method: 'GET',
    path: 'aliases',
    summary: 'Which release serves whom.',
    right: 'read',
    run: async ({ desk }) => {
      const { draft, ...overview } = await desk.overview();
      return json({ ...overview, ...(draft !== undefined && { draft: { ...draft, etag: etagOf(draft.etag) } }) });
    },
  }),
  route({
    method: 'PUT',
    path: 'aliases/{alias}',
    summary: 'Points an alias at a release.',
    right: 'publish',
    body: aliasBody,
    longestBody: shortText,
    run: async ({ desk, params: { alias = '' }, body: { to, expects, message }, actor }) =>
      outcomeReply(await desk.setAlias({ alias, to, message, ...(expects !== undefined && { expects }) }, actor)),
  }),
  route({
    method: 'DELETE',
    path: 'aliases/{alias}',
    summary: 'Takes an alias away.',
    right: 'publish',
    run: async ({ desk, params: { alias = '' }, actor }) =>
      outcomeReply(await desk.setAlias({ alias, to: undefined, message: '' }, actor)),
  }),
  route({
    method: 'PUT',
    path: 'aliases/{alias}/canary',
    summary: 'Begins, widens, ends or completes a canary.',
    right: 'publish',
    body: canaryBody,
    longestBody: shortText,
    run: async ({ desk, params: { alias = '' }, body: { percent, to, message }, actor }) =>
      outcomeReply(await desk.setCanary({ alias, percent, message, ...(to !== undefined && { to }) }, actor)),
  }),
  route({
    method: 'PUT',
    path: 'lines/{line}/alias',
    summary: 'Says which alias answers a line.',
    right: 'publish',
    body: lineBody,
    longestBody: shortText,
    run: async ({ desk, params: { line = '' }, body: { alias, message }, actor }) =>
      outcomeReply(await desk.useAlias({ line, alias: alias ?? undefined, message }, actor)),
  }),
  route({
    method: 'POST',
    path: 'callers',
    summary: 'Says which alias some callers get.',
    right: 'publish',
    body: callersBody,
    longestBody: shortText,
    run: async ({ desk, body: { callers, alias, message }, actor }) =>
      outcomeReply(await desk.useAlias({ callers, alias: alias ?? undefined, message }, actor)),
  }),
  route({
    method: 'GET',
    path: 'audit',
    summary: 'Who did what, the latest first.',
    right: 'read',
    query: auditQuery,
    run: async ({ desk, query: { limit, before } }) => json({ entries: await desk.audit(limit, before) }),
  }),
];

interface FlowListed {
  readonly name: string;
  readonly title?: string;
  /** Version by alias. */
  readonly versions: { readonly [alias: string]: string };
  readonly draft: 'none' | 'same' | 'changed' | 'new' | 'gone';
  readonly errors: number;
  readonly warnings: number;
}

async function listFlows(desk: Publishing): Promise<readonly FlowListed[]> {
  const { aliases } = await desk.overview();
  const [live, draft, findings, changes] = await Promise.all([
    desk.texts('live'),
    desk.texts('draft'),
    desk.findings('draft'),
    desk.changes('live', 'draft'),
  ]);
  const releases = await Promise.all(
    Object.keys(aliases).map(async (alias) => [alias, (await desk.texts(alias))?.flows ?? {}] as const),
  );
  const names = [...new Set([live, draft].flatMap((held) => (held === undefined ? [] : flowNames(held.texts))))].sort();
  return names.map((name) => {
    const path = `${name}/flow.jsonc`;
    const [old, young] = [live, draft].map((held) => held && textOf(held.texts, path));
    const own = (findings ?? []).filter(({ place }) => place.file === path);
    const errors = own.filter(({ severity }) => severity === 'error').length;
    const title = titleIn(young ?? old ?? '');
    const isChanged = changes?.some(({ flow }) => flow === name) === true;
    return {
      name,
      ...(title !== undefined && { title }),
      versions: Object.fromEntries(
        releases.flatMap(([alias, flows]) => (flows[name] === undefined ? [] : [[alias, flows[name]]])),
      ),
      draft:
        draft === undefined ? 'none' : young === undefined ? 'gone' : old === undefined ? 'new' : isChanged ? 'changed' : 'same',
      errors,
      warnings: own.length - errors,
    };
  });
}

function titleIn(text: string): string | undefined {
  const document = valueInTodaysVersion(text);
  return isObject(document) && typeof document.name === 'string' ? document.name : undefined;
}

/** A workspace as it is handed in. */
function asDraft({ files, audio }: WorkspaceTexts): DraftTexts {
  return {
    files,
    audio: Object.fromEntries(Object.entries(audio).flatMap(([path, sound]) => ('hash' in sound ? [[path, sound.hash]] : []))),
  };
}

function soundsOf(texts: WorkspaceTexts, flow: string): { readonly [file: string]: string } {
  const prefix = `${flow}/prompts/`;
  return Object.fromEntries(
    Object.entries(asDraft(texts).audio).flatMap(([path, hash]) =>
      path.startsWith(prefix) ? [[path.slice(prefix.length), hash]] : [],
    ),
  );
}
