import { createHash } from 'node:crypto';

/** What an expression may ask for besides pure functions. */
export interface ArmScope {
  parameter(name: string): unknown;
  variable(name: string): unknown;
  /** The state of a resource after it has been deployed. */
  reference(resourceId: string): unknown;
  /** Where a `copy` loop stands. */
  readonly copyIndex?: number;
}

type Expression =
  | { readonly kind: 'literal'; readonly value: string | number }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'member'; readonly of: Expression; readonly key: Expression };

/** A value of a template with every expression in it worked out. */
export function evaluate(value: unknown, scope: ArmScope): unknown {
  if (typeof value === 'string') {
    if (!value.startsWith('[') || !value.endsWith(']')) return value;
    return value.startsWith('[[') ? value.slice(1) : compute(parse(value.slice(1, -1)), scope);
  }
  if (Array.isArray(value)) return value.map((item) => evaluate(item, scope));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, evaluate(item, scope)]));
}

function compute(expression: Expression, scope: ArmScope): unknown {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'member':
      return memberOf(compute(expression.of, scope), compute(expression.key, scope));
    case 'call':
      return call(expression.name, expression.args, scope);
  }
}

function call(name: string, args: readonly Expression[], scope: ArmScope): unknown {
  if (name === 'if') {
    const [condition, yes, no] = args; // Only the branch that is taken may look at its resources.
    if (!condition || !yes || !no) throw new Error('`if` needs three parts.');
    return compute(compute(condition, scope) === true ? yes : no, scope);
  }
  const values = args.map((arg) => compute(arg, scope));
  const first = values[0];
  switch (name) {
    case 'parameters':
      return scope.parameter(String(first));
    case 'variables':
      return scope.variable(String(first));
    case 'reference':
      return scope.reference(String(first));
    case 'copyIndex':
      if (scope.copyIndex === undefined) throw new Error('`copyIndex` outside a loop.');
      return scope.copyIndex;
    default: {
      const pure = pureFunctions[name];
      if (!pure) throw new Error(`The template uses ${name}(), which this reader of templates does not know yet.`);
      return pure(...values);
    }
  }
}

const subscriptionId = '00000000-1111-4222-8333-444444444444';

/** As Azure documents them ("ARM template functions"), as far as our templates use them. Hashes are other ones, of the same shape. */
const pureFunctions: { readonly [name: string]: (...values: readonly unknown[]) => unknown } = {
  format: (text, ...values) => String(text).replace(/\{(\d+)\}/g, (_, index) => String(values[Number(index)])),
  toLower: (text) => String(text).toLowerCase(),
  empty: (value) => value === null || sizeOf(value) === 0,
  length: (value) => sizeOf(value),
  equals: (left, right) => JSON.stringify(left) === JSON.stringify(right),
  greater: (left, right) => Number(left) > Number(right),
  not: (value) => value !== true,
  and: (...values) => values.every((value) => value === true),
  or: (...values) => values.some((value) => value === true),
  null: () => null,
  true: () => true,
  false: () => false,
  createArray: (...values) => values,
  createObject: (...values) => Object.fromEntries(values.flatMap((key, at) => (at % 2 === 0 ? [[key, values[at + 1]]] : []))),
  union: (...values) => Object.assign({}, ...values),
  items: (value) =>
    Object.entries(isRecord(value) ? value : {})
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => ({ key, value: item })),
  subscription: () => ({ id: `/subscriptions/${subscriptionId}`, subscriptionId }),
  tenant: () => ({ tenantId: '99999999-8888-4777-8666-555555555555' }),
  uniqueString: (...values) => digest(values).slice(0, 13),
  guid: (...values) => digest(values).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12}).*$/, '$1-$2-4$3-8$4-$5'),
  resourceId: (type, ...names) => `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/${placeOf(type, names)}`,
  subscriptionResourceId: (type, ...names) => `/subscriptions/${subscriptionId}/providers/${placeOf(type, names)}`,
  extensionResourceId: (scope, type, ...names) => `${String(scope)}/providers/${placeOf(type, names)}`,
};

/** `Microsoft.X/a/b` with the names `one`, `two`: `Microsoft.X/a/one/b/two`. */
function placeOf(type: unknown, names: readonly unknown[]): string {
  const [provider, ...kinds] = String(type).split('/');
  return [provider, ...kinds.flatMap((kind, index) => [kind, String(names[index])])].join('/');
}

function digest(values: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(values)).digest('hex');
}

function sizeOf(value: unknown): number {
  if (typeof value === 'string' || Array.isArray(value)) return value.length;
  return isRecord(value) ? Object.keys(value).length : 0;
}

/** Members are found in any case, as Azure does. */
function memberOf(value: unknown, key: unknown): unknown {
  if (Array.isArray(value)) return value[Number(key)];
  const name = isRecord(value) ? Object.keys(value).find((one) => one.toLowerCase() === String(key).toLowerCase()) : undefined;
  if (!isRecord(value) || name === undefined) throw new Error(`Nothing called "${String(key)}" is there.`);
  return value[name];
}

export function isRecord(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `call(arg, ...)`, `'text'`, numbers, `.member` and `[index]`: the whole grammar. */
function parse(text: string): Expression {
  let at = 0;
  const space = () => {
    while (text[at] === ' ') at++;
  };
  const take = (pattern: RegExp): string | undefined => {
    space();
    const found = new RegExp(pattern.source, 'y');
    found.lastIndex = at;
    const match = found.exec(text)?.[0];
    if (match !== undefined) at += match.length;
    return match;
  };
  const expect = (pattern: RegExp): string => {
    const match = take(pattern);
    if (match === undefined) throw new Error(`Not understood at ${at}: ${text}`);
    return match;
  };
  const expression = (): Expression => {
    let found = primary();
    for (;;) {
      if (take(/\./) !== undefined) found = { kind: 'member', of: found, key: { kind: 'literal', value: expect(/\w+/) } };
      else if (take(/\[/) !== undefined) {
        found = { kind: 'member', of: found, key: expression() };
        expect(/\]/);
      } else return found;
    }
  };
  const primary = (): Expression => {
    const quoted = take(/'(?:[^']|'')*'/);
    if (quoted !== undefined) return { kind: 'literal', value: quoted.slice(1, -1).replaceAll("''", "'") };
    const number = take(/-?\d+/);
    if (number !== undefined) return { kind: 'literal', value: Number(number) };
    const name = expect(/\w+/);
    expect(/\(/);
    const args: Expression[] = [];
    while (take(/\)/) === undefined) {
      if (args.length > 0) expect(/,/);
      args.push(expression());
    }
    return { kind: 'call', name, args };
  };
  const whole = expression();
  space();
  if (at < text.length) throw new Error(`Not understood at ${at}: ${text}`);
  return whole;
}
