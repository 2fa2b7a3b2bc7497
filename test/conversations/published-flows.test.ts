import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readFolderTexts } from '../../src/adapters/flow-folder/read-texts.ts';
import type { MemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import { freshForMs } from '../../src/app/publishing/published-flows.ts';
import { TestClock } from '../stores/store-under-test.ts';
import { aCopyOfTheFlows } from '../support/a-folder.ts';
import { aRehearsal, type Line } from '../support/a-line.ts';
import { aDesk } from '../support/a-workspace.ts';
import { askAutomation } from '../support/an-automation-api.ts';
import { eveDials } from '../support/people.ts';

/** What callers hear when flows are published, through the whole bot and the whole simulator. */
let folder = '';
let line: Line;
let store: MemoryStore;
beforeEach(async () => {
  folder = aCopyOfTheFlows();
  line = await aRehearsal({
    serves: 'published',
    wrapStore: (made) => {
      store = made;
      return made;
    },
  });
});

/** Publishes the shipped flows with other words, and what else is changed in the folder, sounds and all. */
async function publish(greeting: string, menu = 'For sales, press 1.'): Promise<void> {
  const path = join(folder, 'main-line/flow.jsonc');
  const text = readFileSync('flows/main-line/flow.jsonc', 'utf8');
  writeFileSync(path, text.replace('Welcome to Contoso.', greeting).replace('For sales, press 1.', menu));
  const { texts, sounds } = await readFolderTexts(folder, fitWav);
  const desk = aDesk(store, new TestClock(), { media: store.media });
  for (const bytes of sounds.values()) await desk.keepSound(bytes);
  const audio = Object.fromEntries(
    Object.entries(texts.audio).flatMap(([file, sound]) => ('hash' in sound ? [[file, sound.hash]] : [])),
  );
  expect(await desk.release({ files: texts.files, audio })).toMatchObject({ kind: 'done' });
}

async function dialled() {
  const caller = line.caller();
  await caller.dial(eveDials);
  return caller;
}

test('callers hear the folder until something is published, then what is published, with its recordings', async () => {
  const before = await dialled();
  await before.hears('Welcome to Contoso.');
  await publish('Good day at Fabrikam.');
  await line.clock.advance(freshForMs);
  const after = await dialled();
  await after.hears('Good day at Fabrikam.');
});

test('a call that is running goes on with the flow that it began with', async () => {
  await publish('Good day at Fabrikam.');
  await line.clock.advance(freshForMs);
  const running = await dialled();
  await running.hears('Good day at Fabrikam.');
  await publish('Hello, Northwind.', 'To buy something, press 1.');
  await line.clock.advance(freshForMs);
  const next = await dialled();
  await next.hears('Hello, Northwind.');
  await next.hears('To buy something, press 1.');
  await running.presses('*');
  await running.hears('For sales, press 1');
});

test('whoever looks after calls names contacts as they were published', async () => {
  const path = join(folder, 'contacts.jsonc');
  const added = '"nightDesk": { "user": "0a1b2c3d-0009-4567-89ab-cdef01234567" },';
  writeFileSync(path, readFileSync(path, 'utf8').replace('"contacts": {', `"contacts": { ${added}`));
  await publish('Good day at Fabrikam.');
  await line.clock.advance(freshForMs);
  const caller = await dialled();
  await caller.hears('For sales');
  const { body } = await askAutomation(line.bot, 'GET', 'live-calls');
  const at = `live-calls/${body.calls[0].callId}`;
  const asked = await askAutomation(line.bot, 'POST', `${at}/transfer`, { to: { contact: 'nightDesk' } });
  expect(asked).toMatchObject({ status: 202 });
  await caller.expectsTransferTo('0a1b2c3d-0009-4567-89ab-cdef01234567');
});

test('the bot on a laptop serves its admin API to this machine, and what it publishes there is heard', async () => {
  await publish('Good day at Fabrikam.');
  const answer = await line.bot.admin(
    { method: 'GET', url: 'http://127.0.0.1:7071/api/admin/flows', headers: new Headers(), body: null, params: {} },
    'token',
  );
  expect(answer.status).toBe(200);
  const body = JSON.parse(String(answer.body));
  expect(body).toMatchObject({
    serves: 'published',
    flows: expect.arrayContaining([expect.objectContaining({ name: 'main-line' })]),
  });
  const stranger = await line.bot.admin(
    { method: 'GET', url: 'https://bot.example/api/admin/flows', headers: new Headers(), body: null, params: {} },
    'token',
  );
  expect(stranger.status).toBe(401);
});
