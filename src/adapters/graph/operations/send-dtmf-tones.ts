import type { SendTones } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { sendTonesRequest } from '../../../wire/room-requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { roomOperation } from './room-operation.ts';

/** POST `/sendDtmfTones`: the bot presses keys (graph-calling, 1.7). Global cloud only. */
export async function sendDtmfTones(
  graph: GraphConnection,
  call: ControlledCall,
  command: SendTones & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const { number, tones } = command;
  if (tones.length === 0) return { kind: 'refused', code: 'promptCount' };
  const body = sendTonesRequest(command);
  return roomOperation(graph, call, { method: 'POST', action: '/sendDtmfTones', body, repeatable: false, number }, deadline);
}
