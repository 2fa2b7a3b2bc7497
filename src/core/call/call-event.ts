import type { Answer } from './answer.ts';
import type { CommandKind, RedirectCall, TransferCall } from './call-command.ts';
import type { CallId, ClientContext } from './ids.ts';
import type { LegNews, PartnerNews } from './leg.ts';
import type { MeetingDoor } from './meeting.ts';
import type { Destination, Party } from './party.ts';
import type { PromptItem } from './prompt-item.ts';
import type { RoomCommand, WithoutContext } from './room-command.ts';
import type { RosterEntry } from './roster.ts';
import type { Tone } from './tone.ts';

/**
 * What happened to a call: past tense, our words. Graph's notifications become these in `wire/`; the rest comes from
 * our own side. Events are stored in `inbox` while a performer holds the lease, so they are plain JSON.
 */
export type CallEvent = { readonly callId: CallId } & (
  | CallArrived
  | CallStateChanged
  | CallEnded
  | TonePressed
  | OperationEnded
  | RosterChanged
  | CommandFailed
  | CommandAnswered
  | LegNews
  | PartnerNews
  | Controlled
  | WokeUp
);

/** Somebody calls us. The event that creates the call's document. */
export interface CallArrived {
  readonly kind: 'callArrived';
  readonly tenantId: string;
  readonly caller: Party;
  /** Who was called: the bot itself or one of its resource accounts (`applicationInstance`). */
  readonly called: Party;
  /** The number that was dialled, when Graph tells (`callRoutes[].original`); a label, never a key. */
  readonly calledNumber?: string;
  readonly callChainId?: string;
  /** True for an invitation into a multiparty call or meeting. */
  readonly multiparty: boolean;
  /** The caller's language as the endpoint reports it. */
  readonly languageId?: string;
}

/** States in the order of their rank; a call never goes back, except from transferring to established. */
export const callStates = [
  'incoming',
  'establishing',
  'established',
  'transferring',
  'transferAccepted',
  'redirecting',
  'terminating',
  'terminated',
] as const;
export type CallState = (typeof callStates)[number];

export interface CallStateChanged {
  readonly kind: 'callStateChanged';
  /** Absent when the notification spoke of media only, or named a state that we do not know. */
  readonly state?: CallState;
  readonly audio?: 'active' | 'inactive';
  readonly result?: ResultInfo;
  /** Names the delivery, when the platform names it: keeps a repeated report of a failed transfer from failing the next one. */
  readonly delivery?: string;
  /** True when this is what GET said, not a notification: the truth of now, whatever came before. */
  readonly observed?: boolean;
}

export interface CallEnded {
  readonly kind: 'callEnded';
  readonly result?: ResultInfo;
  /** Graph's undeclared `terminationReason`, for example `AppTransferred`; `gone`: Graph has no such call any more. */
  readonly reason?: string;
  /** Of one that is gone: what was to send the caller on has never been sent. */
  readonly neverSentOn?: true;
}

export interface TonePressed {
  readonly kind: 'tonePressed';
  readonly tone: Tone;
  /** Graph's `toneInfo.sequenceId`: with the call it names the event (ADR 1). */
  readonly sequence: number;
}

export interface OperationEnded {
  readonly kind: 'operationEnded';
  readonly operation: 'playPrompt' | 'recordResponse' | 'other';
  /** What we sent as `clientContext`. Absent on the odd notification that lost it. */
  readonly context?: ClientContext;
  readonly ended: 'completed' | 'cancelled' | 'failed';
  readonly result?: ResultInfo;
  /** Graph's `completionReason`, when present. */
  readonly reason?: string;
  readonly recording?: RecordingSource;
}

/** Where a finished recording can be fetched, briefly. The token is a secret: never logged (I8). */
export interface RecordingSource {
  readonly location: string;
  readonly accessToken: string;
}

/** Who is in a multiparty call. Peer-to-peer calls have no roster. */
export interface RosterChanged {
  readonly kind: 'rosterChanged';
  /** Of a whole roster: how many others are there; of changes: how many entries are about somebody who is there. */
  readonly others: number;
  readonly full: boolean;
  /** The first of them. */
  readonly people: readonly RosterEntry[];
  /** Participants who have left, of changes. */
  readonly gone?: readonly string[];
  /** Numbers the changes. */
  readonly sequence?: number;
}

/** A command that Graph did not take, or of which nobody knows whether it took it. Decided upon like any event. */
export interface CommandFailed {
  readonly kind: 'commandFailed';
  readonly number: number;
  readonly command: CommandKind;
  readonly why: 'refused' | 'unclear';
  /** Graph's error code, when it gave one. */
  readonly code?: string;
  /** What was asked, when it was to send the caller on and got no answer: it may have to be asked again. */
  readonly unanswered?: TransferCall | RedirectCall;
  /** What was asked, when it was to transfer a caller who was not named, and was refused: Graph may want the name. */
  readonly unnamed?: TransferCall;
}

/** What a command asked has been answered. */
export interface CommandAnswered {
  readonly kind: 'commandAnswered';
  readonly number: number;
  readonly answer: Answer;
}

/** Somebody who looks after live calls steps in. */
export interface Controlled {
  readonly kind: 'controlled';
  /** Names the wish: the same one twice is one. */
  readonly id: string;
  readonly wish: ControlWish;
}

export type ControlWish =
  | { readonly kind: 'hangUp' }
  /**
   * When it fails the caller is back at the step where the call stands. `participant`: who of several people, by the id in the
   * roster; the caller, or the only one who is there, when left out.
   */
  | { readonly kind: 'transfer'; readonly target: Destination; readonly participant?: string }
  /** Words in between, 1 to 20, instead of whatever is sounding; then the step begins anew. */
  | { readonly kind: 'say'; readonly prompts: readonly (PromptItem | NamedPrompt)[] }
  /** Cuts off whatever is sounding; then the step begins anew. */
  | { readonly kind: 'stopMedia' }
  /** Records the caller, instead of whatever is sounding, and keeps it; then the step begins anew. */
  | {
      readonly kind: 'record';
      /** 1,000 to 120,000. */
      readonly maxLengthMs: number;
      readonly beep: boolean;
      /** Names of the contacts who are told of it, as far as the flow's version knows how. */
      readonly notify: readonly string[];
    }
  /**
   * Calls people in, 1 to 5. A caller who is alone with the bot is brought into a call with them, or, with a `meeting`, into that,
   * and they are called in there. The flow begins its step anew where they meet.
   */
  | { readonly kind: 'invite'; readonly people: readonly Destination[]; readonly meeting?: MeetingDoor }
  /** Something that is asked of a call with several people, or of the bot's own part in it: `mute` for example. */
  | { readonly kind: 'room'; readonly command: WithoutContext<RoomCommand> }
  /** Tells Graph that the call is wanted, as the engine does every quarter of an hour. */
  | { readonly kind: 'keepAlive' };

/** A prompt of the flow that the call runs. */
export interface NamedPrompt {
  readonly kind: 'named';
  readonly name: string;
  /** Where whoever asked has named it, for the answer that there is none. */
  readonly place: string;
}

/** The sweep found `wakeAt` in the past. */
export interface WokeUp {
  readonly kind: 'wokeUp';
  /** True when Graph was asked what the call is, and gave no answer. */
  readonly blind?: boolean;
}

/** Graph's `resultInfo`, numbers whatever the wire's spelling. */
export interface ResultInfo {
  readonly code: number;
  readonly subcode: number;
}
