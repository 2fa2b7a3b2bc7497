import { VirtualClock } from '../../simulator/clock/virtual-clock.ts';
import type { AskBot } from '../bot-api/ask-bot.ts';
import { followCall } from './follow-call.ts';
import type { OutboundShown } from './shown.ts';

// The moment in which Graph is asked for the call is too short for a conversation to meet: here the bot's answers are written down.

const callIn = (status: OutboundShown['status']): OutboundShown => ({
  id: 'call-1',
  line: 'main',
  flow: 'main-line',
  status,
  askedAt: '2027-01-04T08:00:00.000Z',
  changedAt: '2027-01-04T08:00:00.000Z',
  window: { notBefore: '2027-01-04T08:00:00.000Z', notAfter: '2027-01-04T09:00:00.000Z' },
});

test('a call that is being placed at the moment of Ctrl-C is called off as soon as it can be', async () => {
  const clock = new VirtualClock();
  const asked: string[] = [];
  const looks: OutboundShown['status'][] = ['placing', 'placed', 'ended'];
  const offs = [409, 202];
  const ask: AskBot = async (method, path) => {
    asked.push(`${method} ${path}`);
    const status = method === 'DELETE' ? (offs.shift() ?? 500) : 200;
    const body = callIn(method === 'DELETE' ? 'placed' : (looks.shift() ?? 'ended'));
    return { status, headers: new Headers(), text: JSON.stringify(body), body };
  };
  const told: string[] = [];
  const following = clock.track('following', () =>
    followCall(callIn('placing'), {
      ask,
      world: {
        env: {},
        clock,
        onInterrupt: (then) => {
          then();
          return () => {};
        },
      },
      onStage: ({ status }) => told.push(status),
      onInterrupt: (what) => told.push(what),
    }),
  );
  await clock.advance(10_000);
  expect(await following).toMatchObject({ call: { status: 'ended' }, isLeft: false });
  expect(asked.filter((one) => one.startsWith('DELETE'))).toHaveLength(2);
  expect(told).toEqual(['off', 'placing', 'placed']);
});
