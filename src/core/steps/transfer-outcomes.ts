import type { ResultInfo } from '../call/call-event.ts';
import { type Act, leaveBy, type StepSignal, wait } from './define-step.ts';

/** The outcomes of every step that sends the caller on. */
export const transferOutcomes = {
  failed: { summary: 'the caller could not be sent there', otherwise: 'error' },
  busy: { summary: 'they are busy', otherwise: 'failed' },
  noAnswer: { summary: 'nobody answered', otherwise: 'failed' },
} as const;

/** What follows when the caller is still, or again, with us. */
export function afterTransfer(signal: StepSignal): Act {
  switch (signal.kind) {
    case 'transferFailed':
      return { flush: true, go: leaveBy(reasonOf(signal.result)) };
    case 'commandFailed':
      return { flush: true, go: leaveBy('failed') };
    case 'timedOut':
      return { flush: true, go: leaveBy('noAnswer') };
    default:
      return { go: wait() };
  }
}

/** SIP-like codes do occur, but no page documents them here (graph-calling, 5.1): what is not known is `failed`. */
export function reasonOf(result: ResultInfo | undefined): 'busy' | 'noAnswer' | 'failed' {
  if (result?.code === 486 || result?.code === 600) return 'busy';
  if (result?.code === 408 || result?.code === 480 || result?.code === 487 || result?.code === 603) return 'noAnswer';
  return 'failed';
}
