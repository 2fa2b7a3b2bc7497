/** People and bots in the shape of the wire (graph-calling, 1.11 and 2.2). */
import { unreachable } from '../../../src/core/call/unreachable.ts';
import type { BotParty } from '../call/sim-call.ts';
import type { Json } from '../messages.ts';
import type { PersonLeg, PersonParty } from '../people/person-leg.ts';

const identityType = { '@odata.type': '#microsoft.graph.identity' };

export function identitySetOf(party: PersonParty, tenantId: string): Json {
  return { '@odata.type': '#microsoft.graph.identitySet', ...identityOf(party, tenantId) };
}

function identityOf(party: PersonParty, tenantId: string): Json {
  switch (party.kind) {
    case 'user':
      return {
        user: { ...identityType, id: party.id, displayName: party.displayName, tenantId, identityProvider: 'AAD' },
      };
    case 'guest':
      return { guest: { ...identityType, id: party.id, displayName: party.displayName } };
    case 'phone':
      return { phone: { ...identityType, id: party.number } };
    case 'withheld':
      return { phone: identityType }; // How a withheld number looks is not documented: here the id is missing (2.2).
    case 'application':
      return { application: { ...identityType, id: party.id, displayName: party.displayName } };
    case 'applicationInstance':
      return { applicationInstance: { ...identityType, id: party.id, displayName: party.displayName, tenantId } };
    default:
      return unreachable(party);
  }
}

export function botIdentitySet(bot: BotParty, tenantId: string): Json {
  const kind = bot.kind === 'bot' ? 'application' : 'applicationInstance';
  return identitySetOf({ kind, id: bot.id, displayName: bot.displayName }, tenantId);
}

/** The `participantInfo` of somebody who calls or takes part. */
export function participantInfo({ party, participantId, languageId }: PersonLeg, tenantId: string): Json {
  return {
    '@odata.type': '#microsoft.graph.participantInfo',
    id: participantId,
    identity: identitySetOf(party, tenantId),
    endpointType: 'default',
    region: 'emea',
    languageId: party.kind === 'user' ? languageId : null,
    ...(party.kind === 'phone' ? { countryCode: countryOf(party.number) } : {}),
  };
}

/** Enough for the ranges that examples use; others have no country. */
function countryOf(number: string): string | null {
  return number.startsWith('+44') ? 'GB' : number.startsWith('+49') ? 'DE' : null;
}
