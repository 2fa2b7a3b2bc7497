// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { FlowVersion } from '../call/ids.ts';
import { stepKits } from '../steps/registry.ts';
import { compileFlow } from './compile.ts';
import type { FlowSurroundings } from './compiled-flow.ts';
import type { Finding } from './finding.ts';
import type { findingCodes } from './finding-codes.ts';
import { readSchedules } from './schedules/read-schedules.ts';
import { readContacts, readLines } from './workspace.ts';

// One good flow, one good file of lines, one of contacts; each test plants one fault and expects its code, at the very
// line and column where the fault was planted, and nothing else.

const goodFlow = `{
  "$schema": "../flow.schema.json",
  "specVersion": 1,
  "name": "Main line",
  "languages": ["en-US", "de-DE"],
  "start": "welcome",
  "vars": {
    "account": { "type": "string", "sensitive": true },
    "tries": { "type": "number", "initial": 1 },
    "crm": { "type": "any" }
  },
  "defaults": {
    "timeout": "5s", "bargeIn": true,
    "keys": { "0": "operator", "*": "repeat" },
    "on": { "error": "sorry", "maxAttempts": "operator" }
  },
  "prompts": {
    "hello": { "en-US": "Welcome.", "de-DE": { "text": "Willkommen.", "audio": "hello.wav" } },
    "choose": { "en-US": ["Press 1.", "Please press 1."], "de-DE": "Bitte \${vars.tries} wählen." },
    "apology": { "en-US": "Sorry. Goodbye.", "de-DE": "Verzeihung." }
  },
  "steps": {
    "welcome": { "type": "play", "prompt": "hello", "next": "day" },
    "day": { "type": "hours", "schedule": "office", "open": "count", "closed": "operator" },
    "count": { "type": "set", "vars": { "tries": "vars.tries + 1" }, "next": "main" },
    "main": { "type": "menu", "prompt": "choose", "options": { "1": "ask" }, "maxAttempts": 3 },
    "ask": { "type": "collect", "prompt": "choose", "maxDigits": 6, "into": "account", "next": "vip" },
    "vip": { "type": "branch", "cases": [{ "when": "vars.tries > 1", "next": "sales" }], "else": "operator" },
    "sales": { "type": "transfer", "to": "queue", "on": { "failed": "operator" } },
    "operator": { "type": "voicemail", "box": "desk" }, // to a mailbox
    "sorry": { "type": "hangup", "prompt": "apology", "outcome": "error" }
  }
}`;

const surroundings: FlowSurroundings = {
  contacts: {
    queue: { kind: 'applicationInstance', id: 'a' },
    desk: { kind: 'user', id: 'b' },
    plumber: { kind: 'phone', number: '+441632960111' },
  },
  schedules: { office: { timeZone: 'Europe/Berlin', week: [[], [], [], [], [], [], []], exceptions: [], holidays: [] } },
  audio: {
    'hello.wav': { hash: 'a'.repeat(64), durationMs: 900 },
    'stereo.wav': { problem: 'it has 6 channels: save it as mono' },
  },
};

const goodLines = `{
  "lines": {
    "main": { "applicationInstance": "7E57AB1E-0000-4000-8000-000000000001", "number": "+441632960999", "flow": "main-line" },
    "night": { "applicationInstance": "7e57ab1e-0000-4000-8000-000000000002", "flow": "night" }
  },
  "default": "main"
}`;

const goodContacts = `{
  "contacts": {
    "desk": { "user": "7e57ab1e-0000-4000-8000-00000000000a" },
    "plumber": { "phone": "+441632960111" }
  }
}`;

const goodSchedules = `{
  "schedules": {
    "office": {
      "timeZone": "Europe/Berlin",
      "week": { "mon-thu": ["08:00-12:00", "13:00-17:00"], "fri": "08:00-14:00", "sat": "22:00-06:00" },
      "holidays": ["germany", { "Founders' Day": "1st monday of june" }],
      "exceptions": { "2026-12-24": "09:00-12:00", "12-27..12-30": "closed", "2026-07-03": "holiday" }
    }
  },
  "holidays": { "germany": { "New Year": "01-01", "Easter Monday": "easter+1" } },
  "overrides": { "office": { "state": "closed", "until": "2026-01-06T08:00", "reason": "storm" } }
}`;

