import { answerCall } from './answer.ts';
import { cancelMediaProcessing } from './cancel-media-processing.ts';
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

/** The operation that a method and the rest of the path name; undefined when the simulator does not know it. */
export function operationFor(method: string, action: string | undefined): Operation | undefined {
  if (action === undefined) return method === 'GET' ? getCall : method === 'DELETE' ? deleteCall : undefined;
  return method === 'POST' ? actions.get(action.toLowerCase().replace(/^microsoft\.graph\./, '')) : undefined;
}
