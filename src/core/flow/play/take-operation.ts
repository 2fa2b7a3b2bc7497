import type { MediaInFlight } from '../../call/call.ts';
import type { OperationEnded } from '../../call/call-event.ts';
import type { StepSignal } from '../../steps/define-step.ts';
import type { Draft } from './draft.ts';
import { releaseHeld } from './keypad.ts';
import { takeAskedOperation } from './take-answer.ts';
import { keepLateRecording, signalStep } from './take-step.ts';

/**
 * A media operation is over. Only one whose context is in flight counts: everything else is the echo of a step that
 * the call has left, a duplicate, or an operation that we cancelled ourselves. A recording is kept all the same.
 */
export function takeOperation(draft: Draft, event: OperationEnded): void {
  const index = draft.call.media.findIndex((media) => media.context === event.context);
  const ended = draft.call.media[index];
  if (ended === undefined) return takeAskedOperation(draft, event) ? undefined : takeOwed(draft, event);
  const overtaken = draft.call.media.slice(0, index);
  // The queue is served in order: whatever stood before it is over too, though its notification is still on the way.
  for (const { context, mark } of overtaken) {
    if (!draft.call.media.some((media) => media.context === context)) break; // The step has moved on.
    draft.update({ media: draft.call.media.filter((media) => media.context !== context) });
    signalStep(draft, { kind: 'mediaOver', mark });
  }
  endMedia(draft, ended, signalOf(ended, event));
  takeOwed(draft, event); // What was recorded counts, also when a key has made the step move on.
}

/**
 * A message that is reported when nobody waits for it any more: after the end of its call, because the order is not
 * documented, or after the sweep has taken the report for lost.
 */
export function takeOwed(draft: Draft, event: OperationEnded): void {
  const { owed = [] } = draft.call;
  const found = owed.find(({ context }) => context === event.context);
  if (found === undefined) return;
  draft.update({ owed: owed.filter((one) => one !== found) });
  const signal = recordSignal(event);
  if (signal.kind === 'recorded') keepLateRecording(draft, found, signal);
}

/** Takes the operation off the books, then tells the step, unless an earlier key has made it move on. */
export function endMedia(draft: Draft, media: MediaInFlight, signal: StepSignal): void {
  if (!draft.call.media.some(({ context }) => context === media.context)) return;
  draft.update({ media: draft.call.media.filter(({ context }) => context !== media.context) });
  const waitingBefore = draft.call.keypad.waiting.length;
  draft.update({ keypad: releaseHeld(draft.call.keypad) });
  // A key that was held for a lost one was pressed in time: it comes before the silence that has just ended.
  if (draft.call.keypad.waiting.length > waitingBefore) {
    const { epoch, at } = draft.call;
    signalStep(draft, { kind: 'tones' });
    if (draft.call.epoch !== epoch || draft.call.at.step !== at.step || draft.call.media.length > 0)
      return draft.owe(media, at.step);
  }
  if (signal.kind === 'mediaFailed') draft.note({ kind: 'trouble', step: draft.call.at.step, code: signal.code });
  signalStep(draft, signal);
}

function signalOf(media: MediaInFlight, event: OperationEnded): StepSignal {
  if (media.what.kind === 'record') return recordSignal(event);
  // Cancelled by somebody else, or played to its end: over is over.
  if (event.ended !== 'failed') return { kind: 'mediaOver', mark: media.mark };
  return { kind: 'mediaFailed', mark: media.mark, code: `PROMPT_FAILED_${event.result?.subcode ?? 0}` };
}

/** Subcodes as in graph-calling, 5.2; UNCERTAIN for Graph, so the reason's word comes first when it is there. */
function recordSignal(event: OperationEnded): StepSignal {
  const reason = event.reason?.toLowerCase();
  const subcode = event.result?.subcode;
  if (event.ended === 'completed' && event.recording !== undefined) {
    if (reason === 'stoptonedetected' || subcode === 8514)
      return { kind: 'recorded', source: event.recording, endedBy: 'stopTone' };
    if (reason === 'maxrecorddurationreached' || subcode === 8515)
      return { kind: 'recorded', source: event.recording, endedBy: 'maxLength' };
    if (reason === 'maxsilencetimeout') return { kind: 'recorded', source: event.recording, endedBy: 'silence' };
    return { kind: 'recorded', source: event.recording, endedBy: 'unknown' };
  }
  if (reason === 'initialsilencetimeout' || subcode === 8510) return { kind: 'recordFailed', why: 'silence' };
  const { result } = event;
  return { kind: 'recordFailed', why: 'failed', ...(result === undefined ? {} : { code: `${result.code}/${result.subcode}` }) };
}
