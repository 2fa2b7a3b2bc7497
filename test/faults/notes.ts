import type { NotificationRequest } from '../../simulator/graph/graph-options.ts';
import type { CallEvent } from '../../src/core/call/call-event.ts';
import { readNotifications } from '../../src/wire/notifications.ts';

/** One notification, and what has become of it. */
export interface Note {
  readonly request: NotificationRequest;
  /** The same in every run of the seed: `tone 3 of call 1`. */
  readonly label: string;
  readonly events: readonly CallEvent[];
  readonly sentAt: number;
  /** When the first 2xx came. */
  acceptedAt?: number;
  /** Copies that are on their way, or will be. */
  underway: number;
}

/** What it says, in a few words without a number that chance could change. */
export function describe(events: readonly CallEvent[]): string {
  return events
    .map((event) => {
      switch (event.kind) {
        case 'callArrived':
          return 'arrival';
        case 'tonePressed':
          return `tone ${event.tone}`;
        case 'operationEnded':
          return `${event.operation} ${event.ended}`;
        case 'callEnded':
          return 'end';
        case 'callStateChanged':
          return [event.state, event.audio, event.result?.code].filter((word) => word !== undefined).join(' ');
        default:
          return event.kind;
      }
    })
    .join(', ');
}

export function eventsOf(request: NotificationRequest): readonly CallEvent[] {
  const read = readNotifications(request.body);
  return read.kind === 'events' ? read.events : [];
}
