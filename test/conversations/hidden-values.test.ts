// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openRehearsal } from '../../cli/rehearsal.ts';

const flow = {
  specVersion: 1,
  name: 'Read back',
  languages: ['en-US'],
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
  const flowsDir = mkdtempSync(join(tmpdir(), 'hidden-values-'));
  mkdirSync(join(flowsDir, 'main'));
  writeFileSync(join(flowsDir, 'main/flow.jsonc'), JSON.stringify(flow));
  writeFileSync(join(flowsDir, 'lines.jsonc'), JSON.stringify({ lines: { main: { flow: 'main' } }, default: 'main' }));
  const rehearsal = await openRehearsal({ flowsDir });
  try {
    const caller = rehearsal.caller();
    await caller.dial({ from: { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' }, to: 'bot' });
    await caller.hears('Your number');
    for (const key of '472915') await caller.presses(key);
    await caller.hears('You entered 472915.');
    const said = caller.conversation.toString();
    expect(said).toContain('You entered ••••.');
    expect(said).not.toContain('472915');
    expect(JSON.stringify(rehearsal.graph.exchanges())).not.toContain('472915');
    await caller.hangsUp();
  } finally {
    await rehearsal.close();
    rmSync(flowsDir, { recursive: true });
  }
});
