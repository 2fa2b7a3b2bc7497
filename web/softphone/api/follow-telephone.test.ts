import type { TelephoneEvent } from '../../../simulator/softphone-api.ts';
import { followTelephone } from './follow-telephone.ts';

const rings = (...ids: readonly string[]): string =>
  `event: telephone\ndata: ${JSON.stringify({ ringing: ids.map((callId) => ({ callId, from: 'Ada' })) })}\n\n`;

/** Follows through the visits, the last of which stops it. */
async function follow(...visits: readonly (string | number)[]) {
  const stop = new AbortController();
  const told: string[] = [];
  const pauses: number[] = [];
  let visit = 0;
  await followTelephone({
    telephone: '+44 1632',
    onTelephone: ({ ringing, stopped }: TelephoneEvent = { ringing: [] }) =>
      told.push(
        ringing.map(({ callId }) => callId).join(' ') + (stopped === undefined ? '' : `, ${stopped.from}: ${stopped.why}`),
      ),
    signal: stop.signal,
    fetch: async () => {
      const answer = visits[visit];
      visit += 1;
      if (visit >= visits.length) stop.abort();
      if (typeof answer === 'number') throw new TypeError('connection refused');
      return new Response(answer);
    },
    pause: async (ms) => void pauses.push(ms),
  });
  return { told, pauses };
}

test('what rings is told as it changes', async () => {
  expect((await follow(rings() + rings('c1') + rings('c1', 'c2') + rings())).told).toEqual(['', 'c1', 'c1 c2', '']);
});

test('what has rung in vain is told with the reason', async () => {
  const stops = `event: telephone\ndata: ${JSON.stringify({ stopped: { callId: 'c1', from: 'Ada', why: 'Nobody answered.' }, ringing: [] })}\n\n`;
  expect((await follow(rings('c1') + stops)).told).toEqual(['c1', ', Ada: Nobody answered.']);
});

test('when the simulator goes away nothing rings, and the telephone is connected again when it is back', async () => {
  expect((await follow(rings('c1'), 0, rings('c2'))).told).toEqual(['c1', '', '', 'c2']);
});

test('a simulator that stays away is asked less and less often', async () => {
  expect((await follow(0, 0, 0, 0, 0, 0)).pauses).toEqual([300, 1_000, 3_000, 5_000, 5_000]);
});

test('what is no telephone event is skipped', async () => {
  expect((await follow(`data: {"ringing":[]}\n\nevent: telephone\ndata: nonsense\n\n${rings('c1')}`)).told).toEqual(['c1']);
});
