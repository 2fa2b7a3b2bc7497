/** What Graph records and what the simulator takes: 16 kHz, 16 bit, mono. */
export const sampleRate = 16_000;

/** Turns samples of -1 to 1 into 16 bit little endian; louder ones are clipped rather than wrapped into noise. */
export function toPcm16(samples: Float32Array): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(samples.length * 2));
  samples.forEach((sample, index) => {
    const clipped = Math.max(-1, Math.min(1, Number.isFinite(sample) ? sample : 0));
    bytes.setInt16(index * 2, Math.round(clipped * 32_767), true);
  });
  return new Uint8Array(bytes.buffer);
}

/** The same back: samples of -1 to 1. */
export function fromPcm16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) => view.getInt16(index * 2, true) / 32_768);
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** Loudness between 0 and 1 on a scale as the ear has it: 0 is -60 dB or less, 1 is full scale. */
export function loudnessOf(samples: Float32Array): number {
  if (samples.length === 0) return 0;
  const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
  if (power === 0) return 0;
  return Math.max(0, Math.min(1, 1 + (10 * Math.log10(power)) / 60));
}
