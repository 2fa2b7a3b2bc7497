// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { TypeError as CelTypeError, EvaluationError, ParseError } from '@marcbachmann/cel-js';
import { callMembers, partyMembers, scopeNames } from './cel-environment.ts';
import { isNode } from './cel-syntax.ts';
import { nearest, type Suggestion, suggest } from './did-you-mean.ts';
import type { ExpressionProblem } from './expressions.ts';
import { hoursFunctions } from './schedules/cel-hours.ts';
import { spokenFunctions } from './spoken/cel-functions.ts';

/** The library's complaint in the words of the flow language. */
export function problemOf(error: unknown, source: string, variables: readonly string[]): ExpressionProblem {
  if (!isCelError(error)) return { kind: 'syntax', message: 'the expression cannot be read', fix: 'write a CEL expression' };
  const offset = error.range?.start;
  const at = offset === undefined ? {} : { offset };
  switch (error.code) {
    case 'unknown_variable':
      return {
        kind: 'unknownVariable',
        ...unknownName(nodeText(error.node, 'id'), variables),
        ...spanOf(nodeText(error.node, 'id'), source, offset),
      };
    case 'no_such_key':
      return unknownMember(error, variables, source);
    case 'unexpected_character':
      return { kind: 'syntax', ...unexpected(source, offset ?? 0), ...at };
    case 'no_such_overload':
      return {
        kind: 'types',
        message: plain(error.summary.replace('no such overload:', 'there is no')),
        fix: fixTypes(error.summary),
        ...at,
      };
    case 'no_matching_overload':
      return {
        kind: 'types',
        message: plain(error.summary.replace('found no matching overload for', 'there is no function')),
        fix: fixFunction(error.summary),
        ...at,
      };
    case 'invalid_index_type':
      return { kind: 'types', message: plain(error.summary), fix: 'turn the number into an index with int(...)', ...at };
    case 'incompatible_ternary_branches':
      return { kind: 'types', message: plain(error.summary), fix: 'give both results the same type', ...at };
    default:
      return error instanceof ParseError
        ? { kind: 'syntax', message: plain(error.summary), fix: 'check brackets, quotes and operators around here', ...at }
        : { kind: 'types', message: plain(error.summary), fix: 'make the types fit', ...at };
  }
}

/** True when evaluation met something that is not there, such as a member of an answer that never came. */
export function isAbsence(error: unknown): boolean {
  return isCelError(error) && error.code === 'no_such_key';
}

/** A stable word for the log: never the values (I8). */
export function failureOf(error: unknown): string {
  return isCelError(error) ? error.code : 'evaluation_error';
}

type CelError = ParseError | CelTypeError | EvaluationError;
const isCelError = (error: unknown): error is CelError =>
  error instanceof ParseError || error instanceof CelTypeError || error instanceof EvaluationError;

/** The library's type names as the flow's author knows them. */
export function plainType(type: string): string {
  if (/^(int|uint|double)$/.test(type)) return 'number';
  if (type === 'bool') return 'boolean';
  if (type === 'dyn') return 'any';
  if (type.startsWith('list')) return 'list';
  if (type.startsWith('map') || type.startsWith('$')) return 'map';
  if (type === 'google.protobuf.Timestamp') return 'string'; // As which it leaves an expression.
  return type === 'null_type' ? 'null' : type;
}

const plain = (summary: string): string => {
  const words = summary
    .replaceAll(/\b(int|uint|double)\b/g, 'number')
    .replaceAll(/\bbool\b/g, 'boolean')
    .replaceAll(/\bdyn<([^<>]*)>/g, '$1')
    .replaceAll(/\bdyn\b/g, 'any')
    .replaceAll(/\$[A-Za-z.]+/g, 'map')
    .replaceAll('EOF', 'the end');
  return words.charAt(0).toLowerCase() + words.slice(1);
};

function unknownName(name: string, variables: readonly string[]) {
  const message = `"${name}" is not known`;
  const variable = variables.includes(name) ? name : nearest(name, variables);
  if (variable !== undefined) return { message, fix: `write vars.${variable}`, instead: { of: name, write: `vars.${variable}` } };
  const scope = nearest(name, scopeNames);
  return {
    message,
    fix: scope === undefined ? `a text needs quotes: '${name}'; a variable is written vars.NAME` : `did you mean "${scope}"?`,
  };
}

function unknownMember(error: CelError, variables: readonly string[], source: string): ExpressionProblem {
  const node: unknown = error.node;
  const [owner, member] = isNode(node) && Array.isArray(node.args) ? (node.args as unknown[]) : [];
  const key = typeof member === 'string' ? member : isNode(member) && typeof member.args === 'string' ? member.args : '';
  const at = spanOf(key, source, error.range?.start);
  if (nodeText(owner, 'id') === 'vars') {
    return {
      kind: 'unknownVariable',
      message: `"vars" declares no variable "${key}"`,
      ...inWords(suggest(key, variables, `declare it: "vars": { "${key}": { "type": "string" } }`)),
      ...at,
    };
  }
  const known = nodeText(owner, 'id') === 'call' ? callMembers : partyMembers;
  return {
    kind: 'unknownVariable',
    message: `there is no "${key}" here`,
    ...inWords(suggest(key, known, 'check the name')),
    ...at,
  };
}

const inWords = ({ words, instead }: Suggestion) => ({ fix: words, ...(instead && { instead }) });

/** Where a word stands in the expression; its length only when it is spelled there like that, so that it can be replaced. */
function spanOf(
  word: string,
  source: string,
  offset: number | undefined,
): { readonly offset?: number; readonly length?: number } {
  if (offset === undefined) return {};
  return word !== '' && source.startsWith(word, offset) ? { offset, length: word.length } : { offset };
}

function unexpected(source: string, offset: number) {
  const sign = source[offset] ?? '';
  const message = `"${sign}" is not expected here`;
  if (sign === '=') return { message, fix: 'write == to compare', instead: { of: sign, write: '==' }, length: 1 };
  if (sign === '&' || sign === '|')
    return { message, fix: `write ${sign}${sign}`, instead: { of: sign, write: sign + sign }, length: 1 };
  if (sign === '$') return { message, fix: 'an expression is written without ${ }, for example vars.account' };
  return { message, fix: 'check the spelling; and is &&, or is ||, not is !' };
}

function fixFunction(summary: string): string {
  const name = /'([A-Za-z_]\w*)\(/.exec(summary)?.[1] ?? '';
  const use = Object.entries(ownFunctions).find(([known]) => known === name)?.[1];
  if (use !== undefined) return `write for example ${use}`;
  const near = nearest(name, Object.keys(ownFunctions));
  if (near !== undefined && !commonFunctions.includes(name)) return `did you mean "${near}"?`;
  return `check its name and what it takes; ${commonFunctions.map((known) => `${known}()`).join(', ')} exist`;
}

const ownFunctions = { ...spokenFunctions, ...hoursFunctions };
const commonFunctions = ['size', 'contains', 'startsWith', 'endsWith', 'matches', 'string', 'int', 'double'];

function fixTypes(summary: string): string {
  if (/string \+ (int|double)|(int|double) \+ string/.test(summary)) return 'turn the number into a text with string(...)';
  if (/string.*(int|double)|(int|double).*string/.test(summary))
    return 'compare a text with a text in quotes, or use double(...) on it';
  if (summary.includes('null')) return 'only a variable of type "any" can be null';
  return 'make both sides the same type';
}

function nodeText(node: unknown, op: string): string {
  return isNode(node) && node.op === op && typeof node.args === 'string' ? node.args : '';
}
