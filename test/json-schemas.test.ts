import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020';
import { parse } from 'jsonc-parser';
import type { FlowVersion } from '../src/core/call/ids.ts';
import { compileFlow } from '../src/core/flow/compile.ts';
import { readConversations } from '../src/core/flow/conversations/read-conversations.ts';
import { readEnvironment } from '../src/core/flow/environment/read-environment.ts';
import type { Finding } from '../src/core/flow/finding.ts';
import { jsonSchemas, type SchemaName, schemaNames } from '../src/core/flow/json-schema/schemas.ts';
import { readSchedules } from '../src/core/flow/schedules/read-schedules.ts';
import { readContacts, readLines } from '../src/core/flow/workspace.ts';
import { stepKits } from '../src/core/steps/registry.ts';

const schemas = jsonSchemas(stepKits);
const ajv = new Ajv2020({ allErrors: true, strict: true, strictRequired: false, strictTypes: false });
const validators = Object.fromEntries(schemaNames.map((name) => [name, ajv.compile(schemas[name])]));

function validator(name: SchemaName): ValidateFunction {
  const found = validators[name];
  if (found === undefined) throw new Error(`there is no schema "${name}"`);
  return found;
}

function complaints(name: SchemaName, value: unknown): readonly string[] {
  const validate = validator(name);
  validate(value);
  return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

function filesUnder(folder: string, fits: RegExp): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesUnder(path, fits);
    return fits.test(path) ? [path] : [];
  });
}
const shipped = (fits: RegExp): readonly string[] => ['flows', 'src/core/steps'].flatMap((folder) => filesUnder(folder, fits));
const flowFiles = shipped(/\/flow\.jsonc$/);

test.each([
  ['flow', flowFiles],
  ['lines', shipped(/\/lines\.jsonc$/)],
  ['contacts', shipped(/\/contacts\.jsonc$/)],
  ['schedules', shipped(/\/schedules\.jsonc$/)],
  ['environment', shipped(/\/environment\.jsonc$/)],
  ['tests', shipped(/\/tests\/[^/]+\.jsonc$/)],
] as const)('every shipped %s file fits its schema', (name, files) => {
  expect(files.length).toBeGreaterThan(0);
  for (const file of files) {
    expect([file, complaints(name, parse(readFileSync(file, 'utf8')))]).toEqual([file, []]);
  }
});

test('every shipped flow names its schema, so that editors find it', () => {
  for (const file of flowFiles) {
    const { $schema } = parse(readFileSync(file, 'utf8')) as { readonly $schema?: string }; // A shipped flow.
    expect([file, $schema === undefined ? undefined : join(file, '..', $schema)]).toEqual([file, 'flows/flow.schema.json']);
  }
});

interface Member {
  readonly place: string;
  readonly schema: { readonly [keyword: string]: unknown };
}

const isSchema = (value: unknown): value is Member['schema'] =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Every member that people can write, wherever it stands. What only narrows an object down (`if`, `not`) is no object itself. */
function* membersIn(value: unknown, name: SchemaName, place: string): Generator<Member> {
  if (Array.isArray(value)) for (const [index, one] of value.entries()) yield* membersIn(one, name, `${place}/${index}`);
  if (!isSchema(value)) return;
  if (value.type === 'object' && isSchema(value.properties)) {
    for (const [member, own] of Object.entries(value.properties)) {
      if (isSchema(own)) yield { place: `${place}/${member}`, schema: { ...referred(own, name), ...own } };
    }
  }
  for (const [keyword, inner] of Object.entries(value)) {
    const isData = ['examples', 'default', 'enum', 'const'].includes(keyword);
    if (!isData) yield* membersIn(inner, name, keyword === 'properties' ? place : `${place}/${keyword}`);
  }
}

function referred({ $ref }: Member['schema'], name: SchemaName): Member['schema'] {
  const defs = schemas[name].$defs;
  const found = typeof $ref === 'string' && isSchema(defs) ? defs[$ref.replace('#/$defs/', '')] : undefined;
  return isSchema(found) ? found : {};
}

