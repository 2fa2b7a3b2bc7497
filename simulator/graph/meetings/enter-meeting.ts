import { z } from 'zod';
import { unreachable } from '../../../src/core/call/unreachable.ts';
import type { Coordinates } from '../call/sim-call.ts';
import type { Refusal } from '../operations/refusals.ts';
import type { Platform } from '../platform.ts';
import { coordinatesOf, type Meeting } from './meeting-book.ts';

/** Abstract types must say which one they are; the schema is chosen by it. */
function typed(name: string): z.ZodType<string> {
  return z
    .string()
    .refine((type) => type.replace(/^#/, '').toLowerCase() === `microsoft.graph.${name}`.toLowerCase(), `must be ${name}`);
}

export const chatInfo = z.looseObject({
  threadId: z.string().min(1),
  messageId: z.string().nullish(),
  replyChainMessageId: z.string().nullish(),
});

/** The three ways into a meeting (graph-calling, 1.2). */
export const meetingInfo = z.union(
  [
    z
      .looseObject({
        '@odata.type': typed('organizerMeetingInfo'),
        organizer: z.looseObject({ user: z.looseObject({ id: z.string().min(1), tenantId: z.string().nullish() }) }),
      })
      .transform(({ organizer: { user } }) => ({ kind: 'organizer' as const, id: user.id, tenantId: user.tenantId })),
    z
      .looseObject({ '@odata.type': typed('tokenMeetingInfo'), token: z.string().min(1) })
      .transform(({ token }) => ({ kind: 'token' as const, token })),
    z
      .looseObject({
        '@odata.type': typed('joinMeetingIdMeetingInfo'),
        joinMeetingId: z.string().min(1),
        passcode: z.string().nullish(),
      })
      .transform(({ joinMeetingId, passcode }) => ({ kind: 'meetingId' as const, id: joinMeetingId, passcode })),
  ],
  'must be organizerMeetingInfo, tokenMeetingInfo or joinMeetingIdMeetingInfo, with @odata.type and what belongs to it',
);

export type Entrance =
  | { readonly kind: 'open'; readonly meeting: Meeting; readonly coordinates: Coordinates }
  | { readonly kind: 'refused'; readonly why: Refusal }
  | { readonly kind: 'badBody'; readonly problem: string };

/** The meeting that the coordinates lead to. */
export function enterMeeting(
  { meetings }: Platform,
  tenantId: string,
  info: z.output<typeof meetingInfo>,
  chat: z.output<typeof chatInfo> | null | undefined,
): Entrance {
  switch (info.kind) {
    case 'organizer':
      if (!chat) return { kind: 'badBody', problem: 'chatInfo: is required with organizerMeetingInfo' };
      if (info.tenantId && info.tenantId.toLowerCase() !== tenantId) return { kind: 'refused', why: '7505' };
      return open(meetings.ofThread(tenantId, chat.threadId, info.id), 'noMeeting');
    case 'token':
      return open(
        meetings.find((one) => one.tenantId === tenantId && one.token === info.token),
        'noMeeting',
        true,
      );
    case 'meetingId': {
      const id = info.id.replaceAll(' ', ''); // Spaces are for the eye.
      const found = meetings.find((one) => one.tenantId === tenantId && one.joinMeetingId === id);
      const mayEnter = found && (found.passcode === null || found.passcode === info.passcode);
      return open(mayEnter ? found : undefined, 'wrongPasscode');
    }
    default:
      return unreachable(info);
  }
}

function open(meeting: Meeting | undefined, otherwise: Refusal, byToken = false): Entrance {
  if (!meeting) return { kind: 'refused', why: otherwise };
  return { kind: 'open', meeting, coordinates: coordinatesOf(meeting, byToken) };
}
