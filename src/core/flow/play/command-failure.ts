import type { CommandFailed } from '../../call/call-event.ts';
import { isForAdmins } from '../../call/explain/explain.ts';
import { clientContext } from '../../call/ids.ts';
import { unreachable } from '../../call/unreachable.ts';
import type { Draft } from './draft.ts';
import { takeNoList } from './escalation.ts';
import { goOnKnowing } from './go-on-knowing.ts';
import { noteUnanswered } from './send-again.ts';
import { endMedia } from './take-operation.ts';
import { restartMedia } from './take-over.ts';
import { signalStep } from './take-step.ts';
import { mayWantName } from './transfer-caller.ts';
import { keepAliveEveryMs, lookSoonMs } from './wake.ts';
import { endWish, failedWish } from './wishes.ts';

/** Media and subscriptions that are sent again in one call, because nobody knew whether they had arrived. */
const maxRestarts = 5;

/** A command that Graph refused, or of which nobody knows whether it took it. */
export function takeCommandFailure(draft: Draft, failure: CommandFailed): void {
  const code = failure.code ?? failure.why.toUpperCase();
  switch (failure.command) {
    case 'playPrompt':
    case 'recordCaller':
      return failMedia(draft, failure, code);
    case 'transfer':
    case 'redirect':
      if (failure.why === 'unclear') {
        noteUnanswered(draft, failure.unanswered);
        return lookSoon(draft, code);
      }
      if (draft.call.unanswered !== undefined) {
        // Refused perhaps because an earlier one was taken after all: only Graph knows, and once it has said so, that is all.
        noteUnanswered(draft, undefined);
        return lookSoon(draft, code);
      }
      draft.update({ asked: 'nothing' });
      draft.note({ kind: 'trouble', step: draft.call.at.step, code });
      if (failure.unnamed !== undefined && mayWantName(draft, code))
        return draft.askFirst({ kind: 'transfer', command: failure.unnamed, refused: code });
      return signalStep(draft, { kind: 'commandFailed', command: failure.command, why: failure.why, code });
    case 'hangUp':
      endFailedWish(draft, failure, code);
      return isForGood(failure) ? keepTrying(draft, code) : lookSoon(draft, code);
    case 'answer':
      return isForGood(failure) && stillRings(draft) ? turnAway(draft, code) : lookSoon(draft, code);
    case 'reject':
      return lookSoon(draft, code);
    case 'listenForTones':
      draft.note({ kind: 'trouble', step: draft.call.at.step, code });
      if (failure.why !== 'unclear' || draft.call.restarts >= maxRestarts) return draft.update({});
      draft.update({ restarts: draft.call.restarts + 1 });
      draft.decide({ kind: 'listenForTones' }); // A tone that is reported twice has the same sequence.
      return;
    case 'keepAlive':
      endFailedWish(draft, failure, code);
      return draft.update({ keepAliveAt: draft.now + (isForGood(failure) ? keepAliveEveryMs : 60_000) });
    case 'sendRequest':
    case 'verifyPin':
    case 'takeOrder':
    case 'arrangeMeeting':
    case 'invite':
    case 'listParticipants':
    case 'getParticipant':
    case 'muteParticipant':
    case 'muteEverybody':
    case 'removeParticipant':
    case 'mute':
    case 'unmute':
    case 'startHoldMusic':
    case 'stopHoldMusic':
    case 'sendTones':
    case 'updateRecordingStatus':
    case 'addLargeGalleryView':
    case 'changeScreenSharingRole':
    case 'updateMetadata': {
      const ask = draft.takeAsk(({ number }) => number === failure.number);
      if (ask === undefined && failure.command === 'listParticipants' && takeNoList(draft, failure)) return;
      if (ask === undefined) return endUnasked(draft, failure, code);
      draft.note({ kind: 'trouble', step: draft.call.at.step, code });
      if (ask.then !== undefined) return goOnKnowing(draft, ask.then, undefined, code);
      return signalStep(draft, { kind: 'commandFailed', command: failure.command, why: failure.why, code, mark: ask.mark });
    }
    case 'placeCall':
      return failLeg(draft, failure, code);
    case 'cancelMedia':
      endFailedWish(draft, failure, code);
      draft.note({ kind: 'trouble', step: draft.call.at.step, code });
      return draft.update({});
    case 'tellCall':
    case 'noteTaken':
    case 'keepRecording':
    case 'notifyContacts':
    case 'askCallBack':
    case 'keepHistory':
      draft.note({ kind: 'trouble', step: draft.call.at.step, code });
      return draft.update({});
    default:
      return unreachable(failure.command);
  }
}

