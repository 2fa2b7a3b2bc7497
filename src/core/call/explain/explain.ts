import { absentOperations } from './absent-operations.ts';
import { callEnds } from './call-ends.ts';
import type { Explanation, Whose } from './explanation.ts';
import { graphErrors } from './graph-errors.ts';
import { mediaOperations } from './media-operations.ts';
import { outcomes } from './outcomes.ts';
import { ownCodes } from './own-codes.ts';
import { tokenErrors } from './token-errors.ts';

/** Every code that has its own explanation, in the order of the documents. */
export const allExplanations: readonly Explanation[] = [
  ...outcomes,
  ...callEnds,
  ...mediaOperations,
  ...graphErrors,
  ...tokenErrors,
  ...ownCodes,
  ...absentOperations,
];

const byKey: ReadonlyMap<string, Explanation> = new Map(allExplanations.map((one) => [one.key.toLowerCase(), one]));

/** An explanation, and whether it is of this very code or only of its class. */
export interface Explained {
  readonly kind: 'known' | 'byClass';
  /** As it was asked for: `480/10037`. */
  readonly code: string;
  readonly explanation: Explanation;
}

/**
 * Explains the result of a call or media operation. A pair that nobody documents is explained by its subcode where that
 * has one meaning, else by its code's class (graph-calling, 5.1): 2xx normal; 408, 480, 486, 487 and 603 not reached;
 * other 4xx ours; 5xx and above theirs.
 */
export function explainResult(code: number, subcode?: number): Explained {
  const named = subcode === undefined ? String(code) : `${code}/${subcode}`;
  const own = byKey.get(named) ?? (subcode ? byKey.get(String(subcode)) : undefined); // 0 is none: it says nothing by itself.
  return own === undefined
    ? { kind: 'byClass', code: named, explanation: classOf(code, named) }
    : { kind: 'known', code: named, explanation: own };
}

/** Explains a code of Graph's error body (`7503`), a bare status (`http429`), a token error, or a reason in letters. */
export function explainCode(code: string): Explained {
  const own = byKey.get(code.toLowerCase()) ?? byKey.get(`aadsts${code}`);
  if (own !== undefined) return { kind: 'known', code, explanation: own };
  const status = /^http(\d{3})$/i.exec(code)?.[1];
  if (status !== undefined) return { kind: 'byClass', code, explanation: { ...classOf(Number(status), code), about: 'graph' } };
  if (/^aadsts\d+$/i.test(code)) return { kind: 'byClass', code, explanation: unknownTokenError(code) };
  if (/^\d{1,3}$/.test(code)) return { kind: 'byClass', code, explanation: classOf(Number(code), code) };
  return { kind: 'byClass', code, explanation: unknownGraphError(code) };
}

/** Explains what became of something, as it was noted down: a pair of code and subcode, or a code alone. */
export function explainReason(reason: string): Explained {
  const pair = /^(\d{1,3})\/(\d{1,9})$/.exec(reason);
  return pair === null ? explainCode(reason) : explainResult(Number(pair[1]), Number(pair[2]));
}

/** Whether only whoever sets the bot up can change it: a permission, a consent, a licence. Asking again is refused again. */
export function isForAdmins(code: string): boolean {
  return explainCode(code).explanation.fault === 'setUp';
}

/**
 * Why a call ended. What Graph refused comes first: without it there would be another end. A code that is no normal end says more than the bot's own word for it; that word says more than a normal
 * end does ("the bot ended the call"). Undefined when there is neither a code nor a word of the bot's: only the flow's
 * author knows what an outcome of the flow means.
 */
export function explainEnd(end: {
  readonly outcome: string;
  readonly code?: number | undefined;
  readonly subcode?: number | undefined;
  readonly refusal?: string | undefined;
}): Explained | undefined {
  if (end.refusal !== undefined) return explainCode(end.refusal);
  const byCode = end.code === undefined ? undefined : explainResult(end.code, end.subcode);
  if (end.code !== undefined && end.code >= 300) return byCode;
  const own = outcomes.find(({ key }) => key === end.outcome);
  return own === undefined ? byCode : { kind: 'known', code: byCode?.code ?? own.key, explanation: own };
}

/**
 * Explains what a person typed: `200/4097`, `408 8537`, `7503`, `http429`, `404`, `AADSTS7000215`. Undefined when it is no
 * code, or a number that only near matches can tell something about.
 */
