import type { Transferee } from '../core/call/call-command.ts';
import type { ClientContext } from '../core/call/ids.ts';
import type { Gathering } from '../core/call/leg.ts';
import type { MeetingDoor } from '../core/call/meeting.ts';
import type { Invitation, SendTones, StartHoldMusic } from '../core/call/room-command.ts';
import type { Tone } from '../core/call/tone.ts';
import { type FetchablePrompt, identityOut, invitation, mediaPrompt, type VoicemailShape } from './requests.ts';
import { writeTone } from './tone-name.ts';

/** The bodies of requests about calls with several people, to the letter of graph-calling 1.2 and 1.9 (v1.0). */

/** 1.9. One, or up to five into a call that has a chat. */
export const mostInvited = 5;
export function inviteRequest(people: readonly Invitation[], clientContext: ClientContext, voicemail: VoicemailShape) {
  return {
    participants: people.map(({ target, replacesCallId }) => ({
      ...invitation(target, voicemail),
      ...(replacesCallId === undefined ? {} : { replacesCallId }),
    })),
    clientContext,
  } as const;
}

/** 1.9. Without a prompt Teams plays its own music. */
export function holdMusicRequest(command: Pick<StartHoldMusic, 'context'>, prompt: FetchablePrompt | undefined) {
  return { ...(prompt === undefined ? {} : { customPrompt: mediaPrompt(prompt) }), clientContext: command.context } as const;
}

/** 1.7. The enum of notifications, unlike `stopTones`. */
export function sendTonesRequest({ tones, delayMs, context }: Omit<SendTones, 'kind'>) {
  return {
    tones: tones.map((tone: Tone) => writeTone(tone)),
    ...(delayMs === undefined ? {} : { delayBetweenTonesMs: Math.max(0, Math.round(delayMs)) }),
    clientContext: context,
  } as const;
}

/** 1.7, of bots of policy-based recording. */
export function recordingStatusRequest(status: string, clientContext: ClientContext) {
  return { status, clientContext } as const;
}

/** 1.6: who of several people is sent on. */
export function transfereeOf({ participant, who }: Transferee, voicemail: VoicemailShape) {
  const { identity } = invitation(who, voicemail);
  return { '@odata.type': '#microsoft.graph.participantInfo', identity, participantId: participant } as const;
}

/** 1.2. What a call to several people, or into a meeting, has besides. */
export function gatheringRequest(target: Gathering, tenantId: string, voicemail: VoicemailShape) {
  if (target.kind === 'group') {
    const { people, subject } = target;
    return {
      targets: people.map((one) => invitation(one, voicemail)),
      ...(subject === undefined ? {} : { subject }),
    };
  }
  return doorRequest(target.door, tenantId);
}

/** 1.2. Tenant ids on identities are undeclared, and samples send them. */
function doorRequest(door: MeetingDoor, tenantId: string) {
  switch (door.kind) {
    case 'organizer':
      return {
        chatInfo: {
          '@odata.type': '#microsoft.graph.chatInfo',
          threadId: door.threadId,
          messageId: door.messageId,
          ...(door.replyChainMessageId === undefined ? {} : { replyChainMessageId: door.replyChainMessageId }),
        },
        meetingInfo: {
          '@odata.type': '#microsoft.graph.organizerMeetingInfo',
          organizer: {
            '@odata.type': '#microsoft.graph.identitySet',
            user: { ...identityOut(door.organizerId), tenantId: door.tenantId ?? tenantId },
          },
          allowConversationWithoutHost: true,
        },
      } as const;
    case 'meetingId':
      return {
        meetingInfo: {
          '@odata.type': '#microsoft.graph.joinMeetingIdMeetingInfo',
          joinMeetingId: door.meetingId.replaceAll(' ', ''),
          passcode: door.passcode ?? null,
        },
      } as const;
    case 'token':
      return { meetingInfo: { '@odata.type': '#microsoft.graph.tokenMeetingInfo', token: door.token } } as const;
  }
}

/** 1.10. What is left out becomes now, and one hour. */
export interface MeetingWanted {
  readonly subject?: string;
  /** Epoch milliseconds. */
  readonly startsAt?: number;
  readonly endsAt?: number;
}

export function meetingRequest(wanted: MeetingWanted) {
  const { subject, startsAt, endsAt } = wanted;
  return {
    ...(subject === undefined ? {} : { subject }),
    ...(startsAt === undefined ? {} : { startDateTime: new Date(startsAt).toISOString() }),
    // An end alone is an error.
    ...(startsAt === undefined || endsAt === undefined ? {} : { endDateTime: new Date(endsAt).toISOString() }),
  };
}

export function createOrGetMeetingRequest(externalId: string, wanted: MeetingWanted) {
  return { externalId, ...meetingRequest(wanted) };
}
