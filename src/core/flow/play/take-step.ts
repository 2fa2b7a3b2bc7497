import { type Call, type Frame, limits, type OwedRecording, type Position, type StepMemory } from '../../call/call.ts';
import type { StepName } from '../../call/ids.ts';
import type { PromptItem } from '../../call/prompt-item.ts';
import { asVariable, bytesOf, lastOf, varsFit } from '../../call/size.ts';
import { unreachable } from '../../call/unreachable.ts';
import type { Act, Doing, Go, StepSignal } from '../../steps/define-step.ts';
import { apologyStep, type CompiledStep } from '../compiled-flow.ts';
import { answerDeadlineMs } from './begin-call.ts';
import type { Draft } from './draft.ts';
import { findExit } from './find-exit.ts';
import { consumeKeys, flushKeys, swallowNext } from './keypad.ts';
import { forgetUnanswered } from './send-again.ts';
import { stepContext } from './step-context.ts';
import { inInterlude } from './take-control.ts';
import { transferCaller } from './transfer-caller.ts';
import { endInterludeWish, keepWishedRecording, noteWish, openRecording } from './wishes.ts';

/** Enters a step, and whatever it leads to, until something has to be waited for. */
export function enterStep(draft: Draft, name: StepName, { attempt = 1, memory = {} }: Partial<Position> = {}): void {
  let entry: Entry | undefined = { name, attempt, memory };
  while (entry !== undefined) entry = enterOne(draft, entry);
}

/** Gives the step at which the call stands a signal. */
export function signalStep(draft: Draft, signal: StepSignal): void {
  const step = draft.step();
  if (step === undefined || !draft.call.at.entered || draft.call.outcome !== undefined) return;
  const interlude = inInterlude(draft, signal);
  if (interlude === 'waits') return; // Keys wait for the step, as if they were typed ahead.
  if (interlude === 'over') {
    const { interlude = 'say', ...call } = draft.call;
    draft.call = call;
    if (signal.kind === 'recorded') keepWishedRecording(draft, signal.source, openRecording(draft));
    endInterludeWish(draft, interlude, signal);
    return enterStep(draft, step.name, { attempt: call.at.attempt });
  }
  const act = step.kit.resume(configOf(step), signal, stepContext(draft, step));
  const entry = apply(draft, step, act);
  if (entry !== undefined) enterStep(draft, entry.name, entry);
}

/** The step, or whoever asked from outside, would have kept it: it is kept, and nothing else is done. */
export function keepLateRecording(draft: Draft, owed: OwedRecording, signal: StepSignal & { readonly kind: 'recorded' }): void {
  if (owed.wish !== undefined) return keepWishedRecording(draft, signal.source, owed.wish);
  const step = draft.flowNamed(owed.called).steps.get(owed.step);
  const act = step?.kit.resume(configOf(step), signal, stepContext(draft, step));
  for (const doing of act?.do ?? []) if (doing.kind === 'keepRecording') draft.decide(doing);
}

interface Entry {
  readonly name: StepName;
  readonly attempt: number;
  /** What a leg's first step is to know; other entries begin with nothing. */
  readonly memory?: StepMemory;
}