interface Planted {
  readonly code: keyof typeof findingCodes;
  readonly title: string;
  /** Replaced once. */
  readonly instead: string;
  /** `▸` marks where the finding must point; it is not part of the text. Without it: the very beginning. */
  readonly write: string;
  readonly fix?: string | RegExp;
  readonly severity?: Finding['severity'];
}

const fault = (code: Planted['code'], title: string, instead: string, write: string, fix?: string | RegExp): Planted => ({
  code,
  title,
  instead,
  write,
  ...(fix !== undefined && { fix }),
});
const caution = (...planted: Parameters<typeof fault>): Planted => ({ ...fault(...planted), severity: 'warning' });

const flowFaults: readonly Planted[] = [
  fault('IVR001', 'a forgotten comma', '"Main line",\n  "', '"Main line"\n  ▸"', /comma/),
  fault('IVR001', 'single quotes', '"Main line"', `▸'Main line'`, /double quotes/),
  fault('IVR001', 'a brace that is never closed', '}\n}', '}▸', 'add } where it ends'),
  fault('IVR002', 'a step written twice', '"sorry": {', '"sorry": { "type": "reject" }, ▸"sorry": {', /another name/),
  fault('IVR003', 'a huge file', '"Main line"', `"${'x'.repeat(1_000_000)}"`),
  fault('IVR004', 'endless nesting', '"Main line"', `${'['.repeat(49)}▸${'['.repeat(9)}`),
  fault('IVR101', 'an unknown member of the flow', '"defaults": {', '▸"defualts": {}, "defaults": {', 'did you mean "defaults"?'),
  fault('IVR101', 'an unknown member of a step', '"box": "desk"', '"box": "desk", ▸"notifyy": []', 'did you mean "notify"?'),
  fault('IVR101', 'an unknown member of a case', '"next": "sales" }', '"next": "sales", ▸"nxt": "ask" }', 'did you mean "next"?'),
  fault('IVR101', 'an unknown member of a prompt', '"audio": "hello.wav"', '▸"audoi": "hello.wav"', 'did you mean "audio"?'),
  fault('IVR102', 'a step without its prompt', '{ "type": "play", "prompt": "hello",', '▸{ "type": "play",', /add "prompt"/),
  fault('IVR102', 'a step without type', '{ "type": "voicemail", "box"', '▸{ "box"'),
  fault('IVR102', 'a flow without version', '"specVersion": 1,', ''),
  fault(
    'IVR102',
    'a voicemail that takes a message and then stops',
    '{ "type": "voicemail", "box": "desk"',
    '▸{ "type": "voicemail", "record": {}',
    /needs a "next" step/,
  ),
  fault('IVR103', 'too many attempts', '"maxAttempts": 3', '"maxAttempts": ▸11', 'must be at most 10'),
  fault('IVR103', 'a text for true', '"bargeIn": true', '"bargeIn": ▸"yes"', 'write true or false'),
  fault(
    'IVR103',
    'words for somebody who is not asked',
    '{ "type": "transfer",',
    '{ "type": "transfer", "whisper": ▸"A caller.",',
    /for "mode": "consultative" only/,
  ),
  fault('IVR103', 'a number for a prompt', '"prompt": "hello"', '"prompt": ▸3', 'write a text in quotes or a list in [ ]'),
  fault('IVR104', 'a version of tomorrow', '"specVersion": 1', '"specVersion": ▸2'),
  fault('IVR105', 'a step name with a space', '"sorry": {', '▸"so sorry": { "type": "reject" }, "sorry": {'),
  fault('IVR105', 'a step named like a reserved target', '"sorry": {', '▸"back": { "type": "reject" }, "sorry": {'),
  fault('IVR105', 'a variable named like a word of the language', '"crm": {', '▸"in": { "type": "any" }, "crm": {'),
  fault('IVR106', 'far too many steps', '"steps": {', `▸"steps": { ${manySteps()}`),
  fault('IVR107', 'a duration without unit', '"timeout": "5s"', '"timeout": ▸"5"', /"5s"/),
  fault('IVR107', 'a duration as a number', '"timeout": "5s"', '"timeout": ▸5', /unit/),
  fault('IVR107', 'a duration that is too long', '"timeout": "5s"', '"timeout": ▸"5m"', /between/),
  fault('IVR201', 'an unknown step type', '"type": "voicemail"', '"type": ▸"voicmail"', 'did you mean "voicemail"?'),
  fault('IVR201', "one of Graph's operations", '"type": "voicemail"', '"type": ▸"sendDtmfTones"', 'write "pressKeys"'),
  fault(
    'IVR201',
    'an operation that needs media of its own',
    '"type": "voicemail"',
    '"type": ▸"changeScreenSharingRole"',
    /Hand the caller over to a bot that hosts its media itself/,
  ),
  fault(
    'IVR201',
    'an operation that Microsoft has removed',
    '"type": "voicemail"',
    '"type": ▸"updateMetadata"',
    /mark outcomes with a "tag" step/,
  ),
  fault('IVR202', 'a start that is no step', '"start": "welcome"', '"start": ▸"welcom"', 'did you mean "welcome"?'),
  fault('IVR202', 'an option that leads nowhere', '"1": "ask"', '"1": ▸"aks"', 'did you mean "ask"?'),
  fault('IVR202', 'a case that leads nowhere', '"next": "sales"', '"next": ▸"seals"', 'did you mean "sales"?'),
  fault('IVR202', 'a global key that leads nowhere', '"0": "operator"', '"0": ▸"operators"', 'did you mean "operator"?'),
  fault('IVR202', 'an outcome that leads nowhere', '"failed": "operator"', '"failed": ▸"reception"'),
  fault(
    'IVR203',
    'an outcome of another step',
    '"failed": "operator"',
    '▸"noInput": "operator"',
    /failed, busy, noAnswer, error, loop/,
  ),
  fault(
    'IVR203',
    'a default outcome that no step has',
    '"maxAttempts": "op',
    '▸"maxAttempt": "op',
    'did you mean "maxAttempts"?',
  ),
  caution('IVR204', 'a step that nothing leads to', '"sorry": {', '▸"island": { "type": "reject" }, "sorry": {'),
  fault('IVR205', 'an option that is no key', '"1": "ask"', '"1": "ask", ▸"12": "ask"'),
  fault('IVR205', 'a global key that is no key', '"0": "operator"', '"0": "operator", ▸"A": "operator"'),
  fault('IVR206', 'an unknown contact', '"to": "queue"', '"to": ▸"quue"', 'did you mean "queue"?'),
  fault('IVR207', 'a telephone as a mailbox', '"box": "desk"', '"box": ▸"plumber"', /voicemail, user/),
  fault('IVR510', 'an unknown schedule', '"schedule": "office"', '"schedule": ▸"ofice"', 'did you mean "office"?'),
  fault('IVR301', 'an unknown prompt', '"prompt": "hello"', '"prompt": ▸"helo"', /did you mean "hello"\?/),
  fault(
    'IVR302',
    'a prompt without one language',
    '{ "en-US": "Sorry. Goodbye.", "de-DE": "Verzeihung." }',
    '▸{ "en-US": "Sorry. Goodbye." }',
  ),
  fault(
    'IVR302',
    'a plain text where two languages are spoken',
    '{ "en-US": "Sorry. Goodbye.", "de-DE": "Verzeihung." }',
    '▸"Sorry."',
  ),
  fault('IVR303', 'a prompt with a foreign language', '"de-DE": "Verzeihung."', '"de-DE": "Verzeihung.", ▸"fr-FR": "Pardon."'),
  fault('IVR304', 'a text in place where two languages are spoken', '"prompt": "hello"', '"prompt": ["hello", ▸"Good day."]'),
  fault('IVR305', 'a recording that is not there', '"hello.wav"', '▸"helo.wav"', 'did you mean "hello.wav"?'),
  fault('IVR306', 'a recording that cannot be played', '"hello.wav"', '▸"stereo.wav"', 'it has 6 channels: save it as mono'),
  fault('IVR307', 'a recording outside the folder', '"hello.wav"', '▸"../../secret.wav"'),
  caution(
    'IVR308',
    'a prompt that nobody plays',
    '"apology": {',
    '▸"bye": { "en-US": "Bye.", "de-DE": "Bis bald." }, "apology": {',
  ),
  fault('IVR309', 'a prompt without words', '"Welcome."', '▸" "'),
  fault('IVR310', 'a language in the wrong case', '["en-US"', '[▸"en-us"', 'write "en-US"'),
  fault('IVR310', 'a language named twice', '"de-DE"]', '"de-DE", ▸"de-DE"]'),
  caution('IVR311', 'a value that a recording cannot speak', '"Willkommen."', '▸"Hallo ${vars.account}"'),
  fault('IVR401', 'one equals sign', 'vars.tries > 1', 'vars.tries ▸= 1', 'write == to compare'),
  fault('IVR402', 'a number against a text', 'vars.tries > 1', "▸vars.tries > '1'"),
  fault('IVR403', 'an unknown variable in a condition', 'vars.tries > 1', 'vars.▸trys > 1', 'did you mean "tries"?'),
  fault('IVR403', 'a variable without vars', 'vars.tries > 1', '▸tries > 1', 'write vars.tries'),
  fault(
    'IVR403',
    'an unknown variable behind an escape',
    '${vars.tries} w',
    '\\"\\u0041 ${vars.▸trys} w',
    'did you mean "tries"?',
  ),
  fault('IVR403', 'an answer into an unknown variable', '"into": "account"', '"into": ▸"acount"', 'did you mean "account"?'),
  fault('IVR404', 'a condition that is no condition', '"vars.tries > 1"', '▸"vars.tries + 1 "'),
  fault('IVR404', 'a text put into a number', '"vars.tries + 1"', '▸"string(vars.tries)"'),
  fault('IVR405', 'a pattern that could take for ever', 'vars.tries > 1', "vars.account.matches(▸'^(a+)+$')"),
  fault('IVR406', 'an endless prompt', '"Welcome."', `"▸${'la '.repeat(700)}"`),
  fault('IVR407', 'an expression that is not closed', '${vars.tries} w', '▸${vars.tries w'),
  fault('IVR408', 'digits into a number', '"into": "account"', '"into": ▸"tries"'),
  fault(
    'IVR409',
    "a caller's account as a label",
    '"sorry": {',
    '"mark": { "type": "tag", "outcome": "x", "labels": { "a": ▸"vars.account" }, "next": "sorry" }, "sorry": {',
    /says enough/,
  ),
  fault('IVR408', 'an initial value of another type', '"initial": 1', '"initial": ▸"1"'),
  fault(
    'IVR106',
    'initial values that are more than a call holds',
    '"vars": {',
    `▸"vars": { ${[1, 2, 3].map((n) => `"long${n}": { "type": "string", "initial": "${'x'.repeat(900)}" }`).join(', ')},`,
    'use fewer of them',
  ),
];

