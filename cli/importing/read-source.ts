import { readFile, stat } from 'node:fs/promises';

/** An export of somebody else's, decoded and parsed; or why not, and what to do. */
export type SourceRead =
  | { readonly kind: 'read'; readonly value: unknown }
  | { readonly kind: 'unreadable'; readonly why: string };

/** The largest known exports have a few megabytes. */
const mostBytes = 32 * 1024 * 1024;

/** Reads one exported file. */
export async function readSource(path: string): Promise<SourceRead> {
  try {
    const { size } = await stat(path);
    if (size > mostBytes) return { kind: 'unreadable', why: `${path} has more than 32 MB. That is no export of one flow.` };
    return parseSource(await readFile(path), path);
  } catch {
    return { kind: 'unreadable', why: `There is no file "${path}" that can be read.` };
  }
}

/** PowerShell's `>` writes UTF-16, and its `Out-File` a byte order mark; both are taken as they are. */
export function parseSource(bytes: Uint8Array, name: string): SourceRead {
  const text = decoded(bytes).trim();
  if (text === '') return { kind: 'unreadable', why: `${name} is empty.` };
  try {
    return { kind: 'read', value: JSON.parse(text) as unknown };
  } catch (error) {
    const where = error instanceof Error ? placeIn(text, error.message) : '';
    return { kind: 'unreadable', why: `${name} is not JSON${where}. Export it again, as the page docs/importing.md says.` };
  }
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  if (first !== 0 && second === 0) return new TextDecoder('utf-16le').decode(bytes);
  return new TextDecoder().decode(bytes);
}

/** V8 says at which character it stopped. */
function placeIn(text: string, message: string): string {
  const at = /at position (\d+)/.exec(message)?.[1];
  if (at === undefined) return '';
  const before = text.slice(0, Number(at)).split('\n');
  return ` (line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1})`;
}
