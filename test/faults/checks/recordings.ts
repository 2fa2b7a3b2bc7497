import type { CallDocument } from '../../../src/ports/call-store.ts';
import type { Job } from '../../../src/ports/work-queue.ts';
import type { Journal } from '../journal.ts';
import type { Note } from '../notes.ts';

/** I4 for slow work: a recording whose report was answered with 2xx reaches the queue, and so does the record of every call. */
export class RecordingsCheck {
  readonly #journal: Journal;
  readonly #documentOf: (callId: string) => CallDocument | undefined;
  /** Where the recordings lie that the call was waiting for when Graph reported them. */
  readonly #awaited = new Map<Note, string>();
  readonly #queued = new Set<string>();
  readonly #histories = new Set<string>();

  constructor(journal: Journal, documentOf: (callId: string) => CallDocument | undefined) {
    this.#journal = journal;
    this.#documentOf = documentOf;
  }

  reported(note: Note): void {
    for (const event of note.events) {
      if (event.kind !== 'operationEnded' || event.recording === undefined) continue;
      const call = this.#documentOf(event.callId)?.call;
      if (call === undefined || !call.media.some(({ context }) => context === event.context)) continue;
      this.#awaited.set(note, event.recording.location);
    }
  }

  queued(job: Job): void {
    if (job.kind === 'storeRecording') this.#queued.add(job.source.location);
    if (job.kind === 'recordHistory') this.#histories.add(job.callId);
  }

  end(callIds: Iterable<string>): void {
    for (const id of callIds) {
      if (this.#documentOf(id)?.call.end === undefined || this.#histories.has(id)) continue;
      this.#journal.violated('I4', 'a call has ended without its record');
    }
    for (const [note, location] of this.#awaited) {
      if (note.acceptedAt === undefined || this.#queued.has(location)) continue;
      this.#journal.violated('I4', `a message that the caller has left is not kept: ${note.label}`);
    }
  }
}
