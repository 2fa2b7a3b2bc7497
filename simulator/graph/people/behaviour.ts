import type { Destination } from '../../../src/core/call/party.ts';

/** How somebody behaves who has no telephone of a script or a browser. */
export type DestinationBehaviour =
  /** Picks up and listens. Never presses a key. */
  | 'answers'
  /** Picks up, and presses 1 when somebody has begun to speak: takes the call for which a hunt rings. */
  | 'accepts'
  /** Picks up and listens after so many milliseconds of ringing. */
  | { readonly answersAfterMs: number }
  | 'declines'
  | 'busy'
  /** Rings in vain. */
  | 'noAnswer'
  /** A mailbox picks up: it speaks and never presses a key. */
  | 'mailbox'
  /** The same, as conversations spell it. */
  | 'voicemail'
  /** No endpoint is signed in. */
  | 'unreachable'
  /** A fault on the way. */
  | 'fails'
  /** Fails the first time in each call, then answers. */
  | 'failsOnce';

export type Behaviours = { readonly [id: string]: DestinationBehaviour };

/** Why nobody was reached. */
export type NotReached = 'declined' | 'busy' | 'noAnswer' | 'unreachable' | 'forbidden' | 'failed';

/** How this one behaves now. Those who are not listed answer. */
export function behaviourOf(
  behaviours: Behaviours,
  target: Destination,
  failedBefore: ReadonlySet<string>,
): Exclude<DestinationBehaviour, 'failsOnce' | 'voicemail'> {
  const key = addressKey(target);
  const set = Object.entries(behaviours).find(([id]) => id.toLowerCase() === key)?.[1] ?? 'answers';
  if (set === 'voicemail') return 'mailbox';
  if (set !== 'failsOnce') return set;
  return failedBefore.has(key) ? 'answers' : 'fails';
}

/** A person's mailbox answers although the person does not: its behaviour is set as `voicemail:<id>`. */
export function addressKey(target: Destination): string {
  if (target.kind === 'voicemail') return `voicemail:${target.id.toLowerCase()}`;
  return (target.kind === 'phone' ? target.number : target.id).toLowerCase();
}
