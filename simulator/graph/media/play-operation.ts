import type { SimCall } from '../call/sim-call.ts';
import type { MediaOperation } from './media-line.ts';
import { playSounds } from './play-sounds.ts';
import type { MediaInfo } from './sound-library.ts';

/** A `playPrompt` as it runs. Prompts are fetched when the request comes, so that they sound without a gap. */
export function playOperation(
  call: SimCall,
  request: { readonly id: string; readonly clientContext: string | null; readonly prompts: readonly MediaInfo[] },
): MediaOperation {
  const sounds = request.prompts.map((media) => call.platform.sounds.sound(media, call.id));
  let stop = (): void => {};
  return {
    id: request.id,
    type: 'playPrompt',
    clientContext: request.clientContext,
    begin(done) {
      stop = playSounds(call, sounds, (ended) =>
        done(ended.kind === 'played' ? ended : { kind: 'soundFailed', why: ended.kind }),
      );
    },
    stop: () => stop(),
  };
}
