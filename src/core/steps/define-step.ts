import type { z } from 'zod';
import type { Answer } from '../call/answer.ts';
import type { Call, CallTag, StepMemory, VarValue } from '../call/call.ts';
import type {
  ArrangeMeeting,
  AskCallBack,
  CommandKind,
  KeepRecording,
  NoteTaken,
  NotifyContacts,
  RecordCaller,
  RedirectCall,
  RejectCall,
  SendRequest,
  TakeOrder,
  TransferCall,
  VerifyPin,
} from '../call/call-command.ts';
import type { RecordingSource, ResultInfo } from '../call/call-event.ts';
import type { LegPlan, LegState } from '../call/leg.ts';
import type { Destination } from '../call/party.ts';
import type { PromptItem } from '../call/prompt-item.ts';
import type { RoomCommand, WithoutContext } from '../call/room-command.ts';
import type { Tone } from '../call/tone.ts';
import type { VerificationOf } from './verification.ts';

/**
 * One step type: its JSON, its ways out, and what it does. A kit is pure: it decides, the engine keeps the books
 * (numbers, epochs, keys, cancelling), the shell performs.
 */
export interface StepKit<Config = never> {
  /** The word in `"type"`. */
  readonly type: string;
  /** One sentence for people: reference page, editor, JSON Schema. */
  readonly summary: string;
  /** The step's own members, without `type`, `note` and `on`, which every step has. */
  readonly schema: z.ZodType<Config>;
  /** True when the caller must be connected: the first such step of a call answers it. */
  readonly needsAnswer: (config: Config) => boolean;
  /** True when it takes the caller's keys: a place that `back` returns to. */
  readonly listens: boolean;
  /** Members taken from the flow's `defaults` when the step does not say. */
  readonly inherits: readonly ('timeout' | 'interDigitTimeout' | 'maxAttempts' | 'bargeIn')[];
  /** What `on` may name, each with the exit that serves when nobody declares it. */
  readonly outcomes: { readonly [exit: string]: { readonly summary: string; readonly otherwise: string } };
  /**
   * Outcomes that nobody in the call brings about by what they do: with these members, and what else is declared, they come
   * of faults, or never. Default: none.
   */
  readonly byFaultOnly?: (config: Config, declared: StepContext['declared']) => readonly string[];
  /** Outcomes of one kind that are too many to list, written as an object in `on`: `"status": { "404": "ask" }` is the outcome `status.404`. */
  readonly outcomeGroup?: { readonly name: string; readonly fits: RegExp; readonly summary: string; readonly fix: string };
  /** The ways out that the step's own members name: `next`, a menu's options, a branch's cases. */
  readonly exits: (config: Config) => readonly Exit[];
  /** Everything that the step names and that must exist or type-check. */
  readonly uses: (config: Config) => readonly Use[];
  /** Whether somebody gets the caller, or the caller's message. When a kit does not say, a step that names contacts does. */
  readonly reachesPeople?: (config: Config) => boolean;
  /** What the step asks of the outside: worked out when it is sent, with the secrets. Undefined when it cannot be worked out. */
  readonly request?: (config: Config, context: RequestContext) => OutgoingRequest | undefined;
  /** How a PIN that was typed here is checked: worked out by whoever checks it, so that it stands in no command. */
  readonly verification?: VerificationOf<Config>;
  /**
   * Whole inputs that callers may type here, which explore tries besides single keys. `digits` are what the flow's expressions
   * compare with. A step that takes single keys needs none.
   */
  readonly probe?: (config: Config, digits: readonly string[]) => readonly string[];
  readonly enter: (config: Config, context: StepContext) => Act;
  readonly resume: (config: Config, signal: StepSignal, context: StepContext) => Act;
}

/** Target: a step's name, or the reserved `repeat` or `back`. Pointer: keys from the step object to the target. */
export interface Exit {
  readonly name: string;
  readonly target: string;
  /** The target is the name of the member at `pointer`, not its value. */
  readonly at?: 'key';
  /** The key that the caller presses for it. */
  readonly key?: Tone;
  readonly pointer: readonly (string | number)[];
}

