import { after, type CancelTimer } from '../../clock/sim-clock.ts';
import type { SimCall } from '../call/sim-call.ts';
import type { MediaOperation } from './media-line.ts';

/** A `sendDtmfTones` as it runs, in the queue of the other media: everybody hears the keys, one after another. */
export function toneOperation(
  call: SimCall,
  request: {
    readonly id: string;
    readonly clientContext: string | null;
    /** In the spelling of notifications: `tone1`, `pound`. */
    readonly tones: readonly string[];
    readonly delayMs: number;
  },
): MediaOperation {
  let cancel: CancelTimer = () => {};
  return {
    id: request.id,
    type: 'sendDtmfTones',
    clientContext: request.clientContext,
    begin(done) {
      const press = ([tone, ...rest]: readonly string[]): void => {
        if (tone === undefined) return done({ kind: 'played' });
        for (const side of call.listeners()) side.emit({ kind: 'toneHeard', key: keyOf(tone) });
        cancel = after(call.platform.clock, request.delayMs, () => press(rest));
      };
      press(request.tones);
    },
    stop: () => cancel(),
  };
}

function keyOf(tone: string): string {
  return tone === 'star' ? '*' : tone === 'pound' ? '#' : tone.replace(/^tone/, '').toUpperCase();
}
