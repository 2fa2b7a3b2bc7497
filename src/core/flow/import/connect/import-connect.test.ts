import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from '../../../../../cli/commands/check.ts';
import { fmt } from '../../../../../cli/commands/fmt.ts';
import { importFlow } from '../../../../../cli/commands/import.ts';
import { test as testCommand } from '../../../../../cli/commands/test.ts';
import { aFolder, writeFiles } from '../../../../../test/support/a-folder.ts';
import { runCommand } from '../../../../../test/support/run-command.ts';
import { stepKits } from '../../../steps/registry.ts';
import { importConnect } from './import-connect.ts';

// A made-up service line in the form that the flow designer exports.
const exported = readFileSync(join(import.meta.dirname, 'example-flow.json'), 'utf8');
const options = { name: 'energy-line', language: 'en-GB', timeZone: 'Europe/London', kits: stepKits };

function imported(source: unknown) {
  const result = importConnect(source, options);
  if (result.kind === 'refused') throw new Error(result.what);
  return result;
}

/** A flow of these actions; the first one is where it begins. */
function flowOf(...actions: readonly { readonly Identifier: string; readonly [member: string]: unknown }[]) {
  const { files, remarks } = imported({
    Version: '2019-10-30',
    StartAction: actions[0]?.Identifier,
    Metadata: {},
    Actions: actions,
  });
  const flow: unknown = JSON.parse(files['energy-line/flow.jsonc'] ?? '');
  return { flow, files, remarks };
}
const ways = (
  NextAction: string | undefined,
  Errors: { readonly [type: string]: string } = {},
  Conditions: readonly (readonly [string, string, string])[] = [],
) => ({
  ...(NextAction !== undefined && { NextAction }),
  Errors: Object.entries(Errors).map(([ErrorType, to]) => ({ ErrorType, NextAction: to })),
  Conditions: Conditions.map(([Operator, operand, to]) => ({ NextAction: to, Condition: { Operator, Operands: [operand] } })),
});
const bye = { Identifier: 'bye', Type: 'DisconnectParticipant', Parameters: {}, Transitions: {} };

let folder = '';
beforeEach(() => {
  folder = aFolder();
});

const conversations = `== a customer who is known hears the balance and reaches the service
given hours serviceHours open
given mock lookupCustomer 200 {"found": "true", "name": "Ada", "balance": "42", "tier": "gold"}
hear Welcome to Fabrikam Energy
hear For English; press 1
hear customer number; press 123456
hear Hello Ada. Your number is 1 2 3 4 5 6. You owe $42.
hear For service; press 1
hear I am putting you through to Customer service
expect transfer customerService

== whoever owes a lot reaches the collections
given hours serviceHours open
given mock lookupCustomer 200 {"found": true, "name": "Ada", "balance": "900.50"}
hear For English; press 1
hear customer number; press 123456
expect transfer collections

== three tries, silence among them, then the menu, where a message is taken
given hours serviceHours open
given mock lookupCustomer 200 {"found": "false"}
hear For English; press 1
hear customer number; press 111111
hear We do not know this number
hear customer number; silence 10s
hear customer number; press 222222
hear We do not know this number
hear Never mind
hear For service; press 3
hear leave a message
expect record
say 5s; press #
hear Thank you for your message
expect end

== a system that fails costs nobody the call, and a full queue becomes a call back
given hours serviceHours open
given caller +441632960123
given customerService busy
given mock lookupCustomer error
hear For English; press 1
hear customer number; press 123456
hear Never mind
hear For service; press 1
expect transfer customerService
hear We will call you back
expect end

== Spanish is spoken by a Spanish voice
hear For English; press 2
hear Bienvenido
expect transfer spanishDesk

== at night the other flow's line takes the call
given hours serviceHours closed
hear For English; press 1
hear We are closed. Costs are \${not} discussed here.
expect transfer flowNightLine
`;

