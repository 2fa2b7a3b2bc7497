/**
 * Resolves at the first request to stop: Ctrl-C, a polite kill, or the death of the process that started this one with
 * a channel. Later ones are swallowed, because a terminal and a launcher may both hand on the same Ctrl-C; whoever is out
 * of patience has `kill -9`.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
    if (process.channel === undefined) return;
    process.once('disconnect', () => resolve());
    process.channel?.unref(); // Listening for its end must not keep us alive.
  });
}
