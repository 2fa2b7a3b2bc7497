import { ring } from './call/life.ts';
import { Room } from './call/room.ts';
import { type BotParty, SimCall } from './call/sim-call.ts';
import { CallsApi } from './calls-api.ts';
import type { LoggedExchange } from './exchange-log.ts';
import type { GraphOptions } from './graph-options.ts';
import { authorityMetadata, instanceDiscovery, TokenEndpoint } from './identity/token-endpoint.ts';
import { MeetingsApi } from './meetings/meetings-api.ts';
import { bearerOf, bodyText, type GraphRequest, type GraphResponse, graphError } from './messages.ts';
import { PeopleSide } from './people/people-side.ts';
import { PersonLeg } from './people/person-leg.ts';
import type { Telephone } from './people/switchboard.ts';
import { createPlatform, type Platform } from './platform.ts';

/** Who calls whom. A `user` need not be among the known people. */
export interface Dial {
  readonly from:
    | { readonly kind: 'user'; readonly id: string; readonly displayName?: string }
    | { readonly kind: 'phone'; readonly number: string }
    | { readonly kind: 'withheld' };
  /** `bot`, the id of a line, or any resource account's object id. */
  readonly to: string;
  /** BCP 47. Default `en-GB`. */
  readonly languageId?: string;
  /** In which tenant. Default: the bot's own. */
  readonly tenantId?: string;
}

export type Dialled =
  | { readonly kind: 'ringing'; readonly call: SimCall; readonly leg: PersonLeg }
  | { readonly kind: 'impossible'; readonly why: string };

/** Microsoft's side of a call: answers the bot's requests, and tells it what happens. Knows no transport. */
export class SimulatedGraph {
  readonly #platform: Platform;
  readonly #tokens: TokenEndpoint;
  readonly #peopleSide: PeopleSide;
  readonly #callsApi: CallsApi;
  readonly #meetingsApi: MeetingsApi;

  constructor(options: GraphOptions) {
    this.#platform = createPlatform(options);
    this.#tokens = new TokenEndpoint(this.#platform);
    this.#peopleSide = new PeopleSide(this.#platform);
    this.#meetingsApi = new MeetingsApi(this.#platform, this.#tokens);
    this.#callsApi = new CallsApi(this.#platform, this.#tokens);
    this.#platform.exchanges.listen((entry) => this.#showInCall(entry));
  }

  /** Answers one request as Graph, Entra or the media store would. Never rejects. */
  handle(request: GraphRequest): Promise<GraphResponse> {
    return this.#platform.clock.track('a request to Graph', async () => this.#route(request));
  }