test('an exported flow passes the checker without a word, is formatted, and callers meet what they met in Connect', async () => {
  writeFiles(folder, { ...imported(exported).files, 'energy-line/tests/connect.txt': conversations });
  expect(await runCommand(check, folder, '--strict')).toEqual({ code: 0, said: '4 flows are fine.\n' });
  expect(
    await runCommand(
      fmt,
      '--check',
      join(folder, 'energy-line'),
      join(folder, 'contacts.jsonc'),
      join(folder, 'environment.jsonc'),
    ),
  ).toMatchObject({
    code: 0,
  });
  expect(await runCommand(testCommand, folder)).toMatchObject({
    code: 0,
    said: expect.stringContaining('7 conversations passed'),
  });
}, 60_000);

test('the command knows the file by its content, and a second import beside it keeps what is there', async () => {
  const file = join(import.meta.dirname, 'example-flow.json');
  const first = await runCommand(importFlow, file, '--dir', folder, '--language', 'en-GB');
  expect(first).toMatchObject({ code: 1, said: expect.stringContaining('42 of 47 blocks carried over.') });
  const contacts = readFileSync(join(folder, 'contacts.jsonc'), 'utf8');
  expect(await runCommand(importFlow, file, '--dir', folder)).toMatchObject({
    code: 2,
    said: expect.stringContaining('already'),
  });
  expect(await runCommand(importFlow, file, '--dir', folder, '--name', 'second')).toMatchObject({ code: 1 });
  expect(readFileSync(join(folder, 'contacts.jsonc'), 'utf8')).toBe(contacts);
  expect(await runCommand(check, folder, '--strict')).toEqual({ code: 0, said: '8 flows are fine.\n' });
});

test('the report names each block that could not be carried over, and what to do', () => {
  const { remarks } = imported(exported);
  const said = (severity: string) => remarks.filter((one) => one.severity === severity).map(({ where }) => where);
  expect(said('lost')).toEqual([
    expect.stringMatching(/^Set recording behavior \([0-9a-f]{8}\)$/),
    expect.stringMatching(/^Set customer queue, hold, whisper or disconnect flow/),
    expect.stringMatching(/^Change routing priority/),
    expect.stringMatching(/^Check queue status or staffing \([0-9a-f]{8}, step "checkStaffing"\)$/),
  ]);
  expect(said('changed')).toContain('Get customer input "Main menu" (step "mainMenu")');
  expect(remarks).toContainEqual(
    expect.objectContaining({
      severity: 'todo',
      what: expect.stringContaining('"New tariff announcement.wav" is not in the export'),
    }),
  );
  expect(remarks).toContainEqual(
    expect.objectContaining({ what: expect.stringContaining('no call on a telephone comes to this block') }),
  );
  for (const { where, what, fix } of remarks) expect([where, what, fix]).not.toContain('');
});

test.each([
  [
    'what describe-contact-flow prints',
    { ContactFlow: { Name: 'Other name', Type: 'CONTACT_FLOW', Content: exported } },
    'Other name',
  ],
  ['the same as text', JSON.stringify({ ContactFlow: { Name: 'Other name', Content: exported } }), 'Other name'],
  ['its content alone, quoted', JSON.stringify(exported), 'Energy service line'],
  ['the file, parsed', JSON.parse(exported) as unknown, 'Energy service line'],
])('%s is read like the exported file', (_what, source, title) => {
  const [flow, same] = [imported(exported), imported(source)];
  const path = 'energy-line/flow.jsonc';
  expect(same.files[path]).toBe(flow.files[path]?.replace('"name": "Energy service line"', `"name": "${title}"`));
});

