import { GroupRoom } from '../call/group-room.ts';
import type { Coordinates } from '../call/sim-call.ts';
import type { Json } from '../messages.ts';
import type { Platform } from '../platform.ts';

/** What whoever makes a meeting says about it. Times are ISO 8601. */
export interface MeetingPlan {
  readonly organizerId: string;
  readonly subject?: string | null | undefined;
  readonly startDateTime?: string | undefined;
  readonly endDateTime?: string | undefined;
  readonly externalId?: string;
  /** Default true. */
  readonly isPasscodeRequired?: boolean;
}

/** A meeting, whether the bot made it or somebody did in a calendar. */
export interface Meeting {
  readonly id: string;
  readonly tenantId: string;
  readonly organizerId: string;
  readonly subject: string | null;
  readonly createdAt: number;
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly externalId: string | null;
  readonly threadId: string;
  readonly joinWebUrl: string;
  readonly joinMeetingId: string;
  readonly passcode: string | null;
  readonly videoTeleconferenceId: string;
  /** Of an invitation, for `tokenMeetingInfo`. */
  readonly token: string;
  readonly room: GroupRoom;
}

const hourMs = 3_600_000;

/** All meetings of the simulated tenants, by each of the coordinates that lead to them. */
export class MeetingBook {
  readonly #meetings: Meeting[] = [];
  readonly #platform: Pick<Platform, 'clock' | 'latencies' | 'newId'>;

  constructor(platform: Pick<Platform, 'clock' | 'latencies' | 'newId'>) {
    this.#platform = platform;
  }

  create(tenantId: string, plan: MeetingPlan, threadId?: string): Meeting {
    const { clock, newId } = this.#platform;
    const { organizerId } = plan;
    const unique = newId();
    const digits = String(this.#meetings.length + 1).padStart(3, '0');
    const thread = threadId ?? `19:meeting_${unique.replaceAll('-', '')}@thread.v2`;
    const startDateTime = plan.startDateTime ?? iso(clock.now());
    const meeting: Meeting = {
      id: Buffer.from(`1*${organizerId}*0**${thread}`).toString('base64url'),
      tenantId: tenantId.toLowerCase(),
      organizerId,
      subject: plan.subject ?? null,
      createdAt: clock.now(),
      startDateTime,
      endDateTime: plan.endDateTime ?? iso(Date.parse(startDateTime) + hourMs),
      externalId: plan.externalId ?? null,
      threadId: thread,
      joinWebUrl: joinUrl(thread, tenantId, organizerId),
      joinMeetingId: `290273192${digits}`,
      passcode: plan.isPasscodeRequired === false ? null : `pass${digits}`,
      videoTeleconferenceId: `112${digits}4`,
      token: `meeting-token-${unique}`,
      room: new GroupRoom(this.#platform, 'meeting'),
    };
    this.#meetings.push(meeting);
    return meeting;
  }

  find(isMeant: (meeting: Meeting) => boolean): Meeting | undefined {
    return this.#meetings.find(isMeant);
  }

  /** Undefined when the thread is somebody else's. Of a thread of a calendar that the simulator does not know, a meeting is made: nobody else could answer for it. */
  ofThread(tenantId: string, threadId: string, organizerId: string): Meeting | undefined {
    const known = this.find((meeting) => meeting.threadId === threadId);
    if (known) return known.organizerId.toLowerCase() === organizerId.toLowerCase() ? known : undefined;
    return this.create(tenantId, { organizerId }, threadId);
  }
}

/** Where the bot's call is, as `chatInfo` and `meetingInfo` of the call. */
export function coordinatesOf({ threadId, organizerId, tenantId }: Meeting, byToken: boolean): Coordinates {
  return {
    byToken,
    chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId, messageId: '0', replyChainMessageId: null },
    meetingInfo: organizerInfo(organizerId, tenantId),
  };
}

function organizerInfo(id: string, tenantId: string): Json {
  return {
    '@odata.type': '#microsoft.graph.organizerMeetingInfo',
    organizer: {
      '@odata.type': '#microsoft.graph.identitySet',
      user: { '@odata.type': '#microsoft.graph.identity', id, tenantId, identityProvider: 'AAD' },
    },
    allowConversationWithoutHost: true,
  };
}

/** `https://teams.microsoft.com/l/meetup-join/{thread}/{message}?context=…` (graph-calling, 1.2). */
function joinUrl(threadId: string, Tid: string, Oid: string): string {
  const context = encodeURIComponent(JSON.stringify({ Tid, Oid }));
  return `https://teams.microsoft.com/l/meetup-join/${encodeURIComponent(threadId)}/0?context=${context}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
