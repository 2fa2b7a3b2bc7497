import { after, type CancelTimer } from '../../clock/sim-clock.ts';
import type { SimCall } from '../call/sim-call.ts';
import type { Sound } from './sound-library.ts';

export type SoundsEnded = { readonly kind: 'played' } | { readonly kind: 'notFetched' | 'unfit' };

/**
 * Lets everybody in the call hear sounds one after another, without a gap. Nothing sounds when one of them cannot be had.
 * @returns stops at once; `onEnd` is then not called.
 */
export function playSounds(call: SimCall, sounds: readonly Promise<Sound>[], onEnd: (ended: SoundsEnded) => void): () => void {
  const { clock } = call.platform;
  let stopped = false;
  let cancel: CancelTimer = () => {};
  let fallSilent = (_cancelled: boolean): void => {};

  const play = (left: readonly Sound[]): void => {
    const [sound, ...rest] = left;
    if (!sound) return onEnd({ kind: 'played' });
    if (sound.kind !== 'fit') return onEnd({ kind: sound.kind });
    const heard = [...call.listeners()].map((side) => ({ side, n: side.promptStarted(sound) }));
    fallSilent = (cancelled) => {
      fallSilent = () => {};
      for (const { side, n } of heard) side.promptEnded(n, cancelled);
    };
    cancel = after(clock, sound.durationMs, () => {
      fallSilent(false);
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
    fallSilent(true);
  };
}
