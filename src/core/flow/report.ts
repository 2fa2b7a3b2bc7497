import type { Finding } from './finding.ts';
import type { FindingCode } from './finding-codes.ts';
import type { JsonPath, JsonText } from './json-text.ts';

/** What a check says, before its place in the file has been looked up. */
export interface Said {
  readonly path: JsonPath;
  readonly message: string;
  readonly fix: string;
  /** Point at the member's name instead of its value. */
  readonly at?: 'key';
  /** Characters into a text value. */
  readonly offset?: number;
}

/** Collects the findings of one document. Saying the same thing of the same place twice counts once. */
export interface Report {
  error(code: FindingCode, said: Said): void;
  warning(code: FindingCode, said: Said): void;
  /** True once there was an error. */
  failed(): boolean;
  /** In the order of the file. */
  findings(): readonly Finding[];
}

/** A document with many faults of one kind need not list them all. */
const mostFindings = 500;

export function reportOn(document: JsonText): Report {
  const found = new Map<string, Finding>();
  const add = (severity: Finding['severity'], code: FindingCode, said: Said): void => {
    const { at, offset } = said;
    const place = document.place(said.path, { ...(at && { at }), ...(offset !== undefined && { offset }) });
    const key = `${code} ${place.line}:${place.column} ${said.message}`;
    // An error is always kept: it decides whether the flow serves.
    if (!found.has(key) && (found.size < mostFindings || (severity === 'error' && !failed()))) {
      found.set(key, { code, severity, place, message: said.message, fix: said.fix });
    }
  };
  const failed = (): boolean => [...found.values()].some((finding) => finding.severity === 'error');
  for (const finding of document.findings) found.set(`${finding.code} ${finding.place.pointer}`, finding);
  return {
    error: (code, said) => add('error', code, said),
    warning: (code, said) => add('warning', code, said),
    failed,
    findings: () =>
      [...found.values()].sort(
        (a, b) => a.place.line - b.place.line || a.place.column - b.place.column || a.code.localeCompare(b.code),
      ),
  };
}
