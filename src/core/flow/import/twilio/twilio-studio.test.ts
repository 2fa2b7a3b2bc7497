// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../../../../cli/commands/check.ts';
import { fmt } from '../../../../../cli/commands/fmt.ts';
import { test as testCommand } from '../../../../../cli/commands/test.ts';
import { aFolder, writeFiles } from '../../../../../test/support/a-folder.ts';
import { runCommand } from '../../../../../test/support/run-command.ts';
import { stepKits } from '../../../steps/registry.ts';
import { twilioStudio } from './twilio-studio.ts';

// A made-up service line in the form in which Studio shows it.
const exported: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'example-flow.json'), 'utf8'));
const options = { name: 'water', language: 'en-GB', timeZone: 'Europe/London', kits: stepKits };

function imported(source: unknown) {
  const result = twilioStudio.read(source, options);
  if (result.kind === 'refused') throw new Error(result.what);
  return result;
}

interface State {
  readonly name: string;
  readonly type: string;
  readonly properties?: { readonly [name: string]: unknown };
  readonly transitions?: readonly unknown[];
}
/** A flow whose calls begin with the first of these widgets. */
function flowOf(...states: readonly State[]) {
  const trigger = { name: 'Trigger', type: 'trigger', transitions: [{ event: 'incomingCall', next: states[0]?.name }] };
  const { files, remarks } = imported({ description: 'Line', initial_state: 'Trigger', states: [trigger, ...states] });
  const flow: unknown = JSON.parse(files['water/flow.jsonc'] ?? '');
  return { flow, files, remarks };
}
const way = (event: string, next?: string) => ({ event, ...(next !== undefined && { next }) });
const match = (subject: string, type: string, value: string, next?: string) => ({
  ...way('match', next),
  conditions: [{ friendly_name: 'if', arguments: [subject], type, value }],
});
const say = (name: string, words: string, next?: string, more = {}): State => ({
  name,
  type: 'say-play',
  properties: { say: words, ...more },
  transitions: [way('audioComplete', next)],
});
const bye = say('bye', 'Goodbye.');

let folder = '';
beforeEach(() => {
  folder = aFolder();
});

const conversations = `== a customer who is known hears the balance and reaches the front desk
given at 2026-11-24T10:00 Europe/London
given mock findAccount 200 {"found": true, "customer": {"name": "Ada", "tier": "silver"}, "balance": 42, "overdue": "true"}
hear Welcome to Contoso Water
hear For your account; press 1
hear account number; press 12345678
hear Hello Ada. Your balance is 42 pounds. A payment is overdue.
hear To pay now; press 9
expect transfer frontDesk

== who owes much is put into the queue, and to the front desk when nobody is there
given at 2026-11-24T10:00 Europe/London
given mock findAccount 200 {"found": true, "customer": {"tier": "silver"}, "balance": 900.5}
given priorityCustomers busy
hear For your account; press 1
hear account number; press 12345678
expect transfer priorityCustomers
expect transfer frontDesk

== an account that nobody knows is read back digit by digit, and asked for again
given at 2026-11-24T10:00 Europe/London
given mock findAccount 200 {"found": false}
hear For your account; press 1
hear account number; press 471#
hear We do not know the account 4 7 1.
hear account number

== a system that fails costs nobody the call
given at 2026-11-24T10:00 Europe/London
given mock findAccount error
hear For your account; press 1
hear account number; press 12345678
hear We cannot look up your account
expect transfer frontDesk

== after three silences a person takes over
given at 2026-11-24T10:00 Europe/London
hear For your account
hear We did not hear
hear For your account
hear We did not hear
hear For your account
expect var misses = "2"
hear We did not hear
expect transfer frontDesk

== a wrong key is told, and the menu comes again
given at 2026-11-24T10:00 Europe/London
hear For your account; press 7
hear not one of the choices
hear For your account; press 2
expect transfer leaks

== nobody hears of the leak, so a message is taken
given at 2026-11-24T10:00 Europe/London
given leaks noAnswer
hear For your account; press 2
expect transfer leaks
expect var connectLeaksDialCallStatus = no-answer
hear leave a message
expect record
say 5s; press #
hear Thank you. We will call you back.
hear Goodbye
expect end

== on Monday before eight the recording and the voicemail answer
given at 2026-11-23T07:59 Europe/London
hear Welcome to Contoso Water
hear we are closed
hear leave a message

== on Monday at eight the menu does
given at 2026-11-23T08:01 Europe/London
hear For your account; press 3
expect request notifyCrm
expect transfer frontDesk
`;

