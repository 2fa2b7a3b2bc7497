import { languageWithAPast as later } from '../../../../test/support/a-language-with-a-past.ts';
import type { FlowVersion } from '../../call/ids.ts';
import { stepKits } from '../../steps/registry.ts';
import { checkFlow, compileFlow } from '../compile.ts';
import { readJsonText } from '../json-text.ts';
import { applyQuickFixes } from '../quick-fixes.ts';
import { type Change, changedText, changedValue } from './change.ts';
import {
  type FlowLanguage,
  flowLanguage,
  inTodaysVersion,
  planMigration,
  textInTodaysVersion,
  valueInTodaysVersion,
} from './migration.ts';

const old = `// The night line.
{
  "specVersion": 1, // as it was
  "name": "Night",
  "languages": ["en-US"],
  "start": "hello",
  "steps": {
    // said first
    "hello": { "type": "play", "prompt": "Good evening.", "goto": "main" /* the menu */ },
    "main": {
      "type": "menu",
      "prompt": "Press 1, please.",
      "options": { "1": "bye" },
      "timeoutMs": 4000, // patience
      "noInput": "bye"
    },
    "bye": { "type": "hangup" }
  }
}
`;

const version = 'test' as FlowVersion; // Nobody looks it up.
const surroundings = { contacts: {}, audio: {} };
const compile = (text: string, language?: FlowLanguage) =>
  compileFlow({
    name: 'night',
    file: 'flow.jsonc',
    text,
    version,
    surroundings,
    kits: stepKits,
    ...(language !== undefined && { language }),
  });

function migrated(text: string, language = later): string {
  const plan = planMigration(readJsonText(text, 'a').value, language);
  return plan === undefined ? text : textInTodaysVersion(text, plan);
}

test('a flow of two versions ago is rewritten step by step, with every comment', () => {
  expect(migrated(old)).toBe(`// The night line.
{
  "specVersion": 3, // as it was
  "name": "Night",
  "languages": ["en-US"],
  "start": "hello",
  "steps": {
    // said first
    "hello": { "type": "play", "prompt": "Good evening.", "next": "main" /* the menu */ },
    "main": {
      "type": "menu",
      "prompt": "Press 1, please.",
      "options": { "1": "bye" },
      "timeout": "4000ms", // patience
      "on": { "noInput": "bye" }
    },
    "bye": { "type": "hangup" }
  }
}
`);
});

test('a flow of last version skips what it has behind it', () => {
  const text = old.replace('"specVersion": 1', '"specVersion": 2').replace('"goto"', '"next"');
  expect(migrated(text)).toBe(migrated(old));
  expect(planMigration(readJsonText(text, 'a').value, later)).toMatchObject({
    from: 2,
    summaries: [later.migrations[1]?.summary],
  });
});

test('an old flow runs without being rewritten, as the same flow', () => {
  const before = compile(old, later);
  const after = compile(migrated(old), later);
  expect([...before.findings, ...after.findings]).toEqual([]);
  const plain = (flow: typeof before.flow): unknown =>
    [...(flow?.steps.values() ?? [])].map(({ name, config, on }) => ({ name, config, on: { ...on } }));
  expect(plain(before.flow)).toEqual(plain(after.flow));
});

test('what is wrong in an old flow is found where it stands in its own spelling', () => {
  const wrong = old
    .replace('"goto": "main"', '"goto": "mian"')
    .replace('"noInput": "bye"', '"noInput": "by"')
    .replace('"timeoutMs": 4000', '"timeoutMs": 4');
  const lineOf = (words: string): number => wrong.slice(0, wrong.indexOf(words)).split('\n').length;
  expect(compile(wrong, later).findings.map(({ code, place }) => `${code} ${place.line}`)).toEqual([
    `IVR202 ${lineOf('"goto"')}`,
    `IVR107 ${lineOf('"timeoutMs"')}`,
    `IVR202 ${lineOf('"noInput"')}`,
  ]);
});

const checkOld = (text: string) =>
  checkFlow({ name: 'night', file: 'flow.jsonc', text, version, surroundings, kits: stepKits, language: later });

test('who checks an old flow is told how it becomes one of today, and --fix does it', () => {
  const { findings, flow } = checkOld(old);
  expect(flow).toBeDefined();
  expect(findings.map(({ severity, code, place }) => `${severity} ${code} ${place.line}:${place.column}`)).toContain(
    'note IVR108 3:18',
  );
  const mended = applyQuickFixes(old, findings);
  expect(mended.fixed.map(({ code }) => code)).toContain('IVR108');
  expect(mended.text).toBe(migrated(old));
  expect(checkOld(mended.text).findings.map(({ code }) => code)).not.toContain('IVR108');
});

