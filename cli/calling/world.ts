import { type Clock, systemClock } from '../../src/ports/clock.ts';
import type { Environment } from '../bot-api/bot-address.ts';

/** What a command that waits has around it; tests have a clock of their own. */
export interface World {
  readonly env: Environment;
  readonly clock: Clock;
  /** Hears every Ctrl-C and polite kill, which end the program no more. The answer stops listening. */
  onInterrupt(then: () => void): () => void;
}

export const realWorld: World = {
  env: process.env,
  clock: systemClock,
  onInterrupt: (then) => {
    const signals = ['SIGINT', 'SIGTERM'] as const;
    for (const signal of signals) process.on(signal, then);
    return () => {
      for (const signal of signals) process.off(signal, then);
    };
  },
};
