import type { StepMemory } from '../call/call.ts';
import { type Act, type Go, goTo, leaveBy, type StepContext, tryAgain } from './define-step.ts';

/** The longest that words which a caller is hearing are waited for. */
const mostMs = 30_000;

/** Goes there when the words that the caller is hearing are over: half a sentence is worse than a second more. */
export function afterWords({ mediaInFlight }: StepContext, go: Go): Act {
  if (!mediaInFlight) return { go };
  return { go: { kind: 'wait', memory: remembered(go), wakeInMs: mostMs } };
}

/** Where the step goes now that they are over; undefined when it is not on its way. */
export function onItsWay({ leave, to }: StepMemory): Go | undefined {
  const name = typeof to === 'string' ? to : 'error';
  switch (leave) {
    case 'next':
      return goTo(name);
    case 'exit':
      return leaveBy(name);
    case 'again':
      return tryAgain;
    default:
      return undefined;
  }
}

function remembered(go: Go): StepMemory {
  if (go.kind === 'goTo') return { leave: 'next', to: go.target };
  return go.kind === 'tryAgain' ? { leave: 'again' } : { leave: 'exit', to: go.kind === 'exit' ? go.name : 'error' };
}
