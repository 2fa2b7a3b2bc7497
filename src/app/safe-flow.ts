import type { CallEvent } from '../core/call/call-event.ts';
import { type CallId, clientContext } from '../core/call/ids.ts';
import type { Destination } from '../core/call/party.ts';
import { apologyText, connectingText, type PromptItem, readingTimeMs } from '../core/call/prompt-item.ts';
import type { CallControl, CommandOutcome, ControlCommand } from '../ports/call-control.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';

export interface SafeFlowPorts {
  /** Its answers name a callback of their own, so that a call's later notifications find their way back here. */
  readonly control: CallControl;
  readonly clock: Clock;
  readonly log: Log;
  /** Whom the caller is sent to: the operator of the line. From files that are in memory; no store is asked. */
  readonly operator: () => Destination | undefined;
}

export interface SafeFlow {
  /** Takes a call that gets no document. `notNow`: Graph was busy, or did not say that it has heard; ask again. */
  answer(arrival: CallEvent & { readonly kind: 'callArrived' }): Promise<'taken' | 'notNow'>;
  /** Goes on with it. Every event says enough by itself. */
  take(events: readonly CallEvent[], tenantId: string): Promise<void>;
}

/** The contexts of its two prompts are its whole memory: Graph gives them back (ADR 13). */
const connecting = clientContext(0, 1);
const goodbye = clientContext(0, 2);
const requestMs = 2_500;
/** Calls of which this process has seen the media become active, so that a repetition does not speak twice. */
const mostRemembered = 1_000;

/**
 * The flow that needs no store: words, then a person, then words and an end. It keeps no state between notifications;
 * what to do next follows from the notification alone. A repetition that reaches another instance may make the caller
 * hear the words again; nothing worse.
 */
export function safeFlow(ports: SafeFlowPorts): SafeFlow {
  const spoken = new Set<CallId>();
  return {
    answer: async (arrival) => {
      ports.log.error('safeFlow.answers', { callId: arrival.callId });
      const { callId, tenantId } = arrival;
      const preFetch = [speech(ports.operator() === undefined ? apologyText : connectingText)];
      const { kind } = await perform(ports, callId, tenantId, { kind: 'answer', number: 0, preFetch });
      return kind === 'busy' || kind === 'unclear' ? 'notNow' : 'taken';
    },
    take: async (events, tenantId) => {
      for (const event of events) await takeOne(ports, spoken, event, tenantId);
    },
  };
}

async function takeOne(ports: SafeFlowPorts, spoken: Set<CallId>, event: CallEvent, tenantId: string): Promise<void> {
  const act = (command: ControlCommand): Promise<CommandOutcome> => perform(ports, event.callId, tenantId, command);
  switch (event.kind) {
    case 'callStateChanged': {
      if (event.result !== undefined && event.result.code >= 400) return sayGoodbye(act);
      if (event.audio !== 'active' || spoken.has(event.callId)) return;
      remember(spoken, event.callId);
      if (ports.operator() === undefined) return sayGoodbye(act);
      const played = await act({ kind: 'playPrompt', number: 1, context: connecting, prompts: [speech(connectingText)] });
      if (played.kind === 'refused') await connect(ports, act);
      return;
    }
    case 'operationEnded':
      if (event.context === connecting) return connect(ports, act);
      if (event.context === goodbye) await act({ kind: 'hangUp', number: 4 });
      return;
    default:
      return; // Keys, rosters and ends ask nothing of it.
  }
}

async function connect(ports: SafeFlowPorts, act: (command: ControlCommand) => Promise<CommandOutcome>): Promise<void> {
  const target = ports.operator();
  if (target === undefined) return sayGoodbye(act);
  const sent = await act({ kind: 'transfer', number: 2, target });
  if (sent.kind === 'refused') await sayGoodbye(act);
}

async function sayGoodbye(act: (command: ControlCommand) => Promise<CommandOutcome>): Promise<void> {
  const played = await act({ kind: 'playPrompt', number: 3, context: goodbye, prompts: [speech(apologyText)] });
  if (played.kind === 'refused') await act({ kind: 'hangUp', number: 4 });
}

async function perform(ports: SafeFlowPorts, id: CallId, tenantId: string, command: ControlCommand): Promise<CommandOutcome> {
  const outcome = await ports.control.perform({ id, tenantId }, command, ports.clock.now() + requestMs);
  ports.log.warn('safeFlow.command', { callId: id, command: command.kind, outcome: outcome.kind });
  return outcome;
}

function remember(spoken: Set<CallId>, id: CallId): void {
  spoken.add(id);
  for (const oldest of spoken) {
    if (spoken.size <= mostRemembered) break;
    spoken.delete(oldest);
  }
}

function speech(text: string): PromptItem {
  return { kind: 'speech', text, language: 'en-US', durationMs: readingTimeMs(text) };
}
