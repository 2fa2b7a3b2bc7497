import { unreachable } from '../../src/core/call/unreachable.ts';
import { renderFindings, type Sources } from '../../src/core/flow/render-findings.ts';
import type { AuditEntry, DraftSaved, PublishOutcome } from '../../src/ports/publishing.ts';
import type { Terminal } from '../commands/command.ts';
import { counted, shortOf } from './compare.ts';

/** What came of it, in words; the exit code. */
export function sayOutcome(
  outcome: PublishOutcome | Exclude<DraftSaved, { kind: 'saved' }>,
  terminal: Terminal,
  sources: Sources = new Map(),
): number {
  switch (outcome.kind) {
    case 'done':
      terminal.out(doneWords(outcome.entry));
      return 0;
    case 'nothingToDo':
      terminal.out('Nothing to do: it is already so.');
      return 0;
    case 'findings':
      terminal.error(`${renderFindings(outcome.findings, sources)}\nThe flows have errors, so callers keep what they have.`);
      return 1;
    case 'testsFailed':
      terminal.error(`${outcome.failures.join('\n')}\nThe flows' own tests fail, so callers keep what they have.`);
      return 1;
    case 'conflict':
      terminal.error(`Nothing was changed, because somebody else was faster. ${outcome.words}`);
      return 1;
    case 'refused':
      terminal.error(outcome.words);
      return 1;
    default:
      return unreachable(outcome);
  }
}

function doneWords({ action, alias, after, percent, flows, line, callers }: AuditEntry): string {
  const release = after === undefined ? 'nothing' : `release ${shortOf(after)}`;
  switch (action) {
    case 'publish':
    case 'alias':
    case 'canary':
    case 'rollback': {
      if (after === undefined) return `The alias "${alias}" is gone.`;
      const others = flows.length === 0 ? '' : ` (${counted(flows.length, 'flow')} changed)`;
      if (percent === 0) return `All callers of "${alias}" get ${release} again.`;
      if (percent !== undefined) return `${percent} % of the callers of "${alias}" get ${release}${others}.`;
      return `Callers of "${alias}" get ${release} from their next call on${others}.`;
    }
    case 'lines':
      return `Line ${line ?? ''} is answered by "${alias}".`;
    case 'callers':
      return `${counted(callers ?? 0, 'caller')} get "${alias}".`;
    default:
      return unreachable(action);
  }
}
