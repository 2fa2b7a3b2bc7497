/** The sound inside a WAV file, as it lies there. */
export interface PcmSound {
  readonly encoding: 'integer' | 'float';
  readonly channels: number;
  /** Hertz. */
  readonly sampleRate: number;
  /** Significant bits of one sample; a sample of 12 bits lies in the upper bits of two bytes. */
  readonly bits: number;
  readonly bytesPerSample: number;
  /** Whole frames only. */
  readonly data: Uint8Array;
  /** True when the header says plainly what follows: format 1, true sizes, no half frame. */
  readonly plain: boolean;
}

export type ReadWav =
  | { readonly kind: 'pcm'; readonly sound: PcmSound }
  /** `problem`: what is wrong, without a full stop. `mend`: what to do, as the end of the sentence. */
  | { readonly kind: 'unreadable'; readonly problem: string; readonly mend: string };

/** The command that turns nearly anything into a fit prompt. */
export const convertCommand = 'ffmpeg -i OLD -ac 1 -ar 16000 -c:a pcm_s16le NEW.wav';
const convert = `convert it, for example with: ${convertCommand}`;
const again = 'export or copy it again';

/**
 * Reads a RIFF/WAVE file by walking its chunks, in whatever order and company they come ("Multimedia Programming
 * Interface and Data Specifications 1.0", Microsoft and IBM, 1991; WAVEFORMATEXTENSIBLE in Microsoft's mmreg.h).
 */
export function readWav(bytes: Uint8Array): ReadWav {
  if (bytes.length === 0) return unreadable('It is empty', again);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const stranger = notRiffWave(bytes);
  if (stranger !== undefined) return stranger;

  let format: Format | undefined;
  let at = 12;
  while (at + 8 <= bytes.length) {
    const name = ascii(bytes, at, 4);
    const size = view.getUint32(at + 4, true);
    const body = at + 8;
    if (name === 'fmt ') {
      if (size < 16 || body + size > bytes.length) return unreadable('Its header is cut short', again);
      format = readFormat(view, body, size);
    } else if (name === 'data') {
      return format === undefined
        ? unreadable('Its sound comes before the description of its sound', convert)
        : readSound(bytes, body, size, format);
    }
    at = body + size + (size % 2); // Chunks start at even places.
  }
  return unreadable(format === undefined ? 'Its header is cut short' : 'It ends before its sound begins', again);
}

interface Format {
  readonly code: number;
  readonly channels: number;
  readonly sampleRate: number;
  readonly frameBytes: number;
  readonly bits: number;
  readonly extensible: boolean;
}

const pcm = 1;
const ieeeFloat = 3;
const extensibleCode = 0xfffe;
/** The rest of a sub-format's GUID when its first two bytes are a format code. */
const codeGuid = '000000001000800000aa00389b71';

function readFormat(view: DataView, at: number, size: number): Format {
  const code = view.getUint16(at, true);
  const common = {
    channels: view.getUint16(at + 2, true),
    sampleRate: view.getUint32(at + 4, true),
    frameBytes: view.getUint16(at + 12, true),
  };
  const containerBits = view.getUint16(at + 14, true);
  if (code !== extensibleCode || size < 40) return { ...common, code, bits: containerBits, extensible: false };
  const guid = Array.from({ length: 14 }, (_, n) =>
    view
      .getUint8(at + 26 + n)
      .toString(16)
      .padStart(2, '0'),
  ).join('');
  const bits = view.getUint16(at + 18, true) || containerBits;
  return { ...common, code: guid === codeGuid ? view.getUint16(at + 24, true) : code, bits, extensible: true };
}

function readSound(bytes: Uint8Array, at: number, size: number, format: Format): ReadWav {
  const { code, channels, sampleRate, frameBytes, bits } = format;
  if (code !== pcm && code !== ieeeFloat) return unreadable(`Its sound is compressed (${codecName(code)})`, convert);
  const bytesPerSample = frameBytes / channels;
  const fits = code === pcm ? [1, 2, 3, 4].includes(bytesPerSample) : [4, 8].includes(bytesPerSample);
  if (!fits || bits === 0 || bits > bytesPerSample * 8) {
    return unreadable(`Its header makes no sense (${channels} channels, ${frameBytes} bytes a frame, ${bits} bits)`, convert);
  }
  if (sampleRate < 4_000 || sampleRate > 192_000) return unreadable(`Its sample rate is ${sampleRate} Hz`, convert);

  const left = bytes.length - at;
  const streamed = size >= openEnd && size > left;
  if (size > left && !streamed) {
    return unreadable(`It is cut short: ${left} of ${size} bytes of sound are there`, again);
  }
  const whole = Math.min(size, left);
  const length = whole - (whole % frameBytes);
  if (length === 0) return unreadable('It holds no sound', again);
  return {
    kind: 'pcm',
    sound: {
      encoding: code === pcm ? 'integer' : 'float',
      channels,
      sampleRate,
      bits,
      bytesPerSample,
      data: bytes.subarray(at, at + length),
      plain: !format.extensible && !streamed && length === size,
    },
  };
}

/** Programs that write to a pipe cannot know the size: ffmpeg leaves 0xffffffff, sox 0x7ffff000 and a little. */
const openEnd = 0x7ffff000;

function notRiffWave(bytes: Uint8Array): ReadWav | undefined {
  const start = ascii(bytes, 0, 4);
  if (start === 'RIFF') {
    return ascii(bytes, 8, 4) === 'WAVE' ? undefined : unreadable('It is a RIFF file without WAVE sound', convert);
  }
  const kind = otherFiles.find(([is]) => is(bytes, start))?.[1];
  return kind === undefined ? unreadable('It is not a WAV file', convert) : unreadable(`It is ${kind}, not a WAV file`, convert);
}

const otherFiles: readonly (readonly [is: (bytes: Uint8Array, start: string) => boolean, kind: string])[] = [
  [(_, start) => start.startsWith('ID3'), 'an MP3 file'],
  [([first = 0, second = 0]) => first === 0xff && (second & 0xe0) === 0xe0, 'an MP3 or AAC file'],
  [(_, start) => start === 'OggS', 'an Ogg file'],
  [(_, start) => start === 'fLaC', 'a FLAC file'],
  [(bytes) => ascii(bytes, 4, 4) === 'ftyp', 'an MP4 or M4A file'],
  [(_, start) => start === 'FORM', 'an AIFF file'],
  [(_, start) => start === 'RF64' || start === 'BW64', 'a 64-bit WAV (RF64) file'],
  [(_, start) => start === 'RIFX', 'a big-endian WAV (RIFX) file'],
];

function codecName(code: number): string {
  return codecs.get(code) ?? `format ${code}`;
}

const codecs: ReadonlyMap<number, string> = new Map([
  [0x02, 'Microsoft ADPCM'],
  [0x06, 'A-law'],
  [0x07, 'µ-law'],
  [0x11, 'IMA ADPCM'],
  [0x31, 'GSM 6.10'],
  [0x50, 'MPEG'],
  [0x55, 'MP3'],
  [0xff, 'AAC'],
]);

function unreadable(problem: string, mend: string): ReadWav {
  return { kind: 'unreadable', problem, mend };
}

function ascii(bytes: Uint8Array, at: number, length: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + length));
}
