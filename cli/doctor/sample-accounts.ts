import type { Line } from '../../src/core/flow/workspace.ts';

/** Resource accounts of the shipped `lines.jsonc`; nobody has them. */
const sampleAccount = /^7e57ab1e-[0-9a-f]{4}-4bbb-8ccc-ddddeeeeffff$/;

export function hasSampleAccount({ applicationInstance }: Line): boolean {
  return applicationInstance !== undefined && sampleAccount.test(applicationInstance);
}

/** The account of a line, unless it is a sample's: then the line has none yet. */
export function ownAccount(line: Line): string | undefined {
  return hasSampleAccount(line) ? undefined : line.applicationInstance;
}
