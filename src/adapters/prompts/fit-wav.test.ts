import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitWav } from './fit-wav.ts';
import { readWav } from './wav.ts';
import { writeWav } from './write-wav.ts';

interface WavShape {
  readonly code: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
  readonly bytesPerSample: number;
  readonly extensible: boolean;
  /** Instead of the true size of the sound. */
  readonly dataSize: number;
  readonly before: readonly Uint8Array[];
}

/** A WAV file as some program might have written it; samples are bytes already. */
function aWav(data: Uint8Array, shape: Partial<WavShape> = {}): Uint8Array {
  const { code = 1, channels = 1, rate = 16_000, bits = 16, extensible = false, before = [] } = shape;
  const bytesPerSample = shape.bytesPerSample ?? Math.ceil(bits / 8);
  const format = new DataView(new ArrayBuffer(extensible ? 40 : 16));
  format.setUint16(0, extensible ? 0xfffe : code, true);
  format.setUint16(2, channels, true);
  format.setUint32(4, rate, true);
  format.setUint32(8, rate * channels * bytesPerSample, true);
  format.setUint16(12, channels * bytesPerSample, true);
  format.setUint16(14, bytesPerSample * 8, true);
  if (!extensible) format.setUint16(14, bits, true);
  else {
    format.setUint16(16, 22, true);
    format.setUint16(18, bits, true);
    const guid = [code & 0xff, code >> 8, 0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
    for (const [n, byte] of guid.entries()) format.setUint8(24 + n, byte);
  }
  const chunks = [...before, chunk('fmt ', new Uint8Array(format.buffer)), chunk('data', data, shape.dataSize)];
  return Buffer.concat([chunkHead('RIFF', 4 + chunks.reduce((sum, c) => sum + c.length, 0)), Buffer.from('WAVE'), ...chunks]);
}

function chunk(name: string, body: Uint8Array, size = body.length): Uint8Array {
  return Buffer.concat([chunkHead(name, size), body, Buffer.alloc(body.length % 2)]);
}

function chunkHead(name: string, size: number): Uint8Array {
  const head = Buffer.alloc(8);
  head.write(name);
  head.writeUInt32LE(size, 4);
  return head;
}

/** One tone; `sample` writes a value from -1 to 1 in the file's own way. */
function aTone(
  hertz: number,
  rate: number,
  ms: number,
  bytes: number,
  write: (view: DataView, at: number, value: number) => void,
) {
  const frames = Math.round((rate * ms) / 1_000);
  const view = new DataView(new ArrayBuffer(frames * bytes));
  for (let n = 0; n < frames; n++) write(view, n * bytes, 0.5 * Math.sin((2 * Math.PI * hertz * n) / rate));
  return new Uint8Array(view.buffer);
}

const int16 = (view: DataView, at: number, value: number) => view.setInt16(at, Math.round(value * 0x7fff), true);

function fitted(bytes: Uint8Array) {
  const result = fitWav(bytes);
  if (result.kind === 'unfit') throw new Error(result.problem);
  const read = readWav(result.wav);
  if (read.kind !== 'pcm' || !read.sound.plain) throw new Error('The fitted file is not a plain WAV.');
  const { channels, sampleRate, bits, data } = read.sound;
  expect({ channels, sampleRate, bits }).toEqual({ channels: 1, sampleRate: 16_000, bits: 16 });
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const samples = Array.from({ length: data.length / 2 }, (_, n) => view.getInt16(n * 2, true) / 0x8000);
  return { ...result, samples };
}

/** Loudness of one frequency in the middle of the sound, where the ends do not matter; a tone of 0.5 gives 0.5. */
function level(samples: readonly number[], hertz: number): number {
  const middle = samples.slice(1_600, -1_600);
  let cosine = 0;
  let sine = 0;
  for (const [n, sample] of middle.entries()) {
    cosine += sample * Math.cos((2 * Math.PI * hertz * n) / 16_000);
    sine += sample * Math.sin((2 * Math.PI * hertz * n) / 16_000);
  }
  return (2 * Math.hypot(cosine, sine)) / middle.length;
}

function problemOf(bytes: Uint8Array): string {
  const result = fitWav(bytes);
  return result.kind === 'unfit' ? result.problem : 'fit';
}

const oneSecond = aTone(1_000, 16_000, 1_000, 2, int16);

describe('a fit file', () => {
  test('is passed on to the byte, with its other chunks', () => {
    const wav = aWav(oneSecond, { before: [chunk('LIST', Buffer.from('INFOodd'))] });
    const result = fitted(wav);
    expect(result.wav).toBe(wav);
    expect(result.durationMs).toBe(1_000);
    expect(result).not.toHaveProperty('converted');
  });

  test('is every sound that ships with the product', () => {
    const root = join(__dirname, '../../..');
    for (const path of ['assets/apology.wav', 'flows/main-line/prompts/welcome.wav', 'flows/main-line/prompts/main-menu.wav']) {
      const result = fitted(readFileSync(join(root, path)));
      expect([path, result.converted]).toEqual([path, undefined]);
      expect(result.durationMs).toBeGreaterThan(1_500);
    }
  });
});

describe('another PCM file is converted', () => {
  test.each([
    ['8 bit', { bits: 8 }, 1, (v: DataView, at: number, x: number) => v.setUint8(at, Math.round(x * 127) + 128)],
    [
      '24 bit',
      { bits: 24 },
      3,
      (v: DataView, at: number, x: number) => {
        const value = Math.round(x * 0x7fffff);
        v.setUint16(at, value & 0xffff, true);
        v.setInt8(at + 2, value >> 16);
      },
    ],
    ['32 bit', { bits: 32 }, 4, (v: DataView, at: number, x: number) => v.setInt32(at, Math.round(x * 0x7fffffff), true)],
    ['32 bit float', { bits: 32, code: 3 }, 4, (v: DataView, at: number, x: number) => v.setFloat32(at, x, true)],
    ['64 bit float', { bits: 64, code: 3 }, 8, (v: DataView, at: number, x: number) => v.setFloat64(at, x, true)],
  ] as const)('from %s samples without changing its loudness', (name, shape, bytes, write) => {
    const result = fitted(aWav(aTone(1_000, 16_000, 1_000, bytes, write), shape));
    expect(level(result.samples, 1_000)).toBeCloseTo(0.5, 2);
    expect(result.converted).toBe(`16 kHz mono ${name} to 16 kHz mono 16 bit`);
  });

  test.each([8_000, 11_025, 22_050, 32_000, 44_100, 48_000, 96_000])(
    'from %d Hz: speech keeps its loudness and length',
    (rate) => {
      const result = fitted(aWav(aTone(1_000, rate, 1_000, 2, int16), { rate }));
      expect(result.durationMs).toBe(1_000);
      expect(level(result.samples, 1_000)).toBeCloseTo(0.5, 3);
      expect(level(result.samples, 3_000)).toBeLessThan(0.0003);
    },
  );

  test('from 44.1 kHz: sibilants up to 6 kHz stay, and treble above 8 kHz does not fold down into a whistle', () => {
    const kept = fitted(aWav(aTone(6_000, 44_100, 1_000, 2, int16), { rate: 44_100 }));
    expect(level(kept.samples, 6_000)).toBeCloseTo(0.5, 2);
    const folded = fitted(aWav(aTone(10_000, 44_100, 1_000, 2, int16), { rate: 44_100 }));
    expect(level(folded.samples, 6_000)).toBeLessThan(0.0003);
    expect(Math.max(...folded.samples.slice(400, -400).map(Math.abs))).toBeLessThan(0.001);
  });

  test('from 8 kHz: no mirror image of the voice appears above 4 kHz', () => {
    const result = fitted(aWav(aTone(1_000, 8_000, 1_000, 2, int16), { rate: 8_000 }));
    expect(level(result.samples, 7_000)).toBeLessThan(0.0003);
  });

  test('from stereo to the mean of both sides, so that nobody is doubled or lost', () => {
    const left = aTone(1_000, 48_000, 1_000, 4, int16);
    const right = aTone(2_000, 48_000, 1_000, 4, (view, at, value) => int16(view, at + 2, value));
    const both = left.map((byte, n) => byte | (right[n] ?? 0));
    const result = fitted(aWav(both, { rate: 48_000, channels: 2 }));
    expect(level(result.samples, 1_000)).toBeCloseTo(0.25, 2);
    expect(level(result.samples, 2_000)).toBeCloseTo(0.25, 2);
    expect(result.converted).toBe('48 kHz stereo to 16 kHz mono');
  });

  test('from WAVE_FORMAT_EXTENSIBLE, even when only its header is unusual', () => {
    const result = fitted(aWav(oneSecond, { extensible: true }));
    expect(Buffer.compare(result.wav, writeWav(oneSecond))).toBe(0);
    expect(result.converted).toBe('an unusual header to a plain one');
    const float = aTone(1_000, 16_000, 1_000, 4, (v, at, x) => v.setFloat32(at, x, true));
    expect(level(fitted(aWav(float, { extensible: true, code: 3, bits: 32 })).samples, 1_000)).toBeCloseTo(0.5, 3);
  });

  test('from a pipe, where the writer could not know the size', () => {
    for (const dataSize of [0xffffffff, 0x7ffff024]) {
      expect(fitted(aWav(oneSecond, { dataSize })).durationMs).toBe(1_000);
    }
  });

  test('to the same bytes every time, because the hash is part of the flow version', () => {
    const wav = aWav(aTone(700, 44_100, 300, 2, int16), { rate: 44_100 });
    expect(Buffer.compare(fitted(wav).wav, fitted(wav).wav)).toBe(0);
  });

  test('without a crack when it is too loud or broken in a sample', () => {
    const data = aTone(1_000, 16_000, 1_000, 4, (v, at, x) => v.setFloat32(at, at === 40_000 ? Number.NaN : x * 4, true));
    const { samples } = fitted(aWav(data, { code: 3, bits: 32 }));
    expect(samples.every((sample) => sample >= -1 && sample <= 1)).toBe(true);
    expect(samples[10_000]).toBe(0);
    expect(Math.max(...samples)).toBeGreaterThan(0.99);
  });
});

describe('a file that cannot be played is refused with what is wrong and how to mend it', () => {
  const command = 'ffmpeg -i OLD -ac 1 -ar 16000 -c:a pcm_s16le NEW.wav';

  test.each([
    ['µ-law', aWav(oneSecond, { code: 7, bits: 8 }), 'Its sound is compressed (µ-law)'],
    ['MP3 inside WAV', aWav(oneSecond, { code: 0x55 }), 'Its sound is compressed (MP3)'],
    ['an unknown codec', aWav(oneSecond, { code: 0x1234 }), 'Its sound is compressed (format 4660)'],
    ['MP3 with a tag', Buffer.from('ID3\u0004........................................'), 'It is an MP3 file, not a WAV file'],
    ['bare MP3', Buffer.from([0xff, 0xfb, 0x90, 0x64, ...new Array(60).fill(0)]), 'It is an MP3 or AAC file, not a WAV file'],
    ['Ogg', Buffer.from(`OggS${'.'.repeat(60)}`), 'It is an Ogg file, not a WAV file'],
    ['M4A', Buffer.from(`\0\0\0\u0020ftypM4A ${'.'.repeat(60)}`), 'It is an MP4 or M4A file, not a WAV file'],
    ['text', Buffer.from('I am a text file.'), 'It is not a WAV file'],
    ['a video', Buffer.from(`RIFF....AVI ${'.'.repeat(60)}`), 'It is a RIFF file without WAVE sound'],
    [
      'an impossible header',
      aWav(oneSecond, { bits: 16, bytesPerSample: 5 }),
      'Its header makes no sense (1 channels, 5 bytes a frame, 16 bits)',
    ],
    ['no channels', aWav(oneSecond, { channels: 0 }), 'Its header makes no sense (0 channels, 0 bytes a frame, 16 bits)'],
    ['an impossible rate', aWav(oneSecond, { rate: 0 }), 'Its sample rate is 0 Hz'],
  ])('%s', (_, bytes, problem) => {
    expect(problemOf(bytes)).toBe(`${problem}: convert it, for example with: ${command}.`);
  });

  test.each([
    ['empty', new Uint8Array(0), 'It is empty'],
    ['a header without sound', aWav(new Uint8Array(0)), 'It holds no sound'],
    ['half an upload', aWav(oneSecond).subarray(0, 10_044), 'It is cut short: 10000 of 32000 bytes of sound are there'],
    ['the first bytes only', aWav(oneSecond).subarray(0, 20), 'Its header is cut short'],
    ['a header that ends before its sound', aWav(oneSecond).subarray(0, 36), 'It ends before its sound begins'],
  ])('%s', (_, bytes, problem) => {
    expect(problemOf(bytes)).toBe(`${problem}: export or copy it again.`);
  });

  test('longer than ten minutes', () => {
    expect(problemOf(aWav(new Uint8Array(601 * 8_000), { rate: 8_000, bits: 8 }))).toBe(
      'It lasts 601 seconds, and a prompt may last 600: cut it, for example with: ' +
        'ffmpeg -i OLD -t 600 -ac 1 -ar 16000 -c:a pcm_s16le NEW.wav.',
    );
  });

  test('whatever bytes come, there is an answer and no crash', () => {
    const wav = aWav(oneSecond.subarray(0, 64), { extensible: true, before: [chunk('junk', new Uint8Array(3))] });
    for (let at = 0; at < wav.length; at++) {
      for (const byte of [0, 1, 0x7f, 0xff]) {
        const damaged = Uint8Array.from(wav);
        damaged[at] = byte;
        expect(['fit', 'unfit']).toContain(fitWav(damaged).kind);
      }
      expect(['fit', 'unfit']).toContain(fitWav(wav.subarray(0, at)).kind);
    }
  });
});
