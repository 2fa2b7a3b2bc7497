import { patternProblem } from '../steps/safe-pattern.ts';
import { boundedMatches } from './cel-environment.ts';
import type { ExpressionProblem } from './expressions.ts';
import { isCurrency } from './spoken/spoken-numbers.ts';

/** The shape that all nodes of the library's syntax tree share. `args` holds nodes, lists of nodes, and literals. */
export interface CelNode {
  readonly op: string;
  args: unknown;
  readonly start: number;
}

/** Macros walk a list; walking lists within lists within lists multiplies. */
const walkingMacros: readonly string[] = ['all', 'exists', 'exists_one', 'map', 'filter'];
const deepestWalk = 2;

/**
 * What types cannot forbid: patterns that could take very long, and walks nested too deeply. Every `matches` that is
 * safe is turned into the bounded one.
 */
export function guard(node: CelNode, walks = 0): ExpressionProblem | undefined {
  const call = methodCall(node);
  if (call?.name === 'matches') {
    const problem = checkPattern(call.values[0], node);
    if (problem !== undefined) return problem;
    call.rename(boundedMatches);
  }
  const spoken = checkSpoken(node);
  if (spoken !== undefined) return spoken;
  const inside = call !== undefined && walkingMacros.includes(call.name) ? walks + 1 : walks;
  if (inside > deepestWalk) {
    return {
      kind: 'tooLong',
      message: `more than ${deepestWalk} of ${walkingMacros.join(', ')} stand inside each other`,
      fix: 'take the expression apart with "set" steps',
      offset: node.start,
    };
  }
  for (const child of children(node)) {
    const problem = guard(child, inside);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Turns whole numbers into doubles where only their value matters: not as an index, not as a function's argument. */
export function widenNumbers(node: CelNode): void {
  const kept = node.op === '[]' || node.op === 'call' || node.op === 'rcall';
  for (const child of children(node)) {
    if (child.op !== 'value') widenNumbers(child);
    else if (!kept && typeof child.args === 'bigint') child.args = Number(child.args);
  }
}

function checkPattern(pattern: CelNode | undefined, node: CelNode): ExpressionProblem | undefined {
  const fix = 'write the pattern as a text in quotes, without repeats inside repeats, and begin it with ^ where you can';
  if (pattern === undefined) return undefined; // The type checker says that it is missing.
  if (pattern.op !== 'value' || typeof pattern.args !== 'string') {
    return { kind: 'pattern', message: 'the pattern of matches() must be a text in quotes', fix, offset: node.start };
  }
  const problem = patternProblem(pattern.args);
  return problem === undefined ? undefined : { kind: 'pattern', message: problem.message, fix, offset: pattern.start };
}

/** Every call of a function in a tree, as opposed to a method of a value. */
export function callsIn(node: CelNode): readonly { readonly name: string; readonly args: readonly CelNode[] }[] {
  const inside = children(node).flatMap(callsIn);
  if (node.op !== 'call' || !Array.isArray(node.args)) return inside;
  const [name, values]: unknown[] = node.args;
  return typeof name === 'string' ? [{ name, args: Array.isArray(values) ? values.filter(isNode) : [] }, ...inside] : inside;
}

/** What a tree looks at, as far as can be told: `vars.account`, `call.caller.number`; `vars` alone when it may be any of them. */
export function namesIn(node: CelNode): readonly string[] {
  return dottedName(node) ?? children(node).flatMap(namesIn);
}

function dottedName({ op, args }: CelNode): readonly string[] | undefined {
  if (op === 'id') return typeof args === 'string' ? [args] : undefined;
  if ((op !== '.' && op !== '[]') || !Array.isArray(args)) return undefined;
  const [owner, member]: unknown[] = args;
  if (!isNode(owner)) return undefined;
  const before = dottedName(owner);
  const [name] = before ?? [];
  const word = op === '.' ? member : isNode(member) && member.op === 'value' ? member.args : undefined;
  if (before?.length !== 1 || name === undefined) return undefined;
  return typeof word === 'string' ? [`${name}.${word}`] : [name, ...(isNode(member) ? namesIn(member) : [])];
}

/** Literals that a spoken value cannot be made of are found here, where types say only that they are texts. */
function checkSpoken(node: CelNode): ExpressionProblem | undefined {
  if (node.op !== 'call' || !Array.isArray(node.args)) return undefined;
  const [name, values]: unknown[] = node.args;
  const literal: unknown = Array.isArray(values) ? values[1] : undefined;
  if (!isNode(literal)) return undefined;
  if (name === 'money' && literal.op === 'value' && typeof literal.args === 'string' && !isCurrency(literal.args)) {
    const message = `"${literal.args}" is not a currency`;
    return { kind: 'types', message, fix: "write the three letters of ISO 4217, for example 'EUR'", offset: literal.start };
  }
  if (name === 'plural' && literal.op === 'map' && !keysOf(literal).includes('other')) {
    const fix = "add what serves every other number: {'one': '# message', 'other': '# messages'}";
    return { kind: 'types', message: 'plural() needs the form "other"', fix, offset: literal.start };
  }
  return undefined;
}

function keysOf({ args }: CelNode): readonly unknown[] {
  return (Array.isArray(args) ? args : []).map((entry: unknown) => {
    const key: unknown = Array.isArray(entry) ? entry[0] : undefined;
    return isNode(key) && key.op === 'value' ? key.args : undefined;
  });
}

function methodCall(node: CelNode) {
  if (node.op !== 'rcall' || !Array.isArray(node.args)) return undefined;
  const args: unknown[] = node.args; // [name, receiver, [arguments]]
  const [name, , values] = args;
  if (typeof name !== 'string') return undefined;
  return {
    name,
    values: Array.isArray(values) ? values.filter(isNode) : [],
    rename: (to: string): void => {
      args[0] = to;
    },
  };
}

function children(node: CelNode): readonly CelNode[] {
  return Array.isArray(node.args) ? node.args.flat(2).filter(isNode) : isNode(node.args) ? [node.args] : [];
}

export function isNode(value: unknown): value is CelNode {
  return typeof value === 'object' && value !== null && 'op' in value && typeof value.op === 'string' && 'args' in value;
}
