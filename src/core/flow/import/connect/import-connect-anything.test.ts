import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { edits, errorsIn, playedBeside } from '../../../../../test/support/imported-files.ts';
import { stepKits } from '../../../steps/registry.ts';
import { importConnect } from './import-connect.ts';

// Whatever an export holds: it is refused, or becomes a flow without errors.

const example: unknown = JSON.parse(readFileSync(join(import.meta.dirname, 'example-flow.json'), 'utf8'));
const options = { name: 'line', language: 'en-US', timeZone: 'UTC', kits: stepKits };

function errorsOf(source: unknown): readonly string[] | 'refused' {
  const result = importConnect(source, options);
  if (result.kind === 'refused') return 'refused';
  return errorsIn(result.files);
}

test('the example itself has no errors', () => {
  expect(errorsOf(example)).toEqual([]);
});

test('every value of the example may be another one, or missing', () => {
  const others = [null, -1, 'x', '', [], { a: {} }, '$.Attributes.a b', '$.External.in.x', '${x', "it's $$.Queue.Name"];
  let count = 0;
  for (const changed of edits(example, others)) {
    // One of several thousand edits in each so many: all of them take minutes.
    if (count++ % 61 !== 0) continue;
    const errors = errorsOf(changed);
    if (errors !== 'refused' && errors.length > 0) throw new Error(`edit ${count - 1}: ${errors.join('; ')}`);
  }
  expect(count).toBeGreaterThan(1_000);
}, 120_000);

const id = fc.constantFrom(
  'a',
  'b',
  'c',
  'd',
  'e',
  'repeat',
  'back',
  'end',
  '__proto__',
  'A B',
  '11111111-1111-4111-8111-111111111111',
);
const type = fc.constantFrom(
  ...'MessageParticipant MessageParticipantIteratively GetParticipantInput ConnectParticipantWithLexBot Compare CheckHoursOfOperation'.split(
    ' ',
  ),
  ...'DistributeByPercentage Loop CheckMetricData Wait UpdateContactAttributes UpdateFlowAttributes UpdateContactTargetQueue'.split(
    ' ',
  ),
  ...'UpdateContactTextToSpeechVoice UpdateContactCallbackNumber TransferContactToQueue TransferParticipantToThirdParty'.split(
    ' ',
  ),
  ...'TransferToFlow InvokeLambdaFunction CreateTask CreateCallbackContact DisconnectParticipant EndFlowModuleExecution'.split(
    ' ',
  ),
  ...'UpdateContactMediaStreamingBehavior InvokeFlowModule SomethingNew'.split(' '),
);
const text = fc.constantFrom(
  '',
  ' ',
  'True',
  'False',
  '5',
  '-3',
  '1e9',
  '$.Attributes.x',
  '$.External.a.b',
  '$.StoredCustomerInput',
  '$.Channel',
  '$.Loop.l.Index',
  'Press 1.',
  '<speak>Hi <say-as interpret-as="digits">$.Queue.Name</say-as>',
  '${',
  "it's",
  '+441632960111',
  'x'.repeat(3_000),
  'Amy',
  'Lupe',
  '$$.Attributes.x',
);
const parameters = fc.record(
  Object.fromEntries(
    'Text SSML PromptId StoreInput InputTimeLimitSeconds ComparisonValue HoursOfOperationId LoopCount LoopName MetricType QueueId AgentId TextToSpeechVoice CallbackNumber ThirdPartyPhoneNumber ContactFlowId LambdaFunctionARN Name Description MediaStreamingState InitialCallDelaySeconds InputEncryption'
      .split(' ')
      .map((name) => [name, text] as const),
  ),
  { requiredKeys: [] },
);
const action = fc.record({
  Identifier: id,
  Type: type,
  Parameters: fc.tuple(parameters, fc.dictionary(text, text, { maxKeys: 2 })).map(([plain, Attributes]) => ({
    ...plain,
    Attributes,
    FlowAttributes: Attributes,
    LambdaInvocationAttributes: Attributes,
    Messages: [plain],
  })),
  Transitions: fc.record(
    {
      NextAction: id,
      Errors: fc.array(
        fc.record({
          NextAction: id,
          ErrorType: fc.constantFrom('NoMatchingError', 'NoMatchingCondition', 'InputTimeLimitExceeded', 'QueueAtCapacity'),
        }),
        { maxLength: 3 },
      ),
      Conditions: fc.array(
        fc.record({
          NextAction: id,
          Condition: fc.record({
            Operator: fc.constantFrom('Equals', 'TextContains', 'NumberLessThan', 'Odd'),
            Operands: fc.array(text, { minLength: 1, maxLength: 1 }),
          }),
        }),
        { maxLength: 3 },
      ),
    },
    { requiredKeys: [] },
  ),
});

test('any tangle of blocks becomes a flow without errors', () => {
  fc.assert(
    fc.property(fc.array(action, { maxLength: 8 }), id, (Actions, StartAction) => {
      const errors = errorsOf({ Version: '2019-10-30', StartAction, Metadata: {}, Actions });
      if (errors !== 'refused' && errors.length > 0) throw new Error(errors.join('; ').slice(0, 1_000));
    }),
    { numRuns: 200 },
  );
}, 120_000);

test('the conversations that come with any tangle of blocks go as written', async () => {
  let played = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(action, { minLength: 2, maxLength: 8 }), async (Actions) => {
      const result = importConnect(
        { Version: '2019-10-30', StartAction: Actions[0]?.Identifier, Metadata: {}, Actions },
        options,
      );
      if (result.kind === 'refused' || result.files['line/tests/conversations.txt'] === undefined) return;
      const results = await playedBeside(result.files, 'line');
      const failed = results.filter(({ outcome }) => outcome.kind !== 'passed');
      expect({ hasPlayed: results.length > 0, failed }).toEqual({ hasPlayed: true, failed: [] });
      played += results.length;
    }),
    { numRuns: 40 },
  );
  expect(played).toBeGreaterThan(5);
}, 60_000);

test('any JSON and any text is refused or imported', () => {
  fc.assert(
    fc.property(fc.oneof(fc.jsonValue(), fc.string({ unit: 'binary' }), fc.json()), (source) => {
      expect(['refused', 'imported']).toContain(importConnect(source, options).kind);
    }),
    { numRuns: 300 },
  );
});
