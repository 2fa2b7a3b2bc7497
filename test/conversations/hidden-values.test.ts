// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { aLine } from '../support/a-line.ts';
import { eveDials } from '../support/people.ts';

const flow = {
  start: 'ask',
  vars: { account: { type: 'string', sensitive: true } },
  steps: {
    ask: {
      type: 'collect',
      prompt: 'Your number, please.',
      maxDigits: 6,
      into: 'account',
      confirm: 'You entered ${vars.account}. Press 1 if that is right.',
      next: 'bye',
    },
    bye: { type: 'hangup', prompt: 'Goodbye.' },
  },
};

test('a read-back is for the ear of the caller: the transcript and the list of requests hide what is sensitive', async () => {
  const line = await aLine(flow);
  const caller = line.caller();
  await caller.dial(eveDials);
  await caller.hears('Your number');
  for (const key of '472915') await caller.presses(key);
  await caller.hears('You entered 472915.');
  const said = caller.conversation.toString();
  expect(said).toContain('You entered ••••.');
  expect(said).not.toContain('472915');
  expect(JSON.stringify(line.graph.exchanges())).not.toContain('472915');
});
