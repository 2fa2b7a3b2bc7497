import { Fault } from '../../core/call/fault.ts';
import type { AccessTokens } from '../../ports/access-tokens.ts';
import type { Clock } from '../../ports/clock.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { Log } from '../../ports/log.ts';
import type { PromptLibrary } from '../../ports/prompts.ts';
import type { VoicemailShape } from '../../wire/requests.ts';

/** Everything that an operation needs of the outside. */
export interface GraphConnection {
  readonly http: HttpClient;
  /** The bot's own, in whose name calls are placed. */
  readonly appId: string;
  /** For example `https://graph.microsoft.com/v1.0`; `http` only on loopback. */
  readonly graphBaseUrl: string;
  /** Where Graph sends a call's notifications after the answer; https, except on loopback. */
  readonly callbackUri: string;
  readonly tokens: AccessTokens;
  readonly prompts: PromptLibrary;
  readonly clock: Clock;
  readonly log: Log;
  readonly voicemailShape: VoicemailShape;
}

/** Throws `Fault('SETTINGS_INVALID')` when an address would carry calls or tokens in the clear. */
export function checkConnection(connection: GraphConnection): void {
  requireSafeUrl('GRAPH_BASE_URL', connection.graphBaseUrl);
  requireSafeUrl('The callback address from BOT_BASE_URL', connection.callbackUri);
}

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

function requireSafeUrl(name: string, text: string): void {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && loopback.test(url.hostname))) return;
  throw new Fault('SETTINGS_INVALID', `${name} must be an https address, or http on this machine's loopback.`);
}
