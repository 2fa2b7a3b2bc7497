import { noTransfereeIn } from '../../call/roster.ts';
import { type Act, type Doing, leaveBy, type PromptRef, type StepContext, type StepSignal, wait } from '../define-step.ts';
import { leaveBecause } from '../reason.ts';
import { askingMs, joiningMs, joinWith, newsMs, ringForCaller } from '../ring-for-caller.ts';
import { afterTransfer, reasonOf } from '../transfer-outcomes.ts';
import { waitingWords, waitOn } from '../waiting-words.ts';

/** Long enough for somebody to pick up whose telephone rings without our knowing: then it tells of itself. */
const unheardOfMs = 20_000;

/** Who is consulted, and what both sides hear. */
export interface Consultation {
  readonly to: string;
  readonly announce?: PromptRef | undefined;
  readonly whileWaiting?: PromptRef | undefined;
  readonly whisper?: PromptRef | undefined;
  readonly screen: boolean;
  readonly timeoutMs: number;
}

/** The contact is rung while the caller waits; nothing is given away before somebody has taken the call. */
export function consult(plan: Consultation, context: StepContext): Act {
  const trouble = noTransfereeIn(context.call);
  if (trouble !== undefined) return leaveBecause('failed', trouble); // Nobody is rung for a caller who cannot be put through.
  const { to, announce, whileWaiting, whisper, screen, timeoutMs } = plan;
  const ringing = ringForCaller(to, { screen, whisper, ringMs: timeoutMs }, context);
  if (ringing === undefined) return { go: leaveBy('failed') };
  const words = context.speak(announce);
  const heard: Doing = words.length > 0 ? { kind: 'play', mark: 'waiting', prompts: words } : waitingWords(whileWaiting, context);
  return { do: [heard, ringing], go: { kind: 'wait', wakeInMs: timeoutMs + newsMs } };
}

export function goOnConsulting(plan: Consultation, signal: StepSignal, context: StepContext): Act {
  const isJoining = context.memory.joining === true;
  switch (signal.kind) {
    case 'mediaOver':
    case 'mediaFailed':
      return { do: waitOn(plan.whileWaiting, signal, context), go: wait(context.memory) };
    case 'tones':
      return { flush: true, go: wait(context.memory) };
    case 'leg': {
      if (isJoining) return { go: wait(context.memory) };
      const { state, outcome, result } = signal;
      if (state === 'accepted') return join(plan.to, context);
      if (state === 'connected') return { go: { kind: 'wait', memory: context.memory, wakeInMs: askingMs } };
      if (state === 'placed' && context.memory.unheardOf === true)
        return { go: { kind: 'wait', memory: {}, wakeInMs: plan.timeoutMs + newsMs } };
      if (state === 'asked' || state === 'placed') return { go: wait(context.memory) };
      return { flush: true, go: leaveBy(whyNot(state, outcome) ?? reasonOf(result)) };
    }
    case 'commandFailed':
      // One of which nobody knows may ring all the same, and tells of itself then. It is not asked for twice.
      if (signal.command === 'placeCall' && signal.why === 'unclear')
        return { go: { kind: 'wait', memory: { unheardOf: true }, wakeInMs: Math.min(plan.timeoutMs, unheardOfMs) } };
      return afterTransfer(signal);
    default:
      return afterTransfer(signal);
  }
}

function join(contact: string, context: StepContext): Act {
  const joined = joinWith(contact, context);
  if (joined === undefined) return { flush: true, go: leaveBy('failed') };
  return { do: [joined], go: { kind: 'wait', memory: { joining: true }, wakeInMs: joiningMs } };
}

/** Whoever turns the call away is not there for it: on the wire that is a 603, which counts as no answer too. */
function whyNot(state: 'declined' | 'ended', outcome: string | undefined): 'busy' | 'noAnswer' | undefined {
  if (state === 'declined' || outcome === 'declined' || outcome === 'noAnswer') return 'noAnswer';
  return outcome === 'busy' ? 'busy' : undefined;
}
