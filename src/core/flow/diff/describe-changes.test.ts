import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { stepKits } from '../../steps/registry.ts';
import { readJsonText } from '../json-text.ts';
import type { WorkspaceTexts } from '../published/workspace-texts.ts';
import { describeChanges } from './describe-changes.ts';

const flow = {
  specVersion: 1,
  name: 'Main line',
  languages: ['en-US', 'de-DE'],
  start: 'main',
  vars: { account: { type: 'string' } },
  defaults: { timeout: '5s', keys: { '0': 'reception' }, on: { error: 'sorry' } },
  prompts: {
    hello: {
      'en-US': ['Press 3 for support.', 'Press 3.'],
      'de-DE': { text: 'Für Hilfe drücken Sie die 3.', audio: 'hello.de.wav' },
    },
    bye: { 'en-US': 'Goodbye.', 'de-DE': 'Auf Wiederhören.' },
  },
  steps: {
    main: { type: 'menu', prompt: 'hello', timeout: '5s', options: { '1': 'sales', '3': 'sales' }, on: { noInput: 'main' } },
    check: { type: 'branch', cases: [{ when: "vars.account == '1'", next: 'sales' }], else: 'sorry' },
    sales: { type: 'transfer', to: 'salesQueue', on: { failed: 'sorry' } },
    reception: { type: 'transfer', to: 'reception' },
    sorry: { type: 'hangup', prompt: 'bye' },
  },
};
type Flow = typeof flow;

const lines = {
  lines: {
    main: { flow: 'a', number: '+441632960999', applicationInstance: '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff' },
    night: { flow: 'b', operator: 'reception' },
  },
  default: 'main',
};
const contacts = {
  contacts: {
    reception: { user: '0a1b2c3d-0001-4567-89ab-cdef01234567' },
    plumber: { phone: '+441632960111' },
    salesQueue: { applicationInstance: '0a1b2c3d-0004-4567-89ab-cdef01234567' },
  },
};
const schedules = {
  schedules: { office: { timeZone: 'Europe/Berlin', hours: { monday: ['09:00-17:00'], tuesday: ['09:00-17:00'] } } },
  overrides: { office: { state: 'closed', reason: 'Snow' } },
};

interface Parts {
  readonly flows: { readonly [name: string]: unknown };
  readonly lines: unknown;
  readonly contacts: unknown;
  readonly schedules: unknown;
  readonly sound: string;
}
const usual: Parts = { flows: { a: flow, b: flow }, lines, contacts, schedules, sound: 'aa' };

function workspace(parts: Partial<Parts> = {}): WorkspaceTexts {
  const all = { ...usual, ...parts };
  const text = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value));
  return {
    files: {
      'lines.jsonc': text(all.lines),
      'contacts.jsonc': text(all.contacts),
      'schedules.jsonc': text(all.schedules),
      ...Object.fromEntries(Object.entries(all.flows).map(([name, one]) => [`${name}/flow.jsonc`, text(one)])),
    },
    audio: { 'a/prompts/hello.de.wav': { hash: all.sound, durationMs: 1_000 } },
  };
}

/** Every sentence, with its flow before it, that leads from the usual workspace to this one. */
function told(after: Partial<Parts>): readonly string[] {
  return describeChanges(workspace(), workspace(after), stepKits).map(({ flow: name, words }) =>
    name === undefined ? words : `${name} | ${words}`,
  );
}

/** The usual workspace with an edit in flow `a`. */
function edited(edit: (draft: { [member: string]: never } & Flow) => void): readonly string[] {
  const draft: Flow = structuredClone(flow);
  edit(draft as Parameters<typeof edit>[0]); // Edits of tests may take members away, or make new ones.
  return told({ flows: { a: draft, b: flow } });
}

test('nothing is said of a workspace that is the same', () => {
  expect(told({})).toEqual([]);
});