test("no quick fix writes today's words into a flow of before", () => {
  const wrong = old.replace('"goto": "main"', '"goto": "mian"');
  const typo = (text: string) => checkOld(text).findings.find(({ code }) => code === 'IVR202')?.quickFix;
  expect(typo(wrong)).toBeUndefined();
  expect(typo(migrated(wrong))?.title).toBe('write "main"');
});

test('a flow that is long in the migrating is left to the command', () => {
  const long = old.replace('// said first', `// ${'said first '.repeat(90_000)}`);
  const finding = checkOld(long).findings.find(({ code }) => code === 'IVR108');
  expect(finding?.fix).toContain('teams-ivr migrate');
  expect(finding?.quickFix).toBeUndefined();
});

test('what looks into the text of an old flow for names sees it as it is today', () => {
  const text = `{ "specVersion": 1, "steps": { "a": { "goto": "b" } } }`;
  expect(valueInTodaysVersion(text, later)).toEqual({ specVersion: 3, steps: { a: { next: 'b' } } });
});

test('the text and the value that a migration makes say the same', () => {
  const asText = readJsonText(migrated(old), 'a').value;
  expect(inTodaysVersion(readJsonText(old, 'a'), later).value).toEqual(asText);
});

test('a change of the text says the same as the change of the value, and no comment is lost', () => {
  const text = `{ // a
  "x": 1, // b
  /* c */ "y": { "z": [2], /* d */ "w": 3 }, // e
  "v": {}, "u": { /* f */ },
  // g
  "last": null // h
  // i
}`;
  const changes: readonly Change[] = [
    { kind: 'set', path: ['x'], value: undefined },
    { kind: 'set', path: ['last'], value: undefined },
    { kind: 'set', path: ['y', 'w'], value: undefined },
    { kind: 'set', path: ['y', 'z', 0], value: { a: 1 } },
    { kind: 'set', path: ['new', 'deep', 'er'], value: 1 },
    { kind: 'set', path: ['v', 'new'], value: 1 },
    { kind: 'set', path: ['u', 'new'], value: [] },
    { kind: 'set', path: ['x', 'no', 'object'], value: true },
    { kind: 'set', path: ['nothing'], value: undefined },
    { kind: 'rename', path: ['y', 'w'], to: 'wide' },
    { kind: 'move', path: ['last'], to: ['y', 'last'] },
    { kind: 'move', path: ['y', 'z'], to: ['z'] },
  ];
  for (const change of changes) {
    const edited = changedText(text, change);
    const read = readJsonText(edited, 'a');
    expect([change, edited, read.findings]).toEqual([change, edited, []]);
    expect([change, JSON.stringify(read.value)]).toEqual([
      change,
      JSON.stringify(changedValue(readJsonText(text, 'a').value, change)),
    ]);
    expect([change, edited.match(/\/\/ [a-i]|\/\* [a-i]/g)?.length]).toEqual([change, 9]);
  }
});

test('what moves takes its comments along, and line breaks stay those of the file', () => {
  const text = '{\r\n  "specVersion": 2,\r\n  "steps": { "a": { "type": "menu", "noInput": /* who? */ "b" } }\r\n}\r\n';
  expect(migrated(text)).not.toMatch(/[^\r]\n/);
  const nested = `{ "specVersion": 2, "steps": { "a": { "noInput": { "to": "b" /* kept */ } } } }`;
  expect(migrated(nested)).toContain('"noInput": { "to": "b" /* kept */ }');
});

test('a newer version than the bot knows is refused with what to do', () => {
  const { findings } = compile(old.replace('"specVersion": 1', '"specVersion": 4'), later);
  expect(findings[0]).toMatchObject({
    code: 'IVR104',
    message: 'this flow is written in version 4 of the flow language, and this bot knows versions up to 3',
    fix: 'update the bot; or write the flow in version 3',
  });
});

test.each([['0'], ['1.5'], ['"1"'], ['null'], ['-1']])('%s is no version that anything leads from', (specVersion) => {
  const text = old.replace('"specVersion": 1', `"specVersion": ${specVersion}`);
  expect(migrated(text)).toBe(text);
  expect(compile(text, later).findings[0]?.code).toBe('IVR104');
});

test("today's language has a migration from each version before it, and nothing to do for a flow of today", () => {
  const versions = flowLanguage.migrations.map(({ from }) => from);
  expect(versions).toEqual(Array.from({ length: flowLanguage.version - 1 }, (_, index) => index + 1));
  expect(planMigration({ specVersion: flowLanguage.version }, flowLanguage)).toBeUndefined();
});

test.each([
  ['{}'],
  ['[]'],
  ['null'],
  ['{ "specVersion": 1, "steps": [1, {}] }'],
  ['{ "specVersion": 1, "steps": { "a": null } }'],
])('a document that is wrong in other ways, such as %s, is no reason to throw', (text) => {
  expect(() => migrated(text)).not.toThrow();
  expect(() => compile(text, later)).not.toThrow();
});
