import { aCallId, anArrival } from '../../../test/support/a-call.ts';
import { aFlow } from '../../../test/support/a-flow.ts';
import type { Call } from '../../core/call/call.ts';
import { beginCall } from '../../core/flow/play/begin-call.ts';
import type { MeetingOutcome } from '../../ports/meetings.ts';
import { defaultLimits } from '../turn-ports.ts';
import { whereToMeet } from './where-to-meet.ts';

const ada = { kind: 'user', id: '0a1b2c3d-0001-4567-89ab-cdef01234567' } as const;
const organizer = '0a1b2c3d-0002-4567-89ab-cdef01234567';
const joinUrl = 'https://teams.microsoft.com/meet/290273192001?p=8a6sX1';
const flow = aFlow({ bye: { type: 'hangup' } });
const call: Call = beginCall(flow, 'main', anArrival, 1_000);

/** Which meetings were asked for, and what came of it. */
async function meeting(outcome: MeetingOutcome, of: Call = call) {
  const asked: unknown[] = [];
  const meetings = {
    create: () => Promise.reject(new Error('not asked for')),
    get: () => Promise.reject(new Error('not asked for')),
    createOrGet: async (owner: object, purpose: string) => {
      asked.push([owner, purpose]);
      return outcome;
    },
  };
  const ports = { meetings, clock: { now: () => 1_000, sleep: async () => {} }, limits: defaultLimits };
  const where = await whereToMeet(ports, of, 'wish-1', { kind: 'inviteToMeeting', people: [ada], organizer });
  return { asked, where };
}

const made: MeetingOutcome = { kind: 'meeting', meeting: { id: 'm1', joinUrl } };

test("a meeting is made in the organizer's name, one for each wish, and the call learns the way in", async () => {
  const { asked, where } = await meeting(made);
  expect(asked).toEqual([[{ tenantId: anArrival.tenantId, organizer }, `${aCallId}-wish-1`]]);
  expect(where).toEqual({
    kind: 'invite',
    people: [ada],
    meeting: { kind: 'meetingId', meetingId: '290273192001', passcode: '8a6sX1' },
  });
});

test.each([
  ['a call with several people', { ...call, multiparty: true }],
  ['a caller whom nobody could bring there', { ...call, caller: { kind: 'unknown' as const } }],
])('%s needs no meeting: none is made', async (_what, of) => {
  expect(await meeting(made, of)).toEqual({ asked: [], where: { kind: 'invite', people: [ada] } });
});

test.each<readonly [string, MeetingOutcome, object]>([
  ['Graph refuses', { kind: 'refused', code: 'Forbidden' }, { kind: 'refused', code: 'Forbidden' }],
  ['Graph has too much to do', { kind: 'busy', retryAfterMs: 7_000 }, { kind: 'noAnswer', retryAfterMs: 7_000 }],
  ['no answer comes', { kind: 'unclear' }, { kind: 'noAnswer', retryAfterMs: 1_000 }],
  [
    'what comes is no way into a meeting',
    { kind: 'meeting', meeting: { id: 'm1', joinUrl: 'https://example.com/' } },
    { kind: 'refused', code: 'notAMeeting' },
  ],
])('when %s, the call is asked nothing, and whoever invites is told', async (_what, outcome, where) => {
  expect((await meeting(outcome)).where).toEqual(where);
});
