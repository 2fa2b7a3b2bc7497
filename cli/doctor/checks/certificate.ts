import { connect } from 'node:tls';
import type { Check, Fix, Verdict } from '../check.ts';
import { checkTimeoutMs } from '../setup.ts';
import { whyNoAnswer } from '../why-no-answer.ts';

const dayMs = 86_400_000;
const warnBeforeDays = 21;

/** Whether the certificate at BOT_BASE_URL is one that Microsoft accepts, and for how long. */
export const certificate: Check = {
  id: 'certificate',
  title: 'Certificate',
  needs: ['settings'],
  run: async (setup) => {
    const { baseUrl, credential } = setup.settings();
    const url = new URL(baseUrl);
    if (url.protocol === 'http:') {
      if (credential.kind === 'simulator') return { kind: 'good', says: 'None is needed on this machine.' };
      return {
        kind: 'bad',
        says: 'BOT_BASE_URL begins with http://, and Microsoft calls only https://.',
        fix: { words: 'Set BOT_BASE_URL to the public https address of the bot.' },
      };
    }
    const host = url.hostname.replace(/^\[|\]$/g, '');
    const seen = await look(host, Number(url.port || 443));
    return judgeCertificate(seen, { host, now: setup.clock.now() });
  },
};

export type Sight =
  /** `refusal`: Node's word for why it would not be trusted. */
  | { readonly kind: 'seen'; readonly validUntil: number; readonly refusal?: string }
  | { readonly kind: 'unseen'; readonly why: string };

export function judgeCertificate(seen: Sight, { host, now }: { readonly host: string; readonly now: number }): Verdict {
  if (seen.kind === 'unseen') {
    return {
      kind: 'bad',
      says: `No secure connection to ${host} can be made: ${whyNoAnswer({ kind: 'notSent', why: seen.why })}.`,
      fix: {
        words: 'Is the bot running, and does the firewall let https in?',
        commands: [`openssl s_client -connect ${host}:443 -servername ${host}`],
      },
    };
  }
  const day = new Date(seen.validUntil).toISOString().slice(0, 10);
  if (seen.validUntil <= now) {
    return {
      kind: 'bad',
      says: `The certificate of ${host} expired on ${day}.`,
      why: 'Microsoft refuses it: no call comes in, and no prompt is heard.',
      fix: renewal,
    };
  }
  if (seen.refusal !== undefined) {
    const why = whyNoAnswer({ kind: 'notSent', why: seen.refusal });
    return {
      kind: 'bad',
      says: `Nobody outside trusts the certificate of ${host}: ${why}.`,
      why: 'Microsoft refuses it: no call comes in, and no prompt is heard.',
      fix: renewal,
    };
  }
  const days = Math.floor((seen.validUntil - now) / dayMs);
  if (days < warnBeforeDays) {
    return { kind: 'warning', says: `The certificate of ${host} expires in ${days} days, on ${day}.`, fix: renewal };
  }
  return { kind: 'good', says: `Trusted, and good until ${day}.` };
}

const renewal: Fix = {
  words:
    'Put a certificate of a public authority there, with its intermediate ones. In Azure: Function app, Custom domains, managed certificate, which renews itself.',
  commands: ['az functionapp config ssl create --hostname <host> --name <app> --resource-group <group>'],
};

/** Looks without trusting, so that a bad certificate can be described. Nothing is sent. */
function look(host: string, port: number): Promise<Sight> {
  return new Promise((resolve) => {
    const isName = !/^[\d.]+$|:/.test(host);
    const socket = connect({ host, port, rejectUnauthorized: false, ...(isName ? { servername: host } : {}) });
    const end = (sight: Sight): void => {
      socket.destroy();
      resolve(sight);
    };
    socket.setTimeout(checkTimeoutMs, () => end({ kind: 'unseen', why: 'timeout' }));
    socket.once('error', (error: NodeJS.ErrnoException) => end({ kind: 'unseen', why: error.code ?? 'failed' }));
    socket.once('secureConnect', () => {
      const { valid_to: until } = socket.getPeerCertificate();
      // Declared as an error, and in truth the code as a text.
      const refusal = socket.authorized ? undefined : codeOf(socket.authorizationError);
      end({ kind: 'seen', validUntil: Date.parse(until), ...(refusal === undefined ? {} : { refusal }) });
    });
  });
}

function codeOf(error: unknown): string {
  if (typeof error === 'string') return error;
  return error instanceof Error && 'code' in error ? String(error.code) : 'failed';
}
