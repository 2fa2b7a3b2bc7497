import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stepKits } from '../../steps/registry.ts';
import { readJsonText } from '../json-text.ts';
import { fileKind, formatText } from './format-text.ts';
import type { FormattedFile } from './member-order.ts';

function format(text: string, kind: FormattedFile = 'flow'): string {
  const formatted = formatText(text, { kind, kits: stepKits, file: 'flow.jsonc' });
  if (formatted.kind === 'unreadable') throw new Error(formatted.findings.map(({ message }) => message).join());
  return formatted.text;
}

test('members stand in the order of the language, steps that fit in one line', () => {
  const untidy = `{"steps":{"main":{"options":{"1":"bye"},"on":{"noInput":"bye"},"prompt":"Press 1, please.","type":"menu"},
    "bye":{"outcome":"done","type":"hangup"}},"start":"main","languages":["en-US"],"name":"Line","specVersion":1}`;
  expect(format(untidy)).toBe(`{
  "specVersion": 1,
  "name": "Line",
  "languages": ["en-US"],
  "start": "main",
  "steps": {
    "main": { "type": "menu", "prompt": "Press 1, please.", "options": { "1": "bye" }, "on": { "noInput": "bye" } },
    "bye": { "type": "hangup", "outcome": "done" }
  }
}
`);
});

test('a step that does not fit has a line for each member, the ways out at the end', () => {
  const long = `{ "steps": { "ask": { "next": "bye", "on": { "maxAttempts": "bye" }, "type": "collect", "maxDigits": 6, "minDigits": 6,
    "into": "account", "note": "Six digits.", "prompt": "Please enter the six digits of your account number, then press pound." } } }`;
  expect(format(long)).toBe(`{
  "steps": {
    "ask": {
      "type": "collect",
      "note": "Six digits.",
      "prompt": "Please enter the six digits of your account number, then press pound.",
      "into": "account",
      "minDigits": 6,
      "maxDigits": 6,
      "next": "bye",
      "on": { "maxAttempts": "bye" }
    }
  }
}
`);
});

test('comments move with what they speak of', () => {
  const commented = `// The night line.
{
  "steps": { // in the order of the call
    // said first
    "a": { "type": "hangup" }, // the end

    /* never reached */ "b": { "outcome": "x", /* last */ "type": "hangup" }
    // more to come
  },
  "start": /* of course */ "a", "specVersion": 1 // the only one
}
// end of file`;
  expect(format(commented)).toBe(`// The night line.
{
  "specVersion": 1, // the only one
  /* of course */
  "start": "a",
  "steps": { // in the order of the call
    // said first
    "a": { "type": "hangup" }, // the end

    /* never reached */
    "b": {
      /* last */
      "type": "hangup",
      "outcome": "x"
    }
    // more to come
  }
}
// end of file
`);
});

test("what is somebody's own order stays: options, variables that are set, shares, cases, keys", () => {
  const own = '{"steps":{"a":{"type":"set","vars":{"z":1,"a":2},"next":"b"},"b":{"type":"split","shares":{"z":10,"a":90}}}}';
  expect(format(own)).toContain('"vars": { "z": 1, "a": 2 }');
  expect(format(own)).toContain('"shares": { "z": 10, "a": 90 }');
});

test('what the language does not know stays where it is, before the ways out', () => {
  const strange = '{"steps":{"a":{"on":{},"wrong":1,"next":"b","type":"play","prompt":"x"}},"wrong":true,"start":"a"}';
  expect(format(strange)).toBe(`{
  "start": "a",
  "steps": {
    "a": { "type": "play", "prompt": "x", "wrong": 1, "next": "b", "on": {} }
  },
  "wrong": true
}
`);
});

test('one empty line between members is kept, several become one', () => {
  expect(format('{\n\n\n"start":"a",\n\n\n\n"steps":{}\n\n}')).toBe('{\n  "start": "a",\n\n  "steps": {}\n}\n');
});

test('the line breaks of Windows stay, a byte order mark goes', () => {
  expect(format('\uFEFF{\r\n"start":"a" // here\r\n}')).toBe('{\r\n  "start": "a" // here\r\n}\r\n');
});

test('texts stay as they were written, escapes included', () => {
  expect(format('{"name":"\\u00e9\\/\\n","start":"a"}')).toContain('"name": "\\u00e9\\/\\n"');
});

