import type { SimCall } from '../call/sim-call.ts';
import type { Json } from '../messages.ts';

/** The `resourceData` of the first notification (graph-calling, 2.2). */
export function incomingCall(call: SimCall): Json {
  const { botCallsUrl } = call.platform.options;
  return {
    '@odata.type': '#microsoft.graph.call',
    state: 'incoming',
    direction: 'incoming',
    ...participants(call),
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
  const { to } = call.parties;
  const routed =
    to.kind === 'applicationInstance'
      ? { callRoutes: to.number !== undefined && call.parties.from.kind !== 'user' ? [lookup(call, to.number)] : [] }
      : {};
  return {
    source: {
      '@odata.type': '#microsoft.graph.participantInfo',
      id: call.callerParticipantId,
      identity: { '@odata.type': '#microsoft.graph.identitySet', ...caller(call) },
      endpointType: 'default',
      region: 'emea',
      languageId: call.parties.from.kind === 'user' ? call.parties.languageId : null,
      ...countryOf(call),
    },
    targets: [
      {
        '@odata.type': '#microsoft.graph.invitationParticipantInfo',
        id: call.myParticipantId,
        identity: called(call),
        endpointType: 'default',
        region: null,
        languageId: null,
      },
    ],
    ...routed,
  };
}

function caller(call: SimCall): Json {
  const { from } = call.parties;
  const type = { '@odata.type': '#microsoft.graph.identity' };
  if (from.kind === 'user') {
    return { user: { ...type, id: from.id, displayName: from.displayName, tenantId: call.tenantId, identityProvider: 'AAD' } };
  }
  // How a withheld number looks is not documented: here the id is missing (graph-calling, 2.2).
  return { phone: from.kind === 'phone' ? { ...type, id: from.number } : type };
}

function called(call: SimCall): Json {
  const { to } = call.parties;
  const identity = { '@odata.type': '#microsoft.graph.identity', id: to.id, displayName: to.displayName };
  return {
    '@odata.type': '#microsoft.graph.identitySet',
    ...(to.kind === 'bot' ? { application: identity } : { applicationInstance: { ...identity, tenantId: call.tenantId } }),
  };
}

function lookup(call: SimCall, number: string): Json {
  return {
    '@odata.type': '#microsoft.graph.callRoute',
    routingType: 'lookup',
    original: {
      '@odata.type': '#microsoft.graph.identitySet',
      phone: { '@odata.type': '#microsoft.graph.identity', id: number },
    },
    final: called(call),
  };
}

/** Enough for the ranges that examples use; others have no country. */
function countryOf(call: SimCall): Json {
  const { from } = call.parties;
  if (from.kind !== 'phone') return {};
  return { countryCode: from.number.startsWith('+44') ? 'GB' : from.number.startsWith('+49') ? 'DE' : null };
}
