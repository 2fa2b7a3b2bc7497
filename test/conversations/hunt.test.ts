import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal, type Rehearsal } from '../../cli/rehearsal.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';

const ada = '0a1b2c3d-0001-4567-89ab-cdef01234567';
const bob = '0a1b2c3d-0002-4567-89ab-cdef01234567';
const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';

let dir: string;
let rehearsal: Rehearsal;
afterEach(async () => {
  await rehearsal.close();
  rmSync(dir, { recursive: true, force: true });
});

async function aLine(hunt: object = {}, languages: readonly string[] = ['en-US']): Promise<ScriptedCaller> {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-hunt-'));
  mkdirSync(join(dir, 'desk'));
  const flow = {
    specVersion: 1,
    name: 'Desk',
    languages,
    start: 'desk',
    steps: {
      desk: {
        type: 'hunt',
        targets: ['ada', 'bob'],
        whisper: 'A customer calls.',
        whileWaiting: 'We are looking for somebody.',
        ringTimeout: '15s',
        on: { noAnswer: 'sorry' },
        ...hunt,
      },
      sorry: { type: 'hangup', prompt: 'Nobody is free, goodbye.' },
    },
  };
  writeFileSync(join(dir, 'desk/flow.jsonc'), JSON.stringify(flow));
  writeFileSync(join(dir, 'contacts.jsonc'), JSON.stringify({ contacts: { ada: { user: ada }, bob: { user: bob } } }));
  writeFileSync(
    join(dir, 'lines.jsonc'),
    JSON.stringify({ lines: { desk: { applicationInstance: account, flow: 'desk' } }, default: 'desk' }),
  );
  rehearsal = await openRehearsal({
    flowsDir: dir,
    lines: [{ id: account, displayName: 'Desk', number: '+441632960999' }],
    names: { [ada]: 'ada', [bob]: 'bob' },
  });
  return rehearsal.caller();
}

const dial = { from: { kind: 'phone', number: '+441632960123' }, to: account } as const;

test('the first declines, the second presses 1, and the caller is connected with the second', async () => {
  const caller = await aLine();
  const first = rehearsal.person(ada, 'ada');
  const second = rehearsal.person(bob, 'bob');
  await caller.dial(dial);
  await caller.hears('looking for somebody');
  await first.declines();
  await second.accepts();
  await second.hears('A customer calls.');
  await second.presses('1');
  await caller.expectsTransferTo('bob');
  await caller.expectsEnd();
});

test('the first takes the telephone and presses 2, and the second is rung at once', async () => {
  const caller = await aLine();
  const first = rehearsal.person(ada, 'ada');
  const second = rehearsal.person(bob, 'bob');
  await caller.dial(dial);
  await first.accepts();
  await first.hears('press 1');
  await first.presses('2');
  const declinedAt = rehearsal.clock.now();
  await second.rings();
  expect(rehearsal.clock.now() - declinedAt).toBeLessThan(3_000);
});

test('whoever lets it ring is passed over, and a mailbox that answers does not win', async () => {
  const caller = await aLine();
  const first = rehearsal.person(ada, 'ada');
  const mailbox = rehearsal.person(bob, 'mailbox');
  await caller.dial(dial);
  await first.letsItRing();
  await mailbox.accepts();
  await mailbox.hears('To take the call, press 1.');
  await mailbox.staysSilent(30_000);
  await mailbox.expectsEnd();
  await caller.hears('Nobody is free');
  await caller.expectsEnd();
});

test('all ring together, and the other telephone stops when one takes the call', async () => {
  const caller = await aLine({ strategy: 'simultaneous' });
  const first = rehearsal.person(ada, 'ada');
  const second = rehearsal.person(bob, 'bob');
  await caller.dial(dial);
  await first.rings();
  await second.accepts();
  await second.hears('press 1');
  await second.presses('1');
  await first.expectsEnd();
  await caller.expectsTransferTo('bob');
});

test('the caller hangs up, and the telephone stops ringing', async () => {
  const caller = await aLine();
  const first = rehearsal.person(ada, 'ada');
  await caller.dial(dial);
  await first.rings();
  await caller.hangsUp();
  await first.expectsEnd();
});

test('the caller hangs up while somebody is being asked, who is told so', async () => {
  const caller = await aLine();
  const first = rehearsal.person(ada, 'ada');
  await caller.dial(dial);
  await first.accepts();
  await first.hears('A customer calls.');
  await caller.hangsUp();
  await first.hears('The caller is not waiting any more.');
  await first.expectsEnd();
});

test('people are asked, and callers comforted, in the language of the call', async () => {
  const caller = await aLine({ whisper: undefined, whileWaiting: undefined }, ['de-DE']);
  const first = rehearsal.person(ada, 'ada');
  await caller.dial(dial);
  await caller.hears('Ich versuche, jemanden für Sie zu erreichen.');
  await first.accepts();
  await first.hears('Um den Anruf anzunehmen, drücken Sie die 1.');
});
