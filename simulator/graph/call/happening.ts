import type { Destination } from '../../../src/core/call/party.ts';
import type { SoftphoneEvent } from '../../softphone-api.ts';

/** A variant of a union, each without what the recorder adds. */
type Without<Union, Members extends PropertyKey> = Union extends unknown ? Omit<Union, Members> : never;

/** What the softphone is told of, before it has its number and time. */
export type CallerEvent = Without<SoftphoneEvent, 'seq' | 'at'>;

/** Something that the bot did to the call: not for the softphone, which sees it as traffic, but for conversations. */
export interface BotActed {
  readonly kind: 'botActed';
  readonly at: number;
  readonly act:
    | 'calls'
    | 'invites'
    | 'answers'
    | 'rejects'
    | 'redirects'
    | 'transfers'
    | 'hangsUp'
    | 'listens'
    | 'records'
    | 'cancels';
  /** For calls, transfers and redirects. */
  readonly destinations?: readonly Destination[];
}

export type Happening = SoftphoneEvent | BotActed;