test('a flow passes the checker without a word, is formatted, and callers meet what they met in Studio', async () => {
  writeFiles(folder, { ...imported(exported).files, 'water/tests/studio.txt': conversations });
  expect(await runCommand(check, folder, '--strict')).toEqual({ code: 0, said: 'Flow "water" is fine.\n' });
  const written = ['water', 'contacts.jsonc', 'environment.jsonc', 'schedules.jsonc'].map((path) => join(folder, path));
  expect(await runCommand(fmt, '--check', ...written)).toMatchObject({ code: 0 });
  const tested = await runCommand(testCommand, folder);
  expect(tested.said).toContain('11 conversations passed');
  expect(tested.code).toBe(0);
}, 60_000);

test('the report names each widget that could not be carried over, and what to do', () => {
  const { remarks, carried } = imported(exported);
  const said = (severity: string) => remarks.filter((one) => one.severity === severity).map(({ where }) => where);
  expect(said('lost')).toEqual([
    'Call Recording "call_recording"',
    'Capture Payments "pay"',
    'Send Message "send_summary"',
    'Record Voicemail "take_message" (step "takeMessage")',
    'Gather Input On Call "main_menu" (step "mainMenu")',
  ]);
  expect(remarks).toContainEqual(
    expect.objectContaining({ severity: 'todo', what: expect.stringContaining('"we are closed.mp3" is not in the definition') }),
  );
  expect(remarks).toContainEqual(
    expect.objectContaining({
      where: 'Send Message "reply_by_sms", Split Based On... "main_menu_speech"',
      what: expect.stringContaining('no call comes to this widget'),
    }),
  );
  for (const { where, what, fix } of remarks) expect([where, what, fix]).not.toContain('');
  expect(carried).toEqual({ of: 33, done: 28, unit: 'widgets' });
});

test.each([
  ['what the API answers', { sid: 'FW1', friendly_name: 'Other name', definition: exported }, 'Other name'],
  [
    'what the command line prints',
    JSON.stringify([{ sid: 'FW1', friendlyName: 'Other name', definition: exported }]),
    'Other name',
  ],
  ['the definition as text', JSON.stringify(exported), 'Contoso Water'],
])('%s is read like the definition', (_what, source, title) => {
  const path = 'water/flow.jsonc';
  expect(imported(source).files[path]).toBe(
    imported(exported).files[path]?.replace('"name": "Contoso Water"', `"name": "${title}"`),
  );
});

test.each([['text'], [{}], [null], [{ states: [] }], [{ states: [{ name: 'a', type: 'Pass' }], initial_state: 'a' }]])(
  '%j is no flow of Studio, and refused',
  (source) => {
    expect(twilioStudio.recognises(source)).toBe(false);
    expect(twilioStudio.read(source, options)).toMatchObject({ kind: 'refused', fix: expect.stringContaining('Show flow JSON') });
  },
);

const gather = (name: string, properties: object, ways: readonly unknown[]): State => ({
  name,
  type: 'gather-input-on-call',
  properties: { say: 'Your choice?', ...properties },
  transitions: ways,
});
const split = (name: string, input: string, ...ways: readonly unknown[]): State => ({
  name,
  type: 'split-based-on',
  properties: { input },
  transitions: ways,
});

test('SSML is read as the words that callers hear, with the letters that it writes as numbers', () => {
  const { flow } = flowOf(say('hello', '<speak>Caf&#233; &amp; more <break/> &#x263A;</speak>'));
  expect(flow).toMatchObject({ prompts: { hello: { 'en-GB': 'Café & more ☺' } } });
});

