import type { Check, Verdict } from '../check.ts';
import { checkTimeoutMs, type Setup } from '../setup.ts';
import { whyNoAnswer } from '../why-no-answer.ts';

/** Entra and the webhook's own checks allow five minutes. */
const tokensFailFromMs = 4 * 60_000;
/** Leases of two instances are compared by their clocks, with a margin of seconds. */
const leasesSufferFromMs = 5_000;

/** Compares this machine's clock with the dates that Microsoft's servers send. */
export const clock: Check = {
  id: 'clock',
  title: 'Clock',
  needs: ['settings'],
  run: async (setup) => {
    const { graphBaseUrl, loginAuthority } = setup.settings();
    const asked = await Promise.all([loginAuthority, graphBaseUrl].map((url) => skewOf(setup, url)));
    const skews = asked.flatMap((one) => (one.kind === 'skew' ? [one.ms] : []));
    const [first, ...rest] = skews;
    if (first === undefined) {
      const why = asked.flatMap((one) => (one.kind === 'unknown' ? [one.why] : []))[0] ?? 'no server said what time it is';
      return {
        kind: 'bad',
        says: `Neither ${new URL(loginAuthority).host} nor ${new URL(graphBaseUrl).host} could be asked for the time: ${why}.`,
        fix: {
          words: 'Let this machine reach both by https: look at the firewall and the proxy (HTTPS_PROXY is not used by the bot).',
        },
      };
    }
    return judgeSkew(rest.reduce((least, ms) => (Math.abs(ms) < Math.abs(least) ? ms : least), first));
  },
};

/** `skewMs`: this machine's time minus theirs. */
export function judgeSkew(skewMs: number): Verdict {
  const off = Math.abs(skewMs);
  if (off < leasesSufferFromMs) return { kind: 'good', says: 'Right within a few seconds.' };
  const seconds = Math.round(off / 1_000);
  const direction = skewMs > 0 ? 'fast' : 'slow';
  const isGrave = off >= tokensFailFromMs;
  return {
    kind: isGrave ? 'bad' : 'warning',
    says: `This machine's clock is ${seconds} seconds ${direction}.`,
    why: isGrave
      ? "Tokens are refused when the clocks differ by five minutes: Microsoft's by us, and ours by Microsoft."
      : 'Instances of the bot agree by their clocks on who serves a call.',
    fix: { words: 'Let the system keep the time.', commands: ['sudo timedatectl set-ntp true', 'w32tm /resync'] },
  };
}

type Skew = { readonly kind: 'skew'; readonly ms: number } | { readonly kind: 'unknown'; readonly why: string };

async function skewOf({ http, clock: own }: Setup, url: string): Promise<Skew> {
  const before = own.now();
  const result = await http.send({ method: 'GET', url, headers: {}, timeoutMs: checkTimeoutMs });
  if (result.kind !== 'answered') return { kind: 'unknown', why: whyNoAnswer(result) };
  const theirs = Date.parse(result.headers.date ?? '');
  if (Number.isNaN(theirs)) return { kind: 'unknown', why: 'the answer has no date' };
  // A Date header is cut to whole seconds: half of one is added, and so is half of the way.
  return { kind: 'skew', ms: Math.round((before + own.now()) / 2 - (theirs + 500)) };
}
