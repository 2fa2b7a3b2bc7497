import type { Call } from '../core/call/call.ts';
import type { CallEvent } from '../core/call/call-event.ts';
import type { Turn, TurnNote } from '../core/call/turn.ts';
import { unreachable } from '../core/call/unreachable.ts';
import { explainEvents } from './explain-events.ts';
import type { TurnPorts } from './turn-ports.ts';

/** Tells of a turn that was saved. One line: which step, which kinds of events and commands, and in `why` what Microsoft's codes mean. No tone, name, number or text of anybody (I8). */
export function logTurn(
  { log, watch }: Pick<TurnPorts, 'log' | 'watch'>,
  before: Call,
  turn: Turn,
  events: readonly CallEvent[],
): void {
  watch?.(turn, before);
  const told = turn.story.flatMap(inWords);
  const why = explainEvents(events, before.end === undefined ? turn.call.end : undefined);
  log.info('call.turn', {
    callId: before.id,
    ...(before.callChainId === undefined ? {} : { callChainId: before.callChainId }),
    line: before.line,
    flow: before.flow.name,
    from: before.at.step,
    at: turn.call.at.step,
    events: events.map((event) => event.kind),
    commands: turn.commands.map((command) => command.kind),
    ...(told.length === 0 ? {} : { story: told }),
    ...(turn.call.end === undefined
      ? {}
      : {
          outcome: turn.call.end.outcome,
          code: turn.call.end.code,
          subcode: turn.call.end.subcode,
          refusal: turn.call.end.refusal,
        }),
    ...(why.length === 0 ? {} : { why }),
  });
}

function inWords(note: TurnNote): readonly string[] {
  switch (note.kind) {
    case 'ignored':
      return [`ignored ${note.event}`];
    case 'entered':
      return [note.attempt > 1 ? `enters ${note.step} (attempt ${note.attempt})` : `enters ${note.step}`];
    case 'left':
      return [`leaves ${note.step} to ${note.to}`]; // Not the exit: in a menu it is the key that was pressed.
    case 'trouble':
      return [`trouble at ${note.step}: ${note.code}`];
    case 'ended':
      return [`ended: ${note.outcome}`];
    default:
      return unreachable(note);
  }
}
