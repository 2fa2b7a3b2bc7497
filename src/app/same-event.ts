import type { CallEvent } from '../core/call/call-event.ts';
import type { CallDocument } from '../ports/call-store.ts';

/**
 * True when a document has no use for an event: it has been played, it waits in the inbox already, or it is the echo
 * of a media operation that the call has left. Saves the inbox from duplicates; the core would ignore them anyway (I3).
 */
export function isKnown({ call, inbox }: CallDocument, event: CallEvent): boolean {
  if (call.end !== undefined || inbox.some((waiting) => identity(waiting) === identity(event))) return true;
  switch (event.kind) {
    case 'callArrived':
    case 'wokeUp':
      return true;
    case 'tonePressed':
      return (
        (event.sequence < call.keypad.next && !call.keypad.missing.includes(event.sequence)) ||
        call.keypad.held.some((held) => held.sequence === event.sequence)
      );
    case 'operationEnded':
      return !call.media.some((media) => media.context === event.context);
    default:
      return false;
  }
}

/** What makes two events the same one (ADR 1). */
function identity(event: CallEvent): string {
  switch (event.kind) {
    case 'tonePressed':
      return `tone ${event.sequence}`;
    case 'operationEnded':
      return `operation ${event.context ?? ''}`;
    case 'callStateChanged':
      return `state ${event.state ?? ''} ${event.audio ?? ''} ${event.result?.code ?? ''} ${event.delivery ?? ''}`;
    case 'commandFailed':
      return `failed ${event.number}`;
    default:
      return event.kind;
  }
}
