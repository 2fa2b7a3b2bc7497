import type { Log } from '../src/ports/log.ts';
import type { SimClock } from './clock/sim-clock.ts';
import type { DirectoryOptions } from './graph/directory/directory-options.ts';
import { SimulatedGraph } from './graph/graph.ts';
import type {
  Delivered,
  DestinationBehaviour,
  FetchMedia,
  GraphOptions,
  Latencies,
  NotificationRequest,
} from './graph/graph-options.ts';
import { countedIds } from './graph/platform.ts';
import type { Shapes } from './graph/shapes.ts';
import type { People } from './softphone-api.ts';

export interface InProcessGraphOptions {
  /** Usually a `VirtualClock`. */
  readonly clock: SimClock;
  readonly appId: string;
  readonly appSecret: string;
  readonly tenantId: string;
  /** Hands a notification to the bot's webhook. */
  readonly deliver: (request: NotificationRequest) => Promise<Delivered>;
  readonly fetchMedia: FetchMedia;
  /** What stands in `Location` and `recordingLocation`. Default an address that cannot exist. */
  readonly ownUrl?: string;
  readonly botCallsUrl?: string;
  readonly people?: People;
  readonly destinations?: { readonly [id: string]: DestinationBehaviour };
  readonly calleeEnds?: Exclude<GraphOptions['calleeEnds'], undefined>;
  /** Tenants, accounts, licences, consent. Default: everything is set up as it should be. */
  readonly directory?: DirectoryOptions;
  /** Which of several forms Graph's answers take, where sources disagree. */
  readonly shapes?: Shapes;
  readonly latencies?: Partial<Latencies>;
  /** Default a day: token libraries look at the real clock and would not renew on a virtual one. */
  readonly tokenLifetimeSeconds?: number;
  readonly interfere?: Exclude<GraphOptions['interfere'], undefined>;
  readonly log?: Log;
}

/** The simulated Graph without a network, with the same ids in every run. Requests go to `handle`. */
export function inProcessGraph(options: InProcessGraphOptions): SimulatedGraph {
  const {
    ownUrl = 'https://graph.simulator.invalid',
    botCallsUrl = 'https://bot.simulator.invalid/api/calls',
    ...rest
  } = options;
  return new SimulatedGraph({
    tokenLifetimeSeconds: 86_400,
    ...rest,
    newId: countedIds(),
    ownUrl: () => ownUrl,
    botCallsUrl: () => botCallsUrl,
  });
}
