import type { CallArrived, CallEvent, CallStateChanged } from '../core/call/call-event.ts';
import type { CallId } from '../core/call/ids.ts';
import { type CallResourceBody, callResource, callTarget, readAudio, readState } from './call-resource.ts';
import { readCalledNumber, readParty } from './identity.ts';
import { withoutAbsent } from './lenient.ts';
import { readResultInfo } from './result-info.ts';
import type { OddityWord, Reading } from './survived.ts';
import { readTone } from './tone-name.ts';

/**
 * A notification about the call itself. One may hold a state and a tone at once: both become events, the state first,
 * because the tone was pressed in it. A tone that a later notification repeats keeps its sequence, and the core drops
 * it (graph-calling, 2.4).
 */
export function readCallNotification(callId: CallId, changeType: string, entity: unknown): Reading<CallEvent> {
  const read = callResource.safeParse(entity ?? {});
  if (!read.success) {
    // Whatever stands in it, a deleted call is over.
    return { events: changeType === 'deleted' ? [{ kind: 'callEnded', callId }] : [], odd: ['unreadableResourceData'] };
  }
  const call = read.data;
  const missing: OddityWord[] = entity === undefined || entity === null ? ['noResourceData'] : [];

  if (changeType === 'deleted' || readState(call) === 'terminated') return { events: [callEnded(callId, call)], odd: missing };
  if (isArrival(changeType, call)) return { events: [{ callId, ...callArrived(call) }], odd: missing };

  const state = stateChanged(call);
  const tone = tonePressed(callId, call);
  const events = [...(state ? [{ callId, ...state }] : []), ...tone.events];
  const odd = [...missing, ...tone.odd, ...(call.state && !readState(call) ? (['unknownState'] as const) : [])];
  return { events, odd: events.length === 0 && odd.length === 0 ? ['nothingNew'] : odd };
}

/** A new call is `created`, incoming; the state may be missing, and then only the platform can have made it for us. */
function isArrival(changeType: string, call: CallResourceBody): boolean {
  const state = readState(call);
  if (changeType === 'created')
    return (state === undefined && call.direction?.toLowerCase() !== 'outgoing') || state === 'incoming';
  return state === 'incoming' && !!call.source && (call.targets ?? []).length > 0;
}

function callArrived(call: CallResourceBody): CallArrived {
  const target = callTarget.parse(call.targets?.[0]);
  return {
    kind: 'callArrived',
    tenantId: call.tenantId ?? '', // The edge puts the token's tenant where the body has none.
    caller: readParty(call.source?.identity),
    called: readParty(target.identity),
    multiparty: !!call.chatInfo || !!call.meetingInfo,
    ...withoutAbsent({
      calledNumber: readCalledNumber(call.callRoutes),
      callChainId: call.callChainId,
      languageId: call.source?.languageId,
    }),
  };
}

function callEnded(callId: CallId, call: CallResourceBody): CallEvent {
  const result = readResultInfo(call.resultInfo);
  return { kind: 'callEnded', callId, ...withoutAbsent({ result, reason: call.terminationReason }) };
}

function stateChanged(call: CallResourceBody): CallStateChanged | undefined {
  const state = readState(call);
  const audio = readAudio(call);
  if (state === undefined && audio === undefined) return undefined;
  return { kind: 'callStateChanged', ...withoutAbsent({ state, audio, result: readResultInfo(call.resultInfo) }) };
}

function tonePressed(callId: CallId, call: CallResourceBody): Reading<CallEvent> {
  if (!call.toneInfo) return { events: [], odd: [] };
  const tone = readTone(call.toneInfo.tone);
  const sequence = call.toneInfo.sequenceId ?? undefined;
  if (tone === undefined) return { events: [], odd: ['unknownTone'] };
  if (sequence === undefined) return { events: [], odd: ['toneWithoutSequence'] };
  return { events: [{ kind: 'tonePressed', callId, tone, sequence }], odd: [] };
}