function enterOne(draft: Draft, entry: Entry): Entry | undefined {
  const { call } = draft;
  // A way out of the budget that runs in a circle as well ends with the engine's own words (I5, I9).
  const lost = call.entries >= limits.stepEntries + limits.entriesAfterBudget;
  const step = (lost ? undefined : draft.flow.steps.get(entry.name)) ?? draft.flow.steps.get(apologyStep);
  if (step === undefined) return undefined; // Every compiled flow has its apology.
  draft.stand({ step: step.name, entered: true, attempt: entry.attempt, memory: entry.memory ?? {} });
  if ((call.asks ?? []).length > 0) draft.update({ asks: [] }); // Nobody is left to be told.
  draft.update({ entries: call.entries + 1, trail: step.kit.listens ? trailTo(call.trail, step.name) : call.trail });
  withoutDeadline(draft);
  if (call.entries === limits.stepEntries) {
    draft.note({ kind: 'trouble', step: draft.nameOf(step.name), code: 'LOOP' });
    return leaveByExit(draft, step, 'loop');
  }
  if (step.kit.needsAnswer(configOf(step)) && call.state === 'incoming') {
    answerFirst(draft, step);
    return undefined;
  }
  const name = draft.nameOf(step.name);
  draft.note({ kind: 'entered', step: name, type: step.kit.type, attempt: entry.attempt });
  if (draft.call.path.at(-1) !== name)
    draft.update({ path: lastOf([...draft.call.path, name], { count: limits.path, bytes: limits.pathBytes }) });
  return apply(draft, step, step.kit.enter(configOf(step), stepContext(draft, step)));
}

/** The first step that needs a connected caller answers the call; it is entered when the media is there. */
function answerFirst(draft: Draft, step: CompiledStep): void {
  const act = step.kit.enter(configOf(step), stepContext(draft, step)); // Pure: asking what it would play does nothing.
  const preFetch = (act.do ?? []).flatMap((doing) => (doing.kind === 'play' ? doing.prompts : [])).filter(isSpeech);
  draft.stand({ entered: false });
  if (draft.call.asked === 'answer') return;
  draft.decide({ kind: 'answer', preFetch });
  draft.update({ asked: 'answer', wakeAt: draft.now + answerDeadlineMs });
}

/** Does the book-keeping of an act. Returns the step to enter next, if the call moves. */
function apply(draft: Draft, step: CompiledStep, act: Act): Entry | undefined {
  if (act.consume) draft.update({ keypad: consumeKeys(draft.call.keypad, act.consume) });
  if (act.flush) draft.update({ keypad: flushKeys(draft.call.keypad) });
  if (act.swallow) draft.update({ keypad: swallowNext(draft.call.keypad, act.swallow) });
  if (act.language && draft.flow.languages.includes(act.language)) draft.update({ language: act.language });
  if (act.tag) {
    const tags = [...(draft.call.tags ?? []), { step: draft.nameOf(step.name), ...act.tag }];
    draft.update({ tags: lastOf(tags, { count: limits.tags, bytes: limits.tagsBytes }) });
  }
  if (act.trouble) draft.note({ kind: 'trouble', step: draft.nameOf(step.name), code: act.trouble });
  const trouble = tooLarge(draft, act);
  if (trouble !== undefined) {
    draft.note({ kind: 'trouble', step: draft.nameOf(step.name), code: trouble });
    // What a caller has said is kept, whatever becomes of its name.
    for (const doing of act.do ?? []) if (doing.kind === 'keepRecording') perform(draft, doing);
    return leaveByExit(draft, step, 'error');
  }
  if (act.set) draft.update({ vars: withVars(draft.call.vars, act.set) });
  for (const doing of act.do ?? []) perform(draft, doing);
  return follow(draft, step, act.go);
}

function perform(draft: Draft, doing: Doing): void {
  switch (doing.kind) {
    case 'play':
      return draft.startMedia(doing.mark, { kind: 'play', prompts: doing.prompts });
    case 'recordCaller': {
      const { mark, kind: _, ...options } = doing;
      return draft.startMedia(mark, { kind: 'record', ...options });
    }
    case 'cancel':
      return draft.cancelMedia();
    case 'transfer':
      draft.cancelMedia();
      forgetUnanswered(draft);
      return transferCaller(draft, doing);
    case 'redirect':
    case 'reject':
    case 'hangUp':
      draft.cancelMedia();
      forgetUnanswered(draft);
      draft.decide(doing);
      return draft.update({ asked: doing.kind });
    case 'keepRecording':
    case 'noteTaken':
    case 'notifyContacts':
    case 'askCallBack':
      draft.decide(doing);
      return;
    case 'ask':
      return draft.ask(doing.mark, doing.command);
    case 'placeCall':
      return draft.placeCall(doing.mark, doing.plan);
    case 'dropLegs': {
      const { marks } = doing;
      return draft.dropLegs(marks === undefined ? undefined : ({ mark }) => marks.includes(mark));
    }
    case 'callIn':
      noteWish(draft, doing.wish, { kind: 'invite', people: doing.people });
      return void draft.decide({ kind: 'invite', people: doing.people.map((target) => ({ target })) });
    case 'tellPlacer':
      return draft.tellPlacer({ state: doing.state, ...(doing.outcome === undefined ? {} : { outcome: doing.outcome }) });
    default:
      return unreachable(doing);
  }
}

