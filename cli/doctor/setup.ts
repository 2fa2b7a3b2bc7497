import { lookup } from 'node:dns/promises';
import { undiciClient } from '../../src/adapters/http/undici-client.ts';
import { accessTokens } from '../../src/adapters/identity/access-tokens.ts';
import { Fault } from '../../src/core/call/fault.ts';
import { type Environment, explainProblem, readSettings, type Settings, type SettingsReading } from '../../src/edge/settings.ts';
import { type Clock, systemClock } from '../../src/ports/clock.ts';
import type { HttpClient } from '../../src/ports/http-client.ts';
import { type FlowsSummary, summarizeFlows } from './summarize-flows.ts';

/** What the checks look at: an environment, and the outside as seen from this machine. What several need is had once. */
export interface Setup {
  readonly env: Environment;
  readonly reading: SettingsReading;
  /** Throws `Fault('SETTINGS_INVALID')`; checks that call it need the check `settings`. */
  settings(): Settings;
  readonly http: HttpClient;
  readonly clock: Clock;
  /** The addresses of a host name. Rejects when there is none. */
  resolve(host: string): Promise<readonly string[]>;
  /** The bot's token for its tenant, or the fault that the adapter gave. */
  token(): Promise<TokenReading>;
  /** Lines, contacts and used steps of the flows. */
  flows(): Promise<FlowsSummary>;
  close(): Promise<void>;
}

export type TokenReading = { readonly kind: 'token'; readonly token: string } | { readonly kind: 'none'; readonly fault: Fault };

/** No request of a check takes longer. */
export const checkTimeoutMs = 10_000;

export function openSetup(env: Environment, outside: Partial<Pick<Setup, 'http' | 'clock' | 'resolve'>> = {}): Setup {
  const reading = readSettings(env);
  const http = outside.http ?? undiciClient();
  const clock = outside.clock ?? systemClock;
  const settings = (): Settings => {
    if (reading.kind === 'settings') return reading.settings;
    throw new Fault('SETTINGS_INVALID', reading.problems.map(explainProblem).join(' '));
  };
  const askForToken = async (): Promise<TokenReading> => {
    const { appId, tenantId, credential, loginAuthority: authority } = settings();
    const tokens = accessTokens({ appId, credential, authority, http, clock });
    try {
      // Without a deadline: its timer would outlive the answer and keep the command waiting. The request has its own.
      return { kind: 'token', token: await tokens.forTenant(tenantId) };
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      return { kind: 'none', fault: error };
    }
  };
  let token: Promise<TokenReading> | undefined;
  let flows: Promise<FlowsSummary> | undefined;
  return {
    env,
    reading,
    settings,
    http,
    clock,
    resolve: outside.resolve ?? (async (host) => (await lookup(host, { all: true })).map(({ address }) => address)),
    token: () => {
      token ??= askForToken();
      return token;
    },
    flows: () => {
      flows ??= summarizeFlows(settings().flowsDir);
      return flows;
    },
    close: () => http.close(),
  };
}
