import { useEffect } from 'react';
import type { RingingCall } from '../../../simulator/softphone-api.ts';
import type { SoundDeck } from '../sound/sound-deck.ts';
import { strings } from '../strings.ts';

/** A call that rings is heard, and seen on the tab when another one is in front. */
export function useRinging(deck: SoundDeck, ringing: readonly RingingCall[], ownName: string): void {
  const from = ringing[0]?.from;
  useEffect(() => (from === undefined ? undefined : deck.ring()), [deck, from]);
  useEffect(() => {
    document.title = from === undefined ? strings.pageTitle(ownName) : strings.isCalling(from);
  }, [from, ownName]);
}
