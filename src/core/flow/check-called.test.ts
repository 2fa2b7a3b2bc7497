import type { FlowVersion } from '../call/ids.ts';
import { stepKits } from '../steps/registry.ts';
import { compileFlow } from './compile.ts';

const pin = `{
  "specVersion": 1, "name": "PIN", "languages": ["en-US"], "start": "ask", "inputs": ["who"], "outputs": ["pin"],
  "vars": { "who": { "type": "string" }, "pin": { "type": "string" } },
  "steps": { "ask": { "type": "collect", "prompt": "Your PIN, \${vars.who}.", "into": "pin", "next": "done" }, "done": { "type": "return" } }
}`;

const line = `{
  "specVersion": 1, "name": "Line", "languages": ["en-US"], "start": "pin",
  "vars": { "code": { "type": "string" }, "tries": { "type": "number" } },
  "steps": {
    "pin": { "type": "subflow", "flow": "pin", "with": { "who": "'Ada'" }, "into": { "code": "pin" }, "next": "bye" },
    "bye": { "type": "hangup" }
  }
}`;

/** `▸` marks where the finding must point. */
function findingsOf(marked: string, flows: { readonly [name: string]: string } = { pin }): readonly string[] {
  const { findings } = compileFlow({
    name: 'line',
    file: 'flow.jsonc',
    text: marked.replace('▸', ''),
    version: 'v1' as FlowVersion, // Any text is one here.
    surroundings: {
      contacts: {},
      audio: {},
      flows: Object.fromEntries(
        Object.entries(flows).map(([name, text]) => [name, { file: `${name}/flow.jsonc`, text, audio: {} }]),
      ),
    },
    kits: stepKits,
    callable: ['pin', 'line'],
  });
  return findings.map(({ code, place, fix }) => `${code} ${place.line}:${place.column} ${fix}`);
}

const placeOf = (marked: string): string => {
  const before = marked.slice(0, marked.indexOf('▸')).split('\n');
  return `${before.length}:${(before.at(-1) ?? '').length + 1}`;
};

test('a call that fits has no findings', () => {
  expect(findingsOf(line)).toEqual([]);
});

test.each([
  ['IVR240', 'a flow that does not exist', '"flow": "pin"', '"flow": ▸"pim"', 'did you mean "pin"?'],
  [
    'IVR243',
    'an input that the flow does not have',
    '"with": { "who"',
    '"with": { "who": "\'Bob\'", ▸"whom"',
    'did you mean "who"?',
  ],
  ['IVR402', 'an input of another type', `"'Ada'"`, '"▸1 + \'a\'"', ''],
  ['IVR243', 'an output that the flow does not have', '{ "code": "pin" }', '{ "code": ▸"pn" }', 'did you mean "pin"?'],
  ['IVR403', 'an output into a variable that does not exist', '{ "code": "pin" }', '{ ▸"cod": "pin" }', 'did you mean "code"?'],
  ['IVR408', 'an output into a variable of another type', '{ "code": "pin" }', '{ "tries": ▸"pin" }', 'declare it as "string"'],
  ['IVR244', 'an input that is not given', `"with": { "who": "'Ada'" }, `, '', 'write "with": { "who"'],
])('%s: %s is found where it stands', (code, _title, instead, write, fix) => {
  expect(line).toContain(instead);
  const marked = line.replace(instead, () => write);
  const [found, ...more] = findingsOf(marked);
  expect(more).toEqual([]);
  expect(found).toContain(`${code} ${marked.includes('▸') ? placeOf(marked) : ''}`);
  expect(found).toContain(fix);
});

test('IVR242: a called flow with errors is named, and not played', () => {
  expect(findingsOf(line, { pin: pin.replace('"next": "done"', '"next": "dnoe"') })).toEqual([
    expect.stringMatching(/^IVR242 5:.* mend flow "pin"/),
  ]);
});

test('IVR241: a flow that calls itself through another one is found', () => {
  const back = pin.replace('"done": { "type": "return" }', '"done": { "type": "subflow", "flow": "line", "next": "ask" }');
  expect(findingsOf(line, { pin: back, line })).toEqual([expect.stringMatching(/^IVR242/)]);
});

test('IVR245: an input that is no variable is found where it stands', () => {
  const marked = line.replace('"start": "pin",', '"start": "pin", "inputs": [▸"cod"],');
  expect(findingsOf(marked)).toEqual([expect.stringContaining(`IVR245 ${placeOf(marked)} did you mean "code"?`)]);
});
