import { after, type CancelTimer } from '../../clock/sim-clock.ts';
import type { SimCall } from '../call/sim-call.ts';
import type { Sound } from './sound-library.ts';

export type SoundsEnded = { readonly kind: 'played' } | { readonly kind: 'notFetched' | 'unfit' };

/**
 * Lets the caller hear sounds one after another, without a gap. Nothing sounds when one of them cannot be had.
 * @returns stops at once; `onEnd` is then not called.
 */
export function playSounds(call: SimCall, sounds: readonly Promise<Sound>[], onEnd: (ended: SoundsEnded) => void): () => void {
  const { clock } = call.platform;
  let stopped = false;
  let cancel: CancelTimer = () => {};
  let sounding: number | undefined;

  const play = (left: readonly Sound[]): void => {
    const [sound, ...rest] = left;
    if (!sound) return onEnd({ kind: 'played' });
    if (sound.kind !== 'fit') return onEnd({ kind: sound.kind });
    const n = call.caller.promptStarted(sound);
    sounding = n;
    cancel = after(clock, sound.durationMs, () => {
      sounding = undefined;
      call.caller.promptEnded(n, false);
      play(rest);
    });
  };

  void clock.track('the start of a prompt', async () => {
    const all = await Promise.all(sounds);
    if (stopped) return;
    for (const sound of all) if (sound.kind !== 'fit') return onEnd({ kind: sound.kind });
    play(all);
  });

  return () => {
    stopped = true;
    cancel();
    if (sounding !== undefined) call.caller.promptEnded(sounding, true);
    sounding = undefined;
  };
}