export type Use =
  /** `heard`: not by the caller on entering the step, but later, or by somebody else. */
  | {
      readonly kind: 'prompt';
      readonly prompt: PromptRef;
      readonly heard?: 'later' | 'byOthers';
      readonly pointer: readonly (string | number)[];
    }
  | {
      readonly kind: 'contact';
      readonly name: string;
      readonly accepts: readonly Destination['kind'][];
      readonly pointer: readonly (string | number)[];
    }
  | { readonly kind: 'directory'; readonly name: string; readonly pointer: readonly (string | number)[] }
  /** A contact who is told of something, and not called. */
  | { readonly kind: 'told'; readonly name: string; readonly pointer: readonly (string | number)[] }
  /** A text with `${ }` that people outside the call read. */
  | { readonly kind: 'message'; readonly text: string; readonly pointer: readonly (string | number)[] }
  | { readonly kind: 'schedule'; readonly name: string; readonly pointer: readonly (string | number)[] }
  /** One of the flow's languages. */
  | { readonly kind: 'language'; readonly name: string; readonly pointer: readonly (string | number)[] }
  | {
      readonly kind: 'expression';
      readonly source: string;
      /** What it gives is kept after the call, so it must hold nothing of the caller's (I8). */
      readonly kept?: true;
      /** It reads the answer of a request, so it also sees `response`. */
      readonly outside?: true;
      readonly wanted: 'string' | 'number' | 'boolean' | 'any';
      readonly pointer: readonly (string | number)[];
    }
  /** A text with `${ }` that leaves for the outside: it also sees `secret`. `url`: it is an address. `pin`: it also sees `pin`. */
  | {
      readonly kind: 'outgoing';
      readonly text: string;
      readonly url?: true;
      readonly pin?: true;
      readonly pointer: readonly (string | number)[];
    }
  /** The step calls this flow: its inputs are given by name, each as an expression; its outputs go into variables of ours. */
  | {
      readonly kind: 'flow';
      readonly name: string;
      readonly inputs: { readonly [input: string]: string };
      /** Variable to output. */
      readonly into: { readonly [variable: string]: string };
      readonly pointer: readonly (string | number)[];
    }
  /** The step has somebody meet this flow in a call of its own, later; its variables are given by name, each as an expression. */
  | {
      readonly kind: 'laterFlow';
      readonly name: string;
      readonly vars: { readonly [variable: string]: string };
      /** The member that gives the variables. */
      readonly varsIn: string;
      readonly pointer: readonly (string | number)[];
    }
  /** The step writes this variable; `type` is what it writes. `sensitive`: what it writes makes the variable so. */
  | {
      readonly kind: 'variable';
      readonly name: string;
      /** The name is that of the member at `pointer`, not its value. */
      readonly at?: 'key';
      readonly sensitive?: boolean;
      readonly type: 'string' | 'number' | 'boolean' | 'any';
      readonly pointer: readonly (string | number)[];
    };

/** The name of a prompt, a text in place (anything with a space in it), or several of them, played in order. */
export type PromptRef = string | readonly string[];

/** Somebody in a directory, as steps see them. */
export interface PersonFound {
  readonly name: string;
  readonly to: Destination;
}

/** A request of a flow's own, ready to be sent. */
export interface OutgoingRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly url: string;
  readonly headers: { readonly [name: string]: string };
  readonly body?: string;
}

export interface RequestContext {
  /** Fills every `${ }`; undefined when one cannot be worked out. `asUrl`: what is filled in is escaped. */
  render(text: string, asUrl?: true): string | undefined;
  /** The value of a text that is one `${ }` and nothing else; otherwise as `render`. */
  value(text: string): VarValue | undefined;
}

