import { readWav } from './wav.ts';

/** What telephony plays: graph-calling, section 6. */
export const promptFormat = { sampleRate: 16_000, channels: 1, bits: 16, bytesPerMs: 32 } as const;

/** What is said in a sound, for whoever shows captions. */
export interface Caption {
  readonly text: string;
  /** What is shown of it, when that is not all. */
  readonly shown?: string;
  /** BCP 47. */
  readonly language: string;
}

/**
 * Writes 16 kHz mono 16 bit PCM (`data`: little-endian samples) as a WAV file. A caption goes into a LIST/INFO chunk
 * after the sound: ICMT holds the text, ISBJ what may be shown of it, IKEY the language, all UTF-8. Players skip chunks that they do not know, and
 * those that expect the sound at byte 44 find it there.
 */
export function writeWav(data: Uint8Array, caption?: Caption): Uint8Array {
  const info = caption === undefined ? new Uint8Array(0) : infoChunk(caption);
  const padded = data.length + (data.length % 2);
  const file = new Uint8Array(headerBytes + padded + info.length);
  const view = new DataView(file.buffer);
  ascii(file, 0, 'RIFF');
  view.setUint32(4, file.length - 8, true);
  ascii(file, 8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true); // PCM
  view.setUint16(22, promptFormat.channels, true);
  view.setUint32(24, promptFormat.sampleRate, true);
  view.setUint32(28, promptFormat.bytesPerMs * 1_000, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, promptFormat.bits, true);
  ascii(file, 36, 'data');
  view.setUint32(40, data.length, true);
  file.set(data, headerBytes);
  file.set(info, headerBytes + padded);
  return file;
}

/** The same fit prompt with its text inside. */
export function captioned(wav: Uint8Array, caption: Caption): Uint8Array {
  const read = readWav(wav);
  // Only fit prompts are put into the media store, so this is a damaged store; its bytes are as good without a caption.
  return read.kind === 'pcm' ? writeWav(read.sound.data, caption) : wav;
}

const headerBytes = 44;

function infoChunk({ text, shown, language }: Caption): Uint8Array {
  const masked = shown === undefined ? [] : [infoEntry('ISBJ', shown)];
  const entries = [infoEntry('ICMT', text), ...masked, infoEntry('IKEY', language)];
  const size = entries.reduce((sum, entry) => sum + entry.length, 4);
  const chunk = new Uint8Array(8 + size);
  ascii(chunk, 0, 'LIST');
  new DataView(chunk.buffer).setUint32(4, size, true);
  ascii(chunk, 8, 'INFO');
  let at = 12;
  for (const entry of entries) {
    chunk.set(entry, at);
    at += entry.length;
  }
  return chunk;
}

/** Zero-terminated, as the specification wants its strings, and padded to an even length. */
function infoEntry(name: string, text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const size = bytes.length + 1;
  const entry = new Uint8Array(8 + size + (size % 2));
  ascii(entry, 0, name);
  new DataView(entry.buffer).setUint32(4, size, true);
  entry.set(bytes, 8);
  return entry;
}

function ascii(bytes: Uint8Array, at: number, text: string): void {
  for (let n = 0; n < text.length; n++) bytes[at + n] = text.charCodeAt(n);
}
