import type { RedirectCall } from '../../../core/call/call-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { invitation, redirectLimits, redirectRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { send } from '../send.ts';
import { outcomeOf } from './operation-reply.ts';
import { reaching } from './reaching.ts';

/** POST `/redirect`, before the call is answered: one target forwards, up to 25 ring together (graph-calling, 1.5). */
export async function redirect(
  graph: GraphConnection,
  call: ControlledCall,
  command: RedirectCall & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  if (command.targets.length === 0 || command.targets.length > redirectLimits.targets)
    return { kind: 'refused', code: 'targetCount' };
  const targets = command.targets.map((target) => invitation(target, graph.voicemailShape));
  const body = redirectRequest(targets, { timeoutMs: command.timeoutMs, callbackUri: graph.callbackUri });
  return outcomeOf(
    await send(
      graph,
      call,
      { method: 'POST', action: '/redirect', body, ...reaching(command.targets), repeatable: false, number: command.number },
      deadline,
    ),
  );
}
