import type { Call } from '../core/call/call.ts';
import type { CallId } from '../core/call/ids.ts';
import type { Turn } from '../core/call/turn.ts';
import type { CallControl, PlacementOrigin } from '../ports/call-control.ts';
import type { CallStore } from '../ports/call-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { DataRequests } from '../ports/data-requests.ts';
import type { FlowStore } from '../ports/flow-store.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { Log } from '../ports/log.ts';
import type { Meetings } from '../ports/meetings.ts';
import type { OutboundAsked, OutboundWish } from '../ports/outbound-call.ts';
import type { WorkQueue } from '../ports/work-queue.ts';
import type { SilencedTenants } from './silenced-tenants.ts';

/** Everything that a turn needs from outside. */
export interface TurnPorts {
  readonly calls: CallStore;
  readonly flows: FlowStore;
  readonly control: CallControl;
  readonly queue: WorkQueue;
  readonly ledger: Ledger;
  /** Absent: flows may ask nothing of the outside, and are told so. */
  readonly requests?: DataRequests;
  /** Absent: no meetings can be made. */
  readonly meetings?: Meetings;
  /** Makes the document of a call that was asked for, when its notifications come first. Absent: nobody can ask for calls. */
  readonly adoptOutbound?: (placed: { readonly callId: CallId; readonly origin: PlacementOrigin }) => Promise<boolean>;
  /** Notes down a call that is to be placed. Absent: nobody can ask for calls. */
  readonly askOutbound?: (wish: OutboundWish) => Promise<OutboundAsked>;
  /** Where it makes no sense to answer. Absent: every call is answered. */
  readonly silenced?: SilencedTenants;
  readonly clock: Clock;
  readonly log: Log;
  /** A name that no other performer has, for the lease. */
  readonly newOwner: () => string;
  readonly limits: TurnLimits;
  /** Sees every turn that was saved, for those who rehearse. It holds what the caller pressed: never for a log (I8). */
  readonly watch?: TurnWatch;
}

export type TurnWatch = (turn: Turn, before: Call) => void;

export interface TurnLimits {
  /** How long a performer may hold a call. Longer than the turn's budget, so that an honest one never loses it. */
  readonly leaseMs: number;
  /** Our share of the five seconds in which the webhook should have answered (I7). */
  readonly turnBudgetMs: number;
  /** What two instances' clocks may differ by. */
  readonly skewMarginMs: number;
  /** One request to Graph, retries included. */
  readonly requestMs: number;
  /** How long an ended call is remembered, so that late notifications find it ended. */
  readonly keepEndedMs: number;
}

export const defaultLimits: TurnLimits = {
  leaseMs: 5_000,
  turnBudgetMs: 4_000,
  skewMarginMs: 1_000,
  requestMs: 2_500,
  keepEndedMs: 24 * 60 * 60_000,
};
