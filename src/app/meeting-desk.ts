import { createHash } from 'node:crypto';
import type { AskedKey } from '../ports/asked-key.ts';
import type { MeetingLookUp, MeetingOutcome, MeetingPlan } from '../ports/meetings.ts';
import { ledgerKey } from './ledger-facts.ts';
import type { TurnPorts } from './turn-ports.ts';

type MeetingPorts = Pick<TurnPorts, 'meetings' | 'clock' | 'limits'>;
/** How long it is known what was asked under a key. Microsoft knows the meeting by it for longer. */
const keepMs = 90 * 86_400_000;
const none: MeetingOutcome = { kind: 'refused', code: 'noMeetings' };

/**
 * Makes a meeting for somebody who asks from outside a call. The same key twice is one meeting; without a key each is another.
 * What was asked under a key is noted down once there is the meeting, so that a request that was refused can be mended.
 */
export async function makeMeeting(
  { meetings, clock, limits, ledger }: MeetingPorts & Pick<TurnPorts, 'ledger'>,
  owner: { readonly tenantId: string; readonly organizer: string },
  plan: MeetingPlan,
  key: AskedKey | undefined,
): Promise<MeetingOutcome> {
  if (meetings === undefined) return none;
  const deadline = clock.now() + limits.requestMs;
  if (key === undefined) return meetings.create(owner, plan, deadline);
  const note = ledgerKey('meeting', key.key);
  const isOther = async () => {
    const noted = key.request === undefined ? undefined : (await ledger.get(note))?.value;
    return noted !== undefined && noted !== key.request;
  };
  if (await isOther()) return keyReused;
  // Microsoft keeps the purpose with the meeting, and a key may be anything: only its hash is told.
  const purpose = createHash('sha256').update(key.key).digest('hex').slice(0, 32);
  const made = await meetings.createOrGet(owner, purpose, plan, deadline);
  if (made.kind !== 'meeting' || key.request === undefined) return made;
  const saved = await ledger.put(note, { value: key.request, expiresAt: clock.now() + keepMs });
  return saved === 'overtaken' && (await isOther()) ? keyReused : made; // Two at the same moment: the other one was quicker.
}

const keyReused: MeetingOutcome = { kind: 'refused', code: 'keyReused' };

export async function findMeeting(
  { meetings, clock, limits }: MeetingPorts,
  owner: { readonly tenantId: string; readonly organizer: string },
  which: MeetingLookUp,
): Promise<MeetingOutcome | { readonly kind: 'notThere' }> {
  return meetings?.get(owner, which, clock.now() + limits.requestMs) ?? none;
}
