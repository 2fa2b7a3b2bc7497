import type { FittedWav, FitWav } from '../../ports/prompts.ts';
import { resample } from './resample.ts';
import { longestPromptMs } from './silence.ts';
import { convertCommand, type PcmSound, readWav } from './wav.ts';
import { promptFormat, writeWav } from './write-wav.ts';

/**
 * Makes an audio file fit to be played in a call (graph-calling, section 6). A fit file is passed on to the byte, so its
 * hash stays what the admin's own tools say; other PCM is mixed down and resampled, the same way every time; anything
 * else is refused with the command that mends it.
 */
export const fitWav: FitWav = (bytes) => {
  const read = readWav(bytes);
  if (read.kind === 'unreadable') return unfit(`${read.problem}: ${read.mend}`);
  const { sound } = read;
  const frames = sound.data.length / (sound.bytesPerSample * sound.channels);
  const soundMs = (frames / sound.sampleRate) * 1_000;
  if (soundMs > longestPromptMs) {
    return unfit(
      `It lasts ${Math.round(soundMs / 1_000)} seconds, and a prompt may last ${longestPromptMs / 1_000}: ` +
        `cut it, for example with: ${convertCommand.replace('-i OLD', `-i OLD -t ${longestPromptMs / 1_000}`)}`,
    );
  }
  if (isFit(sound)) return { kind: 'fit', wav: bytes, durationMs: Math.round(soundMs) };
  const mono = resample(mixDown(sound, frames), sound.sampleRate, promptFormat.sampleRate);
  const data = toPcm16(mono);
  return {
    kind: 'fit',
    wav: writeWav(data),
    durationMs: Math.round(data.length / promptFormat.bytesPerMs),
    converted: change(sound),
  };
};

function unfit(problem: string): FittedWav {
  return { kind: 'unfit', problem: `${problem}.` };
}

function isFit(sound: PcmSound): boolean {
  return sound.plain && hasPromptFormat(sound);
}

function hasPromptFormat({ encoding, channels, sampleRate, bits, bytesPerSample }: PcmSound): boolean {
  const { sampleRate: hertz, channels: one, bits: sixteen } = promptFormat;
  return encoding === 'integer' && channels === one && sampleRate === hertz && bits === sixteen && bytesPerSample === 2;
}

/** What was changed, for the admin: only the parts that differ. */
function change(sound: PcmSound): string {
  if (hasPromptFormat(sound)) return 'an unusual header to a plain one';
  const sameDepth = sound.encoding === 'integer' && sound.bits === promptFormat.bits;
  const channels = sound.channels === 1 ? 'mono' : sound.channels === 2 ? 'stereo' : `${sound.channels} channels`;
  const depth = sameDepth ? '' : ` ${sound.bits} bit${sound.encoding === 'float' ? ' float' : ''}`;
  return `${sound.sampleRate / 1_000} kHz ${channels}${depth} to 16 kHz mono${sameDepth ? '' : ' 16 bit'}`;
}

/** The mean of the channels, from -1 to 1. */
function mixDown(sound: PcmSound, frames: number): Float32Array {
  const { channels, bytesPerSample, data } = sound;
  const sampleAt = sampleReader(sound, new DataView(data.buffer, data.byteOffset, data.byteLength));
  const mono = new Float32Array(frames);
  for (let frame = 0, at = 0; frame < frames; frame++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, at += bytesPerSample) sum += sampleAt(at);
    mono[frame] = sum / channels;
  }
  return mono;
}

/** WAV keeps one-byte samples unsigned and all others signed, little-endian. */
function sampleReader({ encoding, bytesPerSample }: PcmSound, view: DataView): (at: number) => number {
  if (encoding === 'float') {
    const read = bytesPerSample === 8 ? (at: number) => view.getFloat64(at, true) : (at: number) => view.getFloat32(at, true);
    return (at) => finite(read(at));
  }
  switch (bytesPerSample) {
    case 1:
      return (at) => (view.getUint8(at) - 0x80) / 0x80;
    case 2:
      return (at) => view.getInt16(at, true) / 0x8000;
    case 3:
      return (at) => (view.getInt8(at + 2) * 0x10000 + view.getUint16(at, true)) / 0x800000;
    default:
      return (at) => view.getInt32(at, true) / 0x80000000;
  }
}

/** A broken float would spoil every sample that the filter mixes it into. */
function finite(sample: number): number {
  return Number.isFinite(sample) ? Math.max(-1, Math.min(1, sample)) : 0;
}

/** Not dithered: the same file must become the same bytes, because its hash is part of the flow's version. */
function toPcm16(samples: Float32Array): Uint8Array {
  const view = new DataView(new ArrayBuffer(samples.length * 2));
  for (let n = 0; n < samples.length; n++) {
    const scaled = Math.round((samples[n] ?? 0) * 0x8000);
    view.setInt16(n * 2, Math.max(-0x8000, Math.min(0x7fff, scaled)), true);
  }
  return new Uint8Array(view.buffer);
}
