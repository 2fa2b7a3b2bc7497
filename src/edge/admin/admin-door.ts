import type { AdminVerifier } from '../../ports/admin-verifier.ts';
import type { Log } from '../../ports/log.ts';
import type { Actor } from '../../ports/publishing.ts';
import type { IncomingRequest, Reply } from '../http-types.ts';
import { problem } from './problem.ts';

export type Right = 'read' | 'publish' | 'readCalls' | 'placeCalls';

/** App roles of the registration, in the order of what they allow. */
export const roleFor: { readonly [R in Right]: string } = {
  read: 'Flows.Read',
  publish: 'Flows.Publish',
  readCalls: 'Calls.Read',
  placeCalls: 'Calls.Place',
};

/** The roles that allow something: whoever may change may look. */
export function rolesFor(right: Right): readonly string[] {
  if (right === 'read') return [roleFor.read, roleFor.publish];
  return right === 'readCalls' ? [roleFor.readCalls, roleFor.placeCalls] : [roleFor[right]];
}

export interface DoorOptions {
  /** Undefined: nobody's tokens are taken, because it is not known whose would be good. */
  readonly verifier: AdminVerifier | undefined;
  /** True on a laptop with the simulator: whoever is on this machine comes in. */
  readonly opensToThisMachine: boolean;
  /** True where a host in front has checked a key before it let the request in. */
  readonly hostChecksKeys: boolean;
  readonly log: Log;
}

/** Through which door a request came: `key` was checked by the Functions host, or by nobody when it does not check. */
export type Door = 'token' | 'key';

export type Entry = { readonly kind: 'in'; readonly actor: Actor } | { readonly kind: 'out'; readonly reply: Reply };

/**
 * Who comes in.
 *
 * 1. A bearer token with the role that is needed; `Flows.Publish` may read, too.
 * 2. A key of the Functions app, through the door that the host keeps.
 * 3. On a laptop with the simulator, whoever is on this machine, and no page of another site in its browser.
 */
export async function admit(request: IncomingRequest, door: Door, right: Right, options: DoorOptions): Promise<Entry> {
  if (door === 'key') {
    return options.hostChecksKeys
      ? { kind: 'in', actor: { kind: 'key', name: 'a key of the app' } }
      : out(401, 'signIn', 'no keys are taken here');
  }
  const authorization = request.headers.get('authorization');
  if (authorization === null && options.opensToThisMachine && isFromThisMachine(request)) {
    return { kind: 'in', actor: { kind: 'local', name: localName(request.headers.get(actorHeader)) } };
  }
  if (options.verifier === undefined) return out(401, 'signIn', 'set ADMIN_ISSUERS, or BOT_TENANT_ID to the id of the tenant');
  const admin = await options.verifier.verify(authorization);
  switch (admin.kind) {
    case 'known': {
      const allowed = rolesFor(right);
      if (!admin.roles.some((role) => allowed.includes(role))) {
        options.log.warn('admin.refused', { why: 'role' });
        return out(403, 'forbidden', `your account needs the app role ${roleFor[right]}`);
      }
      return { kind: 'in', actor: { kind: admin.isApp ? 'app' : 'user', id: admin.id, name: admin.name } };
    }
    case 'undecided':
      return {
        kind: 'out',
        reply: problem(
          { status: 503, name: 'unavailable', title: 'Tokens cannot be checked at this moment.' },
          { 'retry-after': '5' },
        ),
      };
    case 'forbidden':
      options.log.warn('admin.refused', { why: admin.why });
      return out(403, 'forbidden', 'the token is for somebody else, or from somebody else');
    case 'unknown':
      options.log.warn('admin.refused', { why: admin.why });
      return out(401, 'signIn', 'send an access token of Microsoft Entra as "Authorization: Bearer ..."');
  }
}

/** On a laptop only: who is at the keyboard. */
export const actorHeader = 'x-teams-ivr-actor';

const localName = (header: string | null): string =>
  header !== null && /^[\w.@ -]{1,64}$/.test(header) ? header : 'somebody on this machine';

function out(status: 401 | 403, name: 'signIn' | 'forbidden', detail: string): Entry {
  const title = status === 401 ? 'Nobody knows who you are.' : 'You may not do this.';
  const headers: { readonly [name: string]: string } = status === 401 ? { 'www-authenticate': 'Bearer' } : {};
  return { kind: 'out', reply: problem({ status, name, title, detail }, headers) };
}

/**
 * The address that the request came in on is one of this machine's own, which nobody else can reach. A page of another
 * site that the browser on this machine shows could; its requests carry their origin, and a name that is not ours.
 */
function isFromThisMachine(request: IncomingRequest): boolean {
  const host = request.headers.get('host');
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  return (
    isLoopback(request.url) &&
    (host === null || isLoopback(`http://${host}`)) &&
    (origin === null || isLoopback(origin)) &&
    (site === null || site === 'same-origin' || site === 'none')
  );
}

function isLoopback(address: string): boolean {
  return URL.canParse(address) && /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(new URL(address).hostname);
}