test('a flow of the first flow designer, which Connect itself does not take any more, is read as well', async () => {
  const to = (condition: string, transition: string, more = {}) => ({ condition, transition, ...more });
  const legacy = {
    modules: [
      {
        id: 'hello',
        type: 'PlayPrompt',
        branches: [to('Success', 'ask')],
        parameters: [
          { name: 'Text', value: 'greeting', namespace: 'External' },
          { name: 'TextToSpeechType', value: 'text' },
        ],
      },
      {
        id: 'ask',
        type: 'GetUserInput',
        branches: [
          to('Evaluate', 'queue', { conditionType: 'Equals', conditionValue: '1' }),
          to('Timeout', 'bye'),
          to('NoMatch', 'bye'),
          to('Error', 'bye'),
        ],
        parameters: [
          { name: 'Text', value: 'For a person, press 1.' },
          { name: 'Timeout', value: '4' },
        ],
        target: 'Digits',
      },
      {
        id: 'queue',
        type: 'SetQueue',
        branches: [to('Success', 'go'), to('Error', 'bye')],
        parameters: [{ name: 'Queue', value: 'arn:aws:connect:x:1:instance/i/queue/q', resourceName: 'Sales' }],
      },
      { id: 'go', type: 'Transfer', branches: [to('AtCapacity', 'bye'), to('Error', 'bye')], parameters: [], target: 'Queue' },
      { id: 'bye', type: 'Disconnect', branches: [], parameters: [] },
    ],
    version: '1',
    type: 'contactFlow',
    start: 'hello',
    metadata: { name: 'Old line' },
  };
  const { files } = imported(legacy);
  expect(JSON.parse(files['energy-line/flow.jsonc'] ?? '')).toMatchObject({
    name: 'Old line',
    start: 'hello',
    prompts: { hello: { 'en-GB': '${vars.lambdaGreeting}' } },
    steps: {
      ask: { type: 'menu', options: { '1': 'go' }, timeout: '4s' },
      go: { type: 'transfer', to: 'sales', on: { failed: 'bye' } },
    },
  });
  writeFiles(folder, { ...files });
  expect((await runCommand(check, folder)).said).not.toContain('error');
});

test.each([['text'], [{}], [{ Version: '2019-10-30' }], [null], ['{"flow": 1}']])('%j is refused', (source) => {
  expect(importConnect(source, options)).toMatchObject({ kind: 'refused', what: 'this is not a flow of Amazon Connect' });
});

test('a telephone number is stored in full, with the country of the block', () => {
  const { flow } = flowOf(
    {
      Identifier: 'number',
      Type: 'GetParticipantInput',
      Parameters: {
        Text: 'Your number?',
        StoreInput: 'True',
        InputValidation: { PhoneNumberValidation: { NumberFormat: 'E164' } },
      },
      Transitions: ways('bye', { InvalidPhoneNumber: 'number', NoMatchingError: 'bye' }),
    },
    bye,
  );
  expect(flow).toMatchObject({
    steps: {
      number: {
        type: 'collect',
        pattern: '[0-9]{7,15}',
        next: 'numberInFull',
        on: { noInput: 'numberTimeout', noMatch: 'number' },
      },
      numberInFull: { vars: { storedInput: "'+' + vars.storedInput" } },
    },
  });
});

test('two numbers that nobody has named stay two numbers', () => {
  const call = (Identifier: string, ThirdPartyPhoneNumber: string, onwards: string) => ({
    Identifier,
    Type: 'TransferParticipantToThirdParty',
    Parameters: { ThirdPartyPhoneNumber },
    Transitions: ways(undefined, { NoMatchingError: onwards }),
  });
  const [first, second] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'] as const;
  const { flow, files } = flowOf(call(first, '+441632960111', second), call(second, '+441632960222', 'bye'), bye);
  expect(flow).toMatchObject({ steps: { toPhone: { to: 'phone' }, toPhone2: { to: 'phone2' } } });
  expect(JSON.parse(files['contacts.jsonc'] ?? '')).toMatchObject({
    contacts: { phone: { phone: '+441632960111' }, phone2: { phone: '+441632960222' } },
  });
});

