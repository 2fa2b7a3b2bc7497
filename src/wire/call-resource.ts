import { z } from 'zod';
import { type CallState, callStates } from '../core/call/call-event.ts';
import { type CallId, readCallId } from '../core/call/ids.ts';
import { identitySet, participantInfo } from './identity.ts';
import { lenient, lenientInteger, lenientList, lenientText } from './lenient.ts';
import { resultInfo } from './result-info.ts';

/** Graph's `call`, as notifications and GET bring it: every member may be missing (graph-calling, 2.3). */
export const callResource = z.object({
  id: lenientText(128),
  '@odata.id': lenientText(1_000),
  state: lenientText(64),
  direction: lenientText(32),
  mediaState: lenient(z.object({ audio: lenientText(32) })),
  toneInfo: lenient(z.object({ sequenceId: lenientInteger, tone: lenientText(16) })),
  resultInfo,
  /** Undeclared in v1.0, seen on real traffic (graph-calling, 2.3). */
  terminationReason: lenientText(64),
  source: participantInfo,
  targets: lenientList,
  callRoutes: lenientList,
  chatInfo: lenient(z.looseObject({})),
  meetingInfo: lenient(z.looseObject({})),
  tenantId: lenient(z.string().regex(/^[0-9A-Za-z.-]{1,64}$/)),
  callChainId: lenientText(128),
  callbackUri: lenientText(2_000),
});
export type CallResourceBody = z.infer<typeof callResource>;

/** One entry of `targets`. */
export const callTarget = z.object({ identity: identitySet }).catch({ identity: undefined });

const stateByLowerCase = new Map<string, CallState>(callStates.map((state) => [state.toLowerCase(), state]));

/** The state in our spelling; undefined when it is missing or one that we do not act on, such as `hold`. */
export function readState(call: CallResourceBody): CallState | undefined {
  return stateByLowerCase.get(call.state?.toLowerCase() ?? '');
}

export function readAudio(call: CallResourceBody): 'active' | 'inactive' | undefined {
  const audio = call.mediaState?.audio?.toLowerCase();
  return audio === 'active' || audio === 'inactive' ? audio : undefined;
}

/** Reads the answer to POST `/communications/calls`. Undefined when it names no call. */
export function readPlacedCall(
  body: Uint8Array,
): { readonly kind: 'placed'; readonly callId: CallId; readonly callChainId?: string } | undefined {
  const call = callResource.safeParse(parseJson(body));
  const callId = call.success && typeof call.data.id === 'string' ? readCallId(call.data.id) : undefined;
  if (!call.success || callId === undefined) return undefined;
  const { callChainId } = call.data;
  return { kind: 'placed', callId, ...(typeof callChainId === 'string' ? { callChainId } : {}) };
}

/** What GET said about a call. */
export interface CallSeen {
  readonly state?: CallState;
  readonly audio?: 'active' | 'inactive';
  /** Where Graph sends the call's notifications. */
  readonly callbackUri?: string;
}

/** Reads the answer to GET `/communications/calls/{id}`. Undefined when it is not a call at all. */
export function readCallReply(body: Uint8Array): CallSeen | undefined {
  const call = callResource.safeParse(parseJson(body));
  if (!call.success) return undefined;
  const state = readState(call.data);
  const audio = readAudio(call.data);
  const { callbackUri } = call.data;
  return {
    ...(state === undefined ? {} : { state }),
    ...(audio === undefined ? {} : { audio }),
    ...(typeof callbackUri === 'string' ? { callbackUri } : {}),
  };
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
