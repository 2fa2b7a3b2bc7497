import type { RecordCaller, RejectCall } from '../core/call/call-command.ts';
import type { CallId, ClientContext } from '../core/call/ids.ts';
import type { Destination } from '../core/call/party.ts';
import type { gatheringRequest, transfereeOf } from './room-requests.ts';

/**
 * The bodies that we send, to the letter of graph-calling section 1 (v1.0). Durations are whole seconds there, within
 * documented ranges; ours are milliseconds, rounded up, so that a caller never gets less time than the flow says, and
 * kept within the range, so that Graph never refuses a command for one second too many.
 */

/** Where Graph fetches a prompt, and the key under which it keeps it (graph-calling, section 6). */
export interface FetchablePrompt {
  readonly uri: string;
  readonly resourceId: string;
}

/** 1.3. `preFetch` is fetched while the call is being set up; prompts with the same `resourceId` then start at once. */
export function answerRequest(callbackUri: string, preFetch: readonly FetchablePrompt[]) {
  return {
    callbackUri,
    acceptedModalities: ['audio'],
    mediaConfig: {
      '@odata.type': '#microsoft.graph.serviceHostedMediaConfig',
      ...(preFetch.length === 0 ? {} : { preFetchMedia: preFetch.map(mediaInfo) }),
    },
  } as const;
}

/**
 * 1.2: one target, several, or none where a meeting is joined. A call in the name of a resource account, which a telephone needs, names it as its source;
 * otherwise the bot itself is named.
 */
export function createCallRequest(call: {
  readonly callbackUri: string;
  readonly tenantId: string;
  readonly appId: string;
  /** Whom it is for, or which meeting it joins. */
  readonly target: InvitationParticipantInfo | ReturnType<typeof gatheringRequest>;
  readonly from?: string | undefined;
  readonly callChainId?: string | undefined;
}) {
  const source =
    call.from === undefined ? { application: identityOut(call.appId) } : { applicationInstance: identityOut(call.from) };
  return {
    '@odata.type': '#microsoft.graph.call',
    callbackUri: call.callbackUri,
    tenantId: call.tenantId,
    source: {
      '@odata.type': '#microsoft.graph.participantInfo',
      identity: { '@odata.type': '#microsoft.graph.identitySet', ...source },
    },
    ...('identity' in call.target ? { targets: [call.target] } : call.target),
    requestedModalities: ['audio'],
    mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
    ...(call.callChainId === undefined ? {} : { callChainId: call.callChainId }),
  } as const;
}

/** 1.4 */
export function rejectRequest(reason: RejectCall['reason'], callbackUri: string) {
  return { reason, callbackUri } as const;
}

export const redirectLimits = { targets: 25, timeoutSeconds: { least: 15, most: 90 } } as const;

/** 1.5. One target forwards, several ring together. Without a time Graph's own default holds: 55 s, or 60 s for several. */
export function redirectRequest(
  targets: readonly InvitationParticipantInfo[],
  options: { readonly timeoutMs?: number | undefined; readonly callbackUri: string },
) {
  const { timeoutMs, callbackUri } = options;
  const timeout = timeoutMs === undefined ? {} : { timeout: wholeSeconds(timeoutMs, redirectLimits.timeoutSeconds) };
  return { targets, ...timeout, callbackUri } as const;
}

/** 1.6. With `replacesCallId` it is consultative: the bot's other call, with the target. */
export function transferRequest(
  target: InvitationParticipantInfo,
  replacesCallId?: CallId,
  transferee?: ReturnType<typeof transfereeOf>,
) {
  return {
    transferTarget: { ...target, ...(replacesCallId === undefined ? {} : { replacesCallId }) },
    ...(transferee === undefined ? {} : { transferee }),
  } as const;
}

export const mostPrompts = 20;

/** 1.7. One to twenty prompts, played in order. */
export function playPromptRequest(prompts: readonly FetchablePrompt[], clientContext: ClientContext) {
  return {
    prompts: prompts.map(mediaPrompt),
    clientContext,
  } as const;
}

const recordSeconds = { least: 1, most: 120 } as const;

/** 1.7. `bargeInAllowed` is about breaking into other operations, not about the caller; the core cancels for itself. */
export function recordResponseRequest(command: Omit<RecordCaller, 'kind'>) {
  return {
    bargeInAllowed: false,
    initialSilenceTimeoutInSeconds: wholeSeconds(command.initialSilenceMs, recordSeconds),
    maxSilenceTimeoutInSeconds: wholeSeconds(command.maxSilenceMs, recordSeconds),
    maxRecordDurationInSeconds: wholeSeconds(command.maxLengthMs, recordSeconds),
    playBeep: command.beep,
    // Keypad symbols, unlike the tones of notifications.
    ...(command.stopTones.length === 0 ? {} : { stopTones: command.stopTones }),
    clientContext: command.context,
  } as const;
}

/** 1.7: subscribeToTone and cancelMediaProcessing take nothing else. */
export function contextOnlyRequest(clientContext: ClientContext) {
  return { clientContext } as const;
}

/** How Teams voicemail is named: by the shape known from beta, or, where that fails, by ringing the person (1.5, UNCERTAIN). */
export type VoicemailShape = 'endpointType' | 'user';

export interface InvitationParticipantInfo {
  readonly '@odata.type': '#microsoft.graph.invitationParticipantInfo';
  readonly identity: IdentitySetOut;
  readonly endpointType?: 'voicemail';
  readonly replacesCallId?: string;
}

type IdentitySetOut = { readonly '@odata.type': '#microsoft.graph.identitySet' } & {
  readonly [Kind in 'user' | 'application' | 'applicationInstance' | 'phone']?: {
    readonly '@odata.type': '#microsoft.graph.identity';
    readonly id: string;
  };
};

/** A destination as Graph invites it. Telephone numbers are E.164. */
export function invitation(destination: Destination, voicemail: VoicemailShape): InvitationParticipantInfo {
  const wrapped = (identity: Omit<IdentitySetOut, '@odata.type'>): InvitationParticipantInfo => ({
    '@odata.type': '#microsoft.graph.invitationParticipantInfo',
    identity: { '@odata.type': '#microsoft.graph.identitySet', ...identity },
  });
  switch (destination.kind) {
    case 'phone':
      return wrapped({ phone: identityOut(destination.number) });
    case 'voicemail': {
      const owner = wrapped({ user: identityOut(destination.id) });
      return voicemail === 'endpointType' ? { ...owner, endpointType: 'voicemail' } : owner;
    }
    case 'user':
    case 'application':
    case 'applicationInstance':
      return wrapped({ [destination.kind]: identityOut(destination.id) });
  }
}

export function identityOut(id: string) {
  return { '@odata.type': '#microsoft.graph.identity', id } as const;
}

export function mediaPrompt(prompt: FetchablePrompt) {
  return { '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: mediaInfo(prompt) } as const;
}

function mediaInfo(prompt: FetchablePrompt) {
  return { '@odata.type': '#microsoft.graph.mediaInfo', uri: prompt.uri, resourceId: prompt.resourceId } as const;
}

function wholeSeconds(ms: number, range: { readonly least: number; readonly most: number }): number {
  return Math.min(range.most, Math.max(range.least, Math.ceil(ms / 1_000)));
}
