import { answerDeadlineMs } from './begin-call.ts';
import type { Draft } from './draft.ts';
import { askWhoIsThere } from './escalation.ts';
import { forgetUnanswered, sendAgain } from './send-again.ts';
import { endMedia } from './take-operation.ts';
import { leaveWhenAlone } from './take-roster.ts';
import { signalStep } from './take-step.ts';

/** Recommended every 15 minutes, fatal after 45 (graph-calling, 1.8). */
export const keepAliveEveryMs = 15 * 60_000;
/** How late the report of a finished operation may be before we take it for lost. */
const reportMarginMs = 5_000;
/** How soon to ask Graph again: about a command that it never answered, or when it did not answer the question itself. */
export const lookSoonMs = 3_000;
/** How often in a row a call is looked at without a word from Graph, before it is given up. */
const maxWakes = 4;
const defaultLookMs = 60_000;
const leavingLookMs = 15_000;
/** Between two requests that are refused for good. */
const longestLookMs = 10 * 60_000;

/** When to look at the call if nothing happens until then. Finite, whatever the state (I5). */
export function nextWakeAt({ call, now }: Draft): number {
  if (call.hangUpsRefused !== undefined) return now + afterRefusalMs(call.hangUpsRefused);
  const looks = [now + (call.outcome === undefined ? defaultLookMs : leavingLookMs)];
  if (call.at.deadline !== undefined) looks.push(call.at.deadline);
  if (call.lookAt !== undefined) looks.push(call.lookAt);
  if (call.keepAliveAt !== undefined) looks.push(call.keepAliveAt);
  if (call.aloneUntil !== undefined && call.outcome === undefined) looks.push(call.aloneUntil);
  if (call.escalation !== undefined && call.outcome === undefined) looks.push(call.escalation.askAt);
  if (call.asked === 'answer' && !call.at.entered) looks.push(now + answerDeadlineMs);
  const ends = call.media.map((media) => media.expectedEnd);
  if (ends.length > 0) {
    // Long music may outlast the default look; a prompt in flight is reason enough to wait for its end.
    const mediaLook = Math.max(...ends) + reportMarginMs;
    looks[0] = Math.max(looks[0] ?? 0, mediaLook);
    looks.push(mediaLook);
  }
  return Math.max(now + 1, Math.min(...looks));
}

/** Once may be a whim of Graph's. */
const afterRefusalMs = (times: number): number =>
  times === 1 ? lookSoonMs : Math.min(leavingLookMs * 2 ** (times - 2), longestLookMs);

/** Nothing happened until `wakeAt`. What Graph says of the call has been delivered just before, unless it said nothing. */
export function wakeUp(draft: Draft, blind: boolean): void {
  const { call, now } = draft;
  if (now < call.wakeAt) return;
  const { lookAt: _, ...looked } = call;
  // Graph that refuses to tell is not asked sooner for that.
  draft.call =
    blind && call.refusal === undefined && call.hangUpsRefused === undefined ? { ...looked, lookAt: now + lookSoonMs } : looked;
  if (call.keepAliveAt !== undefined && call.keepAliveAt <= now && call.hangUpsRefused === undefined) {
    draft.decide({ kind: 'keepAlive' });
    draft.update({ keepAliveAt: now + keepAliveEveryMs });
  }
  if (leaveWhenAlone(draft)) return;
  askWhoIsThere(draft);
  if (call.asked === 'nothing' || (call.asked === 'answer' && call.at.entered)) return lookAtStep(draft);
  lookAtLeaving(draft, blind);
}

function lookAtStep(draft: Draft): void {
  const { call, now } = draft;
  const overdue = call.media.filter((media) => media.expectedEnd + reportMarginMs <= now);
  if (overdue.length > 0) {
    draft.note({ kind: 'trouble', step: call.at.step, code: 'REPORT_LOST' });
    for (const media of overdue) {
      draft.owe(media);
      endMedia(
        draft,
        media,
        media.what.kind === 'record' ? { kind: 'recordFailed', why: 'failed' } : { kind: 'mediaOver', mark: media.mark },
      );
    }
    return;
  }
  if (call.media.length > 0 && call.at.deadline === undefined) return draft.update({});
  if (call.at.deadline !== undefined && call.at.deadline > now) return draft.update({});
  timeOut(draft);
  draft.update({});
}

/** The step is told once; a deadline that has passed must not wake the call again and again. */
function timeOut(draft: Draft): void {
  const { deadline: _, ...at } = draft.call.at;
  draft.update({ at });
  if (draft.call.direction === 'outgoing' && !at.entered) {
    // It has rung for long enough. Whoever is slower than that is told by the call itself that it is over.
    draft.decide({ kind: 'hangUp' });
    return draft.update({ asked: 'hangUp', outcome: 'noAnswer' });
  }
  signalStep(draft, { kind: 'timedOut' });
}

/** Graph says that it still rings: the request was lost. */
function askAgain(draft: Draft): void {
  switch (draft.call.asked) {
    case 'answer':
      draft.decide({ kind: 'answer', preFetch: [] });
      return;
    case 'reject':
      draft.decide({ kind: 'reject', reason: 'none' });
      return;
    case 'redirect':
      if (sendAgain(draft)) return;
      forgetUnanswered(draft);
      draft.update({ asked: 'nothing' });
      return signalStep(draft, { kind: 'commandFailed', command: 'redirect', why: 'unclear', code: 'UNCLEAR' });
    default:
      return;
  }
}

/** Waiting for Graph to take the call in, on, or away. */
function lookAtLeaving(draft: Draft, blind: boolean): void {
  const { call } = draft;
  const wakes = blind ? call.wakes : call.wakes + 1;
  draft.update({ wakes });
  if (call.asked === 'transfer') {
    if (call.at.deadline !== undefined && call.at.deadline > draft.now) return;
    forgetUnanswered(draft);
    draft.update({ asked: 'nothing' });
    return timeOut(draft);
  }
  if (!blind && call.state === 'incoming' && wakes <= maxWakes) return askAgain(draft);
  if (call.asked === 'hangUp' && wakes <= maxWakes) {
    draft.decide({ kind: 'hangUp' });
    return;
  }
  if (wakes <= maxWakes) return;
  // Graph says that the call lives, and takes no notice of us: leave it, and let it go.
  draft.decide({ kind: 'hangUp' });
  draft.update({ asked: 'hangUp', outcome: call.outcome ?? 'failed' });
  if (wakes > maxWakes + 3) {
    draft.update({ end: { at: draft.now, outcome: call.outcome ?? 'failed' }, state: 'terminated', media: [] });
    draft.note({ kind: 'ended', outcome: call.outcome ?? 'failed' });
  }
}
