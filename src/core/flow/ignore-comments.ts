import type { Finding } from './finding.ts';
import { findingCodes } from './finding-codes.ts';
import type { Comment, JsonText } from './json-text.ts';

/** A comment that silences one code on one line. */
interface Ignore {
  readonly comment: Comment;
  readonly code: string;
  /** Why, for whoever reads the flow next. */
  readonly reason: string;
  /** The line that it is about: its own or, when it stands alone, the next one that is no such comment. */
  readonly line: number;
}

/**
 * Leaves out the warnings and notes that a comment silences where they stand: `// ivr-ignore IVR215 a reason`. Errors cannot
 * be silenced: callers would be hurt. `saysUnused`: a comment that silences nothing is a finding of its own.
 */
export function withoutIgnored(findings: readonly Finding[], document: JsonText, saysUnused: boolean): Finding[] {
  const ignores = ignoresOf(document.comments);
  if (ignores.length === 0) return [...findings];
  const used = new Set<Ignore>();
  const kept = findings.filter(({ code, severity, place }) => {
    if (severity === 'error') return true;
    const by = ignores.filter((one) => one.reason !== '' && one.code === code && one.line === place.line);
    for (const one of by) used.add(one);
    return by.length === 0;
  });
  const wrong = ignores.flatMap((one) => {
    const complaint = used.has(one) ? undefined : complaintAbout(one, document, saysUnused);
    return complaint === undefined ? [] : [complaint];
  });
  return [...kept, ...wrong];
}

const begun = /^\s*ivr-ignore\b/;

function ignoresOf(comments: readonly Comment[]): readonly Ignore[] {
  const alone = new Set(comments.flatMap(({ line, alone, text }) => (alone && begun.test(text) ? [line] : [])));
  return comments.flatMap((comment) => {
    if (!begun.test(comment.text)) return [];
    const [, code = '', reason = ''] = /^\s*ivr-ignore\s*(\S*)\s*(.*?)\s*$/s.exec(comment.text) ?? [];
    let line = comment.line;
    while (alone.has(line)) line += 1;
    return [{ comment, code, reason, line }];
  });
}

function complaintAbout({ comment, code, reason }: Ignore, { file }: JsonText, saysUnused: boolean): Finding | undefined {
  const place = { file, line: comment.line, column: comment.column, pointer: '' };
  if (!Object.hasOwn(findingCodes, code)) {
    const fix = 'write // ivr-ignore, the code of the finding and the reason: // ivr-ignore IVR215 callers know these choices';
    return { code: 'IVR230', severity: 'warning', place, message: `"${code}" is no code of a finding`, fix };
  }
  if (reason === '') {
    const message = `the comment does not say why ${code} is to be ignored`;
    return { code: 'IVR230', severity: 'warning', place, message, fix: 'write the reason behind the code' };
  }
  if (!saysUnused) return undefined;
  const edits = [{ offset: comment.removal.offset, length: comment.removal.length, text: '' }];
  return {
    code: 'IVR231',
    severity: 'warning',
    place,
    message: `there is no ${code} to be silenced here, or it is an error`,
    fix: 'remove the comment',
    quickFix: { title: 'remove the comment', edits },
  };
}
