import type { SimClock } from '../clock/sim-clock.ts';
import type { Exchange } from '../softphone-api.ts';
import { bounds } from './graph-options.ts';

export interface LoggedExchange {
  readonly at: number;
  /** Absent for what belongs to no call, such as tokens. */
  readonly callId?: string;
  readonly exchange: Exchange;
}

/** Every request and notification with its body, the oldest forgotten first. Secrets never get in. */
export class ExchangeLog {
  readonly #entries: LoggedExchange[] = [];
  readonly #listeners = new Set<(entry: LoggedExchange) => void>();
  readonly #clock: SimClock;

  constructor(clock: SimClock) {
    this.#clock = clock;
  }

  add(callId: string | undefined, exchange: Exchange): void {
    const blanked = { ...exchange, path: withoutQuerySecrets(exchange.path) };
    const entry: LoggedExchange = {
      at: this.#clock.now(),
      ...(callId === undefined ? {} : { callId }),
      exchange: {
        ...blanked,
        ...(exchange.request === undefined ? {} : { request: withoutSecrets(exchange.request) }),
        ...(exchange.response === undefined ? {} : { response: withoutSecrets(exchange.response) }),
      },
    };
    this.#entries.push(entry);
    if (this.#entries.length > bounds.exchanges) this.#entries.shift();
    for (const listener of this.#listeners) listener(entry);
  }

  all(): readonly LoggedExchange[] {
    return this.#entries;
  }

  listen(listener: (entry: LoggedExchange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

const secretMember =
  /^(client_secret|client_assertion|access_token|recordingAccessToken|token|passcode|id_token|refresh_token)$/i;
/** Signatures of signed addresses, which are as good as a password. */
const secretParameter = /([?&](?:sig|token|code|access_token)=)[^&]*/gi;

function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (typeof value === 'string') return withoutQuerySecrets(value);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      secretMember.test(name) && typeof member === 'string' && member !== '' ? '•••' : withoutSecrets(member),
    ]),
  );
}

function withoutQuerySecrets(text: string): string {
  return text.replace(secretParameter, '$1•••');
}