test('encrypted input stays a secret, and so does every attribute that takes it', () => {
  const { flow } = flowOf(
    {
      Identifier: 'card',
      Type: 'GetParticipantInput',
      Parameters: { Text: 'Card?', StoreInput: 'True', InputEncryption: { EncryptionKeyId: 'k' } },
      Transitions: ways('keep'),
    },
    {
      Identifier: 'keep',
      Type: 'UpdateContactAttributes',
      Parameters: { Attributes: { card: '$.StoredCustomerInput' } },
      Transitions: ways('bye'),
    },
    bye,
  );
  expect(flow).toMatchObject({ vars: { storedInput: { sensitive: true }, card: { sensitive: true } } });
});

test('what a Lex bot understood has a key each', () => {
  const { flow, remarks } = flowOf(
    {
      Identifier: 'bot',
      Type: 'ConnectParticipantWithLexBot',
      Parameters: { Text: 'How can we help?', LexV2Bot: { AliasArn: 'arn:aws:lex:eu-central-1:1:bot-alias/A/B' } },
      Transitions: ways('bye', { NoMatchingCondition: 'bye' }, [
        ['Equals', 'CheckBalance', 'bye'],
        ['Equals', 'FallbackIntent', 'bot'],
      ]),
    },
    bye,
  );
  expect(flow).toMatchObject({
    prompts: { 'bot-2': { 'en-GB': 'For check balance, press 1.' } },
    steps: { bot: { type: 'menu', prompt: ['bot', 'bot-2'], options: { '1': 'bye' } } },
  });
  expect(remarks).toContainEqual(
    expect.objectContaining({ severity: 'changed', what: expect.stringContaining('1 CheckBalance') }),
  );
});

const voice = (TextToSpeechVoice: string, onwards: string) => ({
  Identifier: `speak ${TextToSpeechVoice}`,
  Type: 'UpdateContactTextToSpeechVoice',
  Parameters: { TextToSpeechVoice },
  Transitions: ways(onwards),
});

test('where Connect has no words, the flow says its own in its own language, and so does the flow that calls back', () => {
  const { flow, files, remarks } = flowOf(
    voice('Vicki', 'ask'),
    {
      Identifier: 'ask',
      Type: 'ConnectParticipantWithLexBot',
      Parameters: {},
      Transitions: ways('number', {}, [['Equals', 'Rechnung', 'number']]),
    },
    {
      Identifier: 'number',
      Type: 'GetParticipantInput',
      Parameters: { StoreInput: 'True' },
      Transitions: ways('key'),
    },
    { Identifier: 'key', Type: 'GetParticipantInput', Parameters: {}, Transitions: ways('back', {}, [['Equals', '1', 'back']]) },
    { Identifier: 'back', Type: 'CreateCallbackContact', Parameters: {}, Transitions: ways('bye') },
    bye,
  );
  expect(flow).toMatchObject({
    languages: ['de-DE'],
    prompts: {
      ask: { 'de-DE': 'Für rechnung drücken Sie die 1.' },
      number: { 'de-DE': 'Bitte geben Sie die Nummer ein.' },
      key: { 'de-DE': 'Bitte drücken Sie eine Taste.' },
    },
  });
  expect(JSON.parse(files['energy-line-callback/flow.jsonc'] ?? '')).toMatchObject({
    languages: ['de-DE'],
    prompts: { greeting: { 'de-DE': expect.stringContaining('Sie haben um einen Rückruf gebeten.') } },
  });
  expect(remarks).not.toContainEqual(expect.objectContaining({ what: expect.stringContaining('nobody here speaks') }));
});

test('a flow of two languages says its own words in each, and in English where nobody here speaks the language', () => {
  const key = {
    Identifier: 'key',
    Type: 'GetParticipantInput',
    Parameters: {},
    Transitions: ways('bye', {}, [['Equals', '1', 'pl']]),
  };
  const { flow, remarks } = flowOf(voice('Celine', 'key'), key, { ...voice('Ewa', 'key'), Identifier: 'pl' }, bye);
  expect(flow).toMatchObject({
    prompts: { key: { 'fr-FR': 'Veuillez appuyer sur une touche.', 'pl-PL': 'Please press a key.' } },
  });
  expect(remarks).toContainEqual(
    expect.objectContaining({ severity: 'todo', what: expect.stringContaining('nobody here speaks pl-PL:') }),
  );
});

