import type { VarValue } from './call.ts';
import type { RecordingSource } from './call-event.ts';
import type { CallId, ClientContext, StepName } from './ids.ts';
import type { LegNews, PartnerNews } from './leg.ts';
import type { Destination } from './party.ts';
import type { PromptItem } from './prompt-item.ts';
import type { RoomCommand } from './room-command.ts';
import type { Tone } from './tone.ts';

/**
 * What is still to be done for a call: imperative, our words. Decided by the core, stored with the state that decided
 * it (I1), performed afterwards. `number` is unique within the call; media commands carry a `context` of that number.
 */
export type CallCommand = { readonly number: number } & (
  | AnswerCall
  | RejectCall
  | RedirectCall
  | TransferCall
  | PlayPrompt
  | RecordCaller
  | ListenForTones
  | CancelMedia
  | KeepAlive
  | HangUp
  | SendRequest
  | VerifyPin
  | TakeOrder
  | NoteTaken
  | PlaceCall
  | TellCall
  | KeepRecording
  | NotifyContacts
  | AskCallBack
  | KeepHistory
  | ArrangeMeeting
  | RoomCommand
);

export type CommandKind = CallCommand['kind'];

/** A command before it got its number. */
export type Undecided<Command> = Command extends unknown ? Omit<Command, 'number' | 'context'> : never;

export interface AnswerCall {
  readonly kind: 'answer';
  /** What will be played first, so that Graph can fetch it while the call is being set up. */
  readonly preFetch: readonly PromptItem[];
}
export interface RejectCall {
  readonly kind: 'reject';
  readonly reason: 'none' | 'busy' | 'forbidden';
}
export interface RedirectCall {
  readonly kind: 'redirect';
  /** One forwards, 2 to 25 ring together. */
  readonly targets: readonly Destination[];
  /** 15 s to 90 s. Absent: Graph's own default. */
  readonly timeoutMs?: number;
}
export interface TransferCall {
  readonly kind: 'transfer';
  readonly target: Destination;
  /** A consultative transfer names the bot's other call, with the target. */
  readonly replacesCallId?: CallId;
  /** Who of several people is sent on: needed in a call with several. */
  readonly transferee?: Transferee;
}
/** Somebody in the roster. */
export interface Transferee {
  readonly participant: string;
  readonly who: Destination;
}
export interface PlayPrompt {
  readonly kind: 'playPrompt';
  readonly context: ClientContext;
  /** 1 to 20, in order. */
  readonly prompts: readonly PromptItem[];
}
export interface RecordCaller {
  readonly kind: 'recordCaller';
  readonly context: ClientContext;
  /** All three: 1 s to 120 s. */
  readonly maxLengthMs: number;
  readonly initialSilenceMs: number;
  readonly maxSilenceMs: number;
  readonly beep: boolean;
  readonly stopTones: readonly Tone[];
}
export interface ListenForTones {
  readonly kind: 'listenForTones';
  readonly context: ClientContext;
}
export interface CancelMedia {
  readonly kind: 'cancelMedia';
  readonly context: ClientContext;
}
export interface KeepAlive {
  readonly kind: 'keepAlive';
}
export interface HangUp {
  readonly kind: 'hangUp';
}
/**
 * A request of the flow's own to the outside. What it asks is worked out from the call when it is sent, so that no value
 * of the caller's is stored twice.
 */
export interface SendRequest {
  readonly kind: 'sendRequest';
  readonly context: ClientContext;
  /** The step that asks: its kit says what. */
  readonly step: StepName;
  /** Names the request for whoever receives it: the same for every attempt of one visit. */
  readonly idempotencyKey: string;
  readonly timeoutMs: number;
}
/**
 * Asks whether a caller is locked out, or whether the PIN that was typed is right: answered with a `Verdict` (`operation`,
 * `value`). The PIN stands in the step's memory and nowhere else.
 */
export interface VerifyPin {
  readonly kind: 'verifyPin';
  /** The step that asks: its kit says how. */
  readonly step: StepName;
  readonly what: 'lockout' | 'pin';
  /** Of a request: the same if it is sent twice. */
  readonly idempotencyKey: string;
  readonly timeoutMs: number;
}
/** Asks in which order people are rung, which depends on the calls before: answered with their names (`operation`, `value`). */
export interface TakeOrder {
  readonly kind: 'takeOrder';
  /** Names what is remembered: a flow's step. */
  readonly group: string;
  readonly strategy: 'roundRobin' | 'leastRecent';
  readonly members: readonly string[];
}
/** Remembers that somebody has taken a call. */
export interface NoteTaken {
  readonly kind: 'noteTaken';
  readonly group: string;
  readonly member: string;
}
/** Makes an online meeting, or finds the one that was made for the same purpose: answered with an `OnlineMeeting`. */
export interface ArrangeMeeting {
  readonly kind: 'arrangeMeeting';
  /** Object id of the user in whose name it is made. */
  readonly organizer: string;
  readonly subject?: string;
  /** The same purpose gives the same meeting, however often it is asked for. */
  readonly purpose: string;
}
/** Places a call of the bot's own, which the call at hand waits for: somebody is hunted, or a meeting joined. */
export interface PlaceCall {
  readonly kind: 'placeCall';
  /** The leg's number within the call, and with the call's id its name. */
  readonly leg: number;
}
/** Tells another call of ours what it waits for. Telling twice is telling once. */
export interface TellCall {
  readonly kind: 'tellCall';
  readonly to: CallId;
  readonly news: LegNews | PartnerNews;
}
/** Slow work: goes to the work queue, not to Graph. */
export interface KeepRecording {
  readonly kind: 'keepRecording';
  readonly source: RecordingSource;
  /** Names the stored file; safe as a file name. */
  readonly recordingId: string;
  /** Names of the contacts who are to be told, when it is a message rather than an answer. */
  readonly notify: readonly string[];
}
/** Slow work: asks for a call at another time. Asking twice under one key is asking once. */
export interface AskCallBack {
  readonly kind: 'askCallBack';
  readonly to: Destination;
  readonly flow: string;
  readonly vars: { readonly [name: string]: VarValue };
  /** Epoch milliseconds: not placed before, and not after. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly idempotencyKey: string;
  /** Whoever is called has asked for it themselves: the do-not-call list is not asked. */
  readonly doNotCall?: 'ignore';
  /** Placed only while this schedule is open, as it is by then. */
  readonly schedule?: string;
}
/** Slow work: tells people of something. Nothing waits for it. */
export interface NotifyContacts {
  readonly kind: 'notifyContacts';
  /** Names of contacts. */
  readonly to: readonly string[];
  readonly title?: string;
  readonly text: string;
}
/** Slow work, once for each call that ended: what it was goes to the history. Everything it needs stands in the call. */
export interface KeepHistory {
  readonly kind: 'keepHistory';
}
