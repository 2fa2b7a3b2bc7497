import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { aLine, type Line, type LineOptions } from '../support/a-line.ts';
import { only } from '../support/consent.ts';
import { ada, phoneDials } from '../support/people.ts';

const plumber = '+441632960111';
const contacts = {
  ada: { user: ada },
  plumber: { phone: plumber },
  queue: { applicationInstance: '0a1b2c3d-0003-4567-89ab-cdef01234567' },
  otherBot: { application: '0a1b2c3d-0006-4567-89ab-cdef01234567' },
};

let line: Line;

async function aTransfer(transfer: object, options: LineOptions = {}): Promise<ScriptedCaller> {
  const go = { type: 'transfer', mode: 'consultative', whileWaiting: 'We are asking.', timeout: '15s', ...transfer };
  const steps = {
    go: { ...go, on: { busy: 'busy', noAnswer: 'nobody', failed: 'sorry' } },
    busy: { type: 'hangup', prompt: 'They are busy.', outcome: 'busy' },
    nobody: { type: 'hangup', prompt: 'Nobody takes the call.', outcome: 'nobody' },
    sorry: { type: 'hangup', prompt: 'It does not work.', outcome: 'failed' },
  };
  line = await aLine({ start: 'go', steps }, { contacts, ...options });
  return line.caller();
}

test.each([
  ['a user', 'ada', ada],
  ['a telephone', 'plumber', plumber],
])('%s is asked while the caller waits, presses 1, and gets the caller', async (_what, to, address) => {
  const caller = await aTransfer({ to, whisper: 'A customer with a leak.' });
  const person = line.person(address);
  await caller.dial(phoneDials);
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
  const caller = await aTransfer({ to, screen: false });
  await caller.dial(phoneDials);
  await caller.expectsTransferTo(to);
  await caller.expectsEnd();
});

test('a person who presses 2 never has the caller, who hears what follows', async () => {
  const caller = await aTransfer({ to: 'ada' });
  const person = line.person(ada);
  await caller.dial(phoneDials);
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
  const caller = await aTransfer({ to: 'plumber' }, { destinations: { [plumber]: behaviour } });
  await caller.dial(phoneDials);
  await caller.hears(words);
  await caller.expectsEnd();
});

test('a caller who hangs up while somebody is asked leaves nobody in a call with nobody', async () => {
  const caller = await aTransfer({ to: 'ada' });
  const person = line.person(ada);
  await caller.dial(phoneDials);
  await person.accepts();
  await person.hears('press 1');
  await caller.hangsUp();
  await person.expectsEnd();
});

test('without the permission to call people the flow goes another way', async () => {
  const caller = await aTransfer({ to: 'ada' }, only('Calls.AccessMedia.All', 'Calls.JoinGroupCall.All'));
  await caller.dial(phoneDials);
  await caller.hears('It does not work.');
});
