/** A server that names no time, or an absurd one, gets at least and at most this much patience. */
const defaultMs = 1_000;
const mostMs = 300_000;

/** How long `Retry-After` asks us to wait: seconds or a date (RFC 9110, 10.2.3). */
export function retryAfterMs(header: string | undefined, now: number): number {
  const text = header?.trim() ?? '';
  if (/^\d{1,9}(\.\d+)?$/.test(text)) return within(Number(text) * 1_000);
  const date = text === '' ? Number.NaN : Date.parse(text);
  return Number.isNaN(date) ? defaultMs : within(date - now);
}

function within(ms: number): number {
  return Math.min(mostMs, Math.max(0, Math.ceil(ms)));
}