const lineFaults: readonly Planted[] = [
  fault('IVR502', 'a resource account that is no id', '"7E57AB1E-0000', '▸"7E57AB1E-000'),
  fault('IVR503', 'a number without country', '"+441632960999"', '▸"01632960999"'),
  fault('IVR504', 'a line to no flow', '"flow": "night"', '"flow": ▸"nigth"', 'did you mean "night"?'),
  fault('IVR505', 'a default that is no line', '"default": "main"', '"default": ▸"mian"', 'did you mean "main"?'),
  fault(
    'IVR506',
    'one resource account for two lines, in other letters',
    '"7e57ab1e-0000-4000-8000-000000000002',
    '▸"7e57ab1e-0000-4000-8000-000000000001',
  ),
  caution('IVR507', 'no default line', ',\n  "default": "main"', ''),
];

const contactFaults: readonly Planted[] = [
  fault('IVR501', 'a contact with two destinations', '{ "phone": "+441632960111"', '▸{ "phone": "+441632960111", "user": "x"'),
  fault('IVR501', 'a contact without destination', '{ "phone": "+441632960111"', '▸{ "note": "later"'),
  fault('IVR502', 'a user that is no id', '"7e57ab1e-0000-4000-8000-00000000000a"', '▸"ada@contoso.example"'),
  fault('IVR503', 'a phone number with spaces', '"+441632960111"', '▸"+44 1632 960111"'),
];

