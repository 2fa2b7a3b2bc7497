import type { ScriptedCaller } from '../../simulator/caller/scripted-caller.ts';
import { aLine, type Line } from '../support/a-line.ts';
import { ada, bob, phoneDials } from '../support/people.ts';

let line: Line;

async function aHunt(hunt: object = {}, languages: readonly string[] = ['en-US']): Promise<ScriptedCaller> {
  const desk = {
    type: 'hunt',
    targets: ['ada', 'bob'],
    whisper: 'A customer calls.',
    whileWaiting: 'We are looking for somebody.',
    ringTimeout: '15s',
    on: { noAnswer: 'sorry' },
    ...hunt,
  };
  const steps = { desk, sorry: { type: 'hangup', prompt: 'Nobody is free, goodbye.' } };
  line = await aLine({ languages, start: 'desk', steps }, { contacts: { ada: { user: ada }, bob: { user: bob } } });
  return line.caller();
}

test('the first declines, the second presses 1, and the caller is connected with the second', async () => {
  const caller = await aHunt();
  const first = line.person(ada, 'ada');
  const second = line.person(bob, 'bob');
  await caller.dial(phoneDials);
  await caller.hears('looking for somebody');
  await first.declines();
  await second.accepts();
  await second.hears('A customer calls.');
  await second.presses('1');
  await caller.expectsTransferTo('bob');
  await caller.expectsEnd();
});

test('the first takes the telephone and presses 2, and the second is rung at once', async () => {
  const caller = await aHunt();
  const first = line.person(ada, 'ada');
  const second = line.person(bob, 'bob');
  await caller.dial(phoneDials);
  await first.accepts();
  await first.hears('press 1');
  await first.presses('2');
  const declinedAt = line.clock.now();
  await second.rings();
  expect(line.clock.now() - declinedAt).toBeLessThan(3_000);
});

test('whoever lets it ring is passed over, and a mailbox that answers does not win', async () => {
  const caller = await aHunt();
  const first = line.person(ada, 'ada');
  const mailbox = line.person(bob, 'mailbox');
  await caller.dial(phoneDials);
  await first.letsItRing();
  await mailbox.accepts();
  await mailbox.hears('To take the call, press 1.');
  await mailbox.staysSilent(30_000);
  await mailbox.expectsEnd();
  await caller.hears('Nobody is free');
  await caller.expectsEnd();
});

test('all ring together, and the other telephone stops when one takes the call', async () => {
  const caller = await aHunt({ strategy: 'simultaneous' });
  const first = line.person(ada, 'ada');
  const second = line.person(bob, 'bob');
  await caller.dial(phoneDials);
  await first.rings();
  await second.accepts();
  await second.hears('press 1');
  await second.presses('1');
  await first.expectsEnd();
  await caller.expectsTransferTo('bob');
});

test('the caller hangs up, and the telephone stops ringing', async () => {
  const caller = await aHunt();
  const first = line.person(ada, 'ada');
  await caller.dial(phoneDials);
  await first.rings();
  await caller.hangsUp();
  await first.expectsEnd();
});

test('the caller hangs up while somebody is being asked, who is told so', async () => {
  const caller = await aHunt();
  const first = line.person(ada, 'ada');
  await caller.dial(phoneDials);
  await first.accepts();
  await first.hears('A customer calls.');
  await caller.hangsUp();
  await first.hears('The caller is not waiting any more.');
  await first.expectsEnd();
});

test('people are asked, and callers comforted, in the language of the call', async () => {
  const caller = await aHunt({ whisper: undefined, whileWaiting: undefined }, ['de-DE']);
  const first = line.person(ada, 'ada');
  await caller.dial(phoneDials);
  await caller.hears('Ich versuche, jemanden für Sie zu erreichen.');
  await first.accepts();
  await first.hears('Um den Anruf anzunehmen, drücken Sie die 1.');
});
