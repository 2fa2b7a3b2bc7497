import { answerCall } from './answer.ts';
import { cancelMediaProcessing } from './cancel-media-processing.ts';
import { createCall } from './create-call.ts';
import type { Operation } from './define-operation.ts';
import { deleteCall } from './delete-call.ts';
import { getCall } from './get-call.ts';
import { keepCallAlive } from './keep-alive.ts';
import { playPrompt } from './play-prompt.ts';
import { recordResponse } from './record-response.ts';
import { redirectCall } from './redirect.ts';
import { rejectCall } from './reject.ts';
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
  ].map((operation) => [operation.name.toLowerCase(), operation]),
);

export interface Route {
  readonly operation: Operation;
  /** The call in the path, in whatever spelling. */
  readonly callId: string | undefined;
  readonly participantId: string;
}

/** The operation that a method and the path below `/communications/calls` name; undefined when there is none. */
export function routeFor(method: string, segments: readonly string[]): Route | undefined {
  const [callId, action, ...rest] = segments;
  if (callId === undefined) return method === 'POST' ? { operation: createCall, callId, participantId: '' } : undefined;
  if (rest.length > 0) return undefined;
  const operation = action === undefined ? onCall[method] : method === 'POST' ? actions.get(actionName(action)) : undefined;
  return operation && { operation, callId, participantId: '' };
}

const onCall: { readonly [method: string]: Operation } = { GET: getCall, DELETE: deleteCall };

/** Actions also work qualified (graph-calling, 1). */
function actionName(segment: string): string {
  return segment.toLowerCase().replace(/^microsoft\.graph\./, '');
}
