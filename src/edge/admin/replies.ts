import { unreachable } from '../../core/call/unreachable.ts';
import type { DraftSaved, PublishOutcome } from '../../ports/publishing.ts';
import type { Reply } from '../http-types.ts';
import type { done } from './answers.ts';
import type { Shown } from './described.ts';
import { etagOf } from './etags.ts';
import { json, problem } from './problem.ts';

export function outcomeReply(outcome: PublishOutcome): Reply {
  switch (outcome.kind) {
    case 'done':
      return json({ type: 'done', entry: outcome.entry, findings: outcome.findings } satisfies Shown<typeof done>);
    case 'nothingToDo':
      return json({ type: 'nothingToDo' } satisfies Shown<typeof done>);
    case 'findings':
      return problem({
        status: 422,
        name: 'findings',
        title: 'The flows have errors, so callers keep what they have.',
        findings: outcome.findings,
      });
    case 'testsFailed':
      return problem({
        status: 422,
        name: 'testsFailed',
        title: "The flows' own tests fail, so callers keep what they have.",
        failures: outcome.failures,
      });
    case 'conflict':
      return problem({ status: 409, name: 'conflict', title: 'Somebody else was faster.', detail: outcome.words });
    case 'refused':
      return problem({ status: 422, name: 'refused', title: 'This cannot be done as things are.', detail: outcome.words });
    default:
      return unreachable(outcome);
  }
}

export function draftReply(saved: DraftSaved): Reply {
  switch (saved.kind) {
    case 'saved':
      return { status: 204, headers: { etag: etagOf(saved.etag), 'cache-control': 'no-store' } };
    case 'conflict':
      return problem({ status: 412, name: 'conflict', title: 'The draft is another one by now.', detail: saved.words });
    case 'refused':
      return problem({ status: 422, name: 'refused', title: 'This cannot be a draft.', detail: saved.words });
    default:
      return unreachable(saved);
  }
}
