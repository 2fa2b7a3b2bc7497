// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { Environment, ParseResult } from '@marcbachmann/cel-js';
import type { VarValue } from '../call/call.ts';
import { celEnvironment } from './cel-environment.ts';
import { failureOf, isAbsence, plainType, problemOf } from './cel-problems.ts';
import { guard, isNode, namesIn, widenNumbers } from './cel-syntax.ts';
import { toVarValue } from './cel-value.ts';
import type { VarDeclaration } from './compiled-flow.ts';
import type { Evaluated, ExpressionProblem, Expressions, Locale, Scope } from './expressions.ts';
import { once } from './once.ts';
import { unknownSchedule } from './schedules/cel-hours.ts';
import type { Schedules } from './schedules/schedule.ts';
import { readTemplate, type Template, textLimits } from './text-template.ts';

export const expressionLimits = { characters: 1_000 } as const;

interface Around {
  /** What `isOpen` and its like look at. */
  readonly schedules?: Schedules;
  readonly where?: 'inside' | 'outside' | 'verifying';
}

/** The expressions of one flow, in CEL. Each distinct source is parsed and type-checked once. */
export function celExpressions(
  vars: { readonly [name: string]: VarDeclaration },
  { schedules = {}, where = 'inside' }: Around = {},
): Expressions {
  // The library hands a function its arguments and nothing else; an evaluation is never interrupted by another one.
  let locale: Locale = nowhere;
  const environment = celEnvironment(vars, { locale: () => locale, schedules, where });
  let outside: Expressions | undefined;
  let verifying: Expressions | undefined;
  const known: Known = { environment, variables: Object.keys(vars), schedules };
  const sources = new Map<string, CompiledExpression>();
  const templates = new Map<string, Template>();
  const compiled = (source: string): CompiledExpression => remember(sources, source, () => compileExpression(source, known));
  const template = (text: string): Template => remember(templates, text, () => readTemplate(text));

  function evaluateOrAbsent(source: string, scope: Scope): Evaluated | { readonly kind: 'absent' } {
    const expression = compiled(source);
    if (expression.kind === 'wrong') return { kind: 'failed', why: expression.problem.kind };
    try {
      locale = scope.locale;
      const { call, env, secret = {}, response = noResponse, pin = '' } = scope;
      const seen = { call, env, vars: variablesOf(vars, scope.vars), ...further[where]({ secret, response, pin }) };
      return toVarValue(expression.run(seen));
    } catch (error) {
      return isAbsence(error) ? { kind: 'absent' } : { kind: 'failed', why: failureOf(error) };
    }
  }

  return {
    get outside() {
      outside ??= where === 'outside' ? this : celExpressions(vars, { schedules, where: 'outside' }); // Most flows ask nothing.
      return outside;
    },
    get verifying() {
      verifying ??= where === 'verifying' ? this : celExpressions(vars, { schedules, where: 'verifying' });
      return verifying;
    },
    check: (source, wanted) => {
      const expression = compiled(source);
      return expression.kind === 'wrong' ? expression.problem : wrongResult(expression.type, wanted);
    },
    reads: (source) => {
      const expression = compiled(source);
      return expression.kind === 'right' ? expression.reads() : [];
    },
    evaluate: (source, scope) => {
      const result = evaluateOrAbsent(source, scope);
      return result.kind === 'absent' ? { kind: 'failed', why: 'no_such_key' } : result;
    },
    checkText: (text) => {
      const read = template(text);
      if (read.kind === 'broken') return brokenTemplate(read);
      for (const part of read.parts) {
        if (part.kind === 'words') continue;
        const expression = compiled(part.source);
        const problem = expression.kind === 'wrong' ? expression.problem : unspeakable(expression.type);
        if (problem !== undefined) return { ...problem, offset: part.offset + (problem.offset ?? 0) };
      }
      return undefined;
    },
    valueOf: (text, scope) => {
      const read = template(text);
      const [only, ...more] = read.kind === 'parts' ? read.parts : [];
      if (only?.kind !== 'expression' || more.length > 0) return undefined;
      const result = evaluateOrAbsent(only.source, scope);
      return result.kind === 'absent' ? { kind: 'value', value: null } : result;
    },
    render: (text, scope, escaped = (filled) => filled) => {
      const read = template(text);
      if (read.kind === 'broken') return { kind: 'failed', why: 'template' };
      let words = '';
      for (const part of read.parts) {
        if (part.kind === 'words') {
          words += part.words;
          continue;
        }
        const result = evaluateOrAbsent(part.source, scope);
        if (result.kind === 'failed') return result;
        const spoken = result.kind === 'absent' ? '' : speakable(result.value);
        if (spoken === undefined) return { kind: 'failed', why: 'not_a_text' };
        words += escaped(spoken, words);
      }
      return { kind: 'text', text: words.slice(0, textLimits.rendered) };
    },
  };
}