describe.each(schemaNames)('an editor that knows the schema of %s', (name) => {
  const members = [...membersIn(schemas[name], name, '')].filter(
    ({ schema }) => schema.const === undefined || schema.description,
  );

  test('says of every member what it is for', () => {
    expect(members.length).toBeGreaterThan(4);
    expect(members.filter(({ schema }) => !schema.description).map(({ place }) => place)).toEqual([]);
  });

  test('shows an example of every text that is free, and each fits', () => {
    // What stands in a step is shown by the example of its page.
    const ofFile = members.filter(({ place, schema }) => !place.startsWith('/$defs/step.') && schema.type === 'string');
    const isFree = ({ schema }: Member) => schema.enum === undefined && schema.$ref === undefined;
    expect(ofFile.filter((one) => isFree(one) && !Array.isArray(one.schema.examples)).map(({ place }) => place)).toEqual([]);
    const plain = new Ajv2020({ strict: false });
    const wrong = members.flatMap(({ place, schema: { $ref: _, ...schema } }) => {
      if (!Array.isArray(schema.examples) || JSON.stringify(schema).includes('$ref')) return [];
      const fits = plain.compile(schema);
      return schema.examples.filter((example) => !fits(example)).map((example) => `${place}: ${JSON.stringify(example)}`);
    });
    expect(wrong).toEqual([]);
  });
});

type Json = { [member: string]: Json } | Json[] | string | number | boolean | null;

/** Compiled as if every name in it existed, because names are not the schema's business. */
function findingsOfFlow(value: Json): readonly Finding[] {
  const surroundings = { contacts: {}, audio: {} };
  const version = 'test' as FlowVersion; // Nobody looks it up.
  return compileFlow({ name: 'a', file: 'flow.jsonc', text: JSON.stringify(value), version, surroundings, kits: stepKits })
    .findings;
}

/** What a shape is found by. Other codes are about names, types of expressions, and what can be reached. */
const shapeCodes = [
  'IVR101',
  'IVR102',
  'IVR103',
  'IVR104',
  'IVR105',
  'IVR201',
  'IVR203',
  'IVR205',
  'IVR246',
  'IVR501',
  'IVR502',
  'IVR503',
  'IVR512',
  'IVR530',
  'IVR531',
  'IVR601',
  'IVR602',
];
/** What JSON Schema cannot say. */
const unsayable = /must not be more than|must add up to 100|one weight at least|reserved|word of the expression/;

const strangers: readonly Json[] = ['', 7, true, null, [], {}, [7], { a: 1 }];

/** The value with one edit, for every edit: a member more, or one that is removed, renamed, or something else. */
function* singleEdits(value: Json): Generator<readonly [string, Json]> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) yield ['a member more', { ...value, strange: 'strange' }];
  for (const [key, inner] of Object.entries(value)) {
    const { [key]: _gone, ...others } = Array.isArray(value) ? {} : value;
    if (!Array.isArray(value)) {
      yield [`${key}: removed`, others];
      yield [`${key}: renamed`, { ...others, '1 x': inner }];
    }
    for (const other of strangers) yield [`${key}: ${JSON.stringify(other)}`, withMember(value, key, other)];
    for (const [edit, edited] of singleEdits(inner)) yield [`${key}/${edit}`, withMember(value, key, edited)];
  }
}

function withMember(value: Json[] | { [member: string]: Json }, key: string, member: Json): Json {
  return Array.isArray(value) ? value.with(Number(key), member) : { ...value, [key]: member };
}

/** What only the checker, or only the schema, has against single edits of a document. */
function disagreements(name: SchemaName, whole: Json, findingsOf: (value: Json) => readonly Finding[]): readonly string[] {
  const before = new Set(findingsOf(whole).map(({ code, message }) => `${code} ${message}`));
  const edits = [...singleEdits(whole)];
  const stride = Math.ceil(edits.length / mostEdits);
  return edits.flatMap(([edit, edited], index) => {
    if (index % stride > 0) return [];
    const findings = findingsOf(edited).filter(({ code, message }) => !before.has(`${code} ${message}`));
    const shape = findings.find(({ code, fix }) => shapeCodes.includes(code) && !unsayable.test(fix));
    const fits = validator(name)(edited);
    if (shape !== undefined && fits) return [`${edit}: only the checker says ${shape.code} ${shape.message}`];
    if (fits || findings.some(({ severity }) => severity === 'error')) return [];
    return [`${edit}: only the schema says ${complaints(name, edited).join('; ')}`];
  });
}
/** Of a large file every so-manieth edit: its steps are much like each other. */
const mostEdits = 150;

test.each(flowFiles)('the schema and the checker agree about single edits of %s', (file) => {
  const whole = parse(readFileSync(file, 'utf8')) as Json; // A shipped flow.
  expect(disagreements('flow', whole, findingsOfFlow)).toEqual([]);
});

