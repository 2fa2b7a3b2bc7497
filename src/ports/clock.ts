/** The time outside. Virtual in tests and in the terminal. */
export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Resolves after that long on this clock. */
  sleep(ms: number): Promise<void>;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};
