// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { timesLonger } from '../../../test/support/times-longer.ts';
import type { FlowVersion } from '../call/ids.ts';
import { stepName } from '../call/ids.ts';
import { apologyText } from '../call/prompt-item.ts';
import { stepKits } from '../steps/registry.ts';
import { compileFlow } from './compile.ts';
import { apologyStep, type FlowSurroundings } from './compiled-flow.ts';
import { readEnvironment } from './environment/read-environment.ts';
import { promptAudioFiles } from './prompt-audio-files.ts';
import { readContacts } from './workspace.ts';

const version = 'v1' as FlowVersion; // Any text is one here.
const none: FlowSurroundings = { contacts: {}, audio: {} };
const compile = (text: string, surroundings = none) =>
  compileFlow({ name: 'main-line', file: 'flow.jsonc', text, version, surroundings, kits: stepKits });

const small = {
  specVersion: 1,
  name: 'Small',
  languages: ['en-US'],
  start: 'hello',
  defaults: { timeout: '7s', maxAttempts: 2 },
  prompts: { hi: 'Hi.', menu: ['Press 1 or 2.', { text: 'Once more.', audio: 'again.wav' }] },
  steps: {
    hello: { type: 'play', note: 'first', prompt: ['hi', 'Good day ${call.caller.name}.'], next: 'menu' },
    menu: { type: 'menu', prompt: 'menu', options: { 1: 'bye', 2: 'patient' }, on: { maxAttempts: 'bye' } },
    patient: { type: 'menu', prompt: 'menu', options: { 1: 'bye' }, timeout: '20s' },
    bye: { type: 'hangup' },
  },
};
const nobody = { kind: 'unknown', id: '', number: '', name: '' };
const again = { hash: 'a'.repeat(64), durationMs: 500 };
const compileSmall = (change: object = {}) =>
  compile(JSON.stringify({ ...small, ...change }), { contacts: {}, audio: { 'again.wav': again } });

test('a flow is compiled with its defaults, its prompts per language, and its own last words', () => {
  const { findings, flow } = compileSmall();
  expect(findings).toEqual([]);
  expect(flow).toMatchObject({ name: 'main-line', title: 'Small', version, languages: ['en-US'], start: 'hello' });
  expect(flow?.steps.get(stepName('menu'))).toMatchObject({
    config: { timeout: 7_000, maxAttempts: 2, bargeIn: true },
    on: { maxAttempts: 'bye' },
  });
  expect(flow?.steps.get(stepName('patient'))).toMatchObject({ config: { timeout: 20_000, maxAttempts: 2 } });
  expect(flow?.prompts).toEqual({
    hi: { 'en-US': [{ text: 'Hi.' }] },
    menu: { 'en-US': [{ text: 'Press 1 or 2.' }, { text: 'Once more.', audio: again }] },
    $apology: { 'en-US': [{ text: apologyText }] },
  });
});

test.each([[{}], [[]], [{ toString: 1 }], [null], [true]])(
  '%j for a duration is a finding, whatever it would be as a text',
  (timeout) => {
    expect(compileSmall({ defaults: { timeout } }).findings).toMatchObject([{ place: { pointer: '/defaults/timeout' } }]);
  },
);

test('every flow can apologise in each of its languages, with a recording when there is one', () => {
  const text = JSON.stringify({
    ...small,
    languages: ['en-US', 'de-DE', 'pl-PL'],
    prompts: {},
    start: 'bye',
    steps: { bye: { type: 'hangup' } },
  });
  const { flow } = compile(text, { contacts: {}, audio: {} });
  expect(flow?.steps.get(apologyStep)).toMatchObject({
    kit: { type: 'hangup' },
    config: { prompt: '$apology', outcome: 'error' },
  });
  expect(Object.keys(flow?.prompts.$apology ?? {})).toEqual(['en-US', 'de-DE', 'pl-PL']);
  expect(flow?.prompts.$apology?.['en-US']).toEqual([{ text: apologyText }]);
  expect(flow?.prompts.$apology?.['de-DE']?.[0]?.text).toMatch(/^Entschuldigung/);
  expect(flow?.prompts.$apology?.['pl-PL']).toEqual([{ text: apologyText }]);
});

test('a default that does not suit one step is found where it was written', () => {
  const { findings } = compileSmall({ defaults: { timeout: '90s' } });
  expect(findings.map(({ code, place }) => `${code} ${place.pointer}`)).toEqual(['IVR107 /defaults/timeout']);
});

test('names that every JavaScript object knows are not known to a flow', () => {
  const { findings } = compileSmall({
    steps: {
      hello: { type: 'play', prompt: 'constructor', next: 'toString' },
      bye: { type: 'transfer', to: 'hasOwnProperty', on: { valueOf: 'bye' } },
    },
  });
  expect(findings.map((finding) => finding.code).sort()).toEqual(['IVR202', 'IVR203', 'IVR206', 'IVR301']);
});

