import type { Call } from '../../core/call/call.ts';
import type { ControlWish } from '../../core/call/call-event.ts';
import { readJoinUrl } from '../../core/call/meeting.ts';
import { personIn } from '../../core/steps/bring-caller.ts';
import type { AskedWish, ControlOutcome } from '../../ports/live-calls.ts';
import type { TurnPorts } from '../turn-ports.ts';

type Invite = ControlWish & { readonly kind: 'invite' };
/** When to ask again after Graph gave no answer: asking twice makes one meeting. */
const againMs = 1_000;

/**
 * Makes the meeting in which a caller who is alone with the bot and others can meet, before the call is told: the wish that the
 * call takes knows the way in, so that no turn waits for Graph. The same wish has the same meeting. Those who are several
 * already need none, and a caller whom nobody could bring anywhere is refused by the call.
 */
export async function whereToMeet(
  { meetings, clock, limits }: Pick<TurnPorts, 'meetings' | 'clock' | 'limits'>,
  call: Call,
  wishId: string,
  { people, organizer }: AskedWish & { readonly kind: 'inviteToMeeting' },
): Promise<Invite | (ControlOutcome & { readonly kind: 'refused' | 'noAnswer' })> {
  if (call.multiparty || personIn(call) === undefined) return { kind: 'invite', people };
  if (meetings === undefined) return { kind: 'refused', code: 'noMeetings' };
  const made = await meetings.createOrGet(
    { tenantId: call.tenantId, organizer },
    `${call.id}-${wishId}`,
    {},
    clock.now() + limits.requestMs,
  );
  switch (made.kind) {
    case 'meeting': {
      const meeting = readJoinUrl(made.meeting.joinUrl);
      return meeting === undefined ? { kind: 'refused', code: 'notAMeeting' } : { kind: 'invite', people, meeting };
    }
    case 'refused':
      return { kind: 'refused', code: made.code };
    case 'busy':
      return { kind: 'noAnswer', retryAfterMs: made.retryAfterMs };
    case 'unclear':
      return { kind: 'noAnswer', retryAfterMs: againMs };
  }
}
