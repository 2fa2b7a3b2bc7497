import type { MuteBot, UnmuteBot } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { contextOnlyRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { roomOperation } from './room-operation.ts';

/** POST `/mute` and `/unmute`: the bot itself, in calls with several people only (graph-calling, 1.7). */
export async function muteBot(
  graph: GraphConnection,
  call: ControlledCall,
  { kind, number, context }: (MuteBot | UnmuteBot) & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = contextOnlyRequest(context);
  return roomOperation(graph, call, { method: 'POST', action: `/${kind}`, body, repeatable: true, number }, deadline);
}
