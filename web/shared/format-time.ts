/** `1:05`, or `1:02:09` from an hour on. Never negative: two clocks may differ by a little. */
export function formatDuration(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const twoDigits = (value: number) => String(value).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  return hours > 0 ? `${hours}:${twoDigits(minutes)}:${twoDigits(seconds % 60)}` : `${minutes}:${twoDigits(seconds % 60)}`;
}

/** The time of day on the person's clock, `14:03:27`; with milliseconds for the wire. */
export function formatClock(at: number, precision: 'seconds' | 'milliseconds' = 'seconds'): string {
  const time = new Date(at);
  const parts = [time.getHours(), time.getMinutes(), time.getSeconds()].map((value) => String(value).padStart(2, '0')).join(':');
  return precision === 'seconds' ? parts : `${parts}.${String(time.getMilliseconds()).padStart(3, '0')}`;
}
