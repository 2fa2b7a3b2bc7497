import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal, type Rehearsal, type RehearsalOptions } from '../../cli/rehearsal.ts';
import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';

const ada = '0a1b2c3d-0001-4567-89ab-cdef01234567';
const queue = '0a1b2c3d-0003-4567-89ab-cdef01234567';
const otherBot = '0a1b2c3d-0006-4567-89ab-cdef01234567';
const plumber = '+441632960111';
const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
const account = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
const contacts = {
  ada: { user: ada },
  plumber: { phone: plumber },
  queue: { applicationInstance: queue },
  otherBot: { application: otherBot },
};

let dir: string;
let rehearsal: Rehearsal;
afterEach(async () => {
  await rehearsal.close();
  rmSync(dir, { recursive: true, force: true });
});

async function aLine(transfer: object, options: Partial<RehearsalOptions> = {}): Promise<ScriptedCaller> {
  dir = mkdtempSync(join(tmpdir(), 'teams-ivr-consultative-'));
  mkdirSync(join(dir, 'desk'));
  const go = { type: 'transfer', mode: 'consultative', whileWaiting: 'We are asking.', timeout: '15s', ...transfer };
  const steps = {
    go: { ...go, on: { busy: 'busy', noAnswer: 'nobody', failed: 'sorry' } },
    busy: { type: 'hangup', prompt: 'They are busy.', outcome: 'busy' },
    nobody: { type: 'hangup', prompt: 'Nobody takes the call.', outcome: 'nobody' },
    sorry: { type: 'hangup', prompt: 'It does not work.', outcome: 'failed' },
  };
  const flow = { specVersion: 1, name: 'Desk', languages: ['en-US'], start: 'go', steps };
  const lines = { desk: { applicationInstance: account, flow: 'desk' } };
  writeFileSync(join(dir, 'desk/flow.jsonc'), JSON.stringify(flow));
  writeFileSync(join(dir, 'contacts.jsonc'), JSON.stringify({ contacts }));
  writeFileSync(join(dir, 'lines.jsonc'), JSON.stringify({ lines, default: 'desk' }));
  const names = { [ada]: 'ada', [plumber]: 'plumber', [queue]: 'queue', [otherBot]: 'otherBot' };
  const known = [{ id: account, displayName: 'Desk', number: '+441632960999' }];
  rehearsal = await openRehearsal({ flowsDir: dir, lines: known, names, ...options });
  return rehearsal.caller();
}

const dial = { from: { kind: 'phone', number: '+441632960123' }, to: account } as const;

test.each([
  ['a user', 'ada', ada],
  ['a telephone', 'plumber', plumber],
])('%s is asked while the caller waits, presses 1, and gets the caller', async (_what, to, address) => {
  const caller = await aLine({ to, whisper: 'A customer with a leak.' });
  const person = rehearsal.person(address);
  await caller.dial(dial);
  await caller.hears('We are asking.');
  await person.accepts();
  await person.hears('A customer with a leak.');
  await person.presses('1');
  await caller.expectsTransferTo(to);
  await person.isTogetherWith('+441632960123');
  await caller.expectsEnd();
});

test.each([
  ['a resource account', 'queue'],
  ['another bot', 'otherBot'],
])('%s that answers gets the caller, when nobody is to press a key', async (_what, to) => {
  const caller = await aLine({ to, screen: false });
  await caller.dial(dial);
  await caller.expectsTransferTo(to);
  await caller.expectsEnd();
});

test('a person who presses 2 never has the caller, who hears what follows', async () => {
  const caller = await aLine({ to: 'ada' });
  const person = rehearsal.person(ada);
  await caller.dial(dial);
  await person.accepts();
  await person.hears('press 1');
  await person.presses('2');
  await caller.hears('Nobody takes the call.');
  await person.expectsEnd();
});

test.each([
  ['is busy', 'busy', 'They are busy.'],
  ['does not answer', 'noAnswer', 'Nobody takes the call.'],
  ['has a mailbox that answers', 'answers', 'Nobody takes the call.'],
] as const)('a telephone that %s never has the caller', async (_what, behaviour, words) => {
  const caller = await aLine({ to: 'plumber' }, { destinations: { [plumber]: behaviour } });
  await caller.dial(dial);
  await caller.hears(words);
  await caller.expectsEnd();
});

test('a caller who hangs up while somebody is asked leaves nobody in a call with nobody', async () => {
  const caller = await aLine({ to: 'ada' });
  const person = rehearsal.person(ada);
  await caller.dial(dial);
  await person.accepts();
  await person.hears('press 1');
  await caller.hangsUp();
  await person.expectsEnd();
});

test('without the permission to call people the flow goes another way', async () => {
  const permissions = ['Calls.AccessMedia.All', 'Calls.JoinGroupCall.All'] as const;
  const caller = await aLine({ to: 'ada' }, { directory: { tenants: [{ id: tenantId, permissions }] } });
  await caller.dial(dial);
  await caller.hears('It does not work.');
});
