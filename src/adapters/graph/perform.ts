import { unreachable } from '../../core/call/unreachable.ts';
import type { CommandOutcome, ControlCommand, ControlledCall } from '../../ports/call-control.ts';
import type { GraphConnection } from './graph-connection.ts';
import { answer } from './operations/answer.ts';
import { cancelMediaProcessing } from './operations/cancel-media-processing.ts';
import { deleteCall } from './operations/delete-call.ts';
import { keepAlive } from './operations/keep-alive.ts';
import { playPrompt } from './operations/play-prompt.ts';
import { recordResponse } from './operations/record-response.ts';
import { redirect } from './operations/redirect.ts';
import { reject } from './operations/reject.ts';
import { subscribeToTone } from './operations/subscribe-to-tone.ts';
import { transfer } from './operations/transfer.ts';

/** Our command, Graph's operation. A new command will not compile until it has its case. */
export function perform(
  graph: GraphConnection,
  call: ControlledCall,
  command: ControlCommand,
  deadline: number,
): Promise<CommandOutcome> {
  switch (command.kind) {
    case 'answer':
      return answer(graph, call, command, deadline);
    case 'reject':
      return reject(graph, call, command, deadline);
    case 'redirect':
      return redirect(graph, call, command, deadline);
    case 'transfer':
      return transfer(graph, call, command, deadline);
    case 'playPrompt':
      return playPrompt(graph, call, command, deadline);
    case 'recordCaller':
      return recordResponse(graph, call, command, deadline);
    case 'listenForTones':
      return subscribeToTone(graph, call, command, deadline);
    case 'cancelMedia':
      return cancelMediaProcessing(graph, call, command, deadline);
    case 'keepAlive':
      return keepAlive(graph, call, command, deadline);
    case 'hangUp':
      return deleteCall(graph, call, command, deadline);
    default:
      return unreachable(command);
  }
}
