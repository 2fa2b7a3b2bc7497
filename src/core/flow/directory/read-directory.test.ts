import { readDirectory } from './read-directory.ts';

const id = '7e57ab1e-0000-4000-8000-00000000000a';
const good = `{
  "people": [
    { "name": "Ada Example", "extension": "1234", "user": "${id}" },
    { "name": "Workshop", "extension": "77", "phone": "+441632960111" }
  ]
}`;

test('a good file is read as it stands', () => {
  expect(readDirectory(good, 'staff.jsonc')).toEqual({
    findings: [],
    people: [
      { name: 'Ada Example', extension: '1234', to: { kind: 'user', id } },
      { name: 'Workshop', extension: '77', to: { kind: 'phone', number: '+441632960111' } },
    ],
  });
});

test.each([
  ['IVR540', 'one extension for two', '"77"', '▸"1234"'],
  ['IVR541', 'a name without a letter that a telephone has', '"name": "Ada Example", "extension": "1234"', '"name": ▸"李小龍"'],
  ['IVR103', 'an extension that is a number', '"77"', '▸77'],
  ['IVR101', 'an unknown member', '"extension": "77"', '▸"extention": "77"'],
  [
    'IVR501',
    'somebody who cannot be reached',
    `{ "name": "Ada Example", "extension": "1234", "user": "${id}" }`,
    '▸{ "name": "Ada" }',
  ],
  ['IVR503', 'a number as it is spoken', '"+441632960111"', '▸"01632 960111"'],
])('%s: %s is found where it stands', (code, _title, instead, write) => {
  const marked = good.replace(instead, () => write);
  const before = marked.slice(0, marked.indexOf('▸')).split('\n');
  const { findings } = readDirectory(marked.replace('▸', ''), 'staff.jsonc');
  expect(findings.map(({ code: found, place }) => `${found} ${place.line}:${place.column}`)).toEqual([
    `${code} ${before.length}:${(before.at(-1) ?? '').length + 1}`,
  ]);
});

test('a directory of ten thousand is read', () => {
  const people = Array.from({ length: 10_000 }, (_, n) => ({ name: `Person ${n}`, extension: String(20_000 + n), user: id }));
  expect(readDirectory(JSON.stringify({ people }), 'staff.jsonc').people).toHaveLength(10_000);
});
