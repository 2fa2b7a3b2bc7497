import type { ResolveHost } from '../adapters/recordings/recording-source.ts';
import type { TurnLimits, TurnWatch } from '../app/turn-ports.ts';
import type { Call } from '../core/call/call.ts';
import type { Overrides } from '../core/flow/schedules/override.ts';
import type { IncomingRequest, Reply } from '../edge/http-types.ts';
import type { CallHistory } from '../ports/call-history.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { FlowVersionStore } from '../ports/flow-versions.ts';
import type { HttpClient } from '../ports/http-client.ts';
import type { KeyedHash } from '../ports/keyed-hash.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Log } from '../ports/log.ts';
import type { OutboundAsked, OutboundCall, OutboundWish } from '../ports/outbound-call.ts';
import type { MediaStore } from '../ports/prompts.ts';
import type { Register } from '../ports/register.ts';
import type { QueueConsumer, RecordingStore, WorkQueue } from '../ports/work-queue.ts';
import type { WorkspaceStore } from '../ports/workspace-store.ts';

/** The bot as its triggers see it: one function a door. */
export interface Bot {
  calls(request: IncomingRequest): Promise<Reply>;
  media(request: IncomingRequest): Promise<Reply>;
  health(request: IncomingRequest): Promise<Reply>;
  /** The admin API. `door`: whether a key was asked for in front of it. */
  admin(request: IncomingRequest, door: 'token' | 'key'): Promise<Reply>;
  /** The automation API, likewise. */
  automation(request: IncomingRequest, door: 'token' | 'key'): Promise<Reply>;
  /** Looks at every call that is due. */
  sweep(): Promise<void>;
  /** Does the slow work that is waiting, until there is none or the time is up, and says whether any was set aside. */
  work(): Promise<void>;
  /**
   * Does one piece of slow work that the host took from the queue. Throws when it was not done, so that the host tries
   * again. `tries`: how often it has been handed over, this time included; not a number when the host did not say.
   */
  job(message: unknown, tries: number): Promise<void>;
  /** Calls that somebody asks the bot to place. */
  readonly outbound: {
    ask(wish: OutboundWish): Promise<OutboundAsked>;
    load(id: string): Promise<OutboundCall | undefined>;
    /** Undefined when it is too late, or there is none. */
    cancel(id: string): Promise<OutboundCall | undefined>;
  };
  close(): Promise<void>;
}

/** What differs between a laptop, the cloud and a simulation; everything else is the same code. */
export interface Outside {
  readonly store: {
    readonly calls: CallStore;
    readonly media: MediaStore;
    readonly versions: FlowVersionStore;
    readonly workspace: WorkspaceStore;
    readonly history: CallHistory;
    readonly ledger: Ledger;
    readonly register: Register;
    readonly queue: WorkQueue & QueueConsumer;
    close(): Promise<void>;
  };
  readonly recordings: RecordingStore;
  /** Names people in lists. Default: by a key that goes with the process. */
  readonly names?: KeyedHash;
  /** Who takes jobs from the queue: our own timer, or a host that hands them over one by one. Default: the timer. */
  readonly workArrives?: 'byTimer' | 'byTrigger';
  readonly http: HttpClient;
  /** For whatever address a flow or a contact names: in production it connects to public addresses only. */
  readonly requestsHttp: HttpClient;
  readonly clock: Clock;
  readonly log: Log;
  readonly limits?: Partial<TurnLimits>;
  /** How the host of a recording is looked up. Default: the system's resolver. */
  readonly resolveHost?: ResolveHost;
  /** The flow that answers every call, whatever the lines say: for rehearsals. */
  readonly answerWith?: string;
  /** What variables of that flow hold at the start instead of their initial values: for rehearsals. */
  readonly startWith?: Call['vars'];
  /** Overrides besides those of `schedules.jsonc`: for rehearsals. */
  readonly overrides?: Overrides;
  /** Sees every turn: for rehearsals. */
  readonly watch?: TurnWatch;
}
