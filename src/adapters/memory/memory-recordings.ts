import type { RecordingFacts, RecordingStore } from '../../ports/work-queue.ts';

/** Finished recordings in memory, for tests and the terminal. `saved` shows what has been kept. */
export function memoryRecordings(): RecordingStore & {
  readonly saved: ReadonlyMap<string, { readonly wav: Uint8Array; readonly about: RecordingFacts }>;
} {
  const saved = new Map<string, { readonly wav: Uint8Array; readonly about: RecordingFacts }>();
  return {
    saved,
    save: async (recordingId, wav, about) => {
      saved.set(recordingId, { wav: wav.slice(), about: structuredClone(about) });
    },
    has: async (recordingId) => saved.has(recordingId),
  };
}