const scheduleFaults: readonly Planted[] = [
  fault('IVR101', 'an unknown member of a schedule', '"exceptions"', '▸"exeptions"', 'did you mean "exceptions"?'),
  fault(
    'IVR101',
    'an unknown member of the file',
    '"overrides": {',
    '▸"override": {}, "overrides": {',
    'did you mean "overrides"?',
  ),
  fault('IVR102', 'a schedule without time zone', '{\n      "timeZone": "Europe/Berlin",', '▸{', /add "timeZone"/),
  fault('IVR103', 'an override that is neither', '"closed", "until"', '▸"shut", "until"', /open|closed/),
  fault('IVR511', 'a time zone with a typo', '"Europe/Berlin"', '▸"Europe/Berln"', /did you mean "Europe\/Berlin"\?/),
  fault('IVR511', 'an offset instead of a time zone', '"Europe/Berlin"', '▸"+01:00"', /area and city/),
  fault('IVR512', 'an hour that no clock shows', '"13:00-17:00"', '▸"13:00-25:00"', /24 hour clock/),
  fault('IVR512', 'a range in words', '"08:00-14:00"', '▸"8 to 2"', /"08:00-12:00"/),
  fault('IVR512', 'a range without length', '"08:00-14:00"', '▸"08:00-08:00"', /"00:00-24:00"/),
  fault('IVR513', 'a range that begins in the one before', '"13:00-17:00"', '▸"11:00-17:00"'),
  fault('IVR514', 'a weekday with a typo', '"fri": "08', '▸"firday": "08', /did you mean "friday"\?/),
  fault('IVR514', 'a day that no calendar has', '"2026-12-24"', '▸"2026-02-30"', /"2026-12-24"/),
  fault('IVR514', 'a holiday in words', '"easter+1"', '▸"the day after easter"', /"easter\+1"/),
  fault('IVR515', 'a weekday that is in a range, too', '"sat": "22', '▸"thu": "22', /once/),
  fault('IVR516', 'holidays with a typo', '"germany", {', '▸"germny", {', 'did you mean "germany"?'),
  fault('IVR517', 'an override until nobody knows when', '"2026-01-06T08:00"', '▸"tomorrow"', /"2026-01-06T08:00"/),
  fault(
    'IVR518',
    'an override of a schedule with a typo',
    '"overrides": { "office"',
    '"overrides": { ▸"ofice"',
    'did you mean "office"?',
  ),
  caution('IVR519', 'a schedule that never opens', '"office": {', '▸"cellar": { "timeZone": "UTC", "week": {} }, "office": {'),
  caution('IVR520', 'holidays that no schedule keeps', '"germany": {', '▸"france": { "Bastille Day": "07-14" }, "germany": {'),
];