export function explainText(text: string): Explained | undefined {
  const typed = text.trim();
  const pair = /^(\d{1,3})\s*[/.# ]\s*(\d{1,9})$/.exec(typed);
  if (pair !== null) return explainResult(Number(pair[1]), Number(pair[2]));
  if (/^\d{3}$/.test(typed) && byKey.has(`http${typed}`)) return explainCode(`http${typed}`);
  const isKnown = byKey.has(typed.toLowerCase()) || byKey.has(`aadsts${typed}`);
  return isKnown || /^(\d{1,3}|http\d{3}|aadsts\d+)$/i.test(typed) ? explainCode(typed) : undefined;
}

/** Why an operation of the calls API does not exist here, and what to use instead; undefined for one that may well exist. */
export function explainAbsence(operation: string): Explanation | undefined {
  return absentOperations.find((one) => one.key.toLowerCase() === operation.toLowerCase());
}

/** One short sentence with its code, for a log line. Nothing of a caller is in it. */
export function inShort({ explanation, code }: Explained): string {
  return `${explanation.words} (${code}).`;
}

/** Codes that share a number with what was typed, or whose explanation speaks of its words. At most `most`. */
export function nearMatches(text: string, most = 8): readonly Explanation[] {
  const typed = text.trim().toLowerCase();
  const numbers = typed.match(/\d{2,}/g) ?? [];
  const words = typed.split(/[^a-z]+/).filter((word) => word.length > 3);
  return allExplanations
    .map((one) => ({ one, score: scoreOf(one, numbers, words) }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ one }) => one);
}

function scoreOf(one: Explanation, numbers: readonly string[], words: readonly string[]): number {
  const own = one.key.match(/\d+/g) ?? [];
  const bySubcode = numbers.some((number) => own.at(-1) === number) ? 8 : 0;
  const byBeginning = numbers.some((number) => number.length >= 3 && own.at(-1)?.startsWith(number.slice(0, 3))) ? 2 : 0;
  const byCode = numbers.some((number) => own.length > 1 && own[0] === number) ? 1 : 0;
  const text = `${one.key} ${one.words} ${one.cause} ${one.fix}`.toLowerCase();
  return bySubcode + byBeginning + byCode + 3 * words.filter((word) => text.includes(word)).length;
}

const askMicrosoft = 'When it is often so, report it to Microsoft with the call chain id from the log.';

function classOf(code: number, key: string): Explanation {
  const of = (words: string, cause: string, fix: string, fault: Whose): Explanation => ({
    key,
    about: 'callEnd',
    words,
    cause,
    fix,
    fault,
    source: 'the class of the code; this very code is not documented',
  });
  if (code === 0 || (code >= 200 && code < 300)) {
    return of('The call ended normally', 'Codes from 200 to 299 are normal ends.', 'Nothing to do.', 'ordinary');
  }
  const reached = notReached.get(code);
  if (reached !== undefined) {
    return of(
      reached.words,
      reached.cause,
      'Nothing to do for single calls: the flow goes on with on.noAnswer, on.busy or on.failed.',
      'ordinary',
    );
  }
  if (code >= 400 && code < 500) {
    return of(
      'The request was refused',
      'Codes from 400 to 499 say that something about the request or the set-up is wrong.',
      'Run "teams-ivr doctor", and look at the contact that was called.',
      'ours',
    );
  }
  if (code >= 500) return of('The service failed', 'Codes from 500 on are faults of the service.', askMicrosoft, 'microsoft');
  return of('The end of the call is not explained', 'The code is outside of the documented ranges.', askMicrosoft, 'unknown');
}

const notReached: ReadonlyMap<number, { readonly words: string; readonly cause: string }> = new Map([
  [408, { words: 'Nobody answered in time', cause: 'The telephone rang, and nobody picked up or turned the call away.' }],
  [
    480,
    {
      words: 'The person could not be reached',
      cause: 'Nobody is signed in there at this moment, or the account cannot be called.',
    },
  ],
  [486, { words: 'The person is busy', cause: 'The person is in another call, and takes no second one.' }],
  [487, { words: 'The call was called off before it was answered', cause: 'Whoever called hung up while it rang.' }],
  [603, { words: 'The person declined the call', cause: 'Somebody, or a rule of theirs, turned the call away.' }],
]);

function unknownTokenError(key: string): Explanation {
  return {
    key,
    about: 'token',
    words: 'Microsoft Entra gave no token',
    cause: 'This number has no explanation here.',
    fix: `Look it up: https://login.microsoftonline.com/error?code=${key.replace(/\D/g, '')}`,
    fault: 'setUp',
    source: 'the class of the code',
  };
}

function unknownGraphError(key: string): Explanation {
  return {
    key,
    about: 'graph',
    words: 'Graph refused the request',
    cause: 'This code is not documented.',
    fix: 'Run "teams-ivr doctor"; when all is well there, report it to Microsoft with the request id.',
    fault: 'unknown',
    source: 'the class of the code',
  };
}
