import { createHash } from 'node:crypto';
import type { MeetingLookUp, MeetingOutcome, MeetingPlan } from '../ports/meetings.ts';
import type { TurnPorts } from './turn-ports.ts';

type MeetingPorts = Pick<TurnPorts, 'meetings' | 'clock' | 'limits'>;
const none: MeetingOutcome = { kind: 'refused', code: 'noMeetings' };

/** Makes a meeting for somebody who asks from outside a call. The same key twice is one meeting; without a key each is another. */
export async function makeMeeting(
  { meetings, clock, limits }: MeetingPorts,
  owner: { readonly tenantId: string; readonly organizer: string },
  plan: MeetingPlan,
  key: string | undefined,
): Promise<MeetingOutcome> {
  if (meetings === undefined) return none;
  const deadline = clock.now() + limits.requestMs;
  if (key === undefined) return meetings.create(owner, plan, deadline);
  // Microsoft keeps the purpose with the meeting, and a key may be anything: only its hash is told.
  const purpose = createHash('sha256').update(key).digest('hex').slice(0, 32);
  return meetings.createOrGet(owner, purpose, plan, deadline);
}

export async function findMeeting(
  { meetings, clock, limits }: MeetingPorts,
  owner: { readonly tenantId: string; readonly organizer: string },
  which: MeetingLookUp,
): Promise<MeetingOutcome | { readonly kind: 'notThere' }> {
  return meetings?.get(owner, which, clock.now() + limits.requestMs) ?? none;
}
