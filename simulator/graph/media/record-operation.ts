import { after } from '../../clock/sim-clock.ts';
import type { SimCall } from '../call/sim-call.ts';
import type { OperationResult } from '../notifications/operation-ended.ts';
import type { MediaOperation } from './media-line.ts';
import { playSounds } from './play-sounds.ts';
import { Recorder, type RecordingEnd, type RecordingLimits } from './recorder.ts';
import type { MediaInfo } from './sound-library.ts';
import { writeWav } from './wav.ts';

export interface RecordRequest {
  readonly id: string;
  readonly clientContext: string | null;
  readonly prompts: readonly MediaInfo[];
  readonly limits: RecordingLimits;
  readonly playBeep: boolean;
  /** Keypad symbols. */
  readonly stopTones: readonly string[];
}

/**
 * A `recordResponse` as it runs: prompt, beep, then the caller until a limit or a stop tone. A stop tone during the
 * prompt does not count: whether it does in reality is not documented (graph-calling, 1.7).
 */
export function recordOperation(call: SimCall, request: RecordRequest): MediaOperation {
  const { clock, latencies } = call.platform;
  const sounds = request.prompts.map((media) => call.platform.sounds.sound(media, call.id));
  let stop = (): void => {};

  const record = (done: (result: OperationResult) => void): void => {
    let leave = (): void => {};
    const recorder = new Recorder(clock, request.limits, (why) => {
      leave();
      done(finished(call, recorder, why));
    });
    call.show({ kind: 'recordingStarted', maxDurationMs: request.limits.maxDurationMs, beep: request.playBeep });
    const stopListening = call.voice.listen(recorder);
    const stopTones = call.onTone((key) => {
      if (request.stopTones.includes(key)) recorder.stopToneHeard();
    });
    leave = () => {
      stopListening();
      stopTones();
    };
    stop = () => {
      leave();
      const { durationMs } = recorder.samples();
      recorder.discard();
      call.show({ kind: 'recordingEnded', durationMs, why: 'cancelled' });
    };
  };

  return {
    id: request.id,
    type: 'recordResponse',
    clientContext: request.clientContext,
    begin(done) {
      stop = playSounds(call, sounds, (ended) => {
        if (ended.kind !== 'played') return done({ kind: 'soundFailed', why: ended.kind });
        stop = after(clock, request.playBeep ? latencies.beepMs : 0, () => record(done));
      });
    },
    stop: () => stop(),
  };
}

function finished(call: SimCall, recorder: Recorder, why: RecordingEnd): OperationResult {
  const { pcm, durationMs } = recorder.samples();
  if (why === 'initialSilence') {
    call.show({ kind: 'recordingEnded', durationMs, why });
    return { kind: 'nothingSaid' };
  }
  const kept = call.platform.recordings.put(call.id, writeWav(pcm));
  call.show({ kind: 'recordingEnded', durationMs, why, url: `/softphone/api/recordings/${kept.id}.wav` });
  return { kind: 'recorded', why, location: kept.location, accessToken: kept.accessToken };
}