test('a question with a split on its keys is a menu, and misses lead where they led', () => {
  const digits = '{{widgets.ask.Digits}}';
  const { flow } = flowOf(
    gather('ask', { number_of_digits: 1, timeout: 7 }, [way('keypress', 'which'), way('timeout', 'bye')]),
    split(
      'which',
      digits,
      way('noMatch', 'ask'),
      match(digits, 'equal_to', '1', 'bye'),
      match(digits, 'matches_any_of', '2,*', 'ask'),
    ),
    bye,
  );
  expect(flow).toMatchObject({
    start: 'ask',
    steps: {
      ask: {
        type: 'menu',
        options: { '1': 'bye', '2': 'repeat', '*': 'repeat' },
        timeout: '7s',
        on: { noInput: 'bye', maxAttempts: 'bye' },
      },
      bye: { type: 'hangup' },
    },
  });
  expect(flow).not.toHaveProperty('vars');
});

test('a key that is read again later is remembered', () => {
  const digits = '{{widgets.ask.Digits}}';
  const { flow } = flowOf(
    gather('ask', { number_of_digits: 1 }, [way('keypress', 'which'), way('timeout', 'said')]),
    split('which', digits, way('noMatch', 'said'), match(digits, 'equal_to', '1', 'said')),
    say('said', `You pressed ${digits}.`),
  );
  expect(flow).toMatchObject({
    prompts: { said: { 'en-GB': 'You pressed ${vars.askDigits}.' } },
    steps: { ask: { options: { '1': 'ask1' } }, ask1: { type: 'set', vars: { askDigits: "'1'" }, next: 'said' } },
  });
});

test('several digits are collected, and the conditions on them kept', () => {
  const digits = '{{widgets.ask.Digits}}';
  const { flow } = flowOf(
    gather('ask', { number_of_digits: 4, finish_on_key: '*' }, [way('keypress', 'which'), way('timeout', 'bye')]),
    split(
      'which',
      digits,
      way('noMatch', 'bye'),
      match(digits, 'starts_with', '9', 'ask'),
      match(digits, 'regex', '^[0-4]+$', 'ask'),
      match(digits, 'does_not_match_any_of', '5000, 6000', 'ask'),
      match(digits, 'is_blank', '', 'ask'),
    ),
    bye,
  );
  expect(flow).toMatchObject({
    steps: {
      ask: { type: 'collect', maxDigits: 4, finishOnKey: '*', into: 'askDigits', next: 'which' },
      which: {
        cases: [
          { when: "vars.askDigits.startsWith('9')" },
          { when: "vars.askDigits.matches('^[0-4]+$')" },
          { when: "!(vars.askDigits in ['5000', '6000'])" },
          { when: "vars.askDigits == ''" },
        ],
        else: 'bye',
      },
    },
  });
});

test('a question that could only be answered by speaking gets a key for each answer', () => {
  const spoken = '{{widgets.ask.SpeechResult}}';
  const { flow, remarks } = flowOf(
    gather('ask', {}, [way('speech', 'which'), way('timeout', 'bye')]),
    split(
      'which',
      spoken,
      way('noMatch', 'bye'),
      match(spoken, 'contains', 'sales', 'bye'),
      match(spoken, 'contains', 'support', 'ask'),
    ),
    bye,
  );
  expect(flow).toMatchObject({
    prompts: { 'ask-2': { 'en-GB': 'For sales, press 1. For support, press 2.' } },
    steps: { ask: { type: 'menu', prompt: ['ask', 'ask-2'], options: { '1': 'bye', '2': 'repeat' } } },
  });
  expect(remarks).toContainEqual(
    expect.objectContaining({ severity: 'changed', what: expect.stringContaining('1 sales, 2 support') }),
  );
});

