import { type Call, limits, type MediaInFlight, type Position } from '../../call/call.ts';
import type { CallCommand, CommandKind } from '../../call/call-command.ts';
import { type ClientContext, clientContext } from '../../call/ids.ts';
import type { TurnNote } from '../../call/turn.ts';
import type { CompiledFlow, CompiledStep } from '../compiled-flow.ts';

/** A command as a turn decides it; the draft adds the number, and the context that is made of it. */
type Decided<Command> = Command extends { readonly context: ClientContext }
  ? Omit<Command, 'number' | 'context'>
  : Command extends unknown
    ? Omit<Command, 'number'>
    : never;

/**
 * A turn in the making. It lives for one call of `play` and is the only thing in the core that changes in place; what
 * comes out of it is a new call.
 */
export class Draft {
  readonly flow: CompiledFlow;
  readonly now: number;
  /** The call was over before this turn. */
  readonly endedBefore: boolean;
  call: Call;
  changed = false;
  readonly commands: CallCommand[] = [];
  readonly story: TurnNote[] = [];

  constructor(flow: CompiledFlow, call: Call, now: number) {
    this.flow = flow;
    this.call = call;
    this.endedBefore = call.end !== undefined;
    this.now = now;
  }

  update(change: Partial<Call>): void {
    this.call = { ...this.call, ...change };
    this.changed = true;
  }

  stand(change: Partial<Position>): void {
    this.update({ at: { ...this.call.at, ...change } });
  }

  /** The step at which the call stands. A version that a call began with always has it. */
  step(): CompiledStep | undefined {
    return this.flow.steps.get(this.call.at.step);
  }

  decide(command: Decided<CallCommand>): ClientContext {
    const number = this.call.nextNumber;
    const context = clientContext(this.call.epoch, number);
    this.update({ nextNumber: number + 1 });
    // The two halves of the union are told apart by whether Graph correlates the command by a context.
    this.commands.push((withContext.has(command.kind) ? { ...command, number, context } : { ...command, number }) as CallCommand);
    return context;
  }

  /** Puts a media operation behind what is already sounding and remembers it until it is reported over. */
  startMedia(mark: string, what: MediaInFlight['what']): void {
    const context = this.decide(
      what.kind === 'play' ? { kind: 'playPrompt', prompts: what.prompts } : { ...what, kind: 'recordCaller' },
    );
    const startsAt = Math.max(this.now, ...this.call.media.map((media) => media.expectedEnd));
    this.update({ media: [...this.call.media, { context, mark, what, expectedEnd: startsAt + lengthMs(what) }] });
  }

  /** The call goes on without the report of this recording. If it comes after all, what the caller said is kept. */
  owe({ context, what }: MediaInFlight, step = this.call.at.step): void {
    if (what.kind !== 'record') return;
    const owed = [...(this.call.owed ?? []), { context, step }];
    this.update({ owed: owed.slice(-limits.owedRecordings) });
  }

  /** Ends what is sounding. Its notifications become strangers, because the epoch moves on. */
  cancelMedia(): void {
    if (this.call.media.length === 0) return;
    for (const media of this.call.media) this.owe(media); // It may be over before the cancel arrives.
    this.decide({ kind: 'cancelMedia' });
    this.update({ media: [], epoch: this.call.epoch + 1 });
  }

  note(note: TurnNote): void {
    this.story.push(note);
  }
}

const withContext: ReadonlySet<CommandKind> = new Set(['playPrompt', 'recordCaller', 'listenForTones', 'cancelMedia']);

/** How long an operation lasts at the most. */
function lengthMs(what: MediaInFlight['what']): number {
  if (what.kind === 'record') return what.maxLengthMs + what.initialSilenceMs;
  return what.prompts.reduce((sum, prompt) => sum + prompt.durationMs, 0);
}
