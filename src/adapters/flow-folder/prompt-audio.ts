import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { FlowSurroundings } from '../../core/flow/compiled-flow.ts';
import type { FittedWav, FitWav } from '../../ports/prompts.ts';
import { readInside, stampOf } from './folder-files.ts';

type Audio = FlowSurroundings['audio'][string];

/** What takes the fitted bytes of a recording, by their hash. Absent when a folder is only checked. */
export type KeepAudio = (hash: string, wav: Uint8Array) => Promise<void>;

const mostBytes = 50_000_000;
const mostRemembered = 2_000;

/** Reads recordings and makes them fit; each once, as long as its file stays what it is. */
export class PromptAudioReader {
  private readonly known = new Map<string, { readonly stamp: string; readonly audio: Audio }>();
  private readonly fitWav: FitWav;
  private readonly keep: KeepAudio | undefined;

  constructor(fitWav: FitWav, keep?: KeepAudio) {
    this.fitWav = fitWav;
    this.keep = keep;
  }

  /** Undefined when there is no such file. `name` has been checked to be a plain file name. */
  async read(folder: string, name: string): Promise<Audio | undefined> {
    const path = join(folder, name);
    const stamp = await stampOf([path]);
    const before = this.known.get(path);
    if (before?.stamp === stamp) return before.audio;
    const file = await readInside(folder, name, mostBytes);
    if (file.kind === 'missing') return undefined;
    const audio = file.kind === 'unreadable' ? { problem: `the file ${file.why}` } : await this.fit(file.bytes);
    if (this.known.size >= mostRemembered) this.known.clear();
    this.known.set(path, { stamp, audio });
    return audio;
  }

  async fit(bytes: Uint8Array): Promise<Audio> {
    const fitted: FittedWav = this.fitWav(bytes);
    if (fitted.kind === 'unfit') return { problem: fitted.problem };
    const hash = createHash('sha256').update(fitted.wav).digest('hex');
    await this.keep?.(hash, fitted.wav);
    return { hash, durationMs: fitted.durationMs };
  }
}
