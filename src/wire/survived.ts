/** What was odd about a notification, as a stable word: never its content (I8). */
export type OddityWord =
  /** An entry of `value` that is no object. */
  | 'notANotification'
  /** No URL and no id: nobody knows which call is meant. */
  | 'noCall'
  /** A part of a call that we do not follow. */
  | 'unknownResource'
  | 'contentSharing'
  /** A notification without `resourceData`, where some was expected. */
  | 'noResourceData'
  | 'unreadableResourceData'
  | 'unknownState'
  | 'unknownTone'
  | 'toneWithoutSequence'
  /** An operation that is still going on. */
  | 'operationNotOver'
  | 'unfitRecording'
  /** Well-formed and without consequence for us, for example new `chatInfo`. */
  | 'nothingNew'
  /** An envelope of the right type without a list in it. */
  | 'noValue';

export interface SurvivedOddity {
  readonly word: OddityWord;
  readonly count: number;
}

/** What one notification came to. */
export interface Reading<Event> {
  readonly events: readonly Event[];
  readonly odd: readonly OddityWord[];
}

/** How often each word came up, in the order of first appearance. */
export function countOddities(words: readonly OddityWord[]): readonly SurvivedOddity[] {
  const counts = new Map<OddityWord, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts].map(([word, count]) => ({ word, count }));
}
