import type { CallId } from '../../../core/call/ids.ts';
import { isGathering } from '../../../core/call/leg.ts';
import { peopleIn } from '../../../core/call/telephones.ts';
import type { Placement, PlaceOutcome } from '../../../ports/call-control.ts';
import { readPlacedCall } from '../../../wire/call-resource.ts';
import { createCallRequest, invitation, type VoicemailShape } from '../../../wire/requests.ts';
import { gatheringRequest } from '../../../wire/room-requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { type GraphRequest, send } from '../send.ts';
import { reaching } from './reaching.ts';

/**
 * POST `/communications/calls`: to one person, to several, or into a meeting (graph-calling, 1.2). Never repeated: two
 * telephones would ring.
 */
export async function createCall(graph: GraphConnection, placement: Placement, deadline: number): Promise<PlaceOutcome> {
  const { origin, tenantId, callChainId } = placement;
  const callbackUri = `${graph.callbackUri}?placed=${encodeURIComponent(origin)}`;
  const body = createCallRequest({
    callbackUri,
    tenantId,
    appId: graph.appId,
    target: targetOf(placement, graph.voicemailShape),
    from: placement.from,
    callChainId,
  });
  // Graph has not named the call yet; the origin names it in the log and in the tracing headers.
  const asked = { id: origin as CallId, tenantId, ...(callChainId === undefined ? {} : { callChainId }) };
  const reply = await send(
    graph,
    asked,
    { method: 'POST', path: '/communications/calls', action: '', body, ...aboutOf(placement), repeatable: false, number: 0 },
    deadline,
  );
  if (reply.kind === 'callGone') return { kind: 'refused', code: 'notFound' }; // Of the target: there is no call yet.
  if (reply.kind !== 'done') return reply;
  return readPlacedCall(reply.body) ?? { kind: 'unclear' };
}

function targetOf({ target, tenantId }: Placement, voicemail: VoicemailShape) {
  return isGathering(target) ? gatheringRequest(target, tenantId, voicemail) : invitation(target, voicemail);
}

function aboutOf({ target }: Placement): Pick<GraphRequest, 'about'> {
  if (target.kind === 'meeting') return { about: target.door.kind === 'meetingId' ? 'meetingId' : 'meeting' };
  return reaching(peopleIn(target));
}