const id = '0a1b2c3d-0001-4567-89ab-cdef01234567';
const beside: readonly (readonly [SchemaName, Json, (text: string) => readonly Finding[]])[] = [
  [
    'lines',
    {
      lines: { main: { applicationInstance: id, number: '+441632960999', flow: 'main-line', operator: 'reception' } },
      default: 'main',
    },
    (text) => readLines(text, 'lines.jsonc').findings,
  ],
  [
    'contacts',
    { contacts: { reception: { user: id }, plumber: { phone: '+441632960111', note: 'at night' }, box: { voicemail: id } } },
    (text) => readContacts(text, 'contacts.jsonc').findings,
  ],
  [
    'schedules',
    {
      schedules: {
        office: {
          timeZone: 'Europe/Berlin',
          week: { 'mon-fri': ['08:00-12:00', '13:00-17:00'], sat: 'closed' },
          exceptions: { '2026-12-24': '08:00-12:00', '2026-12-31': 'holiday' },
          holidays: ['national', { 'Founders Day': '03-01' }],
          note: 'as on the door',
        },
      },
      holidays: { national: { 'Christmas Day': '12-25' } },
      overrides: { office: { state: 'closed', until: '2026-01-06T08:00', reason: 'storm' } },
    },
    (text) => readSchedules(text, 'schedules.jsonc').findings,
  ],
  [
    'environment',
    { env: { crm: 'https://crm.example.com' }, secrets: { key: 'FLOW_SECRET_KEY' }, hosts: ['crm.example.com', '*.example.org'] },
    (text) => readEnvironment(text, 'environment.jsonc').findings,
  ],
  [
    'tests',
    {
      conversations: [
        {
          name: 'all there is',
          given: {
            at: '2026-11-23T10:00',
            zone: 'Europe/Berlin',
            caller: { phone: '+441632960123', language: 'de-DE' },
            vars: { tier: 'gold' },
            mock: { lookup: [{ status: 200, json: { tier: 'gold' }, delay: '2s' }, 'timeout'], other: { text: 'yes' } },
            contacts: { sales: 'busy' },
            reception: 'fails',
          },
          steps: [{ hear: 'Welcome' }, { press: '1' }, { silence: '1.5s' }, { say: '2s' }, { expect: 'end' }, { hangUp: true }],
        },
        { name: 'a colleague', given: { caller: { user: 'Ada', id } }, steps: [{ expect: 'transfer reception' }] },
      ],
    },
    (text) => readConversations(text, 'tests.jsonc').findings,
  ],
];

test.each(beside)('the schema and the checker agree about single edits of a %s file', (name, whole, read) => {
  expect(complaints(name, whole)).toEqual([]);
  expect(disagreements(name, whole, (value) => read(JSON.stringify(value)))).toEqual([]);
});

test.each<readonly [SchemaName, string, Json, string]>([
  ['lines', 'a line without a flow', { lines: { main: {} } }, "/lines/main must have required property 'flow'"],
  [
    'contacts',
    'a contact of two kinds',
    { contacts: { a: { user: id, phone: '+441632960111' } } },
    '/contacts/a must match exactly one',
  ],
  [
    'schedules',
    'hours in words',
    { schedules: { a: { timeZone: 'UTC', week: { mon: 'nine to five' } } } },
    '/schedules/a/week/mon must match',
  ],
  ['environment', 'a secret in place', { secrets: { crm: 'hunter2' } }, '/secrets/crm must match pattern'],
  [
    'tests',
    'letters for keys',
    { conversations: [{ name: 'a', steps: [{ press: 'one' }] }] },
    '/conversations/0/steps/0/press must match',
  ],
])('the schema of %s refuses %s', (name, _what, value, complaint) => {
  expect(complaints(name, value).join('\n')).toContain(complaint);
});

test.each([
  ['an unknown member', { type: 'play', prompt: 'Hello there.', next: 'a', promt: 'x' }, 'must NOT have additional properties'],
  ['no such type of step', { type: 'jump', next: 'a' }, '/steps/a/type must match exactly one'],
  [
    'an outcome of another step',
    { type: 'play', prompt: 'Hello there.', next: 'a', on: { noInput: 'a' } },
    '/steps/a/on must NOT have',
  ],
  [
    'a duration without a unit',
    { type: 'menu', prompt: 'Press one.', options: { '1': 'a' }, timeout: 5 },
    '/steps/a/timeout must be string',
  ],
  [
    'a duration in another unit',
    { type: 'menu', prompt: 'Press one.', options: { '1': 'a' }, timeout: '5 sec' },
    '/timeout must match pattern',
  ],
  ['a key that no telephone has', { type: 'menu', prompt: 'Press one.', options: { a: 'a' } }, 'property name must be valid'],
  [
    'a message without what follows',
    { type: 'voicemail', record: {} },
    'must have property next when property record is present',
  ],
])('the schema of flow refuses %s', (_what, step, complaint) => {
  const flow = { specVersion: 1, name: 'A flow', languages: ['en-US'], start: 'a', steps: { a: step } };
  expect(complaints('flow', flow).join('\n')).toContain(complaint);
});
