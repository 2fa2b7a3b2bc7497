import { Fault } from '../../src/core/call/fault.ts';
import { actorHeader } from '../../src/edge/admin/admin-door.ts';
import type { Proofs } from './bot-address.ts';

export interface BotOptions extends Proofs {
  /** The bot's origin; http on this machine only. */
  readonly origin: string;
  /** Who is at the keyboard: for bots on this machine, which ask for no proof. */
  readonly actor: string;
  /** Below `/api/`: where tokens are taken, and where the Functions host asks for a key. An empty word is `/api` itself. */
  readonly doors: { readonly token: string; readonly key: string };
}

export interface Asked {
  /** JSON, or the bytes of a WAV file. */
  readonly body?: object;
  readonly headers?: { readonly [name: string]: string };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly body: unknown;
}

/** One request to an API of a bot. `path` is what stands behind the door. */
export type AskBot = (method: string, path: string, asked?: Asked) => Promise<Answer>;

/** Asks a bot with the proof that there is. Throws a retryable `Fault` when nobody answers. */
export function askBot({ origin, token, key, actor, doors }: BotOptions): AskBot {
  const door = token === undefined && key !== undefined ? doors.key : doors.token;
  const proof = token !== undefined ? { authorization: `Bearer ${token}` } : key !== undefined ? { 'x-functions-key': key } : {};
  return async (method, path, { body, headers = {} } = {}) => {
    const isSound = body instanceof Uint8Array;
    const content = body === undefined ? {} : { 'content-type': isSound ? 'audio/wav' : 'application/json' };
    try {
      const response = await fetch(`${origin}/api/${door === '' ? '' : `${door}/`}${path}`, {
        method,
        headers: { ...proof, [actorHeader]: actor, ...content, ...headers },
        ...(body === undefined ? {} : { body: isSound ? new Uint8Array(body) : JSON.stringify(body) }),
        redirect: 'error', // A token goes to the bot that was named, and to nobody else.
        signal: AbortSignal.timeout(patienceMs),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, text, body: parsed(text) };
    } catch {
      throw new Fault('STORE_UNAVAILABLE', `The bot at ${origin} does not answer.`, { retryable: true });
    }
  };
}

/** A draft of thousands of texts goes over a slow line. */
const patienceMs = 60_000;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
