import type { Finding } from '../../core/flow/finding.ts';
import { type FileRead, readBounded } from './folder-files.ts';

const mostBytes = 4_000_000;

export type TextRead =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly finding: Finding };

/** Reads a text file of a workspace. */
export async function readText(path: string): Promise<TextRead> {
  const read: FileRead = await readBounded(path, mostBytes);
  if (read.kind === 'missing') return read;
  if (read.kind === 'unreadable') return { kind: 'unreadable', finding: fileFinding(path, `the file ${read.why}`, 'replace it') };
  try {
    return { kind: 'read', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(read.bytes) };
  } catch {
    return { kind: 'unreadable', finding: fileFinding(path, 'the file is not UTF-8 text', 'save it with the encoding UTF-8') };
  }
}

/** A finding about a file as a whole. */
export function fileFinding(file: string, message: string, fix: string): Finding {
  return { code: 'IVR508', severity: 'error', place: { file, line: 1, column: 1, pointer: '' }, message, fix };
}
