import type { PlayPrompt } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { mostPrompts, playPromptRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/** POST `/playPrompt`: queued behind whatever is playing; its end is a notification (graph-calling, 1.7). */
export async function playPrompt(
  graph: GraphConnection,
  call: ControlledCall,
  command: PlayPrompt & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  if (command.prompts.length === 0 || command.prompts.length > mostPrompts) return { kind: 'refused', code: 'promptCount' };
  const prompts = await Promise.all(command.prompts.map((item) => graph.prompts.playable(item)));
  const body = playPromptRequest(prompts, command.context);
  return outcomeOf(
    await send(graph, call, { method: 'POST', action: '/playPrompt', body, repeatable: false, number: command.number }, deadline),
  );
}
