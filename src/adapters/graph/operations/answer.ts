import type { AnswerCall } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import type { PlayablePrompt } from '../../../ports/prompts.ts';
import { answerRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';

/** POST `/answer`, within 15 seconds of the notification (graph-calling, 1.3). */
export async function answer(
  graph: GraphConnection,
  call: ControlledCall,
  command: AnswerCall & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = answerRequest(graph.callbackUri, await prefetchable(graph, call, command));
  return outcomeOf(
    await send(graph, call, { method: 'POST', action: '/answer', body, repeatable: false, number: command.number }, deadline),
  );
}

/** Fetching ahead only saves time: a prompt that cannot be had now must not keep the phone ringing (I9). */
async function prefetchable(
  graph: GraphConnection,
  call: ControlledCall,
  command: AnswerCall,
): Promise<readonly PlayablePrompt[]> {
  const found = new Map<string, PlayablePrompt>();
  for (const item of command.preFetch) {
    try {
      const prompt = await graph.prompts.playable(item);
      found.set(prompt.resourceId, prompt);
    } catch {
      graph.log.warn('graph.prefetch.skipped', { callId: call.id });
    }
  }
  return [...found.values()];
}
