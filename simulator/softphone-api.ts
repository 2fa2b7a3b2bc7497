/**
 * The contract between the simulator and the softphone in the browser: JSON over HTTP under `/softphone/api`, and one
 * stream of server-sent events. Types only; both sides import this file.
 *
 * GET    /softphone/api/people                 -> People
 * GET    /softphone/api/telephones/{address}/events     text/event-stream; while it is open, calls to this object id or number ring there
 * POST   /softphone/api/calls                  DialRequest -> DialAnswer
 * POST   /softphone/api/calls/{id}/accept      -> 204; what rings is declined by hanging up
 * PUT    /softphone/api/calls/{id}/muted       { muted: boolean } -> 204
 * POST   /softphone/api/calls/{id}/invitations { to: Address } -> 204; makes a group call of a call of two
 * POST   /softphone/api/calls/{id}/tones       { tone: Keypad } -> 204
 * POST   /softphone/api/calls/{id}/voice       raw PCM, 16 kHz, 16 bit little endian, mono (application/octet-stream) -> 204
 * DELETE /softphone/api/calls/{id}             -> 204 (hang up)
 * POST   /softphone/api/calls/{id}/bots        { to: string } -> 204; asks the bot into a meeting, as `bot` or a line
 * POST   /softphone/api/meetings               { from: Address } -> DialAnswer; somebody makes a meeting and joins it
 * POST   /softphone/api/outbound-calls         { to: Address, line: string } -> 202; asks the bot to call somebody
 * GET    /softphone/api/calls/{id}/events      text/event-stream; `id:` is `seq`, `data:` is a SoftphoneEvent; past events of the call first.
 *        With `?telephone={address}` that telephone rings on the same stream: browsers keep few connections open to one server,
 *        and all windows share them. With `?voices` the voices of the other people come, too.
 * GET    /softphone/api/calls/{id}/prompts/{n}.wav      what the caller hears (the simulator's own fetched copy)
 * GET    /softphone/api/recordings/{id}.wav             what `record` took, for playing back
 * Beside SoftphoneEvents a stream has events without `id:`. `event: telephone`, `data:` a TelephoneEvent: at its beginning and
 * whenever something changes. `event: voice`, `data:` PCM as above in base64: another person speaks.
 * Errors: { error: { code, message } } with 400, 404 or 409.
 */
export interface People {
  /** Who can have a window: dial from it, be rung at it, be invited. */
  readonly callers: readonly PersonOption[];
  readonly lines: readonly LineOption[];
}

/** Somebody who can call: a Teams user or a telephone. */
export type PersonOption =
  | { readonly kind: 'user'; readonly id: string; readonly displayName: string }
  | { readonly kind: 'phone'; readonly number: string; readonly displayName: string };

/** What can be called: the bot itself, or one of its resource accounts. */
export interface LineOption {
  /** `bot`, or the application instance's id. */
  readonly id: string;
  readonly displayName: string;
  readonly number?: string;
}

/** Where somebody can be reached. */
export type Address = { readonly kind: 'user'; readonly id: string } | { readonly kind: 'phone'; readonly number: string };

export interface DialRequest {
  readonly from: Address | { readonly kind: 'withheld' };
  readonly to: string;
}
export interface DialAnswer {
  readonly callId: string;
}
/** All calls that ring at a telephone at this moment, oldest first. */
export interface TelephoneEvent {
  /** What rings no longer; told once, to the windows that are there at that moment. */
  readonly stopped?: StoppedCall;
  readonly ringing: readonly RingingCall[];
}
export interface RingingCall {
  readonly callId: string;
  /** Who calls, in words. */
  readonly from: string;
}
export interface StoppedCall extends RingingCall {
  /** In words: nobody answered, it was declined, the caller gave up, another window has it. */
  readonly why: string;
}

/** Somebody else in the same call. */
export interface Participant {
  readonly participantId: string;
  readonly name: string;
  readonly kind: 'person' | 'bot';
  readonly isMuted: boolean;
}

export type Keypad = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#';

/** `at` is epoch milliseconds on the simulator's clock; `seq` counts from 1 in each call. */
export type SoftphoneEvent = { readonly seq: number; readonly at: number } & (
  | {
      readonly kind: 'state';
      readonly state: 'ringing' | 'connecting' | 'connected' | 'transferring' | 'ended';
      readonly detail?: string;
    }
  /** A prompt begins to sound now. `silent`: its samples are all zero, so a text is for the browser's speech to read. */
  | {
      readonly kind: 'promptStarted';
      readonly n: number;
      readonly text?: string;
      /** What may be shown of `text`, when that is not all: sensitive values are hidden in it. */
      readonly shown?: string;
      readonly language?: string;
      readonly silent: boolean;
      readonly durationMs: number;
      readonly url: string;
    }
  | { readonly kind: 'promptEnded'; readonly n: number; readonly cancelled: boolean }
  | { readonly kind: 'recordingStarted'; readonly maxDurationMs: number; readonly beep: boolean }
  | { readonly kind: 'recordingEnded'; readonly url?: string; readonly durationMs: number; readonly why: string }
  /** The bot sent the caller on; the softphone plays the other side. */
  | { readonly kind: 'transferred'; readonly to: string; readonly destination: 'user' | 'application' | 'phone' | 'voicemail' }
  /** Somebody came, went, or was muted. `place`: a call of two, a group call or a meeting. `isMuted`: this person. */
  | {
      readonly kind: 'others';
      readonly others: readonly Participant[];
      readonly place: 'two' | 'group' | 'meeting';
      readonly isMuted: boolean;
    }
  /** What became of somebody whom this person invited. */
  | {
      readonly kind: 'invitation';
      readonly participantId: string;
      readonly name: string;
      readonly outcome: 'rings' | 'joined' | 'declined' | 'notReached';
    }
  /** The bot pressed a key. */
  | { readonly kind: 'toneHeard'; readonly key: string }
  | { readonly kind: 'traffic'; readonly exchange: Exchange }
);

/** One request between the bot and Microsoft's side, in either direction, with its answer. */
export interface Exchange {
  readonly direction: 'toGraph' | 'toBot';
  /** In words, for the list: `playPrompt`, `call established`, `tone 1`. */
  readonly title: string;
  readonly method: string;
  readonly path: string;
  readonly request?: unknown;
  readonly status?: number;
  readonly response?: unknown;
  readonly durationMs?: number;
  /** The simulator refused it, or the bot did not answer as it should. */
  readonly trouble?: string;
}