describe('an admin reads what callers will meet', () => {
  const cases: readonly [string, (draft: Parameters<Parameters<typeof edited>[0]>[0]) => void, readonly string[]][] = [
    [
      'an option leads elsewhere',
      (f) => {
        f.steps.main.options['3'] = 'reception';
      },
      ['menu main: option 3 now goes to reception instead of sales'],
    ],
    [
      'an option is new',
      (f) => void Object.assign(f.steps.main.options, { '2': 'reception' }),
      ['menu main: option 2 is new and goes to reception'],
    ],
    [
      'an option is gone',
      (f) => void Reflect.deleteProperty(f.steps.main.options, '1'),
      ['menu main: option 1 is gone (it went to sales)'],
    ],
    [
      'a condition leads elsewhere',
      (f) => {
        f.steps.check.else = 'sales';
      },
      ['branch check: else now goes to sales instead of sorry'],
    ],
    [
      'an outcome leads elsewhere',
      (f) => {
        f.steps.sales.on.failed = 'reception';
      },
      ['transfer sales: on failed now goes to reception instead of sorry'],
    ],
    [
      'an outcome gets a way',
      (f) => void Object.assign(f.steps.reception, { on: { busy: 'sorry' } }),
      ['transfer reception: on busy now goes to sorry'],
    ],
    [
      'another contact',
      (f) => {
        f.steps.sales.to = 'reception';
      },
      ['transfer sales: to is now reception instead of salesQueue'],
    ],
    [
      'a time',
      (f) => {
        f.steps.main.timeout = '8s';
      },
      ['menu main: timeout is now 8s instead of 5s'],
    ],
    [
      'a condition',
      (f) => {
        f.steps.check.cases[0] = { when: "vars.account == '2'", next: 'sales' };
      },
      ['branch check: cases 1 when changed'],
    ],
    ['a step is new', (f) => void Object.assign(f.steps, { extra: { type: 'hangup' } }), ['hangup extra: new']],
    ['a step is gone', (f) => void Reflect.deleteProperty(f.steps, 'check'), ['branch check: gone']],
    [
      'another type',
      (f) => void Object.assign(f.steps.reception, { type: 'play' }),
      ['step reception: is of the type play instead of transfer'],
    ],
    [
      'words of one language',
      (f) => {
        f.prompts.bye['de-DE'] = 'Tschüss.';
      },
      ['prompt bye (de-DE): words changed'],
    ],
    [
      'words of one attempt',
      (f) => {
        f.prompts.hello['en-US'][1] = 'Press three.';
      },
      ['prompt hello (en-US), attempt 2: words changed'],
    ],
    [
      'no recording',
      (f) => void Reflect.deleteProperty(f.prompts.hello['de-DE'], 'audio'),
      ['prompt hello (de-DE): has no recording any more'],
    ],
    ['a language is new', (f) => void f.languages.push('fr-FR'), ['language fr-FR: new']],
    ['the usual language', (f) => void f.languages.reverse(), ['the usual language is now de-DE']],
    [
      'calls begin elsewhere',
      (f) => {
        f.start = 'check';
      },
      ['calls begin at check instead of main'],
    ],
    [
      'a global key',
      (f) => {
        f.defaults.keys['0'] = 'sorry';
      },
      ['key 0: now goes to sorry instead of reception'],
    ],
    [
      'a default',
      (f) => {
        f.defaults.timeout = '9s';
      },
      ['defaults: timeout is now 9s instead of 5s'],
    ],
    [
      'a default outcome',
      (f) => {
        f.defaults.on.error = 'reception';
      },
      ['defaults: on error now goes to reception instead of sorry'],
    ],
    [
      'a variable',
      (f) => {
        f.vars.account.type = 'number';
      },
      ['variable account: changed'],
    ],
  ];
  test.each(cases)('%s', (_what, edit, words) => {
    expect(edited(edit)).toEqual(words.map((one) => `a | ${one}`));
  });

  test('a renamed step is one sentence, and those that lead to it say nothing', () => {
    const text = JSON.stringify(flow).replaceAll('"sorry"', '"farewell"');
    expect(told({ flows: { a: text, b: flow } })).toEqual(['a | hangup sorry: is now called farewell']);
  });

  test('a step that leads to itself may be renamed', () => {
    const text = JSON.stringify(flow).replaceAll('"main"', '"choose"');
    expect(told({ flows: { a: text, b: flow } })).toEqual(['a | menu main: is now called choose']);
  });

  test('another sound under the same file name is another recording', () => {
    expect(told({ sound: 'bb' })).toEqual(['a | prompt hello (de-DE): another recording']);
  });

  test('comments and layout are told from what callers meet', () => {
    const text = `// For the reader.\n${JSON.stringify(flow, undefined, 2)}`;
    expect(told({ flows: { a: text, b: flow } })).toEqual(['a | only comments, order or layout changed']);
  });

  test('a file that cannot be read any more is said to be so', () => {
    expect(told({ flows: { a: '{', b: flow } })).toEqual(['a | the file cannot be read any more']);
    expect(told({ lines: '{' })).toEqual(['lines.jsonc: cannot be read any more']);
  });

  test('flows come, go and are renamed', () => {
    const other = { ...flow, name: 'Another' };
    expect(told({ flows: { a: flow, b: flow, c: other } })).toEqual(['c | new']);
    expect(told({ flows: { a: flow } })).toEqual(['b | gone']);
    expect(told({ flows: { a: flow, night: flow } })).toEqual(['b | is now called night']);
  });

  test('the environment without its values, and a directory without its people', () => {
    const before: WorkspaceTexts = {
      ...workspace(),
      files: {
        ...workspace().files,
        'environment.jsonc': '{ "env": { "crm": "https://one.example" }, "hosts": ["one.example"] }',
        'directories/staff.jsonc': '{ "people": [{ "name": "Ada", "to": "reception" }, { "name": "Bob", "to": "plumber" }] }',
      },
    };
    const edit = (path: string, from: string, to: string) =>
      describeChanges(
        before,
        { ...before, files: { ...before.files, [path]: (before.files[path] ?? '').replaceAll(from, to) } },
        stepKits,
      );
    expect(edit('environment.jsonc', 'one.example', 'two.example').map(({ words }) => words)).toEqual([
      'env crm: changed',
      'host two.example: may be asked now',
      'host one.example: may not be asked any more',
    ]);
    expect(edit('directories/staff.jsonc', 'Bob', 'Eve')).toEqual([
      { words: 'directory staff: 1 of 2 people new or changed, 1 gone or changed' },
    ]);
    expect(edit('directories/staff.jsonc', '"people"', '"peeple"')).not.toEqual([]);
  });

  test('lines, contacts and schedules, without a number or an id', () => {
    const text = (value: unknown) => JSON.stringify(value);
    expect(told({ lines: text(lines).replace('"flow":"a"', '"flow":"b"') })).toEqual(['line main: flow b instead of a']);
    expect(told({ lines: text(lines).replace('960999', '960998') })).toEqual(['line main: another number']);
    expect(told({ lines: text(lines).replace('"operator":"reception"', '"operator":"plumber"') })).toEqual([
      'line night: operator is now plumber instead of reception',
    ]);
    expect(told({ lines: text(lines).replace('"default":"main"', '"default":"night"') })).toEqual([
      'calls that match no line: line night',
    ]);
    expect(told({ contacts: text(contacts).replace('0001-4567', '0009-4567') })).toEqual([
      'contact reception: another destination',
    ]);
    expect(told({ contacts: text(contacts).replace('"plumber"', '"fitter"') })).toEqual([
      'contact fitter: new',
      'contact plumber: gone',
    ]);
    expect(told({ schedules: text(schedules).replace('09:00-17:00', '08:00-17:00') })).toEqual([
      'schedule office: hours monday changed',
    ]);
    expect(told({ schedules: text(schedules).replace('Snow', 'Ice') })).toEqual(['override office: changed']);
  });
});

