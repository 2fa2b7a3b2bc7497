import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hours } from '../../cli/commands/hours.ts';
import { openRehearsal } from '../../cli/rehearsal.ts';

let flowsDir = '';
beforeEach(() => {
  flowsDir = mkdtempSync(join(tmpdir(), 'closed-by-hand-'));
  cpSync('flows', flowsDir, { recursive: true });
});
afterEach(() => rmSync(flowsDir, { recursive: true, force: true }));

const byHand = async (...args: readonly string[]): Promise<void> => {
  expect(await hours.run([...args, '--flows', flowsDir], { out: () => {}, error: () => {} })).toBe(0);
};

test('an admin closes the building: the next call hears of it, a running call goes on, and later all is as before', async () => {
  const rehearsal = await openRehearsal({ flowsDir, flow: 'office-hours', startAt: Date.parse('2026-11-23T10:00+01:00') });
  const from = { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567', displayName: 'Ada Example' } as const;
  const dials = async () => {
    await rehearsal.clock.advance(1_000); // Files are looked at twice a second at most.
    const caller = rehearsal.caller();
    await caller.dial({ from, to: 'bot' });
    return caller;
  };
  try {
    const running = await dials();
    await running.hears('Welcome to Contoso');

    await byHand('close', 'building', '--reason', 'burst pipe');
    const next = await dials();
    await next.hears('Our building had to be closed');
    await running.hears('For sales, press 1');
    await running.presses('1');
    await running.hangsUp();
    await next.hangsUp();

    await byHand('resume', 'building');
    const later = await dials();
    await later.hears('Welcome to Contoso');
    await later.hangsUp();
  } finally {
    await rehearsal.close();
  }
}, 60_000);
