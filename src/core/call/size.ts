import { type Call, type Frame, limits, type VarValue } from './call.ts';

const utf8 = new TextEncoder();

/** How many bytes a value takes as JSON. Bytes and not characters, because that is what a document is measured in. */
export function bytesOf(value: unknown): number {
  return utf8.encode(JSON.stringify(value)).length;
}

/** All variables of a call together: those of the flow in which it stands, and those that wait in its frames. */
export function bytesOfVars(vars: Call['vars'], frames: readonly Frame[] = []): number {
  return frames.reduce((sum, frame) => sum + bytesOf(frame.vars), bytesOf(vars));
}

export function varsFit(vars: Call['vars'], frames?: readonly Frame[]): boolean {
  return bytesOfVars(vars, frames) <= limits.vars;
}

/** A value as a variable keeps it: a text is cut, and nothing else is. */
export function asVariable(value: VarValue): VarValue {
  return typeof value === 'string' ? value.slice(0, limits.varText) : value;
}

/** The last ones: so many at the most, and no more of them than fit into so many bytes. */
export function lastOf<Item>(items: readonly Item[], most: { readonly count: number; readonly bytes: number }): readonly Item[] {
  let kept = items.slice(-most.count);
  while (kept.length > 0 && bytesOf(kept) > most.bytes) kept = kept.slice(1);
  return kept;
}

/** The beginning of a text: as many of its characters as fit into so many bytes. */
export function beginningOf(text: string, bytes: number): string {
  if (utf8.encode(text).length <= bytes) return text;
  // Never half a character: `encodeInto` writes whole ones, and says how much of the text that was.
  return text.slice(0, utf8.encodeInto(text, new Uint8Array(Math.max(0, bytes))).read);
}
