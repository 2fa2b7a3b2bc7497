import type { VarValue } from '../../call/call.ts';
import type { TenantLack } from '../../call/tenant-setup.ts';
import type { Place } from '../finding.ts';
import type { Overrides } from '../schedules/override.ts';
import type { ScriptStep } from './script-step.ts';

/** One conversation of a flow's `tests/`: what the world is like, and what the caller does and meets. */
export interface Conversation {
  readonly name: string;
  readonly place: Place;
  readonly given: Given;
  readonly steps: readonly PlacedStep[];
}

export interface PlacedStep {
  readonly step: ScriptStep;
  readonly place: Place;
}

/** The world of a conversation. What it does not say is as usual: everybody answers, nobody has called before. */
export interface Given {
  /** When the call comes (epoch milliseconds). */
  readonly at?: number;
  readonly caller?: GivenCaller;
  /** BCP 47: what the caller's endpoint reports. */
  readonly language?: string;
  /** The name of the line that is called. */
  readonly line?: string;
  /** Schedules that are open or closed whatever time it is. */
  readonly hours: Overrides;
  /** What variables hold at the start instead of their initial values. */
  readonly vars: { readonly [name: string]: VarValue };
  /** What the outside answers, by the name of the step that asks or by URL. One answer after the other; the last repeats. */
  readonly mocks: { readonly [stepOrUrl: string]: readonly MockedAnswer[] };
  readonly contacts: { readonly [contact: string]: ContactBehaviour };
  /** What the tenant has not consented to or not set up. */
  readonly without?: readonly TenantLack[];
}

export type GivenCaller =
  | { readonly kind: 'user'; readonly id?: string; readonly name?: string }
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'withheld' };

export type MockedAnswer =
  | {
      readonly kind: 'response';
      readonly status: number;
      /** JSON as it is; a text where the body is not JSON. Absent: no body. */
      readonly body?: { readonly json: unknown } | { readonly text: string };
      readonly delayMs: number;
    }
  /** Nobody answers until the step's patience is at its end. */
  | { readonly kind: 'timeout' }
  /** There is nobody: the connection is refused. */
  | { readonly kind: 'error' };

/** How somebody to whom the bot sends callers, or whom it rings, behaves. */
export const contactBehaviours = [
  'answers',
  /** Picks up and presses 1: takes the call when a hunt rings. */
  'accepts',
  'busy',
  'noAnswer',
  'fails',
  'failsOnce',
  /** Sees the call and refuses it. */
  'declines',
  /** Does not pick up; the mailbox does. */
  'voicemail',
] as const;
export type ContactBehaviour = (typeof contactBehaviours)[number];
