import type { JobOutcome } from './work-queue.ts';

/** Tells one contact of something, outside any call. */
export interface Messenger {
  /** `retry` for everything that is not certainly done: the queue sets a message aside in the end, where a person looks. */
  tell(route: MessageRoute, message: Message): Promise<JobOutcome>;
}

/** Where to, with the secrets in it: for nobody's log. */
export type MessageRoute =
  | { readonly kind: 'webhook'; readonly url: string }
  | { readonly kind: 'teams'; readonly url: string }
  | { readonly kind: 'email'; readonly to: string; readonly from: string };

export interface Message {
  /** The same whenever it is sent again. */
  readonly id: string;
  readonly type: 'notification' | 'voicemail';
  readonly title: string;
  readonly text: string;
  readonly line: string;
  readonly flow: string;
  readonly callId: string;
  /** Epoch milliseconds. */
  readonly at: number;
  /** Of a voicemail: its name in the recordings, and how long it sounds. */
  readonly recordingId?: string;
  readonly lengthMs?: number;
}
