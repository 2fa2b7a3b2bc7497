import type { ControlWish } from './call-event.ts';
import type { CallId } from './ids.ts';
import type { RoomCommand } from './room-command.ts';

/** What somebody from outside the flow can ask of a call. */
export type WishKind = Exclude<ControlWish['kind'], 'room'> | RoomCommand['kind'];

/**
 * Something that somebody from outside the flow has asked of a call, and what became of it. Kept with the call, so that
 * whoever asked learns it although Graph's word comes later, to another instance. Holds nothing of the caller's.
 */
export interface Wish {
  /** The same one twice is one. */
  readonly id: string;
  readonly kind: WishKind;
  /** When it was taken (epoch milliseconds). */
  readonly at: number;
  readonly status: WishStatus;
  /** Of the command that carries it out. */
  readonly number: number;
  /** Of one that failed: Graph's code, or ours. */
  readonly code?: string;
  /** Of one that failed: what in the wish was wrong, `prompts.1` for example. */
  readonly place?: string;
  /** Of a recording: the contacts who are told of it once it is kept. */
  readonly notify?: readonly string[];
  /** Of a recording that was made: the name under which it is kept. */
  readonly recordingId?: string;
  /** Where the call goes on, of a caller who was brought into another one. */
  readonly movedTo?: CallId;
}

/** `asked`: on its way, or Graph is at it. `unclear`: no answer came, and it is not asked again. */
export type WishStatus = 'asked' | 'done' | 'failed' | 'unclear';

export const kindOfWish = (wish: ControlWish): WishKind => (wish.kind === 'room' ? wish.command.kind : wish.kind);

/** Digits of a wish's id that its key alone makes, and that the request adds to them. */
const ofKey = 24;
const ofRequest = 8;

/**
 * The id of a wish that came with a key: what the key makes of it, and a mark of what was asked. `keyHash`: 32 hexadecimal
 * digits, which are the whole id where there is no mark, and were until there were marks.
 */
export const wishId = (keyHash: string, request: string | undefined): string =>
  request === undefined ? keyHash : keyHash.slice(0, ofKey) + request.slice(0, ofRequest);

/** Whether two wishes came with one key, whatever they ask. */
export const haveOneKey = (one: string, other: string): boolean =>
  one === other || (isOfKey(one) && isOfKey(other) && one.slice(0, ofKey) === other.slice(0, ofKey));

/** An id that nobody gave a key for is another kind of word. */
const isOfKey = (id: string): boolean => /^[0-9a-f]{32}$/.test(id);