function manySteps(): string {
  return Array.from({ length: 2_001 }, (_, index) => `"s${index}": { "type": "reject" }, `).join('');
}

function compile(text: string): readonly Finding[] {
  const version = 'v1' as FlowVersion; // Any text is one here.
  return compileFlow({ name: 'main-line', file: 'flow.jsonc', text, version, surroundings, kits: stepKits }).findings;
}

function expectFault(good: string, check: (text: string) => readonly Finding[], planted: Planted): void {
  expect(good).toContain(planted.instead);
  const marked = good.replace(planted.instead, () => planted.write);
  const before = marked.slice(0, Math.max(0, marked.indexOf('▸'))).split('\n');
  const findings = check(marked.replace('▸', ''));
  expect(findings.map(({ code, severity, place }) => `${severity} ${code} ${place.line}:${place.column}`)).toEqual([
    `${planted.severity ?? 'error'} ${planted.code} ${before.length}:${(before.at(-1) ?? '').length + 1}`,
  ]);
  if (planted.fix !== undefined) expect(findings[0]?.fix).toMatch(planted.fix);
}

test('the good flow has no findings', () => {
  expect(compile(goodFlow)).toEqual([]);
});

describe('a fault in a flow is found at its line and column, and nothing else is', () => {
  test.each(flowFaults.map((planted) => [planted.code, planted.title, planted] as const))('%s: %s', (_code, _title, planted) => {
    expectFault(goodFlow, compile, planted);
  });
});

describe('a fault in lines.jsonc is found at its line and column', () => {
  const check = (text: string) => readLines(text, 'lines.jsonc', ['main-line', 'night']).findings;
  test('the good file has none', () => expect(check(goodLines)).toEqual([]));
  test.each(lineFaults.map((planted) => [planted.code, planted.title, planted] as const))('%s: %s', (_code, _title, planted) => {
    expectFault(goodLines, check, planted);
  });
});

describe('a fault in contacts.jsonc is found at its line and column', () => {
  const check = (text: string) => readContacts(text, 'contacts.jsonc').findings;
  test('the good file has none', () => expect(check(goodContacts)).toEqual([]));
  test.each(contactFaults.map((planted) => [planted.code, planted.title, planted] as const))(
    '%s: %s',
    (_code, _title, planted) => {
      expectFault(goodContacts, check, planted);
    },
  );
});

describe('a fault in schedules.jsonc is found at its line and column', () => {
  const check = (text: string) => readSchedules(text, 'schedules.jsonc').findings;
  test('the good file has none', () => expect(check(goodSchedules)).toEqual([]));
  test.each(scheduleFaults.map((planted) => [planted.code, planted.title, planted] as const))(
    '%s: %s',
    (_code, _title, planted) => {
      expectFault(goodSchedules, check, planted);
    },
  );
});
