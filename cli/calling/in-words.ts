import { explainReason } from '../../src/core/call/explain/explain.ts';
import type { LiveShown, OutboundShown } from './shown.ts';

/** What a live call is doing. */
export function stateInWords({ state, direction }: Pick<LiveShown, 'state' | 'direction'>): string {
  switch (state) {
    case 'incoming':
    case 'establishing':
      return direction === 'outgoing' ? 'ringing' : 'being answered';
    case 'established':
      return 'connected';
    case 'transferring':
    case 'transferAccepted':
    case 'redirecting':
      return 'being sent on';
    default:
      return 'ending';
  }
}

/** Outcomes of calls in which nobody was there. */
const nobody: ReadonlySet<string> = new Set(['busy', 'declined', 'noAnswer', 'notReached']);

/** Whether the call that was asked for has come about. `wasConnected`: it was seen to be. */
export function hasComeAbout({ status, outcome = '' }: OutboundShown, wasConnected: boolean): boolean {
  return status === 'ended' && !nobody.has(outcome) && (outcome !== 'endedByOperator' || wasConnected);
}

/** How a call that was asked for ended, and where something is wrong, why and what to do. */
export function endInWords({ status, outcome = '', code, why, place }: OutboundShown): readonly string[] {
  // The bot hangs up by itself when nobody takes the call, which is a normal end to Microsoft. 5013 says that nobody came.
  const isNormal = nobody.has(outcome) && /^(0|2\d\d)\/(?!5013$)/.test(code ?? '');
  const because = (isNormal ? undefined : why) ?? explainReason(isNormal ? outcome : (code ?? outcome)).explanation;
  const reasons = [`cause  ${because.cause}`, `fix    ${because.fix}`];
  switch (status) {
    case 'failed':
      return [`failed: ${because.words}${code === undefined ? '' : ` (${code})`}.`, ...reasons];
    case 'expired':
      return ['expired: its time was over before it could be placed.', 'fix    Ask again, with a later --not-after.'];
    case 'cancelled':
      if (code !== undefined) return [`not called: ${because.words}${place === undefined ? '' : ` (${place})`}.`, ...reasons];
      return ['called off before it was placed.'];
    default:
      if (nobody.has(outcome))
        return [`ended: ${because.words} (${isNormal || code === undefined ? outcome : `${outcome}, ${code}`}).`, ...reasons];
      return [`ended: ${outcomeInWords(outcome)}.`];
  }
}

function outcomeInWords(outcome: string): string {
  if (outcome === 'callerHungUp') return 'they hung up (callerHungUp)';
  if (outcome === 'endedByOperator') return 'hung up by an operator (endedByOperator)';
  if (outcome === 'movedOn') return 'it goes on in another call (movedOn)';
  return `outcome "${outcome}"`;
}

/** `14:03:07` on this machine's clock. */
export const timeOf = (ms: number): string => new Date(ms).toTimeString().slice(0, 8);

/** `1h 02m`, `3m 07s`, `12s`. */
export function spanInWords(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  const two = (value: number): string => String(value).padStart(2, '0');
  if (seconds >= 3_600) return `${Math.floor(seconds / 3_600)}h ${two(Math.floor(seconds / 60) % 60)}m`;
  return seconds >= 60 ? `${Math.floor(seconds / 60)}m ${two(seconds % 60)}s` : `${seconds}s`;
}
