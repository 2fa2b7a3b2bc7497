import type { Call } from '../core/call/call.ts';
import type { ArrangeMeeting } from '../core/call/call-command.ts';
import type { CommandOutcome } from '../ports/call-control.ts';
import type { TurnPorts } from './turn-ports.ts';

/** Makes the meeting that a call needs. Asked twice for the same purpose it is the same meeting, so an unclear end does no harm. */
export async function arrangeMeeting(
  { meetings }: Pick<TurnPorts, 'meetings'>,
  { tenantId }: Call,
  { organizer, subject, purpose }: ArrangeMeeting,
  deadline: number,
): Promise<CommandOutcome> {
  const plan = subject === undefined ? {} : { subject };
  const outcome = await meetings?.createOrGet({ tenantId, organizer }, purpose, plan, deadline);
  if (outcome === undefined) return { kind: 'refused', code: 'noMeetings' };
  if (outcome.kind !== 'meeting') return outcome;
  return { kind: 'accepted', answer: { kind: 'operation', ended: 'completed', value: { ...outcome.meeting } } };
}
