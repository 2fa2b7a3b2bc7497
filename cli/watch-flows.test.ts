import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { aFolder } from '../test/support/a-folder.ts';
import { type FlowWatch, watchFlows } from './watch-flows.ts';

let folder: string;
let watch: FlowWatch;
beforeEach(() => {
  jest.useFakeTimers();
  folder = aFolder({ 'main-line/flow.jsonc': '{}' });
});
afterEach(() => {
  watch.stop();
  jest.useRealTimers();
});

test.each<[string, () => void]>([
  ['a flow is saved', () => writeFileSync(join(folder, 'main-line/flow.jsonc'), '{ "changed": 1 }')],
  ['a flow is added', () => writeFileSync(join(folder, 'main-line/more.jsonc'), '{}')],
  ['a flow is removed', () => rmSync(join(folder, 'main-line'), { recursive: true })],
])('a person hears within a second that %s', (_what, change) => {
  const changed = jest.fn(async () => {});
  watch = watchFlows(folder, changed);
  change();
  jest.advanceTimersByTime(999);
  expect(changed).toHaveBeenCalledTimes(1);
});
