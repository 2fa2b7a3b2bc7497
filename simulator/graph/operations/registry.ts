import { answerCall } from './answer.ts';
import { cancelMediaProcessing } from './cancel-media-processing.ts';
import { createCall } from './create-call.ts';
import type { Operation } from './define-operation.ts';
import { deleteCall } from './delete-call.ts';
import { getCall } from './get-call.ts';
import { startHoldMusic, stopHoldMusic } from './hold-music.ts';
import { invite } from './invite.ts';
import { keepCallAlive } from './keep-alive.ts';
import { mute, muteAll, muteParticipant, unmute } from './mute.ts';
import { addLargeGalleryView, changeScreenSharingRole, updateRecordingStatus } from './no-service-media.ts';
import { getParticipant, listParticipants, removeParticipant } from './participants.ts';
import { playPrompt } from './play-prompt.ts';
import { recordResponse } from './record-response.ts';
import { redirectCall } from './redirect.ts';
import { rejectCall } from './reject.ts';
import { sendDtmfTones } from './send-dtmf-tones.ts';
import { subscribeToTone } from './subscribe-to-tone.ts';
import { transferCall } from './transfer.ts';

/** The actions below a call, by the last segment of their path. */
const actions: ReadonlyMap<string, Operation> = new Map(
  [
    answerCall,
    rejectCall,
    redirectCall,
    transferCall,
    keepCallAlive,
    playPrompt,
    recordResponse,
    subscribeToTone,
    cancelMediaProcessing,
    sendDtmfTones,
    mute,
    unmute,
    changeScreenSharingRole,
    updateRecordingStatus,
    addLargeGalleryView,
  ].map((operation) => [operation.name.toLowerCase(), operation]),
);

/** Below a participant. */
const participantActions: ReadonlyMap<string, Operation> = new Map([
  ['mute', muteParticipant],
  ['startholdmusic', startHoldMusic],
  ['stopholdmusic', stopHoldMusic],
]);

export interface Route {
  readonly operation: Operation;
  /** The call in the path, in whatever spelling. */
  readonly callId: string | undefined;
  readonly participantId: string;
}

/** The operation that a method and the path below `/communications/calls` name; undefined when there is none. */
export function routeFor(method: string, segments: readonly string[], version: 'v1.0' | 'beta'): Route | undefined {
  const [callId, action, participantId = '', onWhom, ...rest] = segments;
  if (callId === undefined) return method === 'POST' ? { operation: createCall, callId, participantId } : undefined;
  if (rest.length > 0) return undefined;
  const operation =
    action === undefined
      ? onCall[method]
      : action.toLowerCase() === 'participants'
        ? onParticipants(method, participantId, onWhom, version)
        : participantId === '' && method === 'POST'
          ? actions.get(actionName(action))
          : undefined;
  return operation && { operation, callId, participantId };
}

const onCall: { readonly [method: string]: Operation } = { GET: getCall, DELETE: deleteCall };

function onParticipants(method: string, second: string, third: string | undefined, version: string): Operation | undefined {
  if (second === '') return method === 'GET' ? listParticipants : undefined;
  if (third !== undefined) return method === 'POST' ? participantActions.get(actionName(third)) : undefined;
  if (method === 'GET') return getParticipant;
  if (method === 'DELETE') return removeParticipant;
  if (actionName(second) === 'invite') return invite;
  return actionName(second) === 'muteall' && version === 'beta' ? muteAll : undefined;
}

/** Actions also work qualified (graph-calling, 1). */
function actionName(segment: string): string {
  return segment.toLowerCase().replace(/^microsoft\.graph\./, '');
}