  /** Somebody calls the bot. */
  dial(dial: Dial): Dialled {
    const { directory } = this.#platform;
    if (!directory.callingEnabled) return { kind: 'impossible', why: 'Calling is not enabled for this bot.' };
    const tenantId = dial.tenantId ?? directory.homeTenantId;
    const to = this.#lineFor(dial.to, tenantId);
    if (!to) return { kind: 'impossible', why: 'There is no such line.' };
    if (dial.from.kind !== 'user' && (to.kind === 'bot' || to.number === undefined)) {
      return { kind: 'impossible', why: 'A telephone can only call a line that has a number.' };
    }
    const from =
      dial.from.kind === 'user' ? { displayName: directory.displayNameOf(tenantId, dial.from.id), ...dial.from } : dial.from;
    const id = this.#platform.newId();
    const peer = new PersonLeg(this.#platform, { id, party: from, languageId: dial.languageId ?? 'en-GB' });
    const call = new SimCall(this.#platform, { id, bot: to, room: new Room(), peer, tenantId });
    this.#platform.calls.remember(call);
    ring(call);
    return { kind: 'ringing', call, leg: peer };
  }

  call(id: string): SimCall | undefined {
    return this.#platform.calls.find(id);
  }

  /**
   * Calls to this person (object id or number) ring here from now on: what comes is accepted, declined or left to ring.
   * @returns puts the telephone away.
   */
  connectTelephone(id: string, telephone: Telephone): () => void {
    return this.#platform.switchboard.connect(id, telephone);
  }

  /** What people do with group calls and meetings. */
  get peopleSide(): PeopleSide {
    return this.#peopleSide;
  }

  /** Somebody in a meeting asks the bot in, by `bot` or the id of a line. Undefined when there is no such line or meeting. */
  inviteBot(inviter: PersonLeg, to: string): SimCall | undefined {
    const bot = this.#lineFor(to, this.#platform.directory.homeTenantId);
    return bot && this.#peopleSide.inviteBot(inviter, bot);
  }

  /** A finished recording, for the person at the softphone. */
  recording(id: string): Uint8Array | undefined {
    return this.#platform.recordings.listenTo(id);
  }

  /** Every request and notification so far, with bodies, without secrets. */
  exchanges(): readonly LoggedExchange[] {
    return this.#platform.exchanges.all();
  }

  /** Ends everything that would still happen by itself. */
  close(): void {
    this.#platform.calls.clear();
  }

  #route(request: GraphRequest): GraphResponse {
    const { ownUrl } = this.#platform.options;
    if (!URL.canParse(request.url, ownUrl())) return graphError(this.#platform, 400, 'BadRequest', 'The address cannot be read.');
    const path = new URL(request.url, ownUrl()).pathname.replace(/\/+$/, '');
    const segments = path.split('/').slice(1);
    const [first = '', second, third] = segments;
    for (const version of ['v1.0', 'beta'] as const) {
      const calls = `/${version}/communications/calls`;
      if (path === calls || path.startsWith(`${calls}/`)) return this.#callsApi.answer(request, segments.slice(3), version);
    }
    const meetings = first === 'v1.0' ? this.#meetingsApi.answer(request, segments.slice(1).map(decoded)) : undefined;
    if (meetings) return meetings;
    if (request.method === 'POST' && path.toLowerCase().endsWith('/oauth2/v2.0/token')) return this.#token(first, request);
    if (request.method !== 'GET')
      return graphError(this.#platform, 404, 'UnknownError', 'The simulator does not know this address.');
    if (path.toLowerCase() === '/v1/.well-known/openidconfiguration') return this.#platform.signer.openIdConfiguration();
    if (path === '/v1/.well-known/keys') return this.#platform.signer.keySet();
    if (first === 'v1' && second === 'recordings') return this.#platform.recordings.answer(third ?? '', bearerOf(request));
    if (path.endsWith('/v2.0/.well-known/openid-configuration')) return authorityMetadata(ownUrl(), first);
    if (path.endsWith('/discovery/instance')) return instanceDiscovery(ownUrl(), first);
    return graphError(this.#platform, 404, 'UnknownError', 'The simulator does not know this address.');
  }

  #token(tenant: string, request: GraphRequest): GraphResponse {
    const response = this.#tokens.answer(tenant, request);
    this.#platform.exchanges.add(undefined, {
      direction: 'toGraph',
      title: 'token',
      method: 'POST',
      path: `/${tenant}/oauth2/v2.0/token`,
      request: Object.fromEntries(new URLSearchParams(bodyText(request.body))),
      status: response.status,
      response: JSON.parse(bodyText(response.body)) as unknown,
      ...(response.status >= 400 ? { trouble: `Refused with ${response.status}.` } : {}),
    });
    return response;
  }

  #lineFor(to: string, tenantId: string): BotParty | undefined {
    const { directory } = this.#platform;
    return to === 'bot' ? directory.bot() : directory.botAs(tenantId, to);
  }

  #showInCall({ callId, exchange }: LoggedExchange): void {
    this.#platform.calls.find(callId)?.show({ kind: 'traffic', exchange });
  }
}

/** A segment of a path as it was meant; one that cannot be decoded is taken as it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
