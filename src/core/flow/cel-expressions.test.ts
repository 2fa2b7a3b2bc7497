// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { VarValue } from '../call/call.ts';
import { celExpressions } from './cel-expressions.ts';
import type { VarDeclaration } from './compiled-flow.ts';
import type { Scope } from './expressions.ts';

const declare = (type: VarDeclaration['type'], initial: VarValue): VarDeclaration => ({ type, sensitive: false, initial });
const expressions = celExpressions({
  tries: declare('number', 0),
  account: declare('string', ''),
  vip: declare('boolean', false),
  crm: declare('any', null),
  list: declare('list', []),
  map: declare('map', {}),
  greeting: declare('string', 'Hello'),
  answer: declare('any', 'none yet'),
});
const party = { kind: 'phone', id: '', number: '+441632960111', name: '' };
const scope: Scope = {
  vars: {
    tries: 2,
    account: '123456',
    vip: true,
    crm: { tier: 'gold', visits: 3, items: [{ n: 1 }, { n: 2.5 }] },
    list: [1, 'b'],
    map: { k: 1 },
  },
  call: {
    id: 'c',
    line: 'main',
    language: 'en-US',
    multiparty: false,
    participants: 1,
    caller: party,
    called: { ...party, number: '' },
  },
  env: { crm: 'https://crm.contoso.example' },
  locale: { language: 'en-US', timeZone: 'UTC', now: 0 },
};
const evaluate = (source: string, vars: Scope['vars'] = scope.vars) => {
  const result = expressions.evaluate(source, { ...scope, vars });
  return result.kind === 'value' ? result.value : result;
};

describe('numbers of JSON and whole numbers of CEL work together', () => {
  test.each<[string, VarValue]>([
    ['vars.tries + 1', 3],
    ['1 + vars.tries * 2', 5],
    ['vars.tries / 4', 0.5],
    ['vars.tries % 2', 0],
    ['5 - vars.tries', 3],
    ['-vars.tries', -2],
    ['vars.tries == 2', true],
    ['2 == vars.tries', true],
    ['vars.tries != 2', false],
    ['vars.tries >= 3', false],
    ['vars.tries in [1, 2]', true],
    ['vars.vip ? 1 : vars.tries', 1],
    ['[vars.tries] == [2]', true],
    ['vars.crm.visits + 1', 4],
    ['vars.crm.visits == 3', true],
    ['vars.crm.visits in [3, 4]', true],
    ['size(vars.list) + vars.tries', 4],
    ['size(vars.account) == 6', true],
    ['vars.list[0]', 1],
    ['vars.list[int(vars.tries) - 1]', 'b'],
    ['vars.account.substring(vars.tries)', '3456'],
    ['int(vars.account) + 1', 123457],
    ['double(vars.account) > 1.5', true],
  ])('%s', (source, value) => {
    expect(expressions.check(source, 'any')).toBeUndefined();
    expect(evaluate(source)).toEqual(value);
  });
});

test.each<[string, VarValue]>([
  ["vars.crm.tier == 'gold' && vars.vip", true],
  ["call.caller.number.startsWith('+44')", true],
  ["call.line == 'main'", true],
  ['env.crm', 'https://crm.contoso.example'],
  ['has(vars.crm.tier)', true],
  ['has(vars.crm.colour)', false],
  ['vars.crm.items.filter(i, i.n > 1)', [{ n: 2.5 }]],
  ["vars.list.exists(x, x == 'b')", true],
  ["'k' in vars.map", true],
  ["{'a': 1, 'b': vars.account}", { a: 1, b: '123456' }],
  ["vars.account.matches('^[0-9]{6}$')", true],
  ["timestamp('2026-01-02T03:04:05Z')", '2026-01-02T03:04:05.000Z'],
])('%s can be said', (source, value) => {
  expect(expressions.check(source, 'any')).toBeUndefined();
  expect(evaluate(source)).toEqual(value);
});

test('a variable that was never set has its declared initial value', () => {
  expect(evaluate('vars.tries + 1', {})).toBe(1);
  expect(evaluate('vars.greeting', {})).toBe('Hello');
  expect(evaluate('vars.crm == null', {})).toBe(true);
  expect(evaluate("vars.account == '' && !vars.vip && size(vars.list) == 0 && size(vars.map) == 0", {})).toBe(true);
});

test.each(['vars.tries / 0', '1 / 0', 'vars.crm.colour', 'vars.list[9]', "int('x')", 'vars.crm.tier + 1', 'no', ''])(
  'evaluating %j fails without throwing',
  (source) => {
    expect(evaluate(source)).toEqual({ kind: 'failed', why: expect.any(String) });
  },
);

test('a variable that was set to null is null', () => {
  expect(evaluate('vars.answer', {})).toBe('none yet');
  expect(evaluate('vars.answer', { answer: null })).toBe(null);
});

test('a text that is too long to be matched fails the expression', () => {
  expect(evaluate("vars.account.matches('^a')", { account: 'a'.repeat(500) })).toBe(true);
  expect(evaluate("vars.account.matches('^a')", { account: 'a'.repeat(501) })).toMatchObject({ kind: 'failed' });
});

test('a value of another type than declared fails the expression and nothing else', () => {
  expect(evaluate('vars.tries + 1', { tries: 'two' })).toEqual({ kind: 'failed', why: expect.any(String) });
  expect(evaluate('vars.account', { tries: 'two', account: 'x' })).toBe('x');
});