function follow(draft: Draft, step: CompiledStep, go: Go): Entry | undefined {
  switch (go.kind) {
    case 'wait': {
      draft.stand({ memory: go.memory ?? draft.call.at.memory });
      // A key in between does not call off what the step asked for: its deadline stays until it passes.
      if (go.wakeInMs !== undefined) draft.stand({ deadline: draft.now + go.wakeInMs });
      return undefined;
    }
    case 'carryOn':
      draft.stand({ memory: go.memory });
      return apply(draft, step, step.kit.resume(configOf(step), { kind: 'carriedOn' }, stepContext(draft, step)));
    case 'tryAgain':
      draft.cancelMedia();
      return { name: step.name, attempt: draft.call.at.attempt + 1 };
    case 'goTo':
      return leave(draft, step, go.exit, go.target);
    case 'exit':
      return leaveByExit(draft, step, go.name);
    case 'callFlow':
      return callFlow(draft, step, go);
    case 'return':
      return returnToCaller(draft, step, 'returned');
    case 'end':
      draft.update({ outcome: go.outcome });
      draft.note({ kind: 'left', step: draft.nameOf(step.name), exit: 'end', to: go.outcome });
      return undefined;
    default:
      return unreachable(go);
  }
}

function leave(draft: Draft, step: CompiledStep, exit: string, target: string): Entry {
  draft.cancelMedia();
  draft.dropLegs();
  const name = resolveReserved(draft, step, target);
  draft.note({ kind: 'left', step: draft.nameOf(step.name), exit, to: draft.nameOf(name) });
  return { name, attempt: 1 };
}

/** By an outcome. One for which a called flow has no way out is an error of the step that called it. */
function leaveByExit(draft: Draft, step: CompiledStep, exit: string): Entry | undefined {
  const target = exitTarget(draft, step, exit);
  if (target === apologyStep && draft.call.frames?.length) return returnToCaller(draft, step, 'returnedInError');
  return leave(draft, step, exit, target);
}

/** The variables, the way back and the keys of the calling flow rest until the called one returns. */
function callFlow(draft: Draft, step: CompiledStep, { flow, inputs }: Go & { readonly kind: 'callFlow' }): Entry | undefined {
  const { frames = [], vars, trail } = draft.call;
  const called = draft.begunWith.called.get(flow);
  if (called === undefined || frames.length >= limits.frames) return leaveByExit(draft, step, 'error'); // The checker has seen to that.
  const initial = Object.entries(called.vars).map(([name, declared]) => [name, declared.initial] as const);
  const before = withTrails([...frames, { called: flow, step: step.name, vars, trail }]);
  const given = withVars(Object.fromEntries(initial), inputs);
  if (!varsFit(given, before)) {
    draft.note({ kind: 'trouble', step: draft.nameOf(step.name), code: 'VARS_TOO_LARGE' });
    return leaveByExit(draft, step, 'error');
  }
  draft.note({ kind: 'left', step: draft.nameOf(step.name), exit: 'call', to: flow });
  draft.update({ frames: before, vars: given, trail: [] });
  return { name: called.start, attempt: 1 };
}

