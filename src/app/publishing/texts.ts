import { createHash } from 'node:crypto';
import { Fault } from '../../core/call/fault.ts';
import type { PromptAudio } from '../../core/flow/compiled-flow.ts';
import type { WorkspaceTexts } from '../../core/flow/published/workspace-texts.ts';
import type { FitWav, MediaStore } from '../../ports/prompts.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { type Draft, type Release, readTextOf } from './documents.ts';

export const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

/** Documents that are read or written at once: quick, and no burst that a small database would refuse. */
const atOnce = 8;

/** Keeps every text under its hash. What is there already is not written again. */
export async function keepTexts(
  store: WorkspaceStore,
  files: WorkspaceTexts['files'],
): Promise<{ readonly [path: string]: string }> {
  const hashes = await inBatches(Object.entries(files), async ([path, text]) => {
    const hash = hashOf(text);
    await store.create(`text.${hash}`, { text });
    return [path, hash] as const;
  });
  return Object.fromEntries(hashes);
}

export async function loadTexts(store: WorkspaceStore, files: Draft['files']): Promise<WorkspaceTexts['files']> {
  const texts = await inBatches(Object.entries(files), async ([path, hash]) => {
    const text = await readTextOf(store, hash);
    if (text === undefined) throw new Fault('STORE_CORRUPT', 'A text of the published workspace is missing from the store.');
    return [path, text] as const;
  });
  return Object.fromEntries(texts);
}

/** How long sounds last, measured on their own bytes: nobody's word is taken for it, because calls wait that long. */
export class SoundLengths {
  readonly #known = new Map<string, PromptAudio | { readonly problem: string }>();
  readonly #media: MediaStore;
  readonly #fitWav: FitWav;

  constructor(media: MediaStore, fitWav: FitWav) {
    this.#media = media;
    this.#fitWav = fitWav;
  }

  async of(audio: Draft['audio']): Promise<WorkspaceTexts['audio']> {
    const sounds = await inBatches(Object.entries(audio), async ([path, hash]) => [path, await this.#one(hash)] as const);
    return Object.fromEntries(sounds.flatMap(([path, sound]) => (sound === undefined ? [] : [[path, sound] as const])));
  }

  /** Undefined when nobody has uploaded it: the checker then says that the file is missing. */
  async #one(hash: string): Promise<WorkspaceTexts['audio'][string] | undefined> {
    const known = this.#known.get(hash);
    if (known !== undefined) return known;
    const bytes = await this.#media.get(hash);
    if (bytes === undefined) return undefined;
    const fitted = this.#fitWav(bytes);
    const sound = fitted.kind === 'fit' ? { hash, durationMs: fitted.durationMs } : { problem: fitted.problem };
    if (this.#known.size >= mostRemembered) this.#known.clear();
    this.#known.set(hash, sound);
    return sound;
  }
}

const mostRemembered = 5_000;

/** The texts of a release: what was published, to the letter. */
export async function textsOfRelease(store: WorkspaceStore, { files, audio }: Release): Promise<WorkspaceTexts> {
  return { files: await loadTexts(store, files), audio };
}

export async function inBatches<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let at = 0; at < items.length; at += atOnce) results.push(...(await Promise.all(items.slice(at, at + atOnce).map(work))));
  return results;
}
