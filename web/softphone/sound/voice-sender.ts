import { sampleRate, toPcm16 } from './pcm.ts';

/** About 200 ms: few requests, and the meter at the other side still feels live. */
const chunkSamples = sampleRate / 5;
/** Ten seconds. When the simulator is slower than speech for so long, the oldest sound is given up. */
const maxWaitingChunks = 50;

export interface VoiceSender {
  readonly push: (samples: Float32Array) => void;
  /** Gives up what is not sent yet: the recording is over, and later sound would be refused or heard by nobody. */
  readonly stop: () => void;
  /** Resolves when nothing is waiting to be sent. */
  readonly settled: () => Promise<void>;
}

/**
 * Cuts a stream of samples into chunks and posts them one after the other: two at once could arrive in the wrong order.
 * A chunk that fails is dropped, as a telephone line would drop it.
 */
export function createVoiceSender(post: (pcm: Uint8Array<ArrayBuffer>) => Promise<unknown>): VoiceSender {
  const waiting: Uint8Array<ArrayBuffer>[] = [];
  let partial = new Float32Array(0);
  let sending: Promise<void> | undefined;
  let stopped = false;

  const drain = async (): Promise<void> => {
    for (let chunk = waiting.shift(); chunk !== undefined; chunk = waiting.shift()) await post(chunk).catch(() => undefined);
    sending = undefined;
  };
  const enqueue = (samples: Float32Array): void => {
    waiting.push(toPcm16(samples));
    if (waiting.length > maxWaitingChunks) waiting.shift();
    sending ??= drain();
  };

  return {
    push: (samples) => {
      if (stopped) return;
      let rest = join(partial, samples);
      while (rest.length >= chunkSamples) {
        enqueue(rest.subarray(0, chunkSamples));
        rest = rest.slice(chunkSamples);
      }
      partial = rest;
    },
    stop: () => {
      stopped = true;
      waiting.length = 0;
    },
    settled: async () => sending,
  };
}

function join(first: Float32Array, second: Float32Array): Float32Array<ArrayBuffer> {
  const joined = new Float32Array(first.length + second.length);
  joined.set(first);
  joined.set(second, first.length);
  return joined;
}
