import { describeChanges } from '../../core/flow/diff/describe-changes.ts';
import { isSafeAudioName } from '../../core/flow/prompt-audio-files.ts';
import { isWorkspacePath, longestText, readAudioPath, type WorkspaceTexts } from '../../core/flow/published/workspace-texts.ts';
import type { StepKit } from '../../core/steps/define-step.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FlowVersionStore } from '../../ports/flow-versions.ts';
import type { FitWav, MediaStore } from '../../ports/prompts.ts';
import {
  type Actor,
  type Alias,
  type AliasShown,
  type DraftSaved,
  type DraftTexts,
  nameOf,
  type Publishing,
  type TextsHeld,
} from '../../ports/publishing.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { setAlias, setCanary, useAlias } from './aliases.ts';
import { asJson } from './change-aliases.ts';
import { type Draft, readAliases, readDraft } from './documents.ts';
import { findRelease, readEntries } from './find-release.ts';
import { check, type GatePorts, publishDraft, type RunTests } from './publish-draft.ts';
import { rollBack } from './roll-back.ts';
import { hashOf, inBatches, keepTexts, loadTexts, SoundLengths, textsOfRelease } from './texts.ts';

export interface PublishingOptions {
  readonly workspace: WorkspaceStore;
  readonly versions: FlowVersionStore;
  readonly media: MediaStore;
  readonly fitWav: FitWav;
  readonly kits: ReadonlyMap<string, StepKit>;
  readonly clock: Pick<Clock, 'now'>;
  readonly newSalt: () => string;
  readonly runTests?: RunTests;
}

const mostFiles = 2_000;
const mostSounds = 5_000;
const mostEntries = 200;

/** What admins do with published flows, over a store. Expected outcomes are returned; only a store that fails throws. */
export function openPublishing(options: PublishingOptions): Publishing {
  const { media, fitWav, runTests, ...stores } = options;
  const sounds = new SoundLengths(media, fitWav);
  const ports: GatePorts = { ...stores, sounds, ...(runTests !== undefined && { runTests }) };
  const { workspace, kits } = ports;

  async function texts(at: string): Promise<TextsHeld | undefined> {
    if (at === 'draft') {
      const draft = await readDraft(workspace);
      if (draft === undefined) return undefined;
      const { files, audio } = draft.value;
      return { texts: { files: await loadTexts(workspace, files), audio: await sounds.of(audio) }, etag: draft.etag };
    }
    const release = await findRelease(workspace, (await readAliases(workspace))?.value, at);
    return release && { texts: await textsOfRelease(workspace, release), release: release.version, flows: release.flows };
  }

  return {
    texts,
    overview: async () => {
      const [aliases, draft] = await Promise.all([readAliases(workspace), readDraft(workspace)]);
      const callers = Object.values(aliases?.value.callers ?? {});
      return {
        aliases: Object.fromEntries(Object.entries(aliases?.value.aliases ?? {}).map(([name, alias]) => [name, shown(alias)])),
        lines: aliases?.value.lines ?? {},
        callers: Object.fromEntries([...new Set(callers)].map((alias) => [alias, callers.filter((one) => one === alias).length])),
        ...(draft !== undefined && { draft: { etag: draft.etag, at: draft.value.at, by: draft.value.by } }),
        ...(aliases !== undefined && { last: aliases.value.last }),
      };
    },
    missingSounds: async (hashes) => {
      const there = await inBatches([...new Set(hashes)], async (hash) => [hash, await media.has(hash)] as const);
      return there.flatMap(([hash, has]) => (has ? [] : [hash]));
    },
    keepSound: async (bytes) => {
      const fitted = fitWav(bytes);
      if (fitted.kind === 'unfit') return fitted;
      const hash = hashOf(fitted.wav);
      if (!(await media.has(hash))) await media.put(hash, fitted.wav);
      return { kind: 'kept', hash, durationMs: fitted.durationMs };
    },
    saveDraft: async (draft, etag, actor) => saveDraft(ports, draft, etag, actor),
    findings: async (at) => {
      const held = await texts(at);
      return held && check(ports, held.texts).findings;
    },
    changes: async (from, to) => {
      const [before, after] = await Promise.all([texts(from), texts(to)]);
      return after && describeChanges(before?.texts ?? nothing, after.texts, kits);
    },
    publish: async (order, actor) => publishDraft(ports, order, actor),
    rollBack: async (order, actor) => rollBack(ports, order, actor),
    setAlias: async (order, actor) => setAlias(ports, order, actor),
    setCanary: async (order, actor) => setCanary(ports, order, actor),
    useAlias: async (order, actor) => useAlias(ports, order, actor),
    audit: async (limit, before) =>
      readEntries(workspace, (await readAliases(workspace))?.value, Math.min(mostEntries, Math.floor(limit)), before),
  };
}

function shown({ release, previous, canary }: Alias): AliasShown {
  return {
    release,
    ...(previous !== undefined && { previous }),
    ...(canary !== undefined && { canary: { release: canary.release, percent: canary.percent } }),
  };
}

const nothing: WorkspaceTexts = { files: {}, audio: {} };

async function saveDraft(
  { workspace, clock }: GatePorts,
  draft: DraftTexts,
  etag: string | undefined,
  actor: Actor,
): Promise<DraftSaved> {
  const words = complaintAbout(draft);
  if (words !== undefined) return { kind: 'refused', words };
  const body: Draft = { files: await keepTexts(workspace, draft.files), audio: draft.audio, by: actor, at: clock.now() };
  const saved =
    etag === undefined ? await workspace.create('draft', asJson(body)) : await workspace.replace('draft', asJson(body), etag);
  if (saved.kind === 'saved') return saved;
  const theirs = await readDraft(workspace);
  const who = theirs === undefined ? 'The draft is gone' : `${nameOf(theirs.value.by)} has saved a draft meanwhile`;
  return { kind: 'conflict', words: `${who}. Look at it, then save yours again.` };
}

/** Why a draft cannot be kept at all; what is wrong inside its texts is the checker's. */
function complaintAbout({ files, audio }: DraftTexts): string | undefined {
  const paths = Object.keys(files);
  if (paths.length > mostFiles) return `A workspace has at most ${mostFiles} files.`;
  if (Object.keys(audio).length > mostSounds) return `A workspace has at most ${mostSounds} recordings.`;
  if (!paths.every((path) => isWorkspacePath(path))) {
    return 'There is a file that no workspace has: lines, contacts, schedules, environment and directories, and of each flow its flow.jsonc and its tests.';
  }
  if (Object.entries(files).some(([path, text]) => text.length > longestText(path))) {
    return 'A file is longer than its reader takes: split the flow.';
  }
  const isSound = ([path, hash]: readonly [string, string]) => {
    const read = readAudioPath(path);
    return read !== undefined && isSafeAudioName(read.file) && /^[0-9a-f]{64}$/.test(hash);
  };
  return Object.entries(audio).every(isSound) ? undefined : 'There is a recording whose path or hash cannot be one.';
}
