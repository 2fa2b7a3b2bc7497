import { indexPeople, keysOfName, type Person } from './directory.ts';

const person = (name: string, extension?: string): Person => ({
  name,
  to: { kind: 'user', id: name },
  ...(extension === undefined ? {} : { extension }),
});
const names = (found: readonly Person[]) => found.map(({ name }) => name);

const staff = indexPeople([
  person('Ada Example', '1234'),
  person('Bea Example'),
  person('Jürgen Groß', '2232'),
  person('Łukasz Ødegård'),
  person("Sean O'Neill"),
  person('Ada Maria van Dyk'),
]);

test.each([
  ['Ada', '232'],
  ['Jürgen Groß', '58743647677'],
  ["O'Neill", '663455'],
  ['Ødegård', '6334273'],
  ['李小龍', ''],
])('%s is typed as %s', (name, keys) => {
  expect(keysOfName(name)).toBe(keys);
});

test.each([
  ['3926753', 'name', ['Ada Example', 'Bea Example']],
  ['232', 'name', ['Ada Example', 'Ada Maria van Dyk', 'Bea Example']],
  ['23239', 'name', ['Ada Example', 'Bea Example']],
  ['826', 'name', ['Ada Maria van Dyk']],
  ['47677', 'name', ['Jürgen Groß']],
  ['2232', 'both', ['Jürgen Groß']],
  ['2232', 'name', []],
  ['1234', 'extension', ['Ada Example']],
  ['123', 'extension', []],
  ['', 'both', []],
] as const)('%s by %s finds %j', (keys, by, found) => {
  expect(names(staff.find(keys, by))).toEqual([...found].sort((a, b) => a.localeCompare(b)));
});

test('ten thousand people are searched by looking at few of them', () => {
  let looks = 0;
  const many = indexPeople(
    Array.from({ length: 10_000 }, (_, n) => ({
      ...person(`Person${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]} Family${n}`, String(20_000 + n)),
      get name(): string {
        looks += 1;
        return `Person${'abcdefghij'[n % 10]} Family${n}`;
      },
    })),
  );
  looks = 0;
  expect(many.find('29999', 'both')).toHaveLength(1);
  expect(looks).toBe(0);
  expect(names(many.find(keysOfName('family9999'), 'name'))).toHaveLength(1);
  expect(looks).toBeLessThan(10);
});
