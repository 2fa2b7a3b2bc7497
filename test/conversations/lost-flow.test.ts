import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { aCopyOfTheFlows, writeFiles } from '../support/a-folder.ts';
import { aRehearsal } from '../support/a-line.ts';
import { eveDials } from '../support/people.ts';

test('a call whose version of the flow is lost ends with words, and stands in the history', async () => {
  let history: string | undefined;
  const line = await aRehearsal({
    flowsDir: aCopyOfTheFlows(),
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
  const caller = line.caller();
  await caller.dial(eveDials);
  await caller.hears('Welcome to Contoso');
  const path = 'main-line/flow.jsonc';
  writeFiles(line.flowsDir, { [path]: `${readFileSync(join(line.flowsDir, path), 'utf8')}\n// edited\n` });
  await line.bot.flows.refresh();
  await caller.presses('1');
  await caller.hears('something went wrong on our side');
  await caller.expectsEnd();
  await line.clock.advance(10_000);
  expect(history).toBe('failed');
});
