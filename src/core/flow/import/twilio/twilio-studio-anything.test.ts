import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { edits, errorsIn } from '../../../../../test/support/imported-files.ts';
import { stepKits } from '../../../steps/registry.ts';
import { twilioStudio } from './twilio-studio.ts';

// Whatever a definition holds: it is refused, or becomes a flow without errors.

const example: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'example-flow.json'), 'utf8'));
const options = { name: 'line', language: 'en-US', timeZone: 'UTC', kits: stepKits };

function errorsOf(source: unknown): readonly string[] {
  const result = twilioStudio.read(source, options);
  return result.kind === 'refused' ? [] : errorsIn(result.files);
}

test('the example itself has no errors', () => {
  expect(errorsOf(example)).toEqual([]);
});

test('every value of the example may be another one, or missing', () => {
  const others = [
    null,
    -1,
    'x',
    '',
    [],
    { a: {} },
    '{{widgets.find_account.parsed.in.x}}',
    '${x {{',
    "{{ 'it' | plus: '$' }}",
    '{% if',
  ];
  let count = 0;
  for (const changed of edits(example, others)) {
    // One of several thousand edits in each so many: all of them take minutes.
    if (count++ % 67 !== 0) continue;
    const errors = errorsOf(changed);
    if (errors.length > 0) throw new Error(`edit ${count - 1}: ${errors.join('; ')}`);
  }
  expect(count).toBeGreaterThan(5_000);
}, 120_000);

const name = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'repeat', 'back', 'end', '__proto__', 'A B', 'widgets.x', '1');
const type = fc.constantFrom(
  ...['trigger', 'say-play', 'gather-input-on-call', 'split-based-on', 'set-variables', 'make-http-request', 'run-function'],
  ...[
    'connect-call-to',
    'record-voicemail',
    'enqueue-call',
    'send-to-flex',
    'run-subflow',
    'capture-payments',
    'send-message',
    'new',
  ],
);
const event = fc.constantFrom(
  ...['incomingCall', 'audioComplete', 'keypress', 'speech', 'timeout', 'match', 'noMatch', 'next', 'success', 'failed', 'fail'],
  ...['callCompleted', 'hangup', 'recordingComplete', 'noAudio', 'callComplete', 'failedToEnqueue', 'completed', 'sent'],
);
const liquid = fc.constantFrom(
  ...[
    '',
    ' ',
    '1',
    '*',
    '4711',
    '17:00',
    'gold, silver,',
    'x'.repeat(3_000),
    '${',
    "it's",
    '\u0000\ud800',
    '<speak>Hi <prosody rate="x">you',
  ],
  ...['{{widgets.a.Digits}}', '{{widgets.a.SpeechResult}}', '{{widgets.b.parsed.in.0.a-b}}', '{{widgets.c.DialCallStatus}}'],
  ...[
    '{{flow.variables.x | plus: 1}}',
    '{{ "now" | date: "%H:%M" }}',
    '{{ "now" | date: "%u" }}',
    '{{trigger.call.From | slice: -4, 4}}',
  ],
  ...[
    '{{x | split: "" | join: " "}}',
    '{{ x | replace: "a", y | size | default: "b" | append: z }}',
    '{% if x == y or z %}{{x}}{% else %}b{% endif %}',
  ],
  ...['{% assign n = x | times: 2 %}{{n}}', '{% for i in x %}{{i}}{% endfor %}', '{{ [0].__proto__ }}', '{{constructor}}', '{{'],
);
const address = fc.constantFrom(
  'https://api.example.org/a?b={{x}}',
  'http://u:p@h.example.org',
  'https://{{x}}/y',
  'https://h.example.org:8443/x',
);
const names =
  'say play loop digits language voice number_of_digits timeout finish_on_key input method body content_type noun to sip_endpoint queue_name workflow max_length play_beep';
const properties = fc
  .tuple(
    fc.record(Object.fromEntries(names.split(' ').map((one) => [one, liquid] as const)), { requiredKeys: [] }),
    fc.record(
      { url: fc.oneof(address, liquid), timeout: fc.oneof(fc.double(), liquid), loop: fc.integer({ min: -1, max: 40 }) },
      { requiredKeys: [] },
    ),
    fc.array(fc.record({ key: fc.oneof(liquid, name), value: fc.oneof(liquid, fc.jsonValue()) }), { maxLength: 3 }),
    fc.constantFrom('en-US', 'de-DE', 'fr', 'cmn-Hans-CN', '??'),
  )
  .map(([plain, more, pairs, language]) => ({ ...plain, ...more, language, variables: pairs, parameters: pairs }));
const condition = fc.record({
  friendly_name: fc.constant('if'),
  arguments: fc.array(liquid, { maxLength: 1 }),
  type: fc.constantFrom(
    'equal_to',
    'matches_any_of',
    'does_not_contain',
    'regex',
    'less_than',
    'is_blank',
    'is_before_time',
    'odd',
  ),
  value: fc.oneof(liquid, fc.constantFrom('1', '2,3', '(a+)+', '[', '5')),
});
const transition = fc.record(
  { event, next: name, conditions: fc.array(condition, { maxLength: 2 }) },
  { requiredKeys: ['event'] },
);
const state = fc.record({ name, type, properties, transitions: fc.array(transition, { maxLength: 5 }) });

test('any tangle of widgets becomes a flow without errors', () => {
  fc.assert(
    fc.property(fc.array(state, { maxLength: 9 }), name, (states, initial_state) => {
      const start = { name: 'Trigger', type: 'trigger', transitions: [{ event: 'incomingCall', next: initial_state }] };
      const errors = errorsOf({ states: [start, ...states], initial_state: 'Trigger' });
      if (errors.length > 0) throw new Error(errors.join('; ').slice(0, 1_000));
    }),
    { numRuns: 300 },
  );
}, 120_000);

test('any JSON and any text is refused or imported', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.json()), (source) => {
      expect(['refused', 'imported']).toContain(twilioStudio.read(source, options).kind);
      expect(twilioStudio.recognises(source)).toBe(twilioStudio.read(source, options).kind === 'imported');
    }),
    { numRuns: 300 },
  );
});
