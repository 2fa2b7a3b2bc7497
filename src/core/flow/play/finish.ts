import type { CallEnd } from '../../call/call.ts';
import type { Turn } from '../../call/turn.ts';
import type { Draft } from './draft.ts';
import { leaveLegs } from './take-leg-news.ts';
import { nextWakeAt } from './wake.ts';
import { endAllWishes } from './wishes.ts';
import { withoutSuperseded } from './without-superseded.ts';

/** What every turn ends with: the time of the next look, or, in the turn in which the call ended, what its end asks for. */
export function finish(draft: Draft): Turn {
  if (draft.changed && draft.call.end === undefined) draft.update({ wakeAt: nextWakeAt(draft) });
  if (draft.call.end !== undefined && !draft.endedBefore) close(draft, draft.call.end);
  return { call: draft.call, commands: withoutSuperseded(draft.commands), changed: draft.changed, story: draft.story };
}

/** The history, and those among our own calls who count on this one. */
function close(draft: Draft, { outcome, code, subcode }: CallEnd): void {
  endAllWishes(draft, outcome);
  draft.decide({ kind: 'keepHistory' });
  leaveLegs(draft, outcome === 'transferred');
  draft.tellPlacer({
    state: 'ended',
    outcome,
    ...(code === undefined ? {} : { result: { code, subcode: subcode ?? 0 } }),
  });
}