test('conditions on the day of the week and the hour become schedules, one after the other', () => {
  const clock = '{{ "now" | date: "%u" }}';
  const { flow, files } = flowOf(
    split(
      'day',
      clock,
      way('noMatch', 'weekdays'),
      match(clock, 'equal_to', '7', 'bye'),
      match(clock, 'equal_to', '6', 'saturday'),
    ),
    say('weekdays', 'Weekday.'),
    say('saturday', 'Saturday.'),
    bye,
  );
  expect(flow).toMatchObject({
    steps: {
      day: { type: 'hours', schedule: 'day', open: 'weekdays', closed: 'dayElse' },
      dayElse: { type: 'hours', schedule: 'dayElse', open: 'saturday', closed: 'bye' },
    },
  });
  expect(JSON.parse(files['schedules.jsonc'] ?? '')).toMatchObject({
    schedules: { day: { timeZone: 'Europe/London', week: { 'mon-fri': 'open' } }, dayElse: { week: { sat: 'open' } } },
  });
});

test('a time of day that another system tells cannot be compared, and the report says so', () => {
  const hour = '{{widgets.clock.parsed.time}}';
  const { flow, remarks } = flowOf(split('late', hour, way('noMatch', 'bye'), match(hour, 'is_after_time', '17:00', 'bye')), bye);
  expect(flow).toMatchObject({ start: 'late', steps: { late: { type: 'branch', else: 'bye' } } });
  expect(remarks).toContainEqual(expect.objectContaining({ severity: 'lost', what: expect.stringContaining('is_after_time') }));
});

test('a form goes out as JSON over https, without the password of its address', () => {
  const { flow, files, remarks } = flowOf(
    {
      name: 'http_1',
      type: 'make-http-request',
      properties: {
        method: 'POST',
        url: 'http://me:secret@api.contoso.com/calls',
        content_type: 'application/x-www-form-urlencoded;charset=utf-8',
        parameters: [{ key: 'from', value: '{{contact.channel.address}}' }],
      },
      transitions: [way('success', 'said'), way('failed')],
    },
    say('said', 'It is {{widgets.http_1.parsed.items[0].name}}, {{widgets.http_1.parsed.odd-name}}.'),
  );
  expect(flow).toMatchObject({
    steps: {
      http1: {
        type: 'request',
        method: 'POST',
        url: '${env.apiContosoCom}/calls',
        body: { from: '${call.caller.number}' },
        into: {
          http1Items0Name:
            "has(response.body.items) && size(response.body.items) > 0 && 'name' in response.body.items[0] ? string(response.body.items[0]['name']) : ''",
          http1OddName: "'odd-name' in response.body ? string(response.body['odd-name']) : ''",
        },
        next: 'said',
        on: { error: 'end' },
      },
    },
  });
  expect(JSON.parse(files['environment.jsonc'] ?? '')).toMatchObject({
    env: { apiContosoCom: 'https://api.contoso.com' },
    hosts: ['api.contoso.com'],
  });
  expect(JSON.stringify([files, remarks])).not.toContain('secret@');
  expect(remarks).toContainEqual(expect.objectContaining({ what: 'the system is asked over https, not http' }));
  expect(remarks).toContainEqual(expect.objectContaining({ what: expect.stringContaining('sends a form') }));
});

test('values are put together as Liquid did', () => {
  const { flow, remarks } = flowOf(
    {
      name: 'keep',
      type: 'set-variables',
      properties: {
        variables: [
          { key: 'full name', value: "{{flow.variables.first | append: ' '}}{{flow.variables.last | upcase}}" },
          { key: 'it', value: "it's {{ '5' | minus: 2 }}" },
          { key: 'odd', value: '{% for x in y %}a{% endfor %}{{x | reverse}}' },
        ],
      },
      transitions: [way('next', 'bye')],
    },
    bye,
  );
  expect(flow).toMatchObject({
    steps: {
      keep: {
        vars: { fullName: "vars.first + ' ' + vars.last.upperAscii()", it: "'it\\'s ' + string(5.0 - 2.0)", odd: "'a' + vars.x" },
      },
    },
  });
  expect(remarks).toContainEqual(expect.objectContaining({ what: expect.stringContaining('{% for %}, "reverse"') }));
  expect(remarks).toContainEqual(
    expect.objectContaining({ severity: 'todo', what: expect.stringContaining('{{flow.variables.first}}') }),
  );
});