type Further = Required<Pick<Scope, 'secret' | 'response' | 'pin'>>;
/** What is seen besides, in each place. */
const further = {
  inside: () => ({}),
  outside: ({ secret, response }: Further) => ({ secret, response }),
  verifying: (all: Further) => all,
};

/** Before there is an answer. */
const noResponse = { status: 0, body: null };
/** Before the first evaluation. */
const nowhere: Locale = { language: 'en-US', timeZone: 'UTC', now: 0 };

type CompiledExpression =
  | { readonly kind: 'right'; readonly type: string; readonly run: ParseResult; readonly reads: () => readonly string[] }
  | { readonly kind: 'wrong'; readonly problem: ExpressionProblem };

/** What sources are checked against. */
interface Known {
  readonly environment: Environment;
  readonly variables: readonly string[];
  readonly schedules: Schedules;
}

function compileExpression(source: string, known: Known): CompiledExpression {
  if (source.length > expressionLimits.characters) {
    const message = `the expression has more than ${expressionLimits.characters} characters`;
    return { kind: 'wrong', problem: { kind: 'tooLong', message, fix: 'take it apart with "set" steps' } };
  }
  const asWritten = checked(source, known, false);
  if (asWritten.kind === 'right' || asWritten.problem.kind !== 'types') return asWritten;
  // `vars.n in [1, 2]`, `vars.b ? 1 : vars.n`: whole numbers as doubles may be all that is needed.
  const widened = checked(source, known, true);
  return widened.kind === 'right' ? widened : asWritten;
}

function checked(source: string, { environment, variables, schedules }: Known, widen: boolean): CompiledExpression {
  try {
    const run = environment.parse(source);
    const tree: unknown = run.ast;
    if (!isNode(tree)) return { kind: 'wrong', problem: problemOf(undefined, source, variables) };
    const problem = guard(tree) ?? unknownSchedule(tree, schedules);
    if (problem !== undefined) return { kind: 'wrong', problem };
    if (widen) widenNumbers(tree);
    const result = run.check();
    if (result.valid && result.type !== undefined)
      return { kind: 'right', type: result.type, run, reads: once(() => namesIn(tree)) };
    return { kind: 'wrong', problem: problemOf(result.error, source, variables) };
  } catch (error) {
    return { kind: 'wrong', problem: problemOf(error, source, variables) };
  }
}

function wrongResult(type: string, wanted: VarDeclaration['type']): ExpressionProblem | undefined {
  const given = plainType(type);
  if (given === 'any' || (wanted === 'any' ? valueTypes.includes(given) : given === wanted)) return undefined;
  const needed = wanted === 'any' ? 'value' : wanted;
  const fix =
    wanted === 'boolean' ? "compare something, for example vars.tier == 'gold'" : `write an expression that gives a ${needed}`;
  return { kind: 'result', message: `this gives a ${given}, and a ${needed} is needed`, fix };
}

const valueTypes = ['string', 'number', 'boolean', 'list', 'map', 'null'];
const spokenTypes = ['string', 'number', 'boolean', 'null', 'any'];

function unspeakable(type: string): ExpressionProblem | undefined {
  const given = plainType(type);
  if (spokenTypes.includes(given)) return undefined;
  return {
    kind: 'result',
    message: `a ${given} cannot be part of a text`,
    fix: 'name one member of it, or use join() on a list of texts',
  };
}

function brokenTemplate({ tooLong, message, offset }: Template & { readonly kind: 'broken' }): ExpressionProblem {
  if (tooLong) return { kind: 'tooLong', message, offset, fix: 'make several prompts of it' };
  return { kind: 'template', message, offset, fix: 'write ${vars.NAME}; a dollar sign and brace to be spoken are written $${' };
}

/** How a value stands in a text: numbers without a trailing `.0` or the noise of binary fractions, null as nothing. */
function speakable(value: VarValue): string | undefined {
  if (value === null) return '';
  if (typeof value === 'number') return String(Number(value.toPrecision(12)) + 0); // + 0: no "-0".
  return typeof value === 'object' ? undefined : String(value);
}

/**
 * Every declared variable; one that was never set has its declared initial value. A map, because the library asks an
 * object for its constructor, and a variable may be called that.
 */
function variablesOf(vars: { readonly [name: string]: VarDeclaration }, set: Scope['vars']): ReadonlyMap<string, VarValue> {
  return new Map(
    Object.entries(vars).map(([name, { initial }]) => {
      const value = Object.hasOwn(set, name) ? set[name] : undefined;
      return [name, value === undefined ? initial : value];
    }),
  );
}

/** Bounded, because inline texts and sources could in principle come from anywhere. */
const mostRemembered = 10_000;

function remember<Value>(known: Map<string, Value>, key: string, make: () => Value): Value {
  const found = known.get(key);
  if (found !== undefined) return found;
  const made = make();
  if (known.size < mostRemembered) known.set(key, made);
  return made;
}
