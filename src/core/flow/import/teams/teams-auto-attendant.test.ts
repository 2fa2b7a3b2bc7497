import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { check } from '../../../../../cli/commands/check.ts';
import { fmt } from '../../../../../cli/commands/fmt.ts';
import { importFlow } from '../../../../../cli/commands/import.ts';
import { test as testCommand } from '../../../../../cli/commands/test.ts';
import { aFolder } from '../../../../../test/support/a-folder.ts';
import { runCommand } from '../../../../../test/support/run-command.ts';
import { stepKits } from '../../../steps/registry.ts';
import { teamsAutoAttendant } from './teams-auto-attendant.ts';

// A made-up line in the form that PowerShell exports.
const file = join(import.meta.dirname, 'example-attendant.json');
const exported = readFileSync(file, 'utf8');
const options = { name: 'fabrikam', language: 'en-US', kits: stepKits };

let folder = '';
beforeEach(() => {
  folder = aFolder();
});

function changed(change: (attendant: Writable) => void): unknown {
  const attendant = JSON.parse(exported) as Writable;
  change(attendant);
  return attendant;
}
type Writable = { [member: string]: never } & {
  TimeZoneId: unknown;
  Operator: unknown;
  DefaultCallFlow: { Menu: { MenuOptions: { [member: string]: unknown }[]; DirectorySearchMethod: unknown } };
  Schedules: { WeeklyRecurrentSchedule: { ComplementEnabled: boolean } }[];
};

function imported(source: unknown) {
  const reading = teamsAutoAttendant.read(source, options);
  if (reading.kind === 'refused') throw new Error(`${reading.what}: ${reading.fix}`);
  const flow = JSON.parse(reading.files['fabrikam/flow.jsonc'] ?? '') as {
    steps: { [name: string]: { [member: string]: unknown } };
  };
  return { ...reading, flow };
}

test('a line of a company becomes a flow that is fine, formatted, and does what the line did', async () => {
  const { code, said } = await runCommand(importFlow, file, '--name', 'fabrikam', '--dir', folder);
  expect(code).toBe(1);
  expect(said).toContain('17 of 18 prompts, options and schedules carried over.');
  expect(await runCommand(check, folder)).toMatchObject({ code: 0 });
  expect(await runCommand(fmt, '--check', folder)).toMatchObject({ code: 0 });
  writeFileSync(
    join(folder, 'fabrikam/tests/line.txt'),
    `== on a Monday morning callers choose
given at 2026-11-23T10:00 Europe/London
hear Welcome to Fabrikam; hear For sales, press 1; press 3
hear We are at 1 High Street. A parcel costs \${ five } pounds.; hear For sales; press 1
expect transfer sales

== over lunch nobody is there
given at 2026-11-23T12:30 Europe/London
hear closed.wav
expect end

== on the afternoon of the count, and not before
given at 2026-11-30T14:00 Europe/London
hear We count our stock
expect end

== on Christmas callers reach the emergency telephone
given at 2026-12-25T10:00 Europe/London
hear Merry Christmas
expect transfer christmasTarget

== whoever says nothing reaches a person
given at 2026-11-23T10:00 Europe/London
hear Welcome; silence 30s
expect transfer operator

== a person is found by name
given at 2026-11-23T10:00 Europe/London
hear Welcome; hear For sales; press 9; hear first letters; press 232#
hear Ada Example. To be connected

== a message is taken
given at 2026-11-23T10:00 Europe/London
hear Welcome; hear For sales; press 4; hear leave a message
expect record
say 3s; press #
hear Thank you for your message
expect end messageLeft
`,
  );
  expect(await runCommand(testCommand, folder)).toMatchObject({ code: 0 });
});

test('what could not be carried over is told with its place and what to do', () => {
  const { remarks } = imported(JSON.parse(exported));
  expect(remarks.map(({ severity, where }) => `${severity} ${where}`)).toEqual([
    'lost VoiceResponseEnabled',
    'todo Fabrikam default > Menu > Tone2',
    'todo Fabrikam default > Menu > Tone4',
    'changed Fabrikam default > Menu > DirectorySearchMethod',
    'todo Fabrikam default > Menu > DirectorySearchMethod',
    'todo Fabrikam after hours > Greetings',
  ]);
  expect(remarks.every(({ what, fix }) => what.length > 10 && fix.length > 10)).toBe(true);
});

test('a schedule that lists the hours after hours is read the other way round', () => {
  const { flow } = imported(
    changed(({ Schedules: [first] }) => {
      if (first) first.WeeklyRecurrentSchedule.ComplementEnabled = false;
    }),
  );
  expect(flow.steps.hours).toMatchObject({ open: 'closed', closed: 'main' });
});