/** What a kit may look at. Everything in it is a value; nothing in it acts. */
export interface StepContext {
  readonly call: Call;
  /** Epoch milliseconds. */
  readonly now: number;
  /** 1 for the first try of this visit. */
  readonly attempt: number;
  readonly memory: StepMemory;
  /** Keys typed ahead, or pressed just now, that nothing has consumed. */
  readonly waiting: readonly Tone[];
  /** The flow's languages; the first is the default. */
  readonly languages: readonly string[];
  /** The flow's global keys: tone to target. */
  readonly keys: { readonly [tone: string]: string };
  /** True while some media operation of this step is still in flight. */
  readonly mediaInFlight: boolean;
  /** The prompt in the call's language, or in another one, for this attempt, with every `${ }` filled. */
  speak(prompt: PromptRef | undefined, language?: string): readonly PromptItem[];
  /** The first time from `from` on (epoch milliseconds) in which a schedule is open. Undefined: it does not open within a year. */
  openTime(schedule: string, from: number): { readonly from: number; readonly until: number } | undefined;
  /** A text for people outside the call, in the flow's default language, with every `${ }` filled. */
  written(text: string): string;
  /** Undefined when the expression fails at run time. */
  evaluate(source: string): VarValue | undefined;
  /** Of an expression over the answer of a request. */
  evaluateResponse(source: string, response: { readonly status: number; readonly body: VarValue }): VarValue | undefined;
  destination(contact: string): Destination | undefined;
  /** Everybody in a directory whom these keys may mean. */
  people(directory: string, keys: string, by: 'name' | 'extension' | 'both'): readonly PersonFound[];
  /** Whether a schedule is open now. Undefined when there is no such schedule, which the flow's checker has seen to. */
  opening(schedule: string): 'open' | 'closed' | 'holiday' | undefined;
  /** Where an outcome leads when this step or the flow's defaults declare it; undefined when nobody does. */
  declared(exit: string): string | undefined;
}

/** What reaches a step. Stale, duplicate and foreign events never do. */
export type StepSignal =
  /** `context.waiting` holds at least one key. */
  | { readonly kind: 'tones' }
  | { readonly kind: 'mediaOver'; readonly mark: string }
  | { readonly kind: 'mediaFailed'; readonly mark: string; readonly code: string }
  | {
      readonly kind: 'recorded';
      readonly source: RecordingSource;
      readonly endedBy: 'stopTone' | 'maxLength' | 'silence' | 'unknown';
    }
  | {
      readonly kind: 'recordFailed';
      readonly why: 'silence' | 'failed';
      /** Graph's, when it gave one. */
      readonly code?: string;
    }
  /** The transfer did not come about and the call is ours again. */
  | { readonly kind: 'transferFailed'; readonly result?: ResultInfo }
  | {
      readonly kind: 'commandFailed';
      readonly command: CommandKind;
      readonly why: 'refused' | 'unclear';
      readonly code: string;
      /** Of an `ask` or a `placeCall`. */
      readonly mark?: string;
    }
  /** What an `ask` asked has been answered. */
  | { readonly kind: 'answered'; readonly mark: string; readonly answer: Answer }
  /** A call that this step has placed got further, or ended. */
  | {
      readonly kind: 'leg';
      readonly mark: string;
      readonly state: LegState;
      readonly outcome?: string;
      readonly result?: ResultInfo;
    }
  /** In a leg whose person has picked up: nobody counts on it any more. In a host: the caller's own call is over. */
  | { readonly kind: 'partnerGone' }
  /** The `carryOn` of a moment ago: variables and keys are as the act left them. */
  | { readonly kind: 'carriedOn' }
  /** The flow that this step has called has returned, with its outputs; or it found no way on. */
  | { readonly kind: 'returned'; readonly outputs: { readonly [name: string]: VarValue } }
  | { readonly kind: 'returnedInError' }
  /** `wakeInMs` of the last wait has passed. */
  | { readonly kind: 'timedOut' };