/** Back in the calling flow, whose step is told. */
function returnToCaller(draft: Draft, step: CompiledStep, how: 'returned' | 'returnedInError'): Entry | undefined {
  const { frames = [], vars } = draft.call;
  const frame = frames.at(-1);
  draft.cancelMedia();
  draft.dropLegs();
  if (frame === undefined) {
    // Nobody has called this flow: its end is the call's.
    draft.decide({ kind: 'hangUp' });
    draft.update({ asked: 'hangUp' });
    return follow(draft, step, { kind: 'end', outcome: 'completed' });
  }
  const outputs = Object.fromEntries(draft.flow.outputs.map((name) => [name, vars[name] ?? null]));
  draft.note({ kind: 'left', step: draft.nameOf(step.name), exit: how, to: frame.step });
  draft.update({ frames: frames.slice(0, -1), vars: frame.vars, trail: frame.trail });
  const caller = draft.flow.steps.get(frame.step);
  if (caller === undefined) return { name: apologyStep, attempt: 1 }; // A version that a call began with always has it.
  draft.stand({ step: caller.name, entered: true, attempt: 1, memory: {} });
  const signal: StepSignal = how === 'returned' ? { kind: how, outputs } : { kind: how };
  return apply(draft, caller, caller.kit.resume(configOf(caller), signal, stepContext(draft, caller)));
}

/** The step's own `on`, the flow's defaults, then the outcome that the kit falls back to; `$apology` in the end. */
function exitTarget(draft: Draft, step: CompiledStep, exit: string): StepName {
  return (findExit(draft.flow, step, exit)?.target ?? apologyStep) as StepName; // Checked when the flow was compiled.
}

function resolveReserved({ call }: Draft, step: CompiledStep, target: string): StepName {
  if (target === 'repeat') return step.name;
  if (target !== 'back') return target as StepName; // Checked when the flow was compiled.
  const before = step.kit.listens ? call.trail.at(-2) : call.trail.at(-1);
  return before ?? step.name;
}

/** Bread crumbs: coming back to a step forgets what lay behind it. */
function trailTo(trail: readonly StepName[], name: StepName): readonly StepName[] {
  const known = trail.indexOf(name);
  if (known >= 0) return trail.slice(0, known + 1);
  return lastOf([...trail, name], { count: limits.trail, bytes: limits.trailBytes });
}

/** Why an act cannot be had as it stands: the document would not hold what comes of it (ADR 35). */
function tooLarge({ call, commands }: Draft, act: Act): string | undefined {
  if (act.set && !varsFit(withVars(call.vars, act.set), call.frames)) return 'VARS_TOO_LARGE';
  const slow = (act.do ?? []).filter(isSlow);
  if (slow.length > 0 && bytesOf([...commands.filter(isSlow), ...slow]) > limits.slowWork) return 'TOO_MUCH_AT_ONCE';
  return undefined;
}

const isSlow = ({ kind }: { readonly kind: string }): boolean => kind === 'notifyContacts' || kind === 'askCallBack';

function withVars(vars: Call['vars'], values: Call['vars']): Call['vars'] {
  return { ...vars, ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, asVariable(value)])) };
}

/** Of the trails that wait in frames the crumbs that lie furthest back go first. */
function withTrails(frames: readonly Frame[]): readonly Frame[] {
  const all = frames.flatMap(({ trail }) => trail);
  let dropped = all.length - lastOf(all, { count: all.length, bytes: limits.frameTrailsBytes }).length;
  return frames.map((frame) => {
    const trail = frame.trail.slice(dropped);
    dropped = Math.max(0, dropped - frame.trail.length);
    return { ...frame, trail };
  });
}

function withoutDeadline(draft: Draft): void {
  if (draft.call.at.deadline === undefined) return;
  const { deadline: _, ...at } = draft.call.at;
  draft.update({ at });
}

function configOf(step: CompiledStep): never {
  return step.config as never; // Parsed by this kit's own schema when the flow was compiled.
}

function isSpeech(prompt: PromptItem): boolean {
  return prompt.kind === 'speech';
}
