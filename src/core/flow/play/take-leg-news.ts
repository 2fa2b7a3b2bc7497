import { type LegNews, type LegState, legStates } from '../../call/leg.ts';
import { hostStep } from '../../steps/host-step-name.ts';
import { notNeeded, screenStep } from '../../steps/screen-step-name.ts';
import { type Draft, isOfStep } from './draft.ts';
import { signalStep } from './take-step.ts';
import { doneWish, endWish, failedWish } from './wishes.ts';

/**
 * A call that this one has placed tells how far it has come. News goes forward only, so the same news twice is news once
 * (I3). A leg that nobody counts on, because the step was left or the call is over, is sent home: it must not ring on, nor
 * keep a person waiting in silence (I9).
 */
export function takeLegNews(draft: Draft, news: LegNews): void {
  const { legs = [], end } = draft.call;
  const leg = legs.find(({ number, id }) => number === news.leg && (id === undefined || id === news.from));
  if (leg === undefined || end !== undefined) {
    if (news.state !== 'ended' && news.state !== 'declined') draft.sendHome(news.from);
    return;
  }
  if (rank(news.state) <= rank(leg.state)) return;
  const { plan: _, ...known } = leg;
  const further = { ...known, state: news.state, id: news.from };
  draft.update({
    legs: news.state === 'ended' ? legs.filter((one) => one !== leg) : legs.map((one) => (one === leg ? further : one)),
  });
  if (leg.hosts && news.state === 'accepted') {
    endWish(draft, leg.number, { ...doneWish, movedTo: news.from });
    return leaveWithCaller(draft);
  }
  if (news.state === 'declined' || news.state === 'ended') endWish(draft, leg.number, failedWish(howLegEnded(news)));
  if (!isOfStep(leg)) return;
  signalStep(draft, {
    kind: 'leg',
    mark: leg.mark,
    state: news.state,
    ...(news.outcome === undefined ? {} : { outcome: news.outcome }),
    ...(news.result === undefined ? {} : { result: news.result }),
  });
}

/** Graph's code says more than our word for it, where there is one. */
function howLegEnded({ result, outcome }: LegNews): string | undefined {
  return result === undefined ? outcome : `${result.code}/${result.subcode}`;
}

/** Nobody waits for this leg any more. */
export function takePartnerGone(draft: Draft): void {
  const { outcome, at, audio, multiparty } = draft.call;
  if (outcome !== undefined || at.memory[notNeeded] === true) return;
  // Whoever has picked up hears why it ends, also when they have taken others in.
  if (at.step === screenStep && at.entered && audio === 'active') return signalStep(draft, { kind: 'partnerGone' });
  // A call with several people outlives the one it was placed for; while the caller is being brought over, that one's end is
  // what success looks like from there, and the host finds out which it is.
  if (multiparty && at.entered) return at.step === hostStep ? signalStep(draft, { kind: 'partnerGone' }) : undefined;
  draft.cancelMedia();
  draft.decide({ kind: 'hangUp' });
  draft.update({ asked: 'hangUp', outcome: 'cancelled' });
}

/** The caller is in another call of ours, where the flow goes on. Graph drops this one; if it does not, the sweep hangs up. */
function leaveWithCaller(draft: Draft): void {
  draft.update({ media: [], epoch: draft.call.epoch + 1 }); // What was sounding ended with the call.
  draft.update({ asked: 'hangUp', outcome: movedOn });
}

/** How a call ends whose caller was brought into another one. */
export const movedOn = 'movedOn';

/** What is left of the legs when the call ends: a transfer has joined the accepted one with the caller. */
export function leaveLegs(draft: Draft, joined: boolean): void {
  for (const leg of draft.call.legs ?? []) if (!((joined || leg.hosts) && leg.state === 'accepted')) draft.sendHome(leg.id);
}

const rank = (state: LegState): number => legStates.indexOf(state);
