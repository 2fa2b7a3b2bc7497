import { limits } from '../../call/call.ts';
import type { Controlled } from '../../call/call-event.ts';
import type { Destination } from '../../call/party.ts';
import { unreachable } from '../../call/unreachable.ts';
import { personIn, planFor } from '../../steps/bring-caller.ts';
import type { StepSignal } from '../../steps/define-step.ts';
import type { Draft } from './draft.ts';

/** The mark of words that are no step's. */
const interludeMark = '$interlude';
/** How long a transfer from outside may take before the caller is back with the flow. */
const transferMs = 60_000;

/** Somebody from outside the flow steps in. Only a connected caller can be spoken to or transferred. */
export function takeControl(draft: Draft, { id, wish }: Controlled): void {
  const { controls = [] } = draft.call;
  if (controls.includes(id) || draft.call.outcome !== undefined) return;
  const isConnected = draft.call.audio === 'active' && draft.call.at.entered && draft.call.asked !== 'transfer';
  if (wish.kind !== 'hangUp' && !isConnected) return;
  draft.update({ controls: [...controls, id].slice(-limits.controls) });
  if (wish.kind === 'invite') return inviteInto(draft, wish.people);
  if (wish.kind === 'room') return void draft.decide(wish.command);
  draft.cancelMedia();
  switch (wish.kind) {
    case 'hangUp':
      draft.decide({ kind: 'hangUp' });
      return draft.update({ asked: 'hangUp', outcome: 'endedByOperator' });
    case 'transfer':
      draft.dropLegs();
      draft.decide({ kind: 'transfer', target: wish.target });
      draft.stand({ deadline: draft.now + transferMs });
      return draft.update({ asked: 'transfer', interlude: 'transfer' });
    case 'say':
      draft.startMedia(interludeMark, { kind: 'play', prompts: wish.prompts });
      return draft.update({ interlude: 'say' });
    default:
      return unreachable(wish);
  }
}

/** People are called in. A caller who is alone with the bot has to be brought to where they can meet. */
function inviteInto(draft: Draft, people: readonly Destination[]): void {
  const { call } = draft;
  if (call.multiparty) return void draft.decide({ kind: 'invite', people: people.map((target) => ({ target })) });
  const person = personIn(call);
  if (person === undefined) return draft.note({ kind: 'trouble', step: call.at.step, code: 'callerUnknown' });
  draft.placeCall('$invited', planFor(call, { target: { kind: 'group', people }, person, next: call.at.step }));
}

/** What a signal means while somebody from outside has the call: `waits` for its end, or is its end. */
export function inInterlude(draft: Draft, signal: StepSignal): 'no' | 'waits' | 'over' {
  switch (draft.call.interlude) {
    case undefined:
      return 'no';
    case 'say':
      return (signal.kind === 'mediaOver' || signal.kind === 'mediaFailed') && signal.mark === interludeMark ? 'over' : 'waits';
    case 'transfer':
      return signal.kind === 'transferFailed' || signal.kind === 'commandFailed' || signal.kind === 'timedOut' ? 'over' : 'waits';
    default:
      return unreachable(draft.call.interlude);
  }
}