test.each([
  ['an option without a known action', { Action: 'SingFor', CallTarget: null }, 'lost'],
  ['a target of an unknown type', { Action: 'TransferCallToTarget', CallTarget: { Id: 'x', Type: 'Spaceship' } }, 'lost'],
  ['a key that no telephone has', { DtmfResponse: 'ToneHorn' }, 'lost'],
  ['a user without an object id', { CallTarget: { Id: 'ada@example.com', Type: 'User' } }, 'todo'],
  ['a number that cannot be dialled', { CallTarget: { Id: 'tel:extension', Type: 'ExternalPstn' } }, 'todo'],
])('%s is told, and the rest is carried over', (_what, change, severity) => {
  const { remarks, flow } = imported(
    changed(({ DefaultCallFlow: { Menu } }) => Object.assign(Menu.MenuOptions[0] ?? {}, change)),
  );
  expect(remarks).toContainEqual(
    expect.objectContaining({ severity, where: expect.stringContaining('Fabrikam default > Menu > Tone') }),
  );
  expect(flow.steps.mainMenu?.options).toMatchObject({ '2': 'support' });
});

test('words are needed where some versions of PowerShell write numbers', () => {
  const source = changed(({ DefaultCallFlow: { Menu } }) => Object.assign(Menu.MenuOptions[0] ?? {}, { Action: 1 }));
  expect(teamsAutoAttendant.read(source, options)).toMatchObject({
    kind: 'refused',
    what: 'DefaultCallFlow.Menu.MenuOptions[0].Action is a number where a word should be',
    fix: expect.stringContaining('-EnumsAsStrings'),
  });
});

test('a time zone that nobody knows is asked for', () => {
  const { remarks } = imported(changed((attendant) => Object.assign(attendant, { TimeZoneId: 'Mars Standard Time' })));
  expect(remarks).toContainEqual(expect.objectContaining({ severity: 'todo', where: 'TimeZoneId' }));
});

test('PowerShell writes UTF-16 with a byte order mark, and that is read as well', async () => {
  const path = join(folder, 'Fabrikam main.json');
  writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(exported, 'utf16le')]));
  expect(await runCommand(importFlow, path, '--dir', folder, '--json')).toMatchObject({
    said: expect.stringContaining('"flow": "fabrikam-main"'),
  });
});

test.each([
  ['nothing', '', 'is empty'],
  ['half a document', '{"DefaultCallFlow": {', 'is not JSON'],
  ['something else', '[1, 2]', 'no export that is known here'],
])('%s is refused, and nothing is written', async (_what, text, why) => {
  const path = join(folder, 'x.json');
  writeFileSync(path, text);
  expect(await runCommand(importFlow, path, '--dir', join(folder, 'out'))).toEqual({
    code: 2,
    said: expect.stringContaining(why),
  });
  expect(() => readFileSync(join(folder, 'out/x/flow.jsonc'))).toThrow();
});

test('what exists is kept: contacts get what they lack, with their comments, and a flow is never overwritten', async () => {
  mkdirSync(join(folder, 'other'));
  const mine = '// Ours.\n{ "contacts": { "operator": { "user": "0a1b2c3d-0001-4567-89ab-cdef01234567" } } } // here\n';
  writeFileSync(join(folder, 'contacts.jsonc'), mine);
  const { said } = await runCommand(importFlow, file, '--name', 'fabrikam', '--dir', folder);
  const contacts = readFileSync(join(folder, 'contacts.jsonc'), 'utf8');
  expect(contacts).toContain('// Ours.');
  expect(contacts).toContain('"operator": { "user": "0a1b2c3d-0001-4567-89ab-cdef01234567" }');
  expect(contacts).toContain('"sales": { "applicationInstance": "0a1b2c3d-0011-4567-89ab-cdef01234567" }');
  expect(said).toContain('contacts.jsonc > contacts > operator: there is another one of this name, which was kept');
  expect(await runCommand(importFlow, file, '--name', 'fabrikam', '--dir', folder)).toMatchObject({
    code: 2,
    said: expect.stringContaining('already'),
  });
});

test('a dry run tells the same, and writes nothing', async () => {
  const { said } = await runCommand(importFlow, file, '--name', 'fabrikam', '--dir', join(folder, 'out'), '--dry-run');
  expect(said).toContain('would write');
  expect(() => readFileSync(join(folder, 'out/fabrikam/flow.jsonc'))).toThrow();
});

test('it never throws, whatever it is given', () => {
  const original = JSON.parse(exported) as object;
  const places = pathsOf(original);
  fc.assert(
    fc.property(fc.constantFrom(...places), fc.jsonValue(), (path, value) => {
      const source = structuredClone(original);
      set(source, path, value);
      const reading = teamsAutoAttendant.recognises(source) && teamsAutoAttendant.read(source, options);
      expect(reading === false || reading.kind === 'imported' || reading.kind === 'refused').toBe(true);
    }),
    { numRuns: 400 },
  );
  fc.assert(fc.property(fc.jsonValue(), (value) => teamsAutoAttendant.read({ DefaultCallFlow: value }, options).kind.length > 0));
});

function pathsOf(value: unknown, path: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [...(path.length > 0 ? [path] : []), ...Object.entries(value).flatMap(([name, one]) => pathsOf(one, [...path, name]))];
}

function set(target: object, path: readonly string[], value: unknown): void {
  let at = target as { [name: string]: unknown };
  for (const name of path.slice(0, -1)) at = at[name] as { [name: string]: unknown };
  at[path.at(-1) ?? ''] = value;
}
