import type { SimCall } from '../call/sim-call.ts';
import { discloseCaller } from '../directory/permission-table.ts';
import type { Json } from '../messages.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import { botIdentitySet, participantInfo } from './identities.ts';

/** The `resourceData` of the first notification (graph-calling, 2.2). */
export function incomingCall(call: SimCall): Json {
  const { botCallsUrl } = call.platform.options;
  return {
    '@odata.type': '#microsoft.graph.call',
    state: 'incoming',
    direction: 'incoming',
    ...participants(call),
    ...(call.coordinates ? { chatInfo: call.coordinates.chatInfo, meetingInfo: call.coordinates.meetingInfo } : {}),
    callbackUri: botCallsUrl(),
    requestedModalities: ['audio'],
    tenantId: call.tenantId,
    myParticipantId: call.myParticipantId,
    callChainId: call.chainId,
    id: call.id,
  };
}

/** Who calls whom, in the shape of the wire. */
export function participants(call: SimCall): Json {
  const { bot, tenantId, inviter } = call;
  const peer = call.peer ?? inviter;
  return {
    source: peer ? sourceOf(call, peer) : null,
    targets: [
      {
        '@odata.type': '#microsoft.graph.invitationParticipantInfo',
        id: call.myParticipantId,
        identity: botIdentitySet(bot, tenantId),
        endpointType: 'default',
        region: null,
        languageId: null,
      },
    ],
    ...(bot.kind === 'applicationInstance' ? { callRoutes: routes(call) } : {}),
  };
}

/** Who calls, encrypted for an application that may not know (graph-calling, "Fifteen things", 13). */
function sourceOf({ platform, tenantId }: SimCall, peer: PersonLeg): Json {
  const source = participantInfo(peer, tenantId);
  const consented = platform.directory.consented(tenantId);
  if (discloseCaller.some((permission) => consented.includes(permission))) return source;
  const encrypted = { '@odata.type': '#microsoft.graph.identity', id: `encrypted-${peer.participantId}` };
  return { ...source, identity: { '@odata.type': '#microsoft.graph.identitySet', encrypted } };
}

/** A telephone dialled the number; the directory knew whose it is. */
function routes({ bot, peer, tenantId }: SimCall): readonly Json[] {
  if (bot.number === undefined || peer?.party.kind === 'user') return [];
  return [
    {
      '@odata.type': '#microsoft.graph.callRoute',
      routingType: 'lookup',
      original: {
        '@odata.type': '#microsoft.graph.identitySet',
        phone: { '@odata.type': '#microsoft.graph.identity', id: bot.number },
      },
      final: botIdentitySet(bot, tenantId),
    },
  ];
}
