import type { Answer } from '../core/call/answer.ts';
import type { Call } from '../core/call/call.ts';
import type { SendRequest } from '../core/call/call-command.ts';

/** Requests of a flow's own to the world outside. */
export interface DataRequests {
  /** Sends what the command's step asks. Returns before `deadline` (epoch milliseconds). Never throws. */
  send(call: Call, command: Omit<SendRequest, 'context'>, deadline: number): Promise<Answer>;
}
