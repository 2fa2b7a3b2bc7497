import type { Log } from '../../src/ports/log.ts';
import type { SimClock } from '../clock/sim-clock.ts';
import type { People } from '../softphone-api.ts';
import type { calleeEnds } from './call/callee-ends.ts';
import type { DirectoryOptions } from './directory/directory-options.ts';
import type { GraphResponse } from './messages.ts';
import type { Behaviours } from './people/behaviour.ts';
import type { Shapes } from './shapes.ts';

export interface GraphOptions {
  readonly clock: SimClock;
  /** The bot's application id: the audience of notifications and the client of the token endpoint. */
  readonly appId: string;
  readonly appSecret: string;
  /** Where every simulated call takes place. */
  readonly tenantId: string;
  /** The simulator's own origin, for `Location`, key set and recordings. Asked for each time: a port may be known late. */
  readonly ownUrl: () => string;
  /** The calling webhook of the bot's channel. */
  readonly botCallsUrl: () => string;
  /** Carries one notification to the bot. A rejection means that the bot could not be reached. */
  readonly deliver: (request: NotificationRequest) => Promise<Delivered>;
  /** GETs a prompt, without any login. A rejection means that nothing answered. */
  readonly fetchMedia: FetchMedia;
  readonly people?: People;
  /** Tenants, accounts, licences, consent. Default: everything is set up as it should be. */
  readonly directory?: DirectoryOptions;
  /** How those to whom the bot sends callers behave, by object id or number. Others answer. */
  readonly destinations?: Behaviours;
  /** Result codes of calls that nobody took, where the documented ones leave a choice. */
  readonly calleeEnds?: Partial<typeof calleeEnds>;
  readonly shapes?: Shapes;
  readonly latencies?: Partial<Latencies>;
  /** Makes a GUID. Default: random ones. */
  readonly newId?: () => string;
  /** How long the token endpoint's tokens are good. Default 3599, as Entra says. */
  readonly tokenLifetimeSeconds?: number;
  /** Called for each operation that would be performed: an answer from here is given instead (503, 429). */
  readonly interfere?: (operation: string, callId: string) => GraphResponse | undefined;
  readonly log?: Log;
}

export interface NotificationRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array;
}

/** What the bot answered. */
export interface Delivered {
  readonly status: number;
  /** Of a 302. */
  readonly location?: string;
}

export type FetchMedia = (url: string, signal: AbortSignal) => Promise<{ readonly status: number; readonly body: Uint8Array }>;

export type { DestinationBehaviour } from './people/behaviour.ts';

/** Milliseconds between one thing and the next. The defaults are small enough for a demonstration and never zero. */
export interface Latencies {
  readonly answerToEstablishingMs: number;
  readonly establishingToEstablishedMs: number;
  readonly establishedToMediaMs: number;
  /** From the moment an operation is first in the queue until it sounds. */
  readonly mediaStartMs: number;
  readonly beepMs: number;
  readonly transferringMs: number;
  /** How long a destination takes to answer, to be busy or to fail. */
  readonly destinationMs: number;
  /** How long a destination rings in vain. */
  readonly ringsInVainMs: number;
  /** How long somebody's telephone rings who neither accepts nor declines. */
  readonly ringsAtMostMs: number;
  /** How long whoever `accepts` listens before pressing 1. */
  readonly takingMs: number;
  /** When a mailbox picks up, how long it greets, and when it has heard enough. */
  readonly mailboxMs: number;
  readonly mailboxGreetingMs: number;
  readonly mailboxPatienceMs: number;
  /** How long a bot may stay in a group call or a meeting alone. */
  readonly aloneMs: number;
  readonly transferDoneMs: number;
  /** From a reject, a redirect or a hang-up until the end is reported. */
  readonly endingMs: number;
}

export const defaultLatencies: Latencies = {
  answerToEstablishingMs: 60,
  establishingToEstablishedMs: 120,
  establishedToMediaMs: 120,
  mediaStartMs: 40,
  beepMs: 250,
  transferringMs: 80,
  destinationMs: 900,
  ringsInVainMs: 20_000,
  ringsAtMostMs: 60_000,
  aloneMs: 300_000,
  takingMs: 2_000,
  mailboxMs: 5_000,
  mailboxGreetingMs: 6_000,
  mailboxPatienceMs: 120_000,
  transferDoneMs: 150,
  endingMs: 60,
};

/** Documented deadlines and bounds of ours. */
export const times = {
  /** The bot must answer, reject or redirect (graph-calling, "Fifteen things", 8). */
  answerWithinMs: 15_000,
  /** The call dies without a keepAlive (the same, 9). */
  keepAliveWithinMs: 45 * 60_000,
  /** Patience for the bot's answer to a notification. Real Graph's is not documented. */
  deliveryMs: 5_000,
  fetchMs: 5_000,
  /** "Shortly after the call ends" (graph-calling, 1.7). */
  recordingOutlivesCallMs: 5 * 60_000,
  /** Ended calls can be looked at in the softphone for so long. */
  callKeptMs: 30 * 60_000,
} as const;

/** Bounds of what the simulator remembers. */
export const bounds = {
  calls: 200,
  exchanges: 2_000,
  happeningsPerCall: 4_000,
  promptsPerCall: 60,
  cachedSounds: 200,
  soundBytes: 40_000_000,
  queuedMedia: 100,
  tokens: 1_000,
} as const;
