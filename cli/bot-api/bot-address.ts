import { userInfo } from 'node:os';

export type Environment = { readonly [name: string]: string | undefined };

/** What a bot that is not on this machine asks for. */
export interface Proofs {
  /** An access token of Microsoft Entra. */
  readonly token?: string;
  /** A key of the Functions app, when there is no token. */
  readonly key?: string;
}

/** The origin of a bot's address: https, or http on this machine. Undefined: it is no such address. */
export function originIn(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== '' || url.password !== '') return undefined;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isThisMachine(url)) ? url.origin : undefined;
}

export const isThisMachine = ({ hostname }: URL): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname);

export function proofsIn(env: Environment): Proofs {
  const [token, key] = [env.TEAMS_IVR_TOKEN, env.TEAMS_IVR_KEY].map((value) => (value === '' ? undefined : value));
  return { ...(token !== undefined && { token }), ...(key !== undefined && { key }) };
}

/** Who is at the keyboard: for bots on this machine, which ask for no proof. */
export function localUser(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody on this machine'; // A container may have no name for its user.
  }
}
