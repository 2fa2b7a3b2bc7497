import type { RecordCaller, RedirectCall, TransferCall } from './call-command.ts';
import type { CallState, ControlWish } from './call-event.ts';
import type { CallId, ClientContext, FlowVersion, StepName } from './ids.ts';
import type { Leg, PlacedBy } from './leg.ts';
import type { Party } from './party.ts';
import type { PromptItem } from './prompt-item.ts';
import type { Roster } from './roster.ts';
import type { Tone } from './tone.ts';
import type { Wish } from './wish.ts';

/** A value of a flow's variable: JSON, small. */
export type VarValue = string | number | boolean | null | readonly VarValue[] | { readonly [key: string]: VarValue };

/**
 * Everything that is known of one call: the actor's state, the larger half of its document. Plain JSON, and bounded
 * whatever the caller does: every list in it has a stated limit in `limits`.
 */
export interface Call {
  readonly id: CallId;
  readonly tenantId: string;
  readonly callChainId?: string;
  /** The key in `lines.jsonc`. */
  readonly line: string;
  readonly flow: { readonly name: string; readonly version: FlowVersion };
  readonly caller: Party;
  readonly called: Party;
  readonly calledNumber?: string;
  readonly multiparty: boolean;
  /** Of one in a meeting: how the bot has come there. Absent in calls that are none. */
  readonly meeting?: 'scheduled' | 'byToken';
  /** Present when the bot placed it: `called` is then the person, `caller` the bot. */
  readonly direction?: 'outgoing';
  /** What somebody from outside the flow is doing to the call just now; its end leads back to the step. */
  readonly interlude?: 'say' | 'record' | 'transfer' | 'pressKeys';
  /** What was asked of it from outside the flow, and what became of that; the last ones. */
  readonly wishes?: readonly Wish[];
  /** Present when it was asked for: the id of the request. */
  readonly outbound?: string;
  /** Present when another call of ours placed it. */
  readonly placedBy?: PlacedBy;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  readonly answeredAt?: number;
  /** The furthest state that Graph has told us of. */
  readonly state: CallState;
  /** What we have asked Graph to do with the call itself. */
  readonly asked: 'nothing' | 'answer' | 'reject' | 'redirect' | 'transfer' | 'hangUp';
  readonly audio: 'inactive' | 'active';
  /** True once subscribeToTone was decided; it is sent once per call. */
  readonly listening: boolean;
  readonly language: string;
  /** What the caller's telephone says it is set to, as it came; absent where Graph does not tell. */
  readonly callerLanguage?: string;
  readonly vars: { readonly [name: string]: VarValue };
  readonly at: Position;
  /** The flows that wait for another one to return, the outermost first; absent in the flow that the call began with. */
  readonly frames?: readonly Frame[];
  /** Media operations of the current visit that have not been reported over, oldest first. */
  readonly media: readonly MediaInFlight[];
  /** What the current visit has asked and not been told, oldest first; absent when there is nothing. */
  readonly asks?: readonly PendingAsk[];
  /** Calls that this one has placed and still counts on; absent when there are none. */
  readonly legs?: readonly Leg[];
  /** Who else is in a call with several people, as far as Graph has told. */
  readonly roster?: Roster;
  /** Present once a person may have made it a call with several, of which Graph reports nobody. */
  readonly escalation?: Escalation;
  /** When the bot leaves because nobody is there (epoch milliseconds); absent while somebody is. */
  readonly aloneUntil?: number;
  /** Recordings that the call went on or ended without, whose report may still come; absent when there are none. */
  readonly owed?: readonly OwedRecording[];
  /** Named by every `clientContext`; grows when media of an earlier moment must not be mistaken for today's. */
  readonly epoch: number;
  /** The number of the next command. */
  readonly nextNumber: number;
  readonly keypad: Keypad;
  /** Steps entered so far: the loop budget. */
  readonly entries: number;
  /** Listening steps that led here, for `back`. */
  readonly trail: readonly StepName[];
  /** The steps that were entered, for the history: further attempts left out, and of a long call the last ones. */
  readonly path: readonly StepName[];
  /** When the next keepAlive is due (epoch milliseconds); absent before the call is answered. */
  readonly keepAliveAt?: number;
  /** When to be looked at if nothing happens. Always finite while the call lives (I5). */
  readonly wakeAt: number;
  /** When to ask Graph what became of a request that it never answered (epoch milliseconds). */
  readonly lookAt?: number;
  /** The request to send the caller on that got no answer; absent when there is none. */
  readonly unanswered?: UnansweredRequest;
  /** How often in a row the sweep woke the call without anything else happening. */
  readonly wakes: number;
  /** Media operations started again because nobody knew whether Graph had them. */
  readonly restarts: number;
  /** Milestones, for analytics; absent when there are none, and of a long call the last ones. */
  readonly tags?: readonly CallTag[];
  /** The flow's word for how it ended, once a step has said so; the end itself is Graph's to report. */
  readonly outcome?: string;
  /** The delivery that reported the last failed transfer. */
  readonly transferFailureSeen?: string;
  /** Graph's code for the refusal that the call cannot go on after: to answer, to play anything, to hang up. */
  readonly refusal?: string;
  /** How often Graph has refused to end the call, for good. */
  readonly hangUpsRefused?: number;
  readonly end?: CallEnd;
}

/** A flow that has called another one, as it is until that returns. */
export interface Frame {
  /** The flow that was called: in it the call stands, when this is the last frame. */
  readonly called: string;
  /** The step that called. */
  readonly step: StepName;
  readonly vars: Call['vars'];
  readonly trail: Call['trail'];
}

