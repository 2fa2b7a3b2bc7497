import type { CallEvent } from '../../../src/core/call/call-event.ts';
import type { CallDocument } from '../../../src/ports/call-store.ts';
import type { Journal } from '../journal.ts';
import type { Note } from '../notes.ts';

const mostBytes = 8_192;

/** I4, I5, I6 and the size of the document, at every write and at every 2xx. */
export class DocumentsCheck {
  readonly #journal: Journal;
  /** By call: what was answered with 2xx, except what a stored end has made pointless. */
  readonly #accepted = new Map<string, CallEvent[]>();
  readonly #stored = new Map<string, CallDocument>();
  readonly #versions = new Map<string, string>();

  constructor(journal: Journal) {
    this.#journal = journal;
  }

  stored(document: CallDocument): void {
    this.#stored.set(document.call.id, document);
    this.#keepsVersion(document);
    if (document.call.end === undefined && !Number.isFinite(document.wakeAt))
      this.#journal.violated('I5', 'a live call has no time at which somebody looks at it');
    if (document.wakeAt === undefined && document.outbox.length > 0)
      this.#journal.violated('I5', 'commands are left in a document that nobody will look at');
    if (JSON.stringify(document).length > mostBytes) this.#journal.violated('size', 'the document is larger than 8 KB');
    for (const event of this.#accepted.get(document.call.id) ?? []) this.#account(document, event);
  }

  #keepsVersion({ call }: CallDocument): void {
    const before = this.#versions.get(call.id) ?? call.flow.version;
    this.#versions.set(call.id, before);
    if (before !== call.flow.version) this.#journal.violated('I6', 'a running call has changed to another version of its flow');
  }

  accepted({ events }: Note): void {
    for (const event of events) {
      if (!this.#stored.has(event.callId)) continue; // A call that nobody knows yet, or never will.
      const known = this.#accepted.get(event.callId);
      if (known === undefined) this.#accepted.set(event.callId, [event]);
      else known.push(event);
      const document = this.#stored.get(event.callId);
      if (document !== undefined) this.#account(document, event);
    }
  }

  latest(callId: string): CallDocument | undefined {
    return this.#stored.get(callId);
  }

  #account(document: CallDocument, event: CallEvent): void {
    if (isAccountedFor(document, event)) return;
    this.#journal.violated('I4', `an event that was answered with 2xx is gone: ${event.kind}`);
  }
}

/** Written without a look at production's own idea of it. */
function isAccountedFor({ call, inbox }: CallDocument, event: CallEvent): boolean {
  if (call.end !== undefined) return true;
  switch (event.kind) {
    case 'tonePressed':
      return (
        (event.sequence < call.keypad.next && !call.keypad.missing.includes(event.sequence)) ||
        call.keypad.held.some(({ sequence }) => sequence === event.sequence) ||
        inbox.some((one) => one.kind === 'tonePressed' && one.sequence === event.sequence)
      );
    case 'operationEnded':
      return (
        event.ended === 'cancelled' || // Not waited for, when a key in the inbox will have cancelled it.
        !call.media.some(({ context }) => context === event.context) ||
        inbox.some((one) => one.kind === 'operationEnded' && one.context === event.context)
      );
    case 'callEnded':
      return inbox.some((one) => one.kind === 'callEnded');
    case 'callStateChanged':
      return (
        event.audio !== 'active' ||
        call.answeredAt !== undefined ||
        call.asked === 'hangUp' ||
        inbox.some((one) => one.kind === 'callStateChanged' && one.audio === 'active')
      );
    default:
      return true;
  }
}
