import type { Exchange, Keypad, Participant, SoftphoneEvent } from '../../../simulator/softphone-api.ts';

/**
 * Everything the page knows about its one call. Changed only by `reduce` in softphone-reducer.ts.
 * All times are epoch milliseconds on the simulator's clock; add `clockSkewMs` for the browser's.
 */
export interface SoftphoneState {
  readonly phase: Phase;
  readonly callId: string | undefined;
  /** The newest event taken in; anything not newer is a repetition after a reconnect. */
  readonly lastSeq: number;
  /** Browser's clock minus simulator's clock, in milliseconds. */
  readonly clockSkewMs: number;
  /** Who called, when it was this person who was called. */
  readonly calledBy: string | undefined;
  readonly connectedAt: number | undefined;
  readonly endedAt: number | undefined;
  /** What the simulator said about the present phase, in words. */
  readonly detail: string | undefined;
  /** The prompt that sounds now, silences included. */
  readonly sounding: SoundingPrompt | undefined;
  /** How the prompt before ended: a cancelled one must fall silent at once, a finished one may ring out. */
  readonly lastPromptCancelled: boolean;
  readonly recording: RunningRecording | undefined;
  /** Everybody else in the call, as far as it is told: of a call with the bot alone it is not. */
  readonly others: readonly Participant[];
  readonly place: Of<'others'>['place'];
  readonly isMuted: boolean;
  /** Whose telephones ring because this person invited them. */
  readonly invited: readonly { readonly participantId: string; readonly name: string }[];
  readonly transcript: readonly TranscriptEntry[];
  readonly wire: readonly WireEntry[];
  readonly link: Link;
  readonly problem: Problem | undefined;
}

export type Phase = 'idle' | 'dialling' | 'ringing' | 'connecting' | 'connected' | 'transferring' | 'ended';

/** A call is under way, from the press of Dial to its end. */
export function isLive(phase: Phase): boolean {
  return phase !== 'idle' && phase !== 'ended';
}

/** The stream of events: `retrying` heals itself, `lost` needs the person. */
export type Link = 'closed' | 'open' | 'retrying' | 'lost';

type Of<K extends SoftphoneEvent['kind']> = Extract<SoftphoneEvent, { kind: K }>;
export type SoundingPrompt = Of<'promptStarted'>;
export type RunningRecording = Of<'recordingStarted'>;

/** One entry of the conversation. `key` is stable and unique within the call. */
export type TranscriptEntry = { readonly key: string; readonly at: number } & (
  | {
      readonly kind: 'prompt';
      readonly prompt: SoundingPrompt;
      readonly progress: 'sounding' | 'played' | 'cancelled';
    }
  | { readonly kind: 'tone'; readonly tone: Keypad; readonly progress: 'sending' | 'sent' | 'refused' }
  | { readonly kind: 'recording'; readonly ended: Of<'recordingEnded'> | undefined }
  | { readonly kind: 'transfer'; readonly to: string; readonly destination: Of<'transferred'>['destination'] }
  /** Somebody came, left, or was invited. */
  | { readonly kind: 'person'; readonly name: string; readonly news: PersonNews }
  /** The bot pressed a key. */
  | { readonly kind: 'botKey'; readonly tone: string }
  | { readonly kind: 'phase'; readonly phase: Phase; readonly detail: string | undefined }
);

export type PersonNews = 'connected' | 'joined' | 'left' | 'invited' | 'declined' | 'notReached';

export interface WireEntry {
  readonly seq: number;
  /** When it began (epoch milliseconds). */
  readonly at: number;
  readonly exchange: Exchange;
}

/** Something the person should know and can do something about; the words are in strings.ts. */
export type Problem =
  | { readonly kind: 'simulatorUnreachable' }
  | { readonly kind: 'dialRefused'; readonly message: string }
  | { readonly kind: 'acceptRefused'; readonly message: string }
  | { readonly kind: 'wishRefused'; readonly message: string }
  | { readonly kind: 'toneRefused'; readonly message: string }
  | { readonly kind: 'hangUpRefused'; readonly message: string }
  | { readonly kind: 'callForgotten' }
  | { readonly kind: 'linkLost' }
  | { readonly kind: 'botTrouble'; readonly message: string }
  /** The bot could not use the line's own flow. */
  | { readonly kind: 'safeFlow' };

export const idleState: SoftphoneState = {
  phase: 'idle',
  callId: undefined,
  lastSeq: 0,
  clockSkewMs: 0,
  calledBy: undefined,
  connectedAt: undefined,
  endedAt: undefined,
  detail: undefined,
  sounding: undefined,
  lastPromptCancelled: false,
  recording: undefined,
  others: [],
  place: 'two',
  isMuted: false,
  invited: [],
  transcript: [],
  wire: [],
  link: 'closed',
  problem: undefined,
};
