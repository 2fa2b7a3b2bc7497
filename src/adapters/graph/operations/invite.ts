import type { InvitePeople } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { inviteRequest, mostInvited } from '../../../wire/room-requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { reaching } from './reaching.ts';
import { roomOperation } from './room-operation.ts';

/** POST `/participants/invite`, of a call with several people (graph-calling, 1.9). Never repeated: telephones would ring twice. */
export async function invite(
  graph: GraphConnection,
  call: ControlledCall,
  { number, people, context }: InvitePeople & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  if (people.length === 0 || people.length > mostInvited) return { kind: 'refused', code: 'targetCount' };
  const body = inviteRequest(people, context, graph.voicemailShape);
  return roomOperation(
    graph,
    call,
    {
      method: 'POST',
      action: '/participants/invite',
      body,
      ...reaching(people.map(({ target }) => target)),
      repeatable: false,
      number,
    },
    deadline,
  );
}
