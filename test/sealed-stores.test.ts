import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openRehearsal } from '../cli/rehearsal.ts';
import { databaseFile } from '../src/adapters/embedded/open-database.ts';
import { openEmbeddedStore } from '../src/adapters/embedded/open-embedded-store.ts';
import { undiciClient } from '../src/adapters/http/undici-client.ts';
import type { MemoryStore } from '../src/adapters/memory/open-memory-store.ts';
import { openStore } from '../src/compose/open-store.ts';
import { silentLog } from '../src/ports/log.ts';
import { aFolder } from './support/a-folder.ts';
import { answeredBy, flowOf } from './support/a-line.ts';
import { askAutomation } from './support/an-automation-api.ts';
import { account, ada } from './support/people.ts';

// Whoever gets hold of the folder in which a bot keeps what it must remember, of a backup for example.

const [ann, ben] = ['+441632960123', '+441632960124'];
const hour = 3_600_000;

const reminder = {
  start: 'remind',
  vars: { about: { type: 'string' }, typed: { type: 'string' } },
  steps: {
    remind: { type: 'collect', prompt: 'Your number, please.', into: 'typed', maxDigits: 6, next: 'again' },
    again: { type: 'callback', number: "'+441632960125'", flow: 'desk', window: { after: '5h' }, next: 'bye' },
    bye: { type: 'hangup', prompt: 'Thank you.' },
  },
};

/** What is about people, in whatever is kept of them: numbers, a user, variables, keys, a passcode. */
const secrets = ['1632960123', '1632960124', '1632960125', '0a1b2c3d-0001', 'toothache', 'sweetheart', '472915', '8a6sX1'];

const window = (fromHours: number) => ({
  notBefore: new Date(Date.now() + fromHours * hour).toISOString(),
  notAfter: new Date(Date.now() + (fromHours + 9) * hour).toISOString(),
});

/** All bytes of all files, and what somebody who asks the database hears of calls that were asked for. */
async function whatLiesInTheFolder(kept: 'sealed' | 'plain'): Promise<{ readonly bytes: string; readonly statuses: object }> {
  const state = aFolder();
  const http = undiciClient();
  const opened = await openStore({ store: { kind: 'embedded', stateDir: state } }, silentLog, http);
  const plain = openEmbeddedStore({ dir: state, log: silentLog });
  const { calls, ledger, register } = kept === 'sealed' ? opened.store : plain;
  const rehearsal = await openRehearsal({
    flowsDir: aFolder({
      'desk/flow.jsonc': flowOf(reminder),
      'contacts.jsonc': { contacts: { ada: { user: ada } } },
      'lines.jsonc': { lines: { desk: answeredBy('desk') }, default: 'desk' },
    }),
    lines: [{ id: account, displayName: 'Desk', number: '+441632960999' }],
    startAt: Date.now(), // The store on the disk has a clock of its own.
    wrapStore: (store): MemoryStore => ({ ...store, calls, ledger, register }),
  });
  try {
    const ask = (path: string, body: object) => askAutomation(rehearsal.bot, 'POST', path, body);
    const wish = { line: 'desk', variables: { about: 'toothache' } };
    const answered = rehearsal.person(ann);
    const asked = [
      await ask('outbound-calls', { ...wish, to: { phone: ann } }),
      await ask('outbound-calls', { ...wish, to: { contact: 'ada' }, window: window(5) }),
      await ask('outbound-calls', { ...wish, to: { phone: ben }, window: window(5) }),
      await ask('outbound-calls', {
        ...wish,
        to: { meeting: { meetingId: '123 456 789', passcode: '8a6sX1' } },
        window: window(5),
      }),
      await ask('campaigns', {
        name: 'Recall',
        line: 'desk',
        timeZone: 'Europe/London',
        window: { week: { 'mon-sun': '00:00-24:00' } },
        people: [{ to: { phone: ben }, variables: { about: 'sweetheart' } }],
      }),
    ];
    expect(asked.map(({ status }) => status)).toEqual([202, 202, 202, 202, 201]);
    await answered.accepts();
    await answered.hears('Your number');
    await answered.presses('472915');
    await answered.hears('Thank you');
    await rehearsal.clock.advance(60_000);
  } finally {
    await rehearsal.close();
    await http.close();
    await plain.close();
    await opened.store.close();
  }
  const files = readdirSync(state, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const bytes = files.map((file) => readFileSync(join(file.parentPath, file.name), 'latin1')).join('\n');
  const database = new DatabaseSync(join(state, databaseFile), { readOnly: true });
  const counted = database.prepare("SELECT value ->> 'status' AS status, COUNT(*) AS calls FROM ledger GROUP BY 1").all();
  database.close();
  return { bytes, statuses: Object.fromEntries(counted.map(({ status, calls }) => [status, calls])) };
}

test('no number, name, variable, key or passcode of anybody lies in the folder in the clear, and how far calls are can be read', async () => {
  const { bytes, statuses } = await whatLiesInTheFolder('sealed');
  expect(secrets.filter((secret) => bytes.includes(secret))).toEqual([]);
  expect(statuses).toEqual({ ended: 2, queued: 4 }); // Two have rung; a call back waits, like three others.
});

test('the search would find them: in a store that is not sealed, all of them are there', async () => {
  const { bytes } = await whatLiesInTheFolder('plain');
  expect(secrets.filter((secret) => !bytes.includes(secret))).toEqual([]);
});