function failMedia(draft: Draft, failure: CommandFailed, code: string): void {
  const media = draft.call.media.find((one) => one.context === clientContext(draft.call.epoch, failure.number));
  if (media === undefined) return; // The call has moved on since.
  if (failure.why === 'unclear' && draft.call.restarts < maxRestarts) {
    draft.note({ kind: 'trouble', step: draft.call.at.step, code });
    return restartMedia(draft);
  }
  if (failure.why === 'unclear') {
    // It may sound all the same: what comes next must not wait behind it.
    draft.decide({ kind: 'cancelMedia' });
    draft.update({ epoch: draft.call.epoch + 1 });
    draft.owe(media);
  }
  if (isForGood(failure) && failure.command === 'playPrompt') draft.update({ refusal: code });
  endMedia(
    draft,
    media,
    media.what.kind === 'record'
      ? { kind: 'recordFailed', why: 'failed', code }
      : { kind: 'mediaFailed', mark: media.mark, code },
  );
}

/** The step has been left, or somebody from outside the flow asked. */
function endUnasked(draft: Draft, failure: CommandFailed, code: string): void {
  if (endFailedWish(draft, failure, code)) draft.note({ kind: 'trouble', step: draft.call.at.step, code });
}

function endFailedWish(draft: Draft, { number, why }: CommandFailed, code: string): boolean {
  return endWish(draft, number, why === 'unclear' ? { status: 'unclear' } : failedWish(code));
}

/** A leg whose request got no answer may ring all the same: it tells of itself if it does, so it is waited for. */
function failLeg(draft: Draft, failure: CommandFailed, code: string): void {
  const { legs = [] } = draft.call;
  const leg = legs.find(({ number, state }) => number === failure.number && state === 'asked');
  if (leg === undefined) return; // The call has moved on, or the leg has told of itself.
  draft.note({ kind: 'trouble', step: draft.call.at.step, code });
  if (failure.why === 'refused') {
    draft.update({ legs: legs.filter((one) => one !== leg) });
    endWish(draft, leg.number, failedWish(code));
  }
  signalStep(draft, { kind: 'commandFailed', command: 'placeCall', why: failure.why, code, mark: leg.mark });
}

/** Asked again it would be refused again. */
function isForGood({ why, code }: CommandFailed): boolean {
  return why === 'refused' && code !== undefined && isForAdmins(code);
}

const stillRings = ({ call }: Draft): boolean => call.state === 'incoming' && call.audio === 'inactive';

/** So many hang-ups are refused before the call is left to its caller, who can end it: about half an hour. */
const mostHangUps = 8;

/**
 * The bot may not end the call, nor do anything else with it. The consent may come, so it tries again: soon, and then each time
 * after twice as long (wake.ts); a call that is given up is over for us, and Graph drops it when nobody keeps it alive (I5).
 */
function keepTrying(draft: Draft, code: string): void {
  const { call, now } = draft;
  const hangUpsRefused = (call.hangUpsRefused ?? 0) + 1;
  draft.note({ kind: 'trouble', step: call.at.step, code });
  draft.update({ hangUpsRefused, asked: 'hangUp', outcome: call.outcome ?? 'failed' });
  if (hangUpsRefused < mostHangUps) return;
  const outcome = call.outcome ?? 'failed';
  draft.update({ end: { at: now, outcome, refusal: code }, state: 'terminated', media: [] });
  draft.note({ kind: 'ended', outcome });
}

/** Whoever calls hears at once that nobody answers, instead of waiting for it: to turn a call away needs no permission. */
function turnAway(draft: Draft, code: string): void {
  draft.note({ kind: 'trouble', step: draft.call.at.step, code });
  draft.decide({ kind: 'reject', reason: 'none' });
  draft.update({ asked: 'reject', outcome: 'notAnswered', refusal: code });
}

/** Only Graph knows: the sweep will ask it. */
function lookSoon(draft: Draft, code: string): void {
  draft.note({ kind: 'trouble', step: draft.call.at.step, code });
  draft.update({ lookAt: draft.now + lookSoonMs });
}
