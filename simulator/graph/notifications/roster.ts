/** Entries of a roster (graph-calling, 2.6). */
import type { SimCall } from '../call/sim-call.ts';
import type { Json } from '../messages.ts';
import type { PersonLeg } from '../people/person-leg.ts';
import { botIdentitySet, participantInfo } from './identities.ts';

export function participant(leg: PersonLeg, tenantId: string): Json {
  const { id: _participantId, ...info } = participantInfo(leg, tenantId);
  return entryOf(leg.participantId, info, leg.isMuted);
}

export function botParticipant({ myParticipantId, bot, tenantId, isMuted }: SimCall): Json {
  const info = {
    '@odata.type': '#microsoft.graph.participantInfo',
    identity: botIdentitySet(bot, tenantId),
    endpointType: 'default',
    languageId: null,
  };
  return entryOf(myParticipantId, info, isMuted);
}

function entryOf(id: string, info: Json, isMuted: boolean): Json {
  return {
    '@odata.type': '#microsoft.graph.participant',
    id,
    info,
    mediaStreams: [
      {
        '@odata.type': '#microsoft.graph.mediaStream',
        mediaType: 'audio',
        sourceId: '1',
        direction: 'sendReceive',
        serverMuted: isMuted,
      },
    ],
    isMuted,
    isInLobby: false,
  };
}