test('what a failed evaluation says holds nothing of the values', () => {
  const secret = JSON.stringify(evaluate("int(vars.account + 'x')", { account: '987654' }));
  expect(secret).not.toContain('987654');
});

describe('a wrong expression is found before any call', () => {
  test.each([
    ['vars.trys > 1', 'boolean', 'unknownVariable', 5, 'did you mean "tries"?'],
    ['account', 'any', 'unknownVariable', 0, 'write vars.account'],
    ['calls.id', 'any', 'unknownVariable', 0, 'did you mean "call"?'],
    ['call.lyne', 'any', 'unknownVariable', 5, 'did you mean "line"?'],
    ['call.caller.numbr', 'any', 'unknownVariable', 12, 'did you mean "number"?'],
    ['vars.account + 1', 'any', 'types', 0, 'turn the number into a text with string(...)'],
    ["vars.tries == '2'", 'boolean', 'types', 0, 'compare a text with a text in quotes, or use double(...) on it'],
    ['vars.list[vars.tries]', 'any', 'types', 0, 'turn the number into an index with int(...)'],
    ['vars.vip = true', 'boolean', 'syntax', 9, 'write == to compare'],
    ['vars.vip & true', 'boolean', 'syntax', 9, 'write &&'],
    ['vars.vip &&', 'boolean', 'syntax', 11, 'check brackets, quotes and operators around here'],
    ['${vars.vip}', 'boolean', 'syntax', 0, 'an expression is written without ${ }, for example vars.account'],
    ['vars.tries', 'boolean', 'result', undefined, "compare something, for example vars.tier == 'gold'"],
    ['vars', 'string', 'result', undefined, 'write an expression that gives a string'],
    ['type(1)', 'any', 'result', undefined, 'write an expression that gives a value'],
    ['vars.account.matches(vars.greeting)', 'boolean', 'pattern', 0, /a text in quotes/],
    ["vars.account.matches('(a+)+')", 'boolean', 'pattern', 21, /without repeats inside repeats/],
    ['[1].map(a, [1].map(b, [1].map(c, c)))', 'any', 'tooLong', 22, 'take the expression apart with "set" steps'],
    [`vars.tries${' + 1'.repeat(300)}`, 'number', 'tooLong', undefined, 'take it apart with "set" steps'],
  ] as const)('%s', (source, wanted, kind, offset, fix) => {
    const problem = expressions.check(source, wanted);
    expect(problem).toMatchObject({ kind, fix: typeof fix === 'string' ? fix : expect.stringMatching(fix) });
    expect(problem?.offset).toBe(offset);
  });
});

test('an expression over a value of any type is left to run time', () => {
  expect(expressions.check('vars.crm.visits', 'boolean')).toBeUndefined();
  expect(expressions.check('vars.crm.tier', 'number')).toBeUndefined();
});

describe('texts', () => {
  const render = (text: string, vars = scope.vars) => {
    const result = expressions.render(text, { ...scope, vars });
    return result.kind === 'text' ? result.text : result;
  };

  test.each([
    ['no expression', 'no expression'],
    ['account ${vars.account}.', 'account 123456.'],
    ['${vars.tries}${vars.tries + 1}', '23'],
    ["${'}'} and ${{'a': \"{\"}['a']} and ${r'\\d\\'}'}", "} and { and \\d\\'}"],
    ["${vars.vip ? 'yes' : 'no'}", 'yes'],
    ['costs $5 or $${vars.tries}', 'costs $5 or ${vars.tries}'],
    ['${vars.crm.colour}${vars.crm.colour.shade}${env.nothing}.', '.'],
    ['${vars.tries / 4} ${0.1 + 0.2} ${3.0} ${-0.0} ${vars.vip}', '0.5 0.3 3 0 true'],
  ])('%s', (text, words) => {
    expect(expressions.checkText(text)).toBeUndefined();
    expect(render(text)).toBe(words);
  });

  test('null is nothing', () => expect(render('[${vars.crm}]', { crm: null })).toBe('[]'));
  test('a list cannot be spoken', () => {
    expect(expressions.checkText('${vars.list}')).toMatchObject({ kind: 'result', offset: 2 });
    expect(render('${vars.crm}', { crm: [1] })).toEqual({ kind: 'failed', why: 'not_a_text' });
  });
  test('a failing expression fails the text', () =>
    expect(render('x ${1 / 0}')).toEqual({ kind: 'failed', why: 'division_by_zero' }));

  test.each([
    ['a ${vars.account', 'template', 2],
    ['a ${ }', 'template', 2],
    ["${'} ", 'template', 0],
    ['ab ${vars.acount}', 'unknownVariable', 10],
    ['${1}'.repeat(21), 'template', 80],
    ['x'.repeat(2_001), 'tooLong', 0],
  ] as const)('%s is found wrong', (text, kind, offset) => {
    expect(expressions.checkText(text)).toMatchObject({ kind, offset });
  });
});

test('a flow may be without variables', () => {
  expect(celExpressions({}).check('1 + 1', 'number')).toBeUndefined();
  expect(celExpressions({}).check('vars.x', 'any')).toMatchObject({ kind: 'unknownVariable' });
});
