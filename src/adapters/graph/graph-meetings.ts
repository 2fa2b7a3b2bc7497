import type { CallId } from '../../core/call/ids.ts';
import type { MeetingLookUp, MeetingOutcome, MeetingOwner, Meetings } from '../../ports/meetings.ts';
import { readFirstMeeting, readOnlineMeeting } from '../../wire/online-meeting.ts';
import { createOrGetMeetingRequest, meetingRequest } from '../../wire/room-requests.ts';
import type { GraphConnection } from './graph-connection.ts';
import { type GraphReply, type GraphRequest, send } from './send.ts';

/** Online meetings by Microsoft Graph (graph-calling, 1.10). */
export function graphMeetings(graph: GraphConnection): Meetings {
  return {
    create: (owner, plan, deadline) =>
      make(graph, owner, { path: pathOf(owner), body: meetingRequest(plan), repeatable: false }, deadline),
    createOrGet: (owner, purpose, plan, deadline) => {
      const body = createOrGetMeetingRequest(purpose, plan);
      return make(graph, owner, { path: `${pathOf(owner)}/createOrGet`, body, repeatable: true }, deadline);
    },
    async get(owner, which, deadline) {
      const reply = await sendFor(graph, owner, { method: 'GET', path: lookUpPath(owner, which), repeatable: true }, deadline);
      if (reply.kind === 'callGone') return { kind: 'notThere' };
      if (reply.kind !== 'done') return reply;
      const found = which.by === 'id' ? readOnlineMeeting(reply.body) : readFirstMeeting(reply.body);
      if (found === 'none') return { kind: 'notThere' };
      return found === undefined ? { kind: 'unclear' } : { kind: 'meeting', meeting: found };
    },
  };
}

async function make(
  graph: GraphConnection,
  owner: MeetingOwner,
  request: Pick<GraphRequest, 'body' | 'repeatable'> & { readonly path: `/${string}` },
  deadline: number,
): Promise<MeetingOutcome> {
  const reply = await sendFor(graph, owner, { method: 'POST', ...request }, deadline);
  if (reply.kind === 'callGone') return { kind: 'refused', code: 'notFound' }; // The organizer.
  if (reply.kind !== 'done') return reply;
  const meeting = readOnlineMeeting(reply.body);
  return meeting === undefined ? { kind: 'unclear' } : { kind: 'meeting', meeting };
}

/** No call is meant; the log and the tracing headers know the request as one about meetings. */
async function sendFor(
  graph: GraphConnection,
  { tenantId }: MeetingOwner,
  request: Omit<GraphRequest, 'action' | 'number'>,
  deadline: number,
): Promise<GraphReply> {
  const reply = await send(graph, { id: 'meetings' as CallId, tenantId }, { ...request, action: '', number: 0 }, deadline);
  graph.log.debug('graph.meetings', { outcome: reply.kind, ...(reply.kind === 'refused' ? { code: reply.code } : {}) });
  return reply;
}

const pathOf = ({ organizer }: MeetingOwner): `/${string}` => `/users/${encodeURIComponent(organizer)}/onlineMeetings`;

function lookUpPath(owner: MeetingOwner, which: MeetingLookUp): `/${string}` {
  switch (which.by) {
    case 'id':
      return `${pathOf(owner)}/${encodeURIComponent(which.id)}`;
    case 'joinUrl':
      return `${pathOf(owner)}?$filter=${filter('JoinWebUrl', which.joinUrl)}`;
    case 'conferenceId':
      return `/communications/onlineMeetings?$filter=${filter('VideoTeleconferenceId', which.conferenceId)}`;
  }
}

/** A quote within is doubled, as OData has it. */
function filter(member: string, value: string): string {
  return encodeURIComponent(`${member} eq '${value.replaceAll("'", "''")}'`);
}