/** What a step decides: some doing, some book-keeping, and where it goes from there. */
export interface Act {
  readonly do?: readonly Doing[];
  /** How many of `context.waiting` were used. */
  readonly consume?: number;
  /** Throw away what is left of `context.waiting` (after an error or a no-match). */
  readonly flush?: boolean;
  /** A following key that is only the end of this input. */
  readonly swallow?: Tone;
  /** When they do not fit into what a call holds, they stay as they were and the step leaves by `error`. */
  readonly set?: { readonly [variable: string]: VarValue };
  /** Why the step does not get what it wanted, for the story. */
  readonly trouble?: 'VARS_TOO_LARGE';
  /** Why it leaves by an outcome, when no signal says so (reason.ts). */
  readonly reason?: string;
  /** From now on the call speaks this language, which is one of `context.languages`. */
  readonly language?: string;
  /** A milestone that has been reached. */
  readonly tag?: Omit<CallTag, 'step'>;
  readonly go: Go;
}

export type Doing =
  | { readonly kind: 'play'; readonly mark: string; readonly prompts: readonly PromptItem[] }
  | ({ readonly mark: string } & Omit<RecordCaller, 'context'>)
  /** Ends whatever of this step is still sounding. Does nothing when nothing is. */
  | { readonly kind: 'cancel' }
  /** Asks something; the answer comes as `answered`, or `commandFailed`, with this mark. Wait with `wakeInMs`. */
  | { readonly kind: 'ask'; readonly mark: string; readonly command: Asking }
  /** Places a call; its news come as `leg` with this mark. Leaving the step ends what it has placed. */
  | { readonly kind: 'placeCall'; readonly mark: string; readonly plan: LegPlan }
  /** Ends the legs with these marks; all of them when left out. */
  | { readonly kind: 'dropLegs'; readonly marks?: readonly string[] }
  /** In a leg: tells the call that placed it. Does nothing in a call that nobody placed. */
  | { readonly kind: 'tellPlacer'; readonly state: 'accepted' | 'declined'; readonly outcome?: string }
  /** Calls people in for somebody outside the flow: what becomes of it is told to them, under this id, and to no step. */
  | { readonly kind: 'callIn'; readonly wish: string; readonly people: readonly Destination[] }
  | TransferCall
  | RedirectCall
  | RejectCall
  | KeepRecording
  | NoteTaken
  | AskCallBack
  | NotifyContacts
  | { readonly kind: 'hangUp' };

/** Commands that ask something of somebody, without what the engine adds. */
export type Asking = Omit<SendRequest, 'context'> | TakeOrder | VerifyPin | ArrangeMeeting | WithoutContext<RoomCommand>;

export type Go =
  /** Stay. `wakeInMs`: be told `timedOut` after that long; absent: when the media in flight should be over. */
  | { readonly kind: 'wait'; readonly memory?: StepMemory; readonly wakeInMs?: number }
  /** A target as the flow's author wrote it. */
  | { readonly kind: 'goTo'; readonly target: string; readonly exit: string }
  /** An outcome, looked up in `on`, then in the flow's defaults, then by `otherwise`. */
  | { readonly kind: 'exit'; readonly name: string }
  /** Enter this step again as the next attempt. */
  | { readonly kind: 'tryAgain' }
  /** Do the book-keeping of this act, then resume at once with `carriedOn`: for a second phase that needs its results. */
  | { readonly kind: 'carryOn'; readonly memory: StepMemory }
  /** Enter another flow with these inputs; the step is told when it returns. */
  | { readonly kind: 'callFlow'; readonly flow: string; readonly inputs: { readonly [name: string]: VarValue } }
  /** Back to the step that called this flow. In the flow that the call began with there is none: the call ends. */
  | { readonly kind: 'return' }
  /** The call is over, or will be as soon as Graph says so. */
  | { readonly kind: 'end'; readonly outcome: string };

/** Ties a kit's functions to the type of its configuration, and then forgets the type: only the kit needs it. */
export function defineStep<Config>(kit: StepKit<Config>): StepKit {
  return kit as unknown as StepKit; // `config` is `never` outside: nobody but the kit can make one up.
}

export const wait = (memory?: StepMemory): Go => (memory === undefined ? { kind: 'wait' } : { kind: 'wait', memory });
export const goTo = (target: string, exit = 'next'): Go => ({ kind: 'goTo', target, exit });
export const leaveBy = (name: string): Go => ({ kind: 'exit', name });
export const tryAgain: Go = { kind: 'tryAgain' };
