import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FlowWatch, watchFlows } from './watch-flows.ts';

let folder = '';
let watch: FlowWatch | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'watch-'));
  mkdirSync(join(folder, 'main-line'));
  writeFileSync(join(folder, 'main-line/flow.jsonc'), '{}');
});
afterEach(() => {
  watch?.stop();
  rmSync(folder, { recursive: true, force: true });
});

test.each<[string, () => void]>([
  ['a flow is saved', () => writeFileSync(join(folder, 'main-line/flow.jsonc'), '{ "changed": 1 }')],
  ['a flow is added', () => writeFileSync(join(folder, 'main-line/more.jsonc'), '{}')],
  ['a flow is removed', () => rmSync(join(folder, 'main-line'), { recursive: true })],
])('a person hears within a second that %s', async (_what, change) => {
  const heard = new Promise<number>((resolve) => {
    watch = watchFlows(folder, async () => resolve(performance.now()));
  });
  const saved = performance.now();
  change();
  expect((await heard) - saved).toBeLessThan(1000);
});
