import type { CallEvent } from '../../call/call-event.ts';
import type { Leg } from '../../call/leg.ts';
import type { ContactBehaviour, MockedAnswer } from '../conversations/conversation.ts';

/** Something that can happen to a call at some moment: what the caller does, or what comes of what the bot has asked for. */
export interface Move {
  /** In words, for reports. */
  readonly says: string;
  /** How long the caller waits and listens before it. */
  readonly waitMs: number;
  /** What reaches the bot, one turn each. */
  readonly events: readonly CallEvent[];
  /** The flow goes on in this call, which has been placed for the caller: they are brought over, and their own call ends. */
  readonly goesOnIn?: Leg;
  /** How a conversation would bring it about. */
  readonly by: BroughtAbout;
}

export type BroughtAbout =
  /** Time alone: a prompt ends, nobody presses anything. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'keys'; readonly keys: string }
  | { readonly kind: 'speech' }
  /** Somebody to whom the caller is sent, or whom the bot rings. */
  | { readonly kind: 'contact'; readonly target: string; readonly behaves: ContactBehaviour }
  | { readonly kind: 'answer'; readonly step: string; readonly answer: MockedAnswer }
  /** Meant to happen, though conversations are not made up of it: what whoever checks PINs says, and that everybody has come. */
  | { readonly kind: 'meant' }
  /** A fault of the network or of ours: no conversation can bring it about. */
  | { readonly kind: 'fault' };
