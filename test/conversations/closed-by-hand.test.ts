import { hours } from '../../cli/commands/hours.ts';
import { aCopyOfTheFlows } from '../support/a-folder.ts';
import { aRehearsal } from '../support/a-line.ts';
import { eveDials } from '../support/people.ts';

test('an admin closes the building: the next call hears of it, a running call goes on, and later all is as before', async () => {
  const flowsDir = aCopyOfTheFlows();
  const line = await aRehearsal({ flowsDir, flow: 'office-hours', startAt: Date.parse('2026-11-23T10:00+01:00') });
  const byHand = async (...args: readonly string[]): Promise<void> => {
    expect(await hours.run([...args, '--flows', flowsDir], { out: () => {}, error: () => {} })).toBe(0);
  };
  const dials = async () => {
    await line.clock.advance(1_000); // Files are looked at twice a second at most.
    const caller = line.caller();
    await caller.dial(eveDials);
    return caller;
  };
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
}, 60_000);
