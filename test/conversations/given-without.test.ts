import { playConversation } from '../../cli/conversations/play-conversation.ts';
import { readTests } from '../../cli/conversations/read-tests.ts';
import { aFolder } from '../support/a-folder.ts';
import { answeredBy, flowOf } from '../support/a-line.ts';
import { ada, bob } from '../support/people.ts';

// `given without NAME` in a flow's tests: what Microsoft refuses can be tried without an administrator, and without TypeScript.

const plumber = '+441632960111';

/** Plays one conversation of a flow that begins at `main`. */
async function plays(steps: object, conversation: string): Promise<string> {
  const sorry = { type: 'hangup', prompt: 'That did not work.', outcome: 'sorry' };
  const done = { type: 'hangup', prompt: 'It is done.', outcome: 'done' };
  const flowsDir = aFolder({
    'desk/flow.jsonc': flowOf({ start: 'main', vars: { heard: { type: 'string' } }, steps: { ...steps, sorry, done } }),
    'desk/tests/one.txt': `== one\n${conversation}\n`,
    'contacts.jsonc': { contacts: { ada: { user: ada }, bob: { user: bob }, plumber: { phone: plumber } } },
    'lines.jsonc': { lines: { desk: answeredBy('desk') }, default: 'desk' },
  });
  const { conversations, findings, workspace } = await readTests(flowsDir, 'desk');
  expect(findings).toEqual([]);
  const [first] = conversations;
  if (first === undefined) throw new Error('There is no conversation.');
  const { outcome } = await playConversation(first, { flowsDir, flow: 'desk', workspace });
  return outcome.kind === 'passed' ? 'passed' : outcome.why;
}

const record = { main: { type: 'record', prompt: 'Speak now.', into: 'heard', next: 'done', on: { failed: 'sorry' } } };
const transfer = { main: { type: 'transfer', to: 'ada', on: { failed: 'sorry' } } };
const redirect = { main: { type: 'redirect', to: 'plumber', on: { failed: 'sorry' } } };
const group = { main: { type: 'invite', people: ['ada', 'bob'], next: 'done', on: { failed: 'sorry' } } };
const meeting = { main: { type: 'invite', people: ['ada'], organizer: 'ada', next: 'done', on: { failed: 'sorry' } } };

test.each([
  ['recording without the permission for media', record, 'Calls.AccessMedia.All'],
  ['a group call without its permission', group, 'Calls.InitiateGroupCall.All'],
  ['a meeting without its permission', meeting, 'OnlineMeetings.ReadWrite.All'],
  ['a meeting without an access policy', meeting, 'accessPolicy'],
  ['a telephone without a number', redirect, 'number'],
  ['a telephone without the licence of the account', redirect, 'licence'],
  ['a telephone without paid minutes', redirect, 'outboundMinutes'],
  ['a telephone without any of both', redirect, 'number, licence'],
  ['people without the permission to call them', { main: { ...redirect.main, to: 'ada' } }, 'Calls.Initiate.All'],
] as const)('%s: the flow goes its other way, and the test passes', async (_what, steps, lack) => {
  expect(await plays(steps, `given without ${lack}\nhear That did not work\nexpect end sorry`)).toBe('passed');
});

test('with everything set up the same flows go the usual way', async () => {
  expect(await plays(record, 'expect record; say 3s; hear It is done')).toBe('passed');
  expect(await plays(redirect, 'expect transfer plumber')).toBe('passed');
  expect(await plays(group, 'given ada accepts\nexpect end done')).toBe('passed');
  expect(await plays(meeting, 'given ada accepts\nhear It is done')).toBe('passed');
});

test('what the flow does not survive breaks the test', async () => {
  expect(await plays(record, 'given without Calls.AccessMedia.All\nexpect record')).toMatch(/expected|waited/);
});

test('what is missing disturbs nothing else', async () => {
  expect(await plays(transfer, 'given without accessPolicy\nexpect transfer ada')).toBe('passed');
});

test('nobody reaches an account by telephone that has no number, and the test says so', async () => {
  expect(await plays(record, 'given without number\ngiven caller +441632960123\nhear Speak')).toMatch(/number/);
});