describe('whatever is edited', () => {
  const shipped = {
    a: readFileSync('flows/main-line/flow.jsonc', 'utf8'),
    lines: readFileSync('flows/lines.jsonc', 'utf8'),
    contacts: readFileSync('flows/contacts.jsonc', 'utf8'),
  };
  const sources: readonly { readonly part: keyof Parts | 'a'; readonly value: unknown }[] = [
    { part: 'a', value: flow },
    { part: 'a', value: readJsonText(shipped.a, '').value },
    { part: 'lines', value: lines },
    { part: 'contacts', value: contacts },
    { part: 'schedules', value: schedules },
  ];
  const withPart = (part: keyof Parts | 'a', value: unknown): Partial<Parts> =>
    part === 'a' ? { flows: { a: value, b: flow } } : { [part]: value };

  test('a single edit anywhere gives at least one sentence, and no sentence holds a number or an id', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...sources),
        fc.nat(),
        fc.constantFrom('remove', 'change', 'nest', 'rename'),
        fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant('+441632960123'), fc.constant(null)),
        ({ part, value }, at, how, put) => {
          const after = mutated(value, at, how, put);
          fc.pre(JSON.stringify(after) !== JSON.stringify(value));
          const changes = describeChanges(workspace(withPart(part, value)), workspace(withPart(part, after)), stepKits);
          expect(changes.length).toBeGreaterThan(0);
          expect(changes.map(({ words }) => words).join('\n')).not.toMatch(/\+44|[0-9a-f]{8}-/);
          expect(new Set(changes.map(({ words }) => words)).size).toBe(changes.length);
        },
      ),
      { numRuns: 600 },
    );
  });

  test('no text at all makes it throw', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.oneof(fc.string(), fc.json()), (before, after) => {
        const changes = describeChanges(
          workspace({ flows: { a: before }, lines: before, contacts: after, schedules: before }),
          workspace({ flows: { a: after }, lines: after, contacts: before, schedules: after }),
          stepKits,
        );
        expect(changes.length > 0).toBe(before !== after);
      }),
      { numRuns: 300 },
    );
  });
});

/** One edit: the member or entry that is the `at`-th on the way through the document is taken away, changed, or renamed. */
function mutated(value: unknown, at: number, how: string, put: unknown): unknown {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  const places: { readonly holder: Record<string, unknown>; readonly name: string }[] = [];
  const visit = (part: unknown): void => {
    if (typeof part !== 'object' || part === null) return;
    const holder = part as Record<string, unknown>; // Lists are edited by their index.
    for (const name of Object.keys(holder)) {
      places.push({ holder, name });
      visit(holder[name]);
    }
  };
  visit(copy);
  const place = places[at % places.length];
  if (place === undefined) return copy;
  const { holder, name } = place;
  if (how === 'change') holder[name] = put;
  if (how === 'nest') holder[name] = [holder[name]];
  if (how === 'rename' && !Array.isArray(holder)) holder[`${name}X`] = holder[name];
  if (how === 'remove' || how === 'rename') {
    if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else delete holder[name];
  }
  return copy;
}
