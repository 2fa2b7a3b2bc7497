import { Fault } from '../../core/call/fault.ts';
import { type Caption, promptFormat, writeWav } from './write-wav.ts';

/** No prompt is longer, spoken or silent: 19 MB of WAV. Graph documents no limit of its own (graph-calling, section 6). */
export const longestPromptMs = 10 * 60_000;

/** One frame of telephony: a file without any sound is not a fit prompt. */
const shortestSilenceMs = 20;

/**
 * A WAV of silence: the clock of waiting steps, and the stand-in for a text that has no sound yet. With a caption it
 * carries the text that a softphone shows and speaks in its stead.
 * @throws Fault PROMPT_UNFIT for a length that is no length, or above ten minutes.
 */
export function silenceWav(durationMs: number, caption?: Caption): Uint8Array {
  return writeWav(new Uint8Array(silentMs(durationMs) * promptFormat.bytesPerMs), caption);
}

/** The length that a silence of that duration really gets. Equal lengths are equal files. */
export function silentMs(durationMs: number): number {
  if (!(durationMs >= 0 && durationMs <= longestPromptMs)) {
    throw new Fault(
      'PROMPT_UNFIT',
      `A prompt must last between 0 and ${longestPromptMs} ms, and one of ${durationMs} ms was asked for.`,
    );
  }
  return Math.max(shortestSilenceMs, Math.round(durationMs));
}
