import { createScanner, type ParseError, printParseErrorCode } from 'jsonc-parser';
import type { QuickFix } from './finding.ts';

/** What is wrong with a text that is no JSON, at the first place where it goes wrong. */
export interface SyntaxFault {
  readonly offset: number;
  readonly message: string;
  readonly fix: string;
  readonly quickFix?: QuickFix;
}

/** The parser's complaint in words. `openAt`: the bracket that is still open at the end. */
export function explainSyntax(
  error: ParseError | undefined,
  source: string,
  openAt: number | undefined,
  lineOf: (offset: number) => number,
): SyntaxFault {
  if (source.trim() === '') return { offset: 0, message: 'the file is empty', fix: 'a flow begins with { and ends with }' };
  const offset = error?.offset ?? 0;
  const [message, fix] = because(
    error,
    source,
    openAt === undefined ? undefined : { line: lineOf(openAt), sign: source[openAt] ?? '' },
  );
  const quickFix = mendSyntax(error, source);
  return { offset: Math.min(offset, source.length), message, fix, ...(quickFix && { quickFix }) };
}

function because(
  error: ParseError | undefined,
  source: string,
  open: { readonly line: number; readonly sign: string } | undefined,
): readonly [string, string] {
  const kind = error === undefined ? 'ValueExpected' : printParseErrorCode(error.error);
  if (kind === 'CloseBraceExpected' || kind === 'CloseBracketExpected') {
    const close = kind === 'CloseBraceExpected' ? '}' : ']';
    return open === undefined
      ? [`a ${close} is missing`, `add ${close}`]
      : [`the ${open.sign} of line ${open.line} is never closed`, `add ${close} where it ends`];
  }
  if (error !== undefined && source[error.offset] === "'") {
    return ['texts and names stand in double quotes', 'replace the single quotes by double quotes'];
  }
  return (
    syntaxFaults[kind] ?? [
      'this word is not JSON',
      'texts and names stand in double quotes; other words are only true, false and null',
    ]
  );
}

const unknownEscape = ['a backslash in this text is followed by something unknown', 'write a backslash as \\\\'] as const;
const unknownNumber = ['this is not a number', 'write the number in digits, for example 3 or 0.5'] as const;

/** By jsonc-parser's names: what is wrong, and what to do. */
const syntaxFaults: { readonly [kind: string]: readonly [string, string] } = {
  CommaExpected: ['a comma is missing before this', 'put a comma after the value that comes before'],
  ColonExpected: ['a colon is missing after the name', 'write "name": value'],
  PropertyNameExpected: ['the name of a member is expected here', 'write the name in double quotes, then a colon and the value'],
  ValueExpected: ['a value is missing here', 'write a text in double quotes, a number, true, false, null, { } or [ ]'],
  EndOfFileExpected: ['there is text after the end of the document', 'remove what follows the last }'],
  UnexpectedEndOfString: ['the text is not closed on its line', 'end it with a double quote; write a line break as \\n'],
  UnexpectedEndOfComment: ['the comment is never closed', 'end it with */'],
  InvalidCharacter: ['there is a control character in this text', 'write a line break as \\n and a tab as \\t'],
  InvalidEscapeCharacter: unknownEscape,
  InvalidUnicode: unknownEscape,
  UnexpectedEndOfNumber: unknownNumber,
  InvalidNumberFormat: unknownNumber,
};

/** Commas and quotes have only one right place. */
function mendSyntax(error: ParseError | undefined, source: string): QuickFix | undefined {
  if (error === undefined) return undefined;
  const quoted = /^'([^'"\\\r\n]*)'/.exec(source.slice(error.offset, error.offset + 2_000));
  if (quoted !== null) {
    return {
      title: 'write double quotes',
      edits: [{ offset: error.offset, length: quoted[0].length, text: JSON.stringify(quoted[1]) }],
    };
  }
  if (printParseErrorCode(error.error) !== 'CommaExpected') return undefined;
  return { title: 'put a comma there', edits: [{ offset: endOfTokenBefore(error.offset, source), length: 0, text: ',' }] };
}

function endOfTokenBefore(offset: number, source: string): number {
  const scanner = createScanner(source, true);
  let end = 0;
  scanner.scan();
  while (scanner.getTokenOffset() < offset && scanner.getTokenLength() > 0) {
    end = scanner.getTokenOffset() + scanner.getTokenLength();
    scanner.scan();
  }
  return end;
}
