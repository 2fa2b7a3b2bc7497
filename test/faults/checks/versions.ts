import type { SimCall } from '../../../simulator/graph/call/sim-call.ts';
import { secondWords } from '../flows.ts';
import type { Journal } from '../journal.ts';

/** I6 as the caller hears it: a call that began before the second version was published never speaks its words. */
export function hearsItsVersion(journal: Journal, name: string, call: SimCall, versionOf: () => string | undefined): void {
  call.caller.listen((happening) => {
    if (happening.kind !== 'promptStarted' || happening.text === undefined) return;
    const isSecond = versionOf() === 'v2';
    if (happening.text.includes(secondWords) && !isSecond)
      journal.violated('I6', `${name} hears words of a version that was published after the call began`);
  });
}
