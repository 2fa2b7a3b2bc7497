import { jsonLimits, pointerOf, readJsonText } from './json-text.ts';

const at = (text: string, path: readonly (string | number)[], options = {}) => {
  const { line, column, pointer } = readJsonText(text, 'a.jsonc').place(path, options);
  return `${line}:${column} ${pointer}`;
};

test('comments and trailing commas are read over', () => {
  const { value, findings } = readJsonText('// first\n{ "a": [1, 2,], /* second */ "b": "x", }', 'a.jsonc');
  expect(value).toEqual({ a: [1, 2], b: 'x' });
  expect(findings).toEqual([]);
});

test('a file that an editor began with a byte order mark is read', () => {
  expect(readJsonText('\ufeff{ "a": 1 }', 'a.jsonc').value).toEqual({ a: 1 });
  expect(at('\ufeff{ "a": 1 }', ['a'])).toBe('1:9 /a');
});

test('every value and every name has its place', () => {
  const text = '{\n  "steps": {\r\n    "a/b": { "to": [1, "two"] }\n  }\n}';
  expect(at(text, [])).toBe('1:1 ');
  expect(at(text, ['steps', 'a/b'])).toBe('3:12 /steps/a~1b');
  expect(at(text, ['steps', 'a/b'], { at: 'key' })).toBe('3:5 /steps/a~1b');
  expect(at(text, ['steps', 'a/b', 'to', 1])).toBe('3:24 /steps/a~1b/to/1');
});

test('the place of what is missing is the object that lacks it', () => {
  expect(at('{ "a": { "b": 1 } }', ['a', 'c', 'd'])).toBe('1:8 /a');
});

test('a place inside a text counts an escape as one character', () => {
  expect(at('["\\"\\u0041-x"]', [0], { offset: 3 })).toBe('1:12 /0');
  expect(at('["ab"]', [0], { offset: 99 })).toBe('1:5 /0');
});

test('a member written twice is a finding at the second, which is the one that counts', () => {
  const { value, findings } = readJsonText('{ "a": 1,\n  "a": 2 }', 'a.jsonc');
  expect(value).toEqual({ a: 2 });
  expect(findings).toEqual([
    expect.objectContaining({ code: 'IVR002', place: { file: 'a.jsonc', line: 2, column: 3, pointer: '/a' } }),
  ]);
});

test('a member named __proto__ is a member like any other', () => {
  const { value } = readJsonText('{ "__proto__": { "admin": true } }', 'a.jsonc');
  expect(Object.keys(value as object)).toEqual(['__proto__']);
  expect((value as { admin?: boolean }).admin).toBeUndefined();
});

test.each([
  ['', '1:1', 'the file is empty'],
  ['{ "a": 1', '1:9', 'the { of line 1 is never closed'],
  ['{\n"a": [1, 2\n', '3:1', 'the [ of line 2 is never closed'],
  ['{ "a" 1 }', '1:7', 'a colon is missing after the name'],
  ['{ "a": }', '1:8', 'a value is missing here'],
  ['{ "a": "x\n" }', '1:8', 'the text is not closed on its line'],
  ['{ "a": tru }', '1:8', 'this word is not JSON'],
  ['{ a: 1 }', '1:3', 'this word is not JSON'],
  ['{ "a": "\\q" }', '1:8', 'a backslash in this text is followed by something unknown'],
  ['{} {}', '1:4', 'there is text after the end of the document'],
  ['/* x', '1:1', 'the comment is never closed'],
])('unreadable JSON %j is one finding at %s', (text, place, message) => {
  const { value, findings } = readJsonText(text, 'a.jsonc');
  expect(value).toBeUndefined();
  expect(findings.map((finding) => [finding.code, `${finding.place.line}:${finding.place.column}`, finding.message])).toEqual([
    ['IVR001', place, message],
  ]);
});

test('nesting without end is refused before it can overflow anything', () => {
  expect(readJsonText('['.repeat(500_000), 'a.jsonc').findings).toEqual([expect.objectContaining({ code: 'IVR004' })]);
  const deepest = `${'['.repeat(jsonLimits.depth)}${']'.repeat(jsonLimits.depth)}`;
  expect(readJsonText(deepest, 'a.jsonc').findings).toEqual([]);
});

test('a pointer escapes slash and tilde', () => {
  expect(pointerOf(['a/b', 0, 'c~d'])).toBe('/a~1b/0/c~0d');
});
