import type { VarValue } from '../call/call.ts';
import type { VarDeclaration } from './compiled-flow.ts';
import type { Suggestion } from './did-you-mean.ts';

/** What an expression can see. Names are the flow language's: `vars.x`, `call.caller.number`, `env.crm`. */
export interface Scope {
  readonly vars: { readonly [name: string]: VarValue };
  readonly call: CallScope;
  readonly env: { readonly [name: string]: string };
  readonly locale: Locale;
  /** Seen by `outside` only: secrets when a request is written, the answer when it is read. */
  readonly secret?: { readonly [name: string]: string };
  readonly response?: { readonly status: number; readonly body: VarValue };
  /** Seen by `verifying` only: what the caller has typed. */
  readonly pin?: string;
}

/** What decides how a value sounds, and which moment `now()` is: the turn's, never the machine's. */
export interface Locale {
  /** BCP 47. */
  readonly language: string;
  /** IANA. */
  readonly timeZone: string;
  /** Epoch milliseconds. */
  readonly now: number;
}

export interface CallScope {
  readonly id: string;
  readonly line: string;
  readonly language: string;
  readonly multiparty: boolean;
  /** How many others are in the call, as far as Graph has told; 1 in one between the caller and the bot. */
  readonly participants: number;
  readonly caller: { readonly kind: string; readonly id: string; readonly number: string; readonly name: string };
  readonly called: { readonly kind: string; readonly id: string; readonly number: string; readonly name: string };
}

export type Evaluated = { readonly kind: 'value'; readonly value: VarValue } | { readonly kind: 'failed'; readonly why: string };

/** The expressions of one flow: checked when it is compiled, evaluated while it is played. Never throws. */
export interface Expressions {
  /** Type-checks one CEL expression against the flow's declared variables. Undefined: it is fine. */
  check(source: string, wanted: VarDeclaration['type']): ExpressionProblem | undefined;
  /** The dotted names that an expression looks at; none when it cannot be read. */
  reads(source: string): readonly string[];
  evaluate(source: string, scope: Scope): Evaluated;
  /** The same language where a request is written and its answer read: it also sees `secret` and `response`. */
  readonly outside: Expressions;
  /** As `outside`, where a request asks whether a PIN is right: it also sees `pin`. */
  readonly verifying: Expressions;
  /** The value of a text that is one `${ }` and nothing else; undefined when it is more, or less. */
  valueOf(text: string, scope: Scope): Evaluated | undefined;
  /** Checks every `${ }` of a text. */
  checkText(text: string): ExpressionProblem | undefined;
  /** Fills every `${ }` of a text. A value that is absent renders as nothing. */
  render(
    text: string,
    scope: Scope,
    /** Done to what is filled in, not to the words around it. `before`: all that stands in front of it. */
    escaped?: (filled: string, before: string) => string,
  ): { readonly kind: 'text'; readonly text: string } | { readonly kind: 'failed'; readonly why: string };
}

export interface ExpressionProblem {
  readonly kind: ExpressionFault;
  readonly message: string;
  /** What to do about it. */
  readonly fix: string;
  /** The word to write for another, at `offset`. */
  readonly instead?: Suggestion['instead'];
  /** Offset into the expression or text, when known. */
  readonly offset?: number;
  /** Characters from there that `instead` replaces. */
  readonly length?: number;
}

export type ExpressionFault =
  /** It cannot be read as an expression. */
  | 'syntax'
  /** A text's `${ }` is not closed, is empty, or there are too many. */
  | 'template'
  | 'unknownVariable'
  | 'unknownSchedule'
  /** An operator or function does not take these types. */
  | 'types'
  /** It is right in itself and gives something that cannot be used here. */
  | 'result'
  /** The pattern of a `matches()` is not a literal, or could take very long. */
  | 'pattern'
  | 'tooLong';