test('conversations to begin with are written, one for each way that opening hours leave, and go as written', async () => {
  const say = (Identifier: string, Text: string, onwards: string) => ({
    Identifier,
    Type: 'MessageParticipant',
    Parameters: { Text },
    Transitions: ways(onwards),
  });
  const { files } = flowOf(
    voice('Amy', 'hello'),
    say('hello', 'Welcome to Fabrikam.', 'hours'),
    {
      Identifier: 'hours',
      Type: 'CheckHoursOfOperation',
      Parameters: { HoursOfOperationId: 'Office' },
      Transitions: ways(undefined, {}, [
        ['Equals', 'True', 'queue'],
        ['Equals', 'False', 'closed'],
      ]),
    },
    { Identifier: 'queue', Type: 'TransferContactToQueue', Parameters: { QueueId: 'Sales' }, Transitions: ways(undefined) },
    { ...voice('Vicki', 'zu'), Identifier: 'closed' },
    say('zu', 'Wir haben geschlossen.', 'key'),
    { Identifier: 'key', Type: 'GetParticipantInput', Parameters: {}, Transitions: ways('bye', {}, [['Equals', '1', 'queue']]) },
    bye,
  );
  expect(files['energy-line/tests/conversations.txt']?.split('\n').slice(2)).toEqual([
    '== when "office" is open',
    'given hours office open',
    'hear Welcome to Fabrikam',
    'expect transfer sales',
    '',
    '== when nothing of it all is open',
    'given hours office closed',
    'hear Welcome to Fabrikam',
    'hear Wir haben geschlossen',
    'hear Bitte drücken Sie eine Taste',
    'press 1',
    'expect transfer sales',
    '',
  ]);
  writeFiles(folder, files);
  expect(await runCommand(testCommand, folder)).toMatchObject({
    code: 0,
    said: expect.stringContaining('2 conversations passed'),
  });
});

test('callers who would have gone round for ever are let go, and the report says so', async () => {
  const { files, remarks } = flowOf(
    { Identifier: 'music', Type: 'MessageParticipant', Parameters: { Text: 'Please wait.' }, Transitions: ways('again') },
    { Identifier: 'again', Type: 'MessageParticipant', Parameters: { Text: 'Still waiting.' }, Transitions: ways('music') },
  );
  writeFiles(folder, { ...files });
  expect((await runCommand(check, folder)).said).not.toContain('error');
  expect(remarks).toContainEqual(expect.objectContaining({ what: expect.stringContaining('round here for ever') }));
});

test('a value that nothing sets is a variable that somebody must fill', () => {
  const { flow, remarks } = flowOf(
    {
      Identifier: 'hi',
      Type: 'MessageParticipant',
      Parameters: { Text: 'Hello $.Customer.FirstName.' },
      Transitions: ways('bye'),
    },
    bye,
  );
  expect(flow).toMatchObject({ prompts: { hi: { 'en-GB': 'Hello ${vars.customerFirstName}.' } } });
  expect(remarks).toContainEqual(
    expect.objectContaining({ severity: 'todo', what: expect.stringContaining('$.Customer.FirstName') }),
  );
});

test('a block that nobody here has heard of sends callers the way of its error', () => {
  const { flow, remarks } = flowOf(
    { Identifier: 'new', Type: 'ReadTeaLeaves', Parameters: {}, Transitions: ways('bye', { NoMatchingError: 'sorry' }) },
    { Identifier: 'sorry', Type: 'MessageParticipant', Parameters: { Text: 'Sorry.' }, Transitions: ways('bye') },
    bye,
  );
  expect(flow).toMatchObject({ start: 'sorry' });
  expect(remarks).toContainEqual(expect.objectContaining({ severity: 'lost', where: 'ReadTeaLeaves "new"' }));
});