/** Where the call stands in its flow. `memory` belongs to the step's kit and means nothing to the engine. */
export interface Position {
  readonly step: StepName;
  /** False while the step waits for the call to be answered. */
  readonly entered: boolean;
  /** 1 for the first try of this visit. */
  readonly attempt: number;
  readonly memory: StepMemory;
  /** When the step asked to be told `timedOut` (epoch milliseconds). */
  readonly deadline?: number;
}
export type StepMemory = { readonly [key: string]: VarValue };

export interface MediaInFlight {
  readonly context: ClientContext;
  /** The step's own word for this operation, for example `prompt` or `silence`. */
  readonly mark: string;
  /** When it should be over at the latest, without the margin (epoch milliseconds). */
  readonly expectedEnd: number;
  /** What was asked for, so that a takeover can start it again. */
  readonly what:
    | { readonly kind: 'play'; readonly prompts: readonly PromptItem[] }
    | ({ readonly kind: 'record' } & RecordOptions);
}
export interface PendingAsk {
  readonly context: ClientContext;
  /** The command's. */
  readonly number: number;
  /** The step's own word for it. */
  readonly mark: string;
  /** The answer tells who is there, in a call of which Graph does not report it. */
  readonly lists?: true;
  /** What waits for that answer, which no step is told. */
  readonly then?: AwaitingPeople;
}
/** What is done once it is known who is in the call. */
export type AwaitingPeople =
  | {
      readonly kind: 'transfer';
      readonly command: TransferCall;
      /** Who is to be sent on, when somebody has said so: an id of the roster. */
      readonly participant?: string;
      /** Graph's code, when it has refused to send on a caller who was not named. */
      readonly refused?: string;
    }
  | { readonly kind: 'controlled'; readonly id: string; readonly wish: ControlWish };
/** Somebody took others into a call of two, or seems to have: Graph moves the media, and says nothing else. */
export interface Escalation {
  /** When Graph is asked next who is there (epoch milliseconds). */
  readonly askAt: number;
  /** The command that asks, until it is answered. */
  readonly number?: number;
}
/** Something that a flow's author wants to count. Kept with the history of the call, so it holds nothing of the caller's. */
export interface CallTag {
  readonly step: StepName;
  readonly outcome: string;
  readonly labels?: { readonly [name: string]: string | number | boolean };
}
export interface OwedRecording {
  readonly context: ClientContext;
  /** The step that would have kept it. */
  readonly step: StepName;
  /** The flow that this step is in, when it is a called one. */
  readonly called?: string;
  /** The wish that it was made for, when that came from outside the flow: no step keeps it then. */
  readonly wish?: string;
}
export type RecordOptions = Pick<RecordCaller, 'maxLengthMs' | 'initialSilenceMs' | 'maxSilenceMs' | 'beep' | 'stopTones'>;

/** The caller's keys that no step has consumed yet, in the order of their sequence. */
export interface Keypad {
  /** The sequence that comes next; Graph starts at 1 (graph-calling, 2.4). */
  readonly next: number;
  readonly waiting: readonly Tone[];
  /** Tones that overtook an earlier one; released when it comes, or when the media operation ends. */
  readonly held: readonly { readonly sequence: number; readonly tone: Tone }[];
  /** Sequences given up on, still accepted when they come late. */
  readonly missing: readonly number[];
  /** One following tone that is only the end of the last input, for example `#` after the sixth digit. */
  readonly swallow?: Tone;
}

/** A transfer or redirect of which nobody could say whether Graph took it. */
export interface UnansweredRequest {
  /** How often it was sent without an answer. */
  readonly times: number;
  /** What to send again if Graph says that it was not taken; absent once that is done. */
  readonly command?: TransferCall | RedirectCall;
}

export interface CallEnd {
  readonly at: number;
  /** The flow's outcome, or the engine's: `hungUp`, `transferred`, `redirected`, `rejected`, `failed`. */
  readonly outcome: string;
  readonly code?: number;
  readonly subcode?: number;
  /** Graph's code for what it refused, where that is why the call ended. */
  readonly refusal?: string;
}

/** What bounds a call. */
export const limits = {
  /** Step entries per call (design, section 4). */
  stepEntries: 200,
  /** Entries granted after the budget, for the way out through `on.error`. */
  entriesAfterBudget: 20,
  /** Keys typed ahead and not consumed. Further ones are dropped: nobody types sixty ahead on purpose. */
  waitingTones: 60,
  heldTones: 20,
  missingTones: 10,
  trail: 20,
  owedRecordings: 4,
  asks: 8,
  wishes: 8,
  /** Flows that wait for one another. */
  frames: 5,
  legs: 6,
  /** People of a roster that are kept one by one. */
  roster: 6,
  path: 30,
  tags: 10,
  labels: 5,
  /** Characters of one label's text. */
  labelText: 60,
  /** Bytes of all variables together as JSON, those of calling flows included (ADR 35). */
  vars: 2_500,
  /** Characters of one variable's text. */
  varText: 1_000,
  /** Bytes of the words of one prompt: two minutes and more of them. */
  words: 1_800,
  /** Bytes of the names in the trail, in all trails of the frames together, in the path, and of the tags. */
  trailBytes: 300,
  frameTrailsBytes: 200,
  pathBytes: 300,
  tagsBytes: 700,
  /** Bytes of commands that one turn may hand to slow work. */
  slowWork: 3_500,
  /** Events that wait for their performer: about a hundred bytes each, in a document that stays under 8 KB. */
  inbox: 40,
  /** Bytes of what they say, beyond their kind and their call. */
  inboxBytes: 1_200,
} as const;
