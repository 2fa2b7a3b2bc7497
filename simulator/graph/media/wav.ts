/**
 * Reads a prompt as the media service would: RIFF, PCM, 16 bit, 16 kHz, mono, nothing else (graph-calling, section 6).
 * A `LIST`/`INFO` chunk may carry the words: `ICMT` is taken as the caption, `ISBJ` as what may be shown of it, `IKEY` as
 * its language.
 */
export type ReadWav =
  | {
      readonly kind: 'fit';
      readonly pcm: Uint8Array;
      readonly durationMs: number;
      /** All samples are zero. */
      readonly silent: boolean;
      readonly text?: string;
      /** What may be shown of it, when that is not all. */
      readonly shown?: string;
      readonly language?: string;
    }
  | { readonly kind: 'unfit'; readonly why: string };

export const bytesPerSecond = 32_000;

export function readWav(bytes: Uint8Array): ReadWav {
  if (bytes.length < 12 || ascii(bytes, 0) !== 'RIFF' || ascii(bytes, 8) !== 'WAVE') return unfit('it is not a RIFF WAVE file');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let format: string | undefined;
  let hasFormat = false;
  let pcm: Uint8Array | undefined;
  let words: { text?: string; shown?: string; language?: string } = {};
  let at = 12;
  while (at + 8 <= bytes.length) {
    const id = ascii(bytes, at);
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    if (start + size > bytes.length) return unfit(`its ${id.trim()} chunk is cut off`);
    if (id === 'fmt ') {
      hasFormat = true;
      format = size < 16 ? 'its format chunk is too short' : formatProblem(view, start);
    } else if (id === 'data') {
      pcm ??= bytes.subarray(start, start + size);
    } else if (id === 'LIST' && size >= 4 && ascii(bytes, start) === 'INFO') {
      words = { ...words, ...readInfo(bytes, view, start + 4, start + size) };
    }
    at = start + size + (size % 2); // Chunks begin at even offsets.
  }
  if (!hasFormat) return unfit('it has no format chunk');
  if (format !== undefined) return unfit(format);
  if (!pcm) return unfit('it has no data chunk');
  if (pcm.length % 2 !== 0) return unfit('its data ends in the middle of a sample');
  const durationMs = Math.round((pcm.length / bytesPerSecond) * 1000);
  return { kind: 'fit', pcm, durationMs, silent: pcm.every((byte) => byte === 0), ...words };
}

/** A WAV file around 16 kHz mono samples of 16 bits. */
export function writeWav(pcm: Uint8Array): Uint8Array {
  const wav = new Uint8Array(44 + pcm.length);
  const view = new DataView(wav.buffer);
  const letters = (at: number, text: string): void => wav.set(new TextEncoder().encode(text), at);
  letters(0, 'RIFF');
  view.setUint32(4, 36 + pcm.length, true);
  letters(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 16_000, true);
  view.setUint32(28, bytesPerSecond, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  letters(36, 'data');
  view.setUint32(40, pcm.length, true);
  wav.set(pcm, 44);
  return wav;
}

function formatProblem(view: DataView, at: number): string | undefined {
  const [encoding, channels, rate, bits] = [
    view.getUint16(at, true),
    view.getUint16(at + 2, true),
    view.getUint32(at + 4, true),
    view.getUint16(at + 14, true),
  ];
  if (encoding !== 1) return `its encoding is ${encoding}, not PCM (1)`;
  if (channels !== 1) return `it has ${channels} channels, not 1`;
  if (rate !== 16_000) return `its rate is ${rate} Hz, not 16000 Hz`;
  if (bits !== 16) return `its samples have ${bits} bits, not 16`;
  return undefined;
}

function readInfo(
  bytes: Uint8Array,
  view: DataView,
  from: number,
  to: number,
): { text?: string; shown?: string; language?: string } {
  const found: { text?: string; shown?: string; language?: string } = {};
  let at = from;
  while (at + 8 <= to) {
    const id = ascii(bytes, at);
    const size = view.getUint32(at + 4, true);
    if (at + 8 + size > to) break;
    const text = new TextDecoder()
      .decode(bytes.subarray(at + 8, at + 8 + size))
      .replace(/\0.*$/s, '')
      .trim();
    if (id === 'ICMT' && text !== '') found.text = text;
    if (id === 'ISBJ' && text !== '') found.shown = text;
    if (id === 'IKEY' && text !== '') found.language = text;
    at += 8 + size + (size % 2);
  }
  return found;
}

function ascii(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function unfit(why: string): ReadWav {
  return { kind: 'unfit', why };
}
