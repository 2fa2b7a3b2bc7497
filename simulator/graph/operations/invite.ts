import { z } from 'zod';
import type { Destination } from '../../../src/core/call/party.ts';
import { calleeEnd } from '../call/callee-ends.ts';
import { bring, moveInto } from '../call/group-calls.ts';
import type { SimCall } from '../call/sim-call.ts';
import type { Json } from '../messages.ts';
import { identitySetOf } from '../notifications/identities.ts';
import { resultInfo } from '../notifications/operation-ended.ts';
import { addressKey } from '../people/behaviour.ts';
import { partyOf } from '../people/party-of.ts';
import { clientContext, invitee } from './body-parts.ts';
import { defineOperation } from './define-operation.ts';
import { inGroup } from './in-group.ts';
import { operationAnswer } from './operation-answer.ts';
import { refusesPhone } from './pstn-matrix.ts';
import { namesTwice, refusesForeigners } from './tenant-rules.ts';

interface Invited {
  readonly destination: Destination;
  readonly replacesCallId: string | undefined;
}
interface InviteRequest {
  readonly id: string;
  readonly clientContext: string | null;
}

/**
 * `POST /{id}/participants/invite` (graph-calling, 1.9): one person, or up to five when the call has a chat. With
 * `replacesCallId` the person of a peer-to-peer call is brought over, and that call is dropped.
 */
export const invite = defineOperation({
  name: 'invite',
  when: 'established',
  body: z.strictObject({ participants: z.array(invitee).min(1).max(5), clientContext }),
  perform: (call, body) =>
    inGroup(call, () => {
      const invited = body.participants.filter((one): one is Invited => one.destination !== undefined);
      if (invited.length > 1 && !call.coordinates?.chatInfo) {
        return { kind: 'badBody', problem: 'participants: several can be invited only into a call with chatInfo' };
      }
      const targets = invited.map(({ destination }) => destination);
      if (namesTwice(targets)) return { kind: 'badBody', problem: 'participants: must not name anybody twice' };
      const refused = refusesPhone(call, targets) ?? refusesForeigners(call.platform, call.tenantId, targets);
      if (refused) return refused;
      const request = { id: call.platform.newId(), clientContext: body.clientContext ?? null };
      perform(call, request, invited);
      const participants = invited.map(({ destination, replacesCallId }) => entryOf(call, destination, replacesCallId));
      return operationAnswer(call, { ...request, type: 'inviteParticipantsOperation', status: 'running' }, { participants });
    }),
});

function perform(call: SimCall, request: InviteRequest, invited: readonly Invited[]): void {
  call.botActed({ act: 'invites', destinations: invited.map(({ destination }) => destination) });
  const joined: Json[] = [];
  let open = invited.length;
  let trouble: Json = {};
  const decided = (one: Invited, failed: Json | undefined): void => {
    open -= 1;
    if (failed) trouble = failed;
    else joined.push(entryOf(call, one.destination, one.replacesCallId));
    if (open === 0) report(call, request, joined, trouble);
  };
  for (const one of invited) {
    const { destination, replacesCallId } = one;
    if (replacesCallId === undefined) {
      const { calleeEnds } = call.platform.options;
      bring(call, destination, (result) =>
        decided(one, result.kind === 'joined' ? undefined : calleeEnd(result.why, calleeEnds)),
      );
      continue;
    }
    call.later(call.platform.latencies.destinationMs, () => {
      const isThere = moveInto(call, replacesCallId, (leg) => leg.address === addressKey(destination));
      decided(one, isThere ? undefined : { resultInfo: resultInfo(404, 8522, 'Call not found.') });
    });
  }
}

/** Completed when somebody came; of several the pages also show a report without an id (graph-calling, 2.1). */
function report(call: SimCall, request: InviteRequest, joined: readonly Json[], trouble: Json): void {
  const isOdd = joined.length > 1 && call.platform.shapes.inviteReport === 'participantsUrl';
  const came = joined.length > 0;
  call.notifications.add({
    title: `invite ${came ? 'completed' : 'failed'}`,
    changeType: 'deleted',
    below: `/operations/${isOdd ? 'participants' : request.id}`,
    resourceData: {
      '@odata.type': '#microsoft.graph.inviteParticipantsOperation',
      id: isOdd ? null : request.id,
      clientContext: request.clientContext,
      status: came ? 'completed' : 'failed',
      ...(came ? {} : trouble),
      participants: joined,
    },
  });
}

function entryOf(call: SimCall, to: Destination, replacesCallId: string | undefined): Json {
  return {
    '@odata.type': '#microsoft.graph.invitationParticipantInfo',
    identity: identitySetOf(partyOf(call.platform, call.tenantId, to), call.tenantId),
    replacesCallId: replacesCallId ?? null,
    endpointType: null,
    id: null,
  };
}
