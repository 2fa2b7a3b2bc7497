import { textOf } from '../../core/flow/published/workspace-texts.ts';
import type { DraftTexts, Publishing } from '../../ports/publishing.ts';
import type { Reply } from '../http-types.ts';
import {
  aliases,
  aliasParams,
  audit,
  changes,
  done,
  draft,
  findings,
  flowDraft,
  flowParams,
  flowSeen,
  flowsListed,
  lineParams,
  missing,
  release,
  releaseParams,
  soundKept,
  soundParams,
} from './answers.ts';
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
import { answer, type Replies } from './described.ts';
import { etagOf } from './etags.ts';
import { asDraft, listFlows, soundsOf } from './listed-flows.ts';
import { json, problem } from './problem.ts';
import { draftReply, outcomeReply } from './replies.ts';

/** What does the work, and what answers calls: the folder beside the program, or what is published. */
export type AdminDesk = Publishing & { readonly serves: 'folder' | 'published' };

const route = routesFor<AdminDesk>();

const longText = 12_000_000;
const shortText = 300_000;

const notFound = (what: string): Reply => problem({ status: 404, name: 'notFound', title: `There is no ${what}.` });

const noDraft = 'There is no draft, or it has no such flow.';
const savedDraft: Replies = {
  204: answer('It is saved; its ETag is another one now.', undefined, 'ETag'),
  412: 'The draft is another one by now: get it again.',
  422: 'This cannot be a draft.',
};
const outcomes: Replies = {
  200: answer('It is done, or there was nothing to do.', done),
  409: 'Somebody else was faster, and nothing has changed: `detail` says who.',
  422: 'This cannot be done as things are: `findings` or `failures` say why, where there are any.',
};

/** Everything that the admin API can do, in the order of its description. */
export const adminRoutes: readonly ApiRoute<AdminDesk>[] = [
  route({
    method: 'GET',
    path: 'flows',
    name: 'listFlows',
    replies: { 200: answer('All of them.', flowsListed) },
    summary: 'All flows: what is published of them, and what the draft says.',
    right: 'read',
    run: async ({ desk }) => json({ serves: desk.serves, flows: await listFlows(desk) }),
  }),
  route({
    method: 'GET',
    path: 'flows/{name}',
    name: 'getFlow',
    params: flowParams,
    replies: { 200: answer('This one.', flowSeen), 404: 'There is no flow of this name.' },
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
    name: 'getFlowDraft',
    params: flowParams,
    replies: { 200: answer('As it is drafted.', flowDraft, 'ETag'), 404: noDraft },
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
    name: 'saveFlowDraft',
    params: flowParams,
    replies: savedDraft,
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
    name: 'removeFlowDraft',
    params: flowParams,
    replies: { ...savedDraft, 404: noDraft },
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
    name: 'getDraft',
    replies: { 200: answer('All of it.', draft, 'ETag'), 404: noDraft },
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
    name: 'saveDraft',
    replies: savedDraft,
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
    name: 'checkDraft',
    replies: { 200: answer('What it says.', findings), 404: noDraft },
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
    name: 'compareDraft',
    replies: { 200: answer('What would change.', changes), 404: noDraft },
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
    name: 'findMissingSounds',
    replies: { 200: answer('Those that are to be uploaded.', missing) },
    summary: 'Which of these recordings have not been uploaded yet.',
    right: 'read',
    body: soundsBody,
    longestBody: 500_000,
    run: async ({ desk, body: { hashes } }) => json({ missing: await desk.missingSounds(hashes) }),
  }),
  soundRoute({
    name: 'uploadSound',
    params: soundParams,
    replies: { 200: answer('It is kept.', soundKept), 422: 'It cannot be played, or is not what the address says.' },
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
    name: 'publishDraft',
    replies: outcomes,
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
    name: 'rollBack',
    replies: outcomes,
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
    name: 'getRelease',
    params: releaseParams,
    replies: { 200: answer('Its texts.', release), 404: 'There is no such release.' },
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
    name: 'getAliases',
    replies: { 200: answer('As it is at this moment.', aliases) },
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
    name: 'setAlias',
    params: aliasParams,
    replies: outcomes,
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
    name: 'removeAlias',
    params: aliasParams,
    replies: outcomes,
    summary: 'Takes an alias away.',
    right: 'publish',
    run: async ({ desk, params: { alias = '' }, actor }) =>
      outcomeReply(await desk.setAlias({ alias, to: undefined, message: '' }, actor)),
  }),
  route({
    method: 'PUT',
    path: 'aliases/{alias}/canary',
    name: 'setCanary',
    params: aliasParams,
    replies: outcomes,
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
    name: 'setLineAlias',
    params: lineParams,
    replies: outcomes,
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
    name: 'setCallersAlias',
    replies: outcomes,
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
    name: 'listAudit',
    replies: { 200: answer('The latest first.', audit) },
    summary: 'Who did what, the latest first.',
    right: 'read',
    query: auditQuery,
    run: async ({ desk, query: { limit, before } }) => json({ entries: await desk.audit(limit, before) }),
  }),
];