test.each(['constructor', 'toString', 'hasOwnProperty', 'package', 'size', '_x'])('a variable may be called %s', (name) => {
  const { findings, flow } = compileSmall({ vars: { [name]: { type: 'number' } } });
  expect(findings).toEqual([]);
  expect(flow?.expressions.check(`vars.${name} + 1`, 'number')).toBeUndefined();
  const locale = { language: 'en-US', timeZone: 'UTC', now: 0 };
  const call = { id: '', line: '', language: '', multiparty: false, participants: 1, caller: nobody, called: nobody };
  expect(flow?.expressions.evaluate(`vars.${name} + 1`, { vars: {}, call, env: {}, locale })).toEqual({
    kind: 'value',
    value: 1,
  });
});

test('a variable cannot be called __proto__', () => {
  const text = `{ "vars": { "__proto__": { "type": "number" } }, ${JSON.stringify(small).slice(1)}`;
  expect(compile(text).findings).toContainEqual(expect.objectContaining({ code: 'IVR105' }));
});

test('the largest flow takes longer to compile than a small one by its size, not by its square', () => {
  const compileSteps = (length: number): void => {
    const step = (index: number) => ({ type: 'menu', prompt: `p${index}`, options: { 1: `s${(index + 1) % length}` } });
    const steps = Object.fromEntries(Array.from({ length }, (_, index) => [`s${index}`, step(index)]));
    const prompts = Object.fromEntries(Array.from({ length }, (_, index) => [`p${index}`, `Number \${call.line + '${index}'}.`]));
    expect(compileSmall({ start: 's0', steps, prompts }).findings).toEqual([]);
  };
  const times = timesLonger(
    () => compileSteps(100),
    () => compileSteps(2_000),
  );
  expect(times).toBeLessThan(100); // By its size 20, by its square 400.
}, 60_000);

test('a step that only a global key leads to is reachable, as long as some step takes keys', () => {
  const extra = { ...small.steps, desk: { type: 'reject' } };
  const keys = { defaults: { keys: { 0: 'desk' } }, steps: extra };
  expect(compileSmall(keys).findings).toEqual([]);
  const deaf = { hello: { type: 'play', prompt: ['hi', 'menu'], next: 'bye' }, bye: small.steps.bye, desk: extra.desk };
  expect(compileSmall({ ...keys, steps: deaf }).findings.map((finding) => finding.code)).toEqual(['IVR204']);
});

test('the audio files of a flow are those that its prompts name, and none outside its folder', () => {
  const prompts = {
    a: { 'en-US': { text: 'A.', audio: 'a.wav' } },
    b: [{ text: 'B.', audio: 'b.wav' }],
    c: { text: 'C.', audio: '../c.wav' },
  };
  expect(promptAudioFiles(JSON.stringify({ prompts }))).toEqual(['a.wav', 'b.wav']);
  expect(promptAudioFiles('{')).toEqual([]);
});

describe('the shipped flow', () => {
  const folder = join(__dirname, '../../../flows');
  const text = readFileSync(join(folder, 'main-line/flow.jsonc'), 'utf8');
  const { contacts = {}, told = {} } = readContacts(readFileSync(join(folder, 'contacts.jsonc'), 'utf8'), 'contacts.jsonc');
  const { environment } = readEnvironment(readFileSync(join(folder, 'environment.jsonc'), 'utf8'), 'environment.jsonc');
  const audio = Object.fromEntries(promptAudioFiles(text).map((file) => [file, again]));

  test('has no findings', () => {
    expect(compile(text, { contacts, told, audio, ...(environment && { environment }) }).findings).toEqual([]);
  });

  test('with any piece cut out is compiled or explained, and never throws', () => {
    fc.assert(
      fc.property(fc.nat(text.length - 1), fc.integer({ min: 1, max: 40 }), (start, length) => {
        const { findings, flow } = compile(text.slice(0, start) + text.slice(start + length), { contacts, audio });
        const failed = findings.some((finding) => finding.severity === 'error');
        expect(flow === undefined).toBe(failed);
        for (const { place, fix } of findings) {
          expect(place.line).toBeGreaterThan(0);
          expect(place.column).toBeGreaterThan(0);
          expect(fix).not.toBe('');
        }
      }),
      { numRuns: 300 },
    );
  });
});

test('any JSON in any place of a flow is compiled or explained, and never throws', () => {
  const members = ['languages', 'start', 'vars', 'defaults', 'prompts', 'steps'] as const;
  fc.assert(
    fc.property(fc.constantFrom(...members), fc.jsonValue({ maxDepth: 4 }), fc.boolean(), (member, value, inside) => {
      const at: object =
        inside && typeof small[member as 'steps'] === 'object' ? { ...small[member as 'steps'], menu: value } : { only: value };
      const { findings, flow } = compileSmall({ [member]: inside ? at : value });
      expect(flow !== undefined || findings.length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
});

test('any text is compiled or explained, and never throws', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (text) => expect(compile(text).findings.length).toBeGreaterThan(0)),
    { numRuns: 300 },
  );
});