test('a value that is longer than an expression may be is left empty, and the report says so', async () => {
  const { flow, files, remarks } = flowOf(
    {
      name: 'keep',
      type: 'set-variables',
      properties: { variables: [{ key: 'terms', value: 'word '.repeat(300) }] },
      transitions: [way('next', 'bye')],
    },
    say('bye', '{{flow.variables.terms}} Goodbye.'),
  );
  expect(flow).toMatchObject({ steps: { keep: { vars: { terms: "''" } } } });
  expect(remarks).toContainEqual(expect.objectContaining({ severity: 'lost', what: expect.stringContaining('longer') }));
  writeFiles(folder, files);
  expect((await runCommand(check, folder)).said).not.toContain('error');
});

test.each([
  ['a SIP address', { noun: 'sip', sip_endpoint: 'sip:desk@example.com' }, { connectDesk: { type: 'transfer', to: 'desk' } }],
  [
    'several numbers',
    { noun: 'number-multi', to: '+441632960111, +441632960222' },
    { connectDesk: { to: 'desk', on: { failed: 'toDesk2' } }, toDesk2: { to: 'desk2' } },
  ],
  ['a number that the call works out', { noun: 'number', to: '{{flow.variables.agent}}' }, { connectDesk: { to: 'desk' } }],
])('a call to %s goes to contacts, and what is missing is said', (_what, properties, steps) => {
  const { flow, remarks } = flowOf(
    { name: 'connect_desk', type: 'connect-call-to', properties, transitions: [way('callCompleted', 'bye'), way('hangup')] },
    bye,
  );
  expect(flow).toMatchObject({ steps });
  expect(remarks).toContainEqual(expect.objectContaining({ where: expect.stringContaining('connect_desk') }));
});

test('a flow in two languages changes to the language of the words that come', async () => {
  const { flow, files } = flowOf(
    say('hello', 'Welcome.', 'hallo', { language: 'en-GB' }),
    say('hallo', 'Willkommen.', 'bye', { voice: 'Polly.Vicki-Neural' }),
    say('bye', 'Goodbye.', undefined, { language: 'en-GB' }),
  );
  expect(flow).toMatchObject({
    languages: ['en-GB', 'de-DE'],
    start: 'hello',
    steps: {
      hello: { type: 'play' },
      hallo: { type: 'language', from: "'de-DE'", next: 'halloSpoken' },
      halloSpoken: { type: 'play', prompt: 'hallo', next: 'bye' },
      bye: { type: 'language', from: "'en-GB'", next: 'byeSpoken' },
    },
  });
  writeFiles(folder, { ...files });
  expect((await runCommand(check, folder)).said).not.toContain('error');
});

test('callers who would have gone round for ever are let go, and the report says so', async () => {
  const { files, remarks } = flowOf(say('music', 'Please wait.', 'again'), say('again', 'Still waiting.', 'music'));
  writeFiles(folder, { ...files });
  expect((await runCommand(check, folder)).said).not.toContain('error');
  expect(remarks).toContainEqual(expect.objectContaining({ what: expect.stringContaining('go round here') }));
});

test('a flow that a system starts begins where somebody has answered', () => {
  const states = [
    { name: 'Trigger', type: 'trigger', transitions: [way('incomingRequest', 'call')] },
    { name: 'call', type: 'make-outgoing-call-v2', transitions: [way('answered', 'hello'), way('busy')] },
    say('hello', 'Hello {{flow.data.name}}.'),
  ];
  const { files, remarks } = imported({ states, initial_state: 'Trigger' });
  expect(JSON.parse(files['water/flow.jsonc'] ?? '')).toMatchObject({ start: 'hello', vars: { name: { type: 'string' } } });
  expect(remarks.map(({ where }) => where)).toEqual(
    expect.arrayContaining(['Trigger "Trigger"', 'Make Outgoing Call "call"', 'Say/Play "hello"']),
  );
});

test('a widget that nobody here has heard of is passed by, and named', () => {
  const { flow, remarks } = flowOf(
    { name: 'new', type: 'read-tea-leaves', transitions: [way('hangup', 'new'), way('success', 'bye')] },
    bye,
  );
  expect(flow).toMatchObject({ start: 'bye' });
  expect(remarks).toContainEqual(expect.objectContaining({ severity: 'lost', where: 'read-tea-leaves "new"' }));
});
