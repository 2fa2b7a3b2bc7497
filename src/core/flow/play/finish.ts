import type { Turn } from '../../call/turn.ts';
import type { Draft } from './draft.ts';
import { nextWakeAt } from './wake.ts';
import { withoutSuperseded } from './without-superseded.ts';

/** What every turn ends with: the time of the next look, or, in the turn in which the call ended, its history; and the turn itself. */
export function finish(draft: Draft): Turn {
  if (draft.changed && draft.call.end === undefined) draft.update({ wakeAt: nextWakeAt(draft) });
  if (draft.call.end !== undefined && !draft.endedBefore) draft.decide({ kind: 'keepHistory' });
  return { call: draft.call, commands: withoutSuperseded(draft.commands), changed: draft.changed, story: draft.story };
}
