import type { Call } from '../../call/call.ts';
import type { CallEvent } from '../../call/call-event.ts';
import type { Turn } from '../../call/turn.ts';
import { unreachable } from '../../call/unreachable.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import { takeCommandFailure } from './command-failure.ts';
import { Draft } from './draft.ts';
import { finish } from './finish.ts';
import { pressKey } from './keypad.ts';
import { takeAnswer } from './take-answer.ts';
import { takeControl } from './take-control.ts';
import { takeLegNews, takePartnerGone } from './take-leg-news.ts';
import { takeOperation, takeOwed } from './take-operation.ts';
import { takeRoster } from './take-roster.ts';
import { takeEnd, takeState } from './take-state.ts';
import { enterStep, signalStep } from './take-step.ts';
import { wakeUp } from './wake.ts';

/**
 * Plays events against a call and decides what is to be done. Pure: the same inputs give the same turn, for ever, in
 * the cloud, the terminal, a test and the browser. It never throws for anything that an event or a flow may hold.
 *
 * 1. An event is applied at most once, however often and in whatever order it comes (I3).
 * 2. Nothing happens to a call that has ended, but what the caller has recorded is kept when the report comes late, and a
 *    leg that still counts on the call is sent home.
 * 3. The call that comes out has a finite `wakeAt` for as long as it lives (I5).
 */
export function play(flow: CompiledFlow, call: Call, events: readonly CallEvent[], now: number): Turn {
  const draft = new Draft(flow, call, now);
  for (const event of events) {
    if (draft.call.end === undefined) takeEvent(draft, event);
    else if (event.kind === 'operationEnded') takeOwed(draft, event);
    else if (event.kind === 'legNews') takeLegNews(draft, event);
  }
  return finish(draft);
}

function takeEvent(draft: Draft, event: CallEvent): void {
  const changedBefore = draft.changed;
  const numberBefore = draft.story.length;
  draft.changed = false;
  switch (event.kind) {
    case 'callArrived':
      // The document was made of this event; only its first turn enters the flow.
      if (draft.call.entries === 0) enterStep(draft, draft.flow.start);
      break;
    case 'callStateChanged':
      takeState(draft, event);
      break;
    case 'callEnded':
      takeEnd(draft, event);
      break;
    case 'tonePressed': {
      const keypad = pressKey(draft.call.keypad, event.sequence, event.tone);
      if (keypad === 'duplicate') break;
      const offered = keypad.waiting.length > draft.call.keypad.waiting.length;
      draft.update({ keypad });
      if (offered) signalStep(draft, { kind: 'tones' });
      break;
    }
    case 'operationEnded':
      takeOperation(draft, event);
      break;
    case 'commandFailed':
      takeCommandFailure(draft, event);
      break;
    case 'commandAnswered':
      takeAnswer(draft, event);
      break;
    case 'legNews':
      takeLegNews(draft, event);
      break;
    case 'partnerNews':
      takePartnerGone(draft);
      break;
    case 'controlled':
      takeControl(draft, event);
      break;
    case 'wokeUp':
      wakeUp(draft, event.blind === true);
      break;
    case 'rosterChanged':
      takeRoster(draft, event);
      break;
    default:
      unreachable(event);
  }
  if (!draft.changed && draft.story.length === numberBefore) {
    draft.note({ kind: 'ignored', event: event.kind, because: 'nothing new' });
  }
  if (draft.changed && event.kind !== 'wokeUp' && draft.call.wakes > 0) draft.update({ wakes: 0 });
  draft.changed ||= changedBefore;
}