test.each([
  ['not JSON', '{ "start": ', 'IVR001'],
  ['a member twice, of which one would be lost', '{ "start": "a", "start": "b" }', 'IVR002'],
  ['too deep', `${'['.repeat(60)}${']'.repeat(60)}`, 'IVR004'],
])('%s is left alone, with what is wrong', (_what, text, code) => {
  const formatted = formatText(text, { kind: 'flow', kits: stepKits, file: 'flow.jsonc' });
  expect(formatted).toMatchObject({ kind: 'unreadable', findings: [{ code }] });
});

test.each([
  ['flows/main-line/flow.jsonc', 'flow'],
  ['flows\\lines.jsonc', 'lines'],
  ['flows/main-line/tests/night.jsonc', 'tests'],
  ['contacts.jsonc', 'contacts'],
  ['package.json', 'other'],
])('%s is formatted as %s', (path, kind) => {
  expect(fileKind(path)).toBe(kind);
});

/** Between any two tokens: nothing, blanks, line breaks, and comments of either kind. */
const between = fc
  .array(
    fc.oneof(
      fc.constantFrom(' ', '\n', '\n\n\n', '\t', '\r\n'),
      fc.constantFrom('/* a */', '/* b\n   c */', '/**/', '// d\n', '//\n', '// "e": [1,\r\n', '/* // */', '//// f /* \n'),
    ),
    { maxLength: 3 },
  )
  .map((parts) => parts.join(''));

const names = fc.oneof(
  fc.constantFrom('steps', 'type', 'next', 'on', 'prompts', 'en-US', 'text', 'options', 'menu', '__proto__', 'a/b', ''),
  fc.string({ maxLength: 5 }),
);
const words = fc.oneof(
  fc.constantFrom('menu', 'play', 'voicemail', '// no comment', '/* nor this */'),
  fc.string({ maxLength: 12 }),
);
const { document } = fc.letrec<{ document: unknown }>((tie) => ({
  document: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(words, fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    fc.array(tie('document'), { maxLength: 4 }),
    fc.uniqueArray(fc.tuple(names, tie('document')), { maxLength: 5, selector: ([name]) => name }).map(Object.fromEntries),
  ),
}));

/** The document as text with something between any two of its tokens, and sometimes a comma too many. */
function scattered(value: unknown, gap: () => string): string {
  const list = (open: string, parts: readonly string[], close: string): string => {
    const comma = parts.length > 0 && gap().includes('\n') ? `,${gap()}` : '';
    return `${open}${gap()}${parts.join(`${gap()},${gap()}`)}${gap()}${comma}${close}`;
  };
  if (Array.isArray(value)) {
    const items = value.map((item) => scattered(item, gap));
    return list('[', items, ']');
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([name, inner]) => `${JSON.stringify(name)}${gap()}:${gap()}${scattered(inner, gap)}`,
  );
  return list('{', members, '}');
}

const commentsIn = (text: string): readonly string[] => {
  const withoutTexts = text.replaceAll('\r\n', '\n').match(/"(?:[^"\\\n]|\\.)*"|\/\*[\s\S]*?\*\/|\/\/[^\n]*/g) ?? [];
  return withoutTexts
    .filter((part) => !part.startsWith('"'))
    .map((part) => part.trimEnd())
    .sort();
};

/** What a text says, whatever the order of its members. Their names may be any, so plain objects would not do. */
function meaning(text: string): string {
  const inOrder = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(inOrder);
    if (typeof value !== 'object' || value === null) return value;
    return {
      members: Object.entries(value)
        .map(([name, inner]) => [name, inOrder(inner)])
        .sort(),
    };
  };
  return JSON.stringify(inOrder(readJsonText(text, 'a').value));
}

const texts = fc
  .tuple(document, fc.infiniteStream(between))
  .map(([value, gaps]) => `${gaps.next().value}${scattered(value, () => gaps.next().value)}${gaps.next().value}`)
  .filter((text) => readJsonText(text, 'a').findings.length === 0);

test('whatever it is given: the meaning stays, every comment stays, and formatting again changes nothing', () => {
  fc.assert(
    fc.property(texts, fc.constantFrom<FormattedFile>('flow', 'tests', 'lines', 'other'), (text, kind) => {
      const once = format(text, kind);
      expect(readJsonText(once, 'a').findings).toEqual([]);
      expect(meaning(once)).toBe(meaning(text));
      expect(commentsIn(once)).toEqual(commentsIn(text));
      expect(format(once, kind)).toBe(once);
    }),
    { numRuns: 500 },
  );
});

test('no line of a formatted flow is longer than it must be', () => {
  const lines = format(readFileSync('flows/main-line/flow.jsonc', 'utf8')).split('\n');
  const long = lines.filter((one) => one.length > 130 && !/^ *"[^"]*": "/.test(one) && !one.trimStart().startsWith('//'));
  expect(long).toEqual([]);
});
