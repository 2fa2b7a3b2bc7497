import type { CallEnd } from '../core/call/call.ts';
import type { CallEvent, ResultInfo } from '../core/call/call-event.ts';
import { explainCode, explainResult, inShort } from '../core/call/explain/explain.ts';

/**
 * What the turn's result codes mean, for the log: the end of the call, and whatever failed on the way. Ordinary endings of
 * prompts stay out, and so does the cancelling that the bot did itself. Words of ours and codes only, nothing of a caller (I8).
 */
export function explainEvents(events: readonly CallEvent[], end: CallEnd | undefined): readonly string[] {
  const failed = events.flatMap((event) => {
    if (event.kind === 'callEnded' || !('result' in event) || event.result === undefined) return [];
    return tellsNothing(event.result) ? [] : [inShort(explainResult(event.result.code, event.result.subcode))];
  });
  const ended = end?.code === undefined ? endedByWord(events) : [inShort(explainResult(end.code, end.subcode))];
  return [...new Set([...failed, ...ended])];
}

function tellsNothing({ code, subcode }: ResultInfo): boolean {
  return code < 300 || subcode === cancelled;
}

const cancelled = 8508;

/** Some ends come with a word instead of a code. */
function endedByWord(events: readonly CallEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind !== 'callEnded' || event.reason === undefined) return [];
    const explained = explainCode(event.reason);
    return explained.kind === 'known' ? [inShort(explained)] : []; // An unknown word could be anything: it stays out.
  });
}
