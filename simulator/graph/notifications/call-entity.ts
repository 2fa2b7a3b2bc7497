import type { SimCall } from '../call/sim-call.ts';
import type { Json } from '../messages.ts';
import { mediaState } from './call-changed.ts';
import { botIdentitySet, identitySetOf } from './identities.ts';
import { participants } from './incoming-call.ts';

/** The whole call, as GET and the answer to a create show it (graph-calling, 1.2 and 1.8). */
export function callEntity(call: SimCall): Json {
  return {
    '@odata.context': `${call.platform.options.ownUrl()}/v1.0/$metadata#communications/calls/$entity`,
    '@odata.type': '#microsoft.graph.call',
    id: call.id,
    state: call.state,
    direction: call.direction,
    ...(call.audio === 'active' || (call.direction === 'incoming' && call.state !== 'incoming') ? mediaState(call.audio) : {}),
    callbackUri: call.callbackUri ?? call.platform.options.botCallsUrl(),
    callChainId: call.chainId,
    callRoutes: [],
    myParticipantId: call.myParticipantId,
    requestedModalities: call.modalities,
    tenantId: call.tenantId,
    ...(call.direction === 'incoming' ? participants(call) : outgoing(call)),
    subject: null,
    chatInfo: call.coordinates?.chatInfo ?? null,
    meetingInfo: call.coordinates?.meetingInfo ?? null,
    resultInfo: null,
    toneInfo: null,
    incomingContext: null,
    // In the documented answers although v1.0 metadata lacks them.
    answeredBy: null,
    ringingTimeoutInSeconds: null,
    terminationReason: null,
  };
}

function outgoing({ bot, peer, myParticipantId, tenantId }: SimCall): Json {
  return {
    source: {
      '@odata.type': '#microsoft.graph.participantInfo',
      id: myParticipantId,
      identity: botIdentitySet(bot, tenantId),
      countryCode: null,
      endpointType: null,
      region: null,
      languageId: null,
    },
    targets: peer
      ? [
          {
            '@odata.type': '#microsoft.graph.invitationParticipantInfo',
            id: peer.participantId,
            identity: identitySetOf(peer.party, tenantId),
          },
        ]
      : [],
  };
}
