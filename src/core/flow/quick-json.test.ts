import fc from 'fast-check';
import { type ParseError, parse, visit } from 'jsonc-parser';
import { readQuickly } from './quick-json.ts';

const plainly = (value: unknown): unknown => JSON.parse(JSON.stringify(value)) as unknown;

function asTheParserReadsIt(text: string): { readonly value: unknown } | undefined {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  return errors.length > 0 || value === undefined ? undefined : { value };
}

function hasNameTwice(text: string): boolean {
  const seen = new Set<string>();
  let twice = false;
  visit(text, {
    onObjectProperty: (name, _offset, _length, _line, _column, path) => {
      const member = JSON.stringify([...path(), name]);
      twice ||= seen.has(member);
      seen.add(member);
    },
  });
  return twice;
}

test('comments, trailing commas, escapes and numbers are read as they were meant', () => {
  const text = '// first\n{ "a": [1, -2.5e3, true, null,], /* last */ "b\\u00e9\\n": { "constructor": "\\"" }, }\n';
  const read = readQuickly(text, 50);
  expect(plainly(read?.value)).toEqual({ a: [1, -2500, true, null], 'bé\n': { constructor: '"' } });
  expect(read?.comments.map(({ offset, length }) => text.slice(offset, offset + length))).toEqual(['// first', '/* last */']);
});

test('no member is inherited, whatever it is called', () => {
  const read = readQuickly('{ "__proto__": { "a": 1 } }', 50)?.value;
  expect(Object.keys(read as object)).toEqual(['__proto__']); // An object was written.
  expect('constructor' in (read as object)).toBe(false);
});

test.each([
  ['a comma is missing', '{ "a": 1 "b": 2 }'],
  ['a text is not closed', '{ "a": "b\n}'],
  ['an escape is unknown', '{ "a": "\\x" }'],
  ['a number begins with zero', '[01]'],
  ['a comma stands alone', '[,]'],
  ['a comment is not closed', '{} /* '],
  ['a name is written twice', '{ "a": 1, "a": 2 }'],
  ['something follows', '{} {}'],
  ['there is nothing', ' // nothing\n'],
])('what it cannot read it leaves to the parser that says why: %s', (_, text) => {
  expect(readQuickly(text, 50)).toBeUndefined();
});

test('no more levels are read than may be nested', () => {
  expect(readQuickly('[[1]]', 2)?.value).toEqual([[1]]);
  expect(readQuickly('[[[1]]]', 2)).toBeUndefined();
});

test('whatever it reads, the parser reads alike; what it refuses is a fault or written twice', () => {
  const value = fc.jsonValue({ maxDepth: 4 });
  const cut = fc.tuple(
    value,
    fc.nat(),
    fc.constantFrom('', ',', '"', '}', '/', '/* */', '// x\n', '\\', '0', '\u00a0', '\t', '-'),
  );
  fc.assert(
    fc.property(cut, ([made, where, added]) => {
      const whole = JSON.stringify(made, null, 1);
      const at = where % (whole.length + 1);
      const text = whole.slice(0, at) + added + whole.slice(at);
      fc.pre(!text.includes('__proto__')); // jsonc-parser's own objects lose such a member; ours is held above.
      const expected = asTheParserReadsIt(text);
      const read = readQuickly(text, 50);
      if (expected === undefined) expect(read).toBeUndefined();
      else if (read !== undefined) expect(plainly(read.value)).toEqual(plainly(expected.value));
      else expect(hasNameTwice(text)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
