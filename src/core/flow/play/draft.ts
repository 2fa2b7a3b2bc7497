import { type AwaitingPeople, type Call, limits, type MediaInFlight, type PendingAsk, type Position } from '../../call/call.ts';
import type { CallCommand, CommandKind } from '../../call/call-command.ts';
import { type CallId, type ClientContext, clientContext, type StepName, stepName } from '../../call/ids.ts';
import { isGathering, type Leg, type LegNews, type LegPlan } from '../../call/leg.ts';
import { isRoomCommand } from '../../call/room-command.ts';
import type { TurnNote } from '../../call/turn.ts';
import type { Asking } from '../../steps/define-step.ts';
import type { CompiledFlow, CompiledStep } from '../compiled-flow.ts';

/** The mark of media and keys that are no step's: somebody from outside the flow has asked for them. */
export const interludeMark = '$interlude';

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
  /** The flow that the call began with. */
  readonly begunWith: CompiledFlow;
  readonly now: number;
  /** The call was over before this turn. */
  readonly endedBefore: boolean;
  call: Call;
  changed = false;
  readonly commands: CallCommand[] = [];
  readonly story: TurnNote[] = [];

  constructor(flow: CompiledFlow, call: Call, now: number) {
    this.begunWith = flow;
    this.call = call;
    this.endedBefore = call.end !== undefined;
    this.now = now;
  }

  /** The flow in which the call stands: the one it began with, or one that was called from there. */
  get flow(): CompiledFlow {
    return this.flowNamed(this.call.frames?.at(-1)?.called);
  }

  /** A version that a call began with always has the flows that it calls. */
  flowNamed(called: string | undefined): CompiledFlow {
    return called === undefined ? this.begunWith : (this.begunWith.called.get(called) ?? this.begunWith);
  }

  /** A step's name for people and reports: a called flow's steps are told apart from the caller's. */
  nameOf(step: StepName): StepName {
    const called = this.call.frames?.at(-1)?.called;
    return called === undefined ? step : stepName(`${called}/${step}`);
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
    this.commands.push(
      (withContext.has(command.kind) || isRoomCommand(command)
        ? { ...command, number, context }
        : { ...command, number }) as CallCommand,
    );
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

  /** What is only asked for now begins no earlier than now, and whatever waits behind it later. */
  postponeMedia(unsent: ReadonlySet<ClientContext>): void {
    let free = this.now;
    let moved = false;
    const media = this.call.media.map((one) => {
      moved ||= unsent.has(one.context);
      const expectedEnd = moved ? Math.max(one.expectedEnd, free + lengthMs(one.what)) : one.expectedEnd;
      free = Math.max(free, expectedEnd);
      return { ...one, expectedEnd };
    });
    if (moved) this.update({ media });
  }

  /** Asks, and remembers that it has asked until the answer is there or the step is left. */
  ask(mark: string, command: Asking): void {
    const lists = command.kind === 'listParticipants' && this.call.escalation !== undefined;
    this.#await(mark, command, lists ? { lists } : {});
  }

  /** Asks who is there before something is done; another thing that waited for that gives way. */
  askFirst(then: AwaitingPeople): void {
    this.dropAwaiting();
    this.#await('$people', { kind: 'listParticipants' }, { then });
  }

  /** Whatever waits to know who is there is not done. */
  dropAwaiting(): void {
    const { asks = [] } = this.call;
    if (asks.some(({ then }) => then !== undefined)) this.update({ asks: asks.filter(({ then }) => then === undefined) });
  }

  #await(mark: string, command: Asking, more: Pick<PendingAsk, 'lists' | 'then'>): void {
    const number = this.call.nextNumber;
    const context = this.decide(command);
    this.update({ asks: [...(this.call.asks ?? []), { context, number, mark, ...more }].slice(-limits.asks) });
  }

  /** Takes what was asked off the books. */
  takeAsk(which: (ask: PendingAsk) => boolean): PendingAsk | undefined {
    const { asks = [] } = this.call;
    const found = asks.find(which);
    if (found !== undefined) this.update({ asks: asks.filter((ask) => ask !== found) });
    return found;
  }

  placeCall(mark: string, plan: LegPlan): void {
    const leg = this.call.nextNumber;
    this.decide({ kind: 'placeCall', leg });
    this.update({
      legs: [
        ...(this.call.legs ?? []),
        { number: leg, mark, state: 'asked' as const, plan, ...(isGathering(plan.target) ? { hosts: true as const } : {}) },
      ].slice(-limits.legs),
    });
  }

  /** Nobody counts on these legs any more. One that Graph has not named yet is told when it first tells of itself. */
  dropLegs(dropped: (leg: Leg) => boolean = isOfStep): void {
    const { legs = [] } = this.call;
    if (!legs.some(dropped)) return;
    for (const leg of legs) if (dropped(leg) && leg.state !== 'declined') this.sendHome(leg.id); // Who declines goes home.
    this.update({ legs: legs.filter((leg) => !dropped(leg)) });
  }

  sendHome(leg: CallId | undefined): void {
    if (leg !== undefined) this.decide({ kind: 'tellCall', to: leg, news: { kind: 'partnerNews', news: 'gone' } });
  }

  /** In a leg: tells the call that has placed it. */
  tellPlacer(news: Pick<LegNews, 'state' | 'outcome' | 'result'>): void {
    const { placedBy, id } = this.call;
    if (placedBy === undefined) return;
    this.decide({ kind: 'tellCall', to: placedBy.callId, news: { kind: 'legNews', leg: placedBy.leg, from: id, ...news } });
  }

  /** The call goes on without the report of this recording. If it comes after all, what the caller said is kept. */
  owe({ context, mark, what }: MediaInFlight, step = this.call.at.step): void {
    if (what.kind !== 'record') return;
    const called = this.call.frames?.at(-1)?.called;
    const wish = mark === interludeMark ? this.call.wishes?.findLast(({ kind }) => kind === 'record')?.id : undefined;
    const one = { context, step, ...(called === undefined ? {} : { called }), ...(wish === undefined ? {} : { wish }) };
    this.update({ owed: [...(this.call.owed ?? []), one].slice(-limits.owedRecordings) });
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

/** Legs that somebody from outside the flow has asked for stay when a step is left. */
export const isOfStep = ({ mark }: Leg): boolean => !mark.startsWith('$');

const withContext: ReadonlySet<CommandKind> = new Set([
  'playPrompt',
  'recordCaller',
  'listenForTones',
  'cancelMedia',
  'sendRequest',
]);

/** How long an operation lasts at the most. */
function lengthMs(what: MediaInFlight['what']): number {
  if (what.kind === 'record') return what.maxLengthMs + what.initialSilenceMs;
  return what.prompts.reduce((sum, prompt) => sum + prompt.durationMs, 0);
}
