import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Published facts about Graph, beside the repository; not part of it, so it may be absent. */
export const contractFolder = join(process.cwd(), '..', 'shared', 'reference', 'graph-contract');
export const contractIsHere = existsSync(join(contractFolder, 'openapi-communications-calls.json'));

export function readContract(...path: readonly string[]): string {
  return readFileSync(join(contractFolder, ...path), 'utf8');
}

/** `tone-2-star.json`, `irregular/string-result-codes.json`, … */
export function notificationFiles(): readonly string[] {
  const folder = join(contractFolder, 'notifications');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort();
}

/** One visible test instead of silence when the contract is not there. */
export function sayThatItIsAbsent(what: string): void {
  test(`LEFT OUT: ${what}, because ../shared/reference/graph-contract is absent`, () => {
    console.warn(`${what}: left out, ${contractFolder} is absent.`);
    expect(contractIsHere).toBe(false);
  });
}
