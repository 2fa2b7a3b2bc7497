import type { CommandOutcome } from '../../../ports/call-control.ts';
import type { GraphReply } from '../send.ts';

/** Every 2xx means that Graph took the command; how it ends comes later as a notification (graph-calling, "Fifteen things", 1). */
export function outcomeOf(reply: GraphReply): CommandOutcome {
  return reply.kind === 'done' ? { kind: 'accepted' } : reply;
}
