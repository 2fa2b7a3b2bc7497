/** A request that Graph refused: what it was, and what was said. */
export interface RefusedRequest {
  /** The last word of its path: `startHoldMusic`, `transfer`; `calls` for a call that was to be placed. */
  readonly operation: string;
  readonly status: number;
  /** Graph's own; `http403` where it gave none. */
  readonly code: string;
  /** Looked at here and passed on nowhere: it may name people. */
  readonly message?: string;
  /** What of it somebody else decides about. */
  readonly about?: 'participant' | 'telephone' | 'meetingId' | 'meeting';
}

/**
 * The code under which a refusal is explained. Graph has few codes and uses them for much: which of its meanings is meant is told
 * by the operation and, where there is one, by a known message (graph-calling, 5.3). What is not known keeps Graph's own code.
 */
export function refusalMeant(refused: RefusedRequest): string {
  return readings.find(({ when }) => when(refused))?.means ?? refused.code;
}

const readings: readonly { readonly when: (refused: RefusedRequest) => boolean; readonly means: string }[] = [
  { when: ({ message = '' }) => /\bbalance not found\b/i.test(message), means: 'BalanceNotFound' },
  { when: ({ code, about }) => code === '7505' && about === 'telephone', means: 'telephoneRefused' },
  {
    when: ({ status, about, operation }) => status === 404 && about === 'participant' && operation !== 'muteAll',
    means: 'noParticipant',
  },
  { when: ({ status, about }) => status === 404 && (about === 'meeting' || about === 'meetingId'), means: 'noSuchMeeting' },
  // A permission that is missing has a number of its own: what is left to be wrong is what the meeting is entered with.
  { when: (one) => isForbidden(one) && one.about === 'meetingId', means: 'wrongPasscode' },
  {
    when: (one) => one.operation === 'startHoldMusic' && isUnfit(one) && /\bon hold\b/i.test(one.message ?? ''),
    means: 'onHoldAlready',
  },
  {
    when: (one) => one.operation === 'stopHoldMusic' && isUnfit(one) && /\bon hold\b/i.test(one.message ?? ''),
    means: 'notOnHold',
  },
  { when: (one) => one.operation === 'updateRecordingStatus' && isUnfit(one), means: 'policyRecordingOnly' },
  { when: (one) => one.operation === 'addLargeGalleryView' && isUnfit(one), means: 'videoMeetingsOnly' },
  { when: (one) => one.operation !== 'onlineMeetings' && one.code === 'Forbidden', means: 'http403' },
];

const isForbidden = ({ code }: RefusedRequest): boolean => /^(forbidden|http403)$/i.test(code);
/** The body is what the description wants: what does not fit is the call. */
const isUnfit = ({ code }: RefusedRequest): boolean => /^(invalidrequest|badrequest|http400|unknownerror)$/i.test(code);
