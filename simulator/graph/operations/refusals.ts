import { type GraphResponse, graphError } from '../messages.ts';
import type { Platform } from '../platform.ts';

/** What Graph says when it refuses, in its own numbers and words (graph-calling, 5.3). */
const refusals = {
  '7503': { status: 403, code: '7503', message: 'Application is not registered in our store.' },
  '7504': {
    status: 403,
    code: '7504',
    message: 'Insufficient enterprise tenant permissions, cannot access this API.',
  },
  '7505': { status: 403, code: '7505', message: 'Request authorization tenant mismatch.' },
  '8522': { status: 404, code: '8522', message: 'Call not found.' },
  /** The shape is Graph's; the numbers for these are not documented. */
  noParticipant: { status: 404, code: 'NotFound', message: 'There is no such participant in the call.' },
  noMeeting: { status: 404, code: 'NotFound', message: 'The meeting was not found.' },
  wrongPasscode: { status: 403, code: 'Forbidden', message: 'The meeting id or the passcode is wrong.' },
  /** A tenant setting decides: `Set-CsApplicationMeetingConfiguration -AllowRemoveParticipantAppIds` (graph-calling, 1.9). */
  removeNotAllowed: { status: 403, code: 'Forbidden', message: 'The application is not allowed to remove participants.' },
  noAccessPolicy: { status: 403, code: 'Forbidden', message: 'No application access policy found for this app on the user.' },
  notPermitted: {
    status: 403,
    code: 'Forbidden',
    message: 'Insufficient privileges to complete the operation.',
  },
  /** Seen on accounts without paid outbound minutes; the status is not known (graph-calling, 1.2). */
  noBalance: { status: 403, code: 'Forbidden', message: 'Balance not found.' },
} as const;

export type Refusal = keyof typeof refusals;

export function refusal(platform: Platform, name: Refusal): GraphResponse {
  const { status, code, message } = refusals[name];
  return graphError(platform, status, code, message);
}
