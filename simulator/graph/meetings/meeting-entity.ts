import type { Json } from '../messages.ts';
import type { Meeting } from './meeting-book.ts';

/** An `onlineMeeting` as Graph shows it (graph-calling, 1.10). */
export function meetingEntity(meeting: Meeting, ownUrl: string): Json {
  const { id, organizerId, tenantId, threadId, passcode } = meeting;
  const user = { '@odata.type': '#microsoft.graph.identity', id: organizerId, tenantId, displayName: null };
  return {
    '@odata.context': `${ownUrl}/v1.0/$metadata#users('${organizerId}')/onlineMeetings/$entity`,
    '@odata.type': '#microsoft.graph.onlineMeeting',
    id,
    creationDateTime: new Date(meeting.createdAt).toISOString(),
    startDateTime: meeting.startDateTime,
    endDateTime: meeting.endDateTime,
    subject: meeting.subject,
    externalId: meeting.externalId,
    joinWebUrl: meeting.joinWebUrl,
    videoTeleconferenceId: meeting.videoTeleconferenceId,
    chatInfo: { '@odata.type': '#microsoft.graph.chatInfo', threadId, messageId: '0', replyChainMessageId: null },
    joinMeetingIdSettings: {
      '@odata.type': '#microsoft.graph.joinMeetingIdSettings',
      joinMeetingId: meeting.joinMeetingId,
      isPasscodeRequired: passcode !== null,
      passcode,
    },
    participants: {
      '@odata.type': '#microsoft.graph.meetingParticipants',
      attendees: [],
      organizer: {
        '@odata.type': '#microsoft.graph.meetingParticipantInfo',
        upn: null,
        role: 'presenter',
        identity: { '@odata.type': '#microsoft.graph.identitySet', user },
      },
    },
  };
}
