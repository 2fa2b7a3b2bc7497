import fc from 'fast-check';
import { type ParseError, parse } from 'jsonc-parser';
import type { Change } from './json-edits.ts';
import { readJsonText } from './json-text.ts';
import { edited } from './quick-fixes.ts';

function change(text: string, ...changes: readonly Change[]): string | undefined {
  const edits = readJsonText(text, 'a.jsonc').edits(changes);
  return edits === undefined ? undefined : edited(text, edits);
}
const remove = (...path: readonly (string | number)[]): Change => ({ kind: 'remove', path });
const add = (name: string, ...path: readonly (string | number)[]): Change => ({
  kind: 'add',
  path,
  name,
  value: { type: 'any' },
});

test.each([
  ['the first of several', '{ "a": 1, "b": 2 }', remove('a'), '{ "b": 2 }'],
  ['the last of several', '{ "a": 1, "b": 2 }', remove('b'), '{ "a": 1 }'],
  ['the only one', '{ "a": 1 }', remove('a'), '{ }'],
  ['an entry of a list', '[1, 2, 3]', remove(1), '[1, 3]'],
  ['one on a line of its own', '{\n  "a": 1,\n  "b": 2,\n  "c": 3\n}', remove('b'), '{\n  "a": 1,\n  "c": 3\n}'],
  ['the last line', '{\n  "a": 1,\n  "b": 2\n}', remove('b'), '{\n  "a": 1\n}'],
  ['one before a trailing comma', '{\n  "a": 1,\n  "b": 2,\n}', remove('b'), '{\n  "a": 1,\n}'],
  [
    'one with comments around it',
    '{\n  // of a\n  "a": 1, // one\n  // of b\n  "b": 2\n}',
    remove('b'),
    '{\n  // of a\n  "a": 1 // one\n  // of b\n}',
  ],
])('removing %s takes one comma and no comment with it', (_title, text, what, result) => {
  expect(change(text, what)).toBe(result);
});

test.each([
  ['an empty object', '{}', '{ "x": { "type": "any" } }'],
  ['one line', '{ "a": 1 }', '{ "a": 1, "x": { "type": "any" } }'],
  ['several lines', '{\n  "a": 1,\n  "b": 2\n}', '{\n  "a": 1,\n  "b": 2,\n  "x": { "type": "any" }\n}'],
  ['a comment behind the last member', '{\r\n  "a": 1 // one\r\n}', '{\r\n  "a": 1, // one\r\n  "x": { "type": "any" }\r\n}'],
  ['a trailing comma', '{\n  "a": 1, // one\n}', '{\n  "a": 1, // one\n  "x": { "type": "any" }\n}'],
])('a member is added to %s as the author would', (_title, text, result) => {
  expect(change(text, add('x'))).toBe(result);
});

test('a name is not written that is there already, and nothing is changed that is not there', () => {
  expect(change('{ "a": 1, "b": 2 }', { kind: 'reword', path: ['a'], of: 'a', write: 'b' })).toBeUndefined();
  expect(change('{ "a": 1 }', add('a'))).toBeUndefined();
  expect(change('{ "a": 1 }', remove('b'))).toBeUndefined();
  expect(change('{ "a": "x" }', { kind: 'reword', path: ['a'], of: 'y', write: 'z' })).toBeUndefined();
});

test('a word is replaced where it stands: the value, else the name', () => {
  expect(change('{ "a": "x" }', { kind: 'reword', path: ['a'], of: 'x', write: 'y"' })).toBe('{ "a": "y\\"" }');
  expect(change('{ "x": "x" }', { kind: 'reword', path: ['x'], of: 'x', write: 'y', at: 'key' })).toBe('{ "y": "x" }');
});

test('characters of a text are replaced past its escapes', () => {
  expect(change('["\\"\\u0041bc"]', { kind: 'respell', path: [0], offset: 1, length: 2, text: 'é"' })).toBe('["\\"é\\"c"]');
});

test('a member taken out of any document leaves what a parser reads without it', () => {
  const object = fc.dictionary(fc.stringMatching(/^[a-e]{1,2}$/), fc.jsonValue({ maxDepth: 2 }), { minKeys: 1, maxKeys: 5 });
  fc.assert(
    fc.property(object, fc.nat(), fc.constantFrom(undefined, 2, '\t'), (value, index, space) => {
      const names = Object.keys(value);
      const name = names[index % names.length] ?? '';
      const result = change(JSON.stringify(value, null, space), remove(name)) ?? '';
      const errors: ParseError[] = [];
      const { [name]: _, ...others } = JSON.parse(JSON.stringify(value)) as Record<string, unknown>;
      expect(parse(result, errors)).toEqual(others);
      expect(errors).toEqual([]);
    }),
  );
});
