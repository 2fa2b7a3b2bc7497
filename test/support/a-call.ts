import type { Call } from '../../src/core/call/call.ts';
import type { CallCommand, CommandKind } from '../../src/core/call/call-command.ts';
import type { CallEvent } from '../../src/core/call/call-event.ts';
import { type CallId, type ClientContext, readCallId } from '../../src/core/call/ids.ts';
import type { Tone } from '../../src/core/call/tone.ts';
import type { Turn } from '../../src/core/call/turn.ts';
import type { CompiledFlow } from '../../src/core/flow/compiled-flow.ts';
import { beginCall } from '../../src/core/flow/play/begin-call.ts';
import { play } from '../../src/core/flow/play/play.ts';

export const aCallId = readCallId('3a1f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e') as CallId; // A GUID is a call id.

export const anArrival = {
  kind: 'callArrived',
  callId: aCallId,
  tenantId: '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a',
  caller: { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567', displayName: 'Ada Example' },
  called: { kind: 'applicationInstance', id: '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff' },
  multiparty: false,
} as const satisfies CallEvent;

/** Plays events against a call in the pure core, one turn each, and remembers what was decided. No store, no Graph. */
export class CoreCall {
  readonly flow: CompiledFlow;
  call: Call;
  now = 1_000_000;
  commands: CallCommand[] = [];
  turn: Turn;
  private sequence = 0;

  constructor(flow: CompiledFlow) {
    this.flow = flow;
    this.call = beginCall(flow, 'main', anArrival, this.now);
    this.turn = this.take(anArrival);
  }

  /** Answered, media active, the first step entered. */
  static connected(flow: CompiledFlow): CoreCall {
    const call = new CoreCall(flow);
    call.take({ kind: 'callStateChanged', callId: aCallId, state: 'established', audio: 'active' });
    return call;
  }

  take(...events: readonly CallEvent[]): Turn {
    this.turn = play(this.flow, this.call, events, this.now);
    this.call = this.turn.call;
    this.commands.push(...this.turn.commands);
    return this.turn;
  }

  presses(keys: string): Turn {
    for (const tone of keys) {
      this.sequence += 1;
      this.take({ kind: 'tonePressed', callId: aCallId, tone: tone as Tone, sequence: this.sequence }); // Tests press real keys.
    }
    return this.turn;
  }

  tone(tone: Tone, sequence: number): Turn {
    return this.take({ kind: 'tonePressed', callId: aCallId, tone, sequence });
  }

  /** The oldest media operation in flight is reported over. */
  mediaEnds(how: { ended?: 'completed' | 'cancelled' | 'failed'; subcode?: number; recorded?: boolean } = {}): Turn {
    const context = this.call.media[0]?.context;
    if (context === undefined) throw new Error('nothing is sounding');
    return this.operationEnds(context, how);
  }

  operationEnds(
    context: ClientContext,
    how: { ended?: 'completed' | 'cancelled' | 'failed'; subcode?: number; recorded?: boolean } = {},
  ): Turn {
    return this.take({
      kind: 'operationEnded',
      callId: aCallId,
      operation: how.recorded ? 'recordResponse' : 'playPrompt',
      context,
      ended: how.ended ?? 'completed',
      result: { code: how.ended === 'failed' ? 400 : 200, subcode: how.subcode ?? 0 },
      ...(how.recorded ? { recording: { location: 'https://media.example.net/r/1', accessToken: 'opaque' } } : {}),
    });
  }

  passes(ms: number): Turn {
    this.now += ms;
    return this.take({ kind: 'wokeUp', callId: aCallId });
  }

  /** What the last turn decided, in words. */
  get decided(): CommandKind[] {
    return this.turn.commands.map((command) => command.kind);
  }

  /** The words of the last prompt that was decided. */
  get says(): string {
    const command = this.commands.findLast((one) => one.kind === 'playPrompt');
    return command?.kind === 'playPrompt'
      ? command.prompts.map((prompt) => (prompt.kind === 'speech' ? prompt.text : `[${prompt.durationMs} ms]`)).join(' ')
      : '';
  }

  get at(): string {
    return this.call.at.step;
  }
}
