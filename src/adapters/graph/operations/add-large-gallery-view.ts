import type { AddLargeGalleryView } from '../../../core/call/room-command.ts';
import type { CommandOutcome, ControlledCall } from '../../../ports/call-control.ts';
import { contextOnlyRequest } from '../../../wire/requests.ts';
import type { GraphConnection } from '../graph-connection.ts';
import { roomOperation } from './room-operation.ts';

/** POST `/addLargeGalleryView`: meetings that were joined with video (graph-calling, 1.7). */
export async function addLargeGalleryView(
  graph: GraphConnection,
  call: ControlledCall,
  { number, context }: AddLargeGalleryView & { readonly number: number },
  deadline: number,
): Promise<CommandOutcome> {
  const body = contextOnlyRequest(context);
  return roomOperation(
    graph,
    call,
    { method: 'POST', action: '/addLargeGalleryView', body, repeatable: false, number },
    deadline,
  );
}
