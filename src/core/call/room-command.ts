import type { CallId, ClientContext } from './ids.ts';
import type { Destination } from './party.ts';
import type { PromptItem } from './prompt-item.ts';
import type { Tone } from './tone.ts';

/**
 * What can be asked of a call with several people, and of the bot's own part in it. Each is answered: in the reply to its
 * request, or when Graph reports the operation over (graph-calling, 1.7 and 1.9). Participants are named by their ids in
 * the roster.
 */
export type RoomCommand =
  | InvitePeople
  | ListParticipants
  | GetParticipant
  | MuteParticipant
  | MuteEverybody
  | RemoveParticipant
  | MuteBot
  | UnmuteBot
  | StartHoldMusic
  | StopHoldMusic
  | SendTones
  | UpdateRecordingStatus
  | AddLargeGalleryView
  | ChangeScreenSharingRole
  | UpdateMetadata;

/** As it is decided, before it has its context. */
export type WithoutContext<Command> = Command extends unknown ? Omit<Command, 'context'> : never;

interface Room<Kind extends string> {
  readonly kind: Kind;
  readonly context: ClientContext;
}

/** Calls people into the call: 1, or up to 5 where the call has a chat. Answered when they are there, or none of them is. */
export interface InvitePeople extends Room<'invite'> {
  readonly people: readonly Invitation[];
}
export interface Invitation {
  readonly target: Destination;
  /** The bot's peer-to-peer call with that person: they are brought over, and that call is dropped. */
  readonly replacesCallId?: CallId;
}
/** Answered with who is there: `ListedParticipant[]`. */
export interface ListParticipants extends Room<'listParticipants'> {}
/** Answered with one `ListedParticipant`. */
export interface GetParticipant extends Room<'getParticipant'> {
  readonly participant: string;
}
export interface MuteParticipant extends Room<'muteParticipant'> {
  readonly participant: string;
}
/** Everybody but the bot. */
export interface MuteEverybody extends Room<'muteEverybody'> {}
/** Needs a setting of the tenant besides the permission. */
export interface RemoveParticipant extends Room<'removeParticipant'> {
  readonly participant: string;
  /** It was asked for before, and nobody knows what came of that: whoever is not there any more has been removed. */
  readonly again?: true;
}
/** The bot itself; nobody hears its prompts. */
export interface MuteBot extends Room<'mute'> {}
export interface UnmuteBot extends Room<'unmute'> {}
/** One participant at a time can be on hold. */
export interface StartHoldMusic extends Room<'startHoldMusic'> {
  readonly participant: string;
  /** Teams' own music when left out. */
  readonly prompt?: PromptItem;
}
export interface StopHoldMusic extends Room<'stopHoldMusic'> {
  readonly participant: string;
}
/** The bot presses keys, for example of somebody else's menu. */
export interface SendTones extends Room<'sendTones'> {
  /** At least one. */
  readonly tones: readonly Tone[];
  readonly delayMs?: number;
}
/** Taken from bots of policy-based recording only. */
export interface UpdateRecordingStatus extends Room<'updateRecordingStatus'> {
  readonly status: 'notRecording' | 'recording' | 'failed';
}
/** Of meetings that were joined with video. */
export interface AddLargeGalleryView extends Room<'addLargeGalleryView'> {}
/** Always refused: it needs media that the bot hosts itself. */
export interface ChangeScreenSharingRole extends Room<'changeScreenSharingRole'> {
  readonly role: 'viewer' | 'sharer';
}
/** Always refused: Microsoft removed the operation in March 2021. */
export interface UpdateMetadata extends Room<'updateMetadata'> {}

type Again = 'again' | 'never';

/**
 * Whether a command of which nobody knows whether Graph took it is sent again. What would be heard twice, ring twice, or be
 * refused because it was done already, is not: whoever asked is told that nobody knows.
 */
const whenUnproven: { readonly [Kind in RoomCommand['kind']]: Again } = {
  invite: 'never',
  listParticipants: 'again',
  getParticipant: 'again',
  muteParticipant: 'again',
  muteEverybody: 'again',
  removeParticipant: 'again',
  mute: 'again',
  unmute: 'again',
  startHoldMusic: 'never',
  stopHoldMusic: 'never',
  sendTones: 'never',
  updateRecordingStatus: 'again',
  addLargeGalleryView: 'never',
  changeScreenSharingRole: 'again',
  updateMetadata: 'again',
};

export function isRoomCommand(command: { readonly kind: string }): command is RoomCommand & { readonly number: number } {
  return Object.hasOwn(whenUnproven, command.kind);
}

/** What Microsoft has for calls with several people only; it says so in words that do not help (graph-calling, 1.7 and 1.9). */
const onlyTogether: ReadonlySet<string> = new Set<RoomCommand['kind']>([
  'listParticipants',
  'getParticipant',
  'muteParticipant',
  'muteEverybody',
  'removeParticipant',
  'mute',
  'unmute',
  'startHoldMusic',
  'stopHoldMusic',
]);
export const needsSeveralPeople = ({ kind }: { readonly kind: RoomCommand['kind'] }): boolean => onlyTogether.has(kind);

export function mayBeRepeated({ kind }: RoomCommand): boolean {
  return whenUnproven[kind] === 'again';
}

/** Somebody in a call, as flows see them: plain JSON. */
export type ListedParticipant = {
  /** Of this call; what the other commands want. */
  readonly id: string;
  readonly kind: 'user' | 'phone' | 'guest' | 'application' | 'applicationInstance' | 'unknown';
  /** Object id or number; empty when it is not disclosed. */
  readonly who: string;
  readonly name: string;
  readonly isMuted: boolean;
  readonly isInLobby: boolean;
};
