import { listFlows } from '../../src/adapters/flow-folder/folder-files.ts';
import { readTests } from '../conversations/read-tests.ts';
import { testFlow } from '../conversations/test-flows.ts';

/** Plays every conversation of a folder. One line for each that failed, or that cannot be played. */
export async function testFolder(dir: string): Promise<{ readonly played: number; readonly failures: readonly string[] }> {
  const failures: string[] = [];
  let played = 0;
  for (const flow of await listFlows(dir)) {
    const tests = await readTests(dir, flow);
    for (const { place, message } of tests.findings) failures.push(`${place.file}:${place.line}:${place.column}  ${message}`);
    const { results } = await testFlow(tests);
    played += results.length;
    for (const { conversation, outcome, place } of results) {
      if (outcome.kind === 'failed') failures.push(`${flow}: ${conversation.name} (${place.file}:${place.line})`);
    }
  }
  return { played, failures };
}
