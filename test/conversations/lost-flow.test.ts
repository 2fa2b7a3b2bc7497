import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal } from '../../cli/rehearsal.ts';
import { readWorkspace } from '../../cli/workspace.ts';

const flowsDir = join(process.cwd(), 'flows');

test('a call whose version of the flow is lost ends with words, and stands in the history', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'teams-ivr-lost-flow-'));
  await cp(flowsDir, dir, { recursive: true });
  const { names, lines } = await readWorkspace(dir);
  let history: string | undefined;
  const rehearsal = await openRehearsal({
    flowsDir: dir,
    names,
    lines,
    wrapStore: (store) => ({
      ...store,
      versions: { ...store.versions, get: async () => undefined }, // Whoever tidied up took too much.
      history: {
        ...store.history,
        append: async (record) => {
          history = record.outcome;
          return store.history.append(record);
        },
      },
    }),
  });
  try {
    const caller = rehearsal.caller();
    await caller.dial({ from: { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' }, to: lines[0]?.id ?? 'bot' });
    await caller.hears('Welcome to Contoso');
    const path = join(dir, 'main-line/flow.jsonc');
    await writeFile(path, `${await readFile(path, 'utf8')}\n// edited\n`);
    await rehearsal.bot.flows.refresh();
    await caller.presses('1');
    await caller.hears('something went wrong on our side');
    await caller.expectsEnd();
    await rehearsal.clock.advance(10_000);
    expect(history).toBe('failed');
  } finally {
    await rehearsal.close();
    await rm(dir, { recursive: true });
  }
});
