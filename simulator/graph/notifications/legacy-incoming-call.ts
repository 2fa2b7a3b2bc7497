import type { SimCall } from '../call/sim-call.ts';
import type { Json } from '../messages.ts';

/** The old Skype form of an incoming call, which is answered with 204 (graph-calling, 3.1; the identities are assumed). */
export function legacyIncomingCall(call: SimCall): Json {
  const { bot, tenantId, room } = call;
  const from = call.peer ?? call.inviter;
  const common = { isHidden: false, endPointType: 'default', removeFromDefaultAudioRoutingGroup: false };
  return {
    id: call.id,
    participants: [
      {
        identity: from?.party.kind === 'user' ? `8:orgid:${from.address}` : `4:${from?.address ?? ''}`,
        participantId: from?.participantId,
        endpointId: call.scenarioId,
        languageId: from?.languageId.toLowerCase(),
        tenantId,
        region: 'emea',
        originator: true,
        ...common,
      },
      {
        identity: bot.kind === 'bot' ? `28:${bot.id}` : `8:orgid:${bot.id}`,
        participantId: call.myParticipantId,
        endpointId: '00000000-0000-0000-0000-000000000000',
        originator: false,
        ...common,
      },
    ],
    isMultiparty: room.isGroup,
    presentedModalityTypes: ['audio'],
    callState: 'incoming',
    tenantId,
  };
}
