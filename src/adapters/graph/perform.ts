import { unreachable } from '../../core/call/unreachable.ts';
import type { CommandOutcome, ControlCommand, ControlledCall } from '../../ports/call-control.ts';
import type { GraphConnection } from './graph-connection.ts';
import { addLargeGalleryView } from './operations/add-large-gallery-view.ts';
import { answer } from './operations/answer.ts';
import { cancelMediaProcessing } from './operations/cancel-media-processing.ts';
import { deleteCall } from './operations/delete-call.ts';
import { getParticipant } from './operations/get-participant.ts';
import { holdMusic } from './operations/hold-music.ts';
import { invite } from './operations/invite.ts';
import { keepAlive } from './operations/keep-alive.ts';
import { listParticipants } from './operations/list-participants.ts';
import { muteBot } from './operations/mute-bot.ts';
import { muteEverybody } from './operations/mute-everybody.ts';
import { muteParticipant } from './operations/mute-participant.ts';
import { playPrompt } from './operations/play-prompt.ts';
import { recordResponse } from './operations/record-response.ts';
import { redirect } from './operations/redirect.ts';
import { reject } from './operations/reject.ts';
import { removeParticipant } from './operations/remove-participant.ts';
import { sendDtmfTones } from './operations/send-dtmf-tones.ts';
import { subscribeToTone } from './operations/subscribe-to-tone.ts';
import { transfer } from './operations/transfer.ts';
import { updateRecordingStatus } from './operations/update-recording-status.ts';

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
    case 'invite':
      return invite(graph, call, command, deadline);
    case 'listParticipants':
      return listParticipants(graph, call, command, deadline);
    case 'getParticipant':
      return getParticipant(graph, call, command, deadline);
    case 'muteParticipant':
      return muteParticipant(graph, call, command, deadline);
    case 'muteEverybody':
      return muteEverybody(graph, call, command, deadline);
    case 'removeParticipant':
      return removeParticipant(graph, call, command, deadline);
    case 'mute':
    case 'unmute':
      return muteBot(graph, call, command, deadline);
    case 'startHoldMusic':
    case 'stopHoldMusic':
      return holdMusic(graph, call, command, deadline);
    case 'sendTones':
      return sendDtmfTones(graph, call, command, deadline);
    case 'updateRecordingStatus':
      return updateRecordingStatus(graph, call, command, deadline);
    case 'addLargeGalleryView':
      return addLargeGalleryView(graph, call, command, deadline);
    case 'changeScreenSharingRole':
    case 'updateMetadata':
      // Never sent: what Graph would say is known, and said better by us (core/call/explain/absent-operations.ts).
      return Promise.resolve({ kind: 'refused', code: command.kind });
    default:
      return unreachable(command);
  }
}
