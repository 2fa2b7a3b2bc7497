import { z } from 'zod';

// The form that the first flow designer exported: "modules" with lists of parameters and branches. Connect itself does not
// take it any more, and flows that were kept outside of it are still written so. Here it becomes the form of today.

const parameter = z.object({
  name: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).nullish().catch(undefined),
  key: z.string().nullish().catch(undefined),
  namespace: z.string().nullish().catch(undefined),
  resourceName: z.string().nullish().catch(undefined),
});
const branch = z.object({
  condition: z.string(),
  transition: z.string().min(1),
  conditionType: z.string().nullish().catch(undefined),
  conditionValue: z.union([z.string(), z.number(), z.boolean()]).nullish().catch(undefined),
});
const moduleSchema = z.object({
  id: z.string().min(1),
  type: z.string(),
  target: z.string().nullish().catch(undefined),
  parameters: z.array(z.unknown()).catch([]),
  branches: z.array(z.unknown()).catch([]),
});
const legacyDocument = z.object({
  start: z.string(),
  modules: z.array(z.unknown()).min(1),
  metadata: z.object({ name: z.string().optional().catch(undefined) }).catch({}),
});

type Parameter = z.output<typeof parameter>;
interface Module {
  readonly id: string;
  readonly type: string;
  readonly target?: string | null | undefined;
  readonly parameters: readonly Parameter[];
  readonly branches: readonly z.output<typeof branch>[];
}
type Action = { readonly type: string; readonly parameters: { readonly [name: string]: unknown } };

/** The same flow in the Amazon Connect Flow language; undefined when it is no flow of the old designer. */
export function fromLegacy(source: unknown): unknown {
  const read = legacyDocument.safeParse(source);
  if (!read.success) return undefined;
  const modules = read.data.modules.flatMap((one) => readModule(one) ?? []);
  if (modules.length === 0) return undefined;
  return {
    Version: '2019-10-30',
    StartAction: read.data.start,
    Metadata: {
      name: read.data.metadata.name,
      ActionMetadata: Object.fromEntries(modules.map((one) => [one.id, metadataOf(one)])),
    },
    Actions: modules.map((one) => {
      const { type, parameters } = actionOf(one);
      return { Identifier: one.id, Type: type, Parameters: parameters, Transitions: transitionsOf(one) };
    }),
  };
}

function readModule(raw: unknown): Module | undefined {
  const read = moduleSchema.safeParse(raw);
  if (!read.success) return undefined;
  const all = <Value>(list: readonly unknown[], schema: z.ZodType<Value>): readonly Value[] =>
    list.flatMap((one) => {
      const { success, data } = schema.safeParse(one);
      return success ? [data] : [];
    });
  return { ...read.data, parameters: all(read.data.parameters, parameter), branches: all(read.data.branches, branch) };
}

const named = ({ parameters }: Module, name: string): Parameter | undefined => parameters.find((one) => one.name === name);

/** Names of system attributes as the old designer writes them. */
const systemPaths: { readonly [name: string]: string } = {
  'Stored customer input': '$.StoredCustomerInput',
  'Customer Number': '$.CustomerEndpoint.Address',
  'Dialed Number': '$.SystemEndpoint.Address',
  'Customer callback number': '$.CustomerCallbackNumber',
};

function pathIn(namespace: string, name: string): string {
  if (namespace === 'System') return systemPaths[name] ?? `$.${name}`;
  const root = namespace === 'User Defined' ? 'Attributes' : namespace.replaceAll(/\W/g, '');
  return /^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/.test(name) ? `$.${root}.${name}` : `$.${root}['${name.replaceAll("'", '')}']`;
}

/** A value as it stands, or the path to where it is looked up. */
function given(one: Parameter | undefined): string | undefined {
  if (one?.value === undefined || one.value === null) return undefined;
  const text = String(one.value);
  return one.namespace === undefined || one.namespace === null || one.namespace === '' ? text : pathIn(one.namespace, text);
}

const valuesOf = ({ parameters }: Module, name: string): { readonly [key: string]: string | undefined } =>
  Object.fromEntries(
    parameters.flatMap((one) => (one.name === name && typeof one.key === 'string' ? [[one.key, given(one)]] : [])),
  );

function wordsOf(one: Module) {
  const text = given(named(one, 'Text'));
  const recording = given(named(one, 'AudioPrompt'));
  if (text === undefined) return recording === undefined ? {} : { PromptId: recording };
  return named(one, 'TextToSpeechType')?.value === 'ssml' ? { SSML: text } : { Text: text };
}

function actionOf(one: Module): Action {
  const value = (name: string): string | undefined => given(named(one, name));
  switch (one.type) {
    case 'PlayPrompt':
      return { type: 'MessageParticipant', parameters: wordsOf(one) };
    case 'LoopPrompts':
      return { type: 'MessageParticipantIteratively', parameters: { Messages: [wordsOf(one)] } };
    case 'GetUserInput':
      return one.target === 'Lex'
        ? { type: 'ConnectParticipantWithLexBot', parameters: wordsOf(one) }
        : {
            type: 'GetParticipantInput',
            parameters: { ...wordsOf(one), StoreInput: 'False', InputTimeLimitSeconds: value('Timeout') },
          };
    case 'StoreUserInput':
      return { type: 'GetParticipantInput', parameters: storeInput(one) };
    case 'CheckAttribute':
      return {
        type: 'Compare',
        parameters: {
          ComparisonValue: pathIn(
            String(named(one, 'Namespace')?.value ?? 'User Defined'),
            String(named(one, 'Attribute')?.value ?? ''),
          ),
        },
      };
    case 'CheckHoursOfOperation':
      return { type: 'CheckHoursOfOperation', parameters: { HoursOfOperationId: value('Hours') } };
    case 'SetAttributes':
      return { type: 'UpdateContactAttributes', parameters: { Attributes: valuesOf(one, 'Attribute') } };
    case 'SetQueue':
      return { type: 'UpdateContactTargetQueue', parameters: { QueueId: value('Queue') } };
    case 'SetVoice':
      return { type: 'UpdateContactTextToSpeechVoice', parameters: { TextToSpeechVoice: value('GlobalVoice') } };
    case 'InvokeExternalResource':
      return {
        type: 'InvokeLambdaFunction',
        parameters: {
          LambdaFunctionARN: value('FunctionArn'),
          InvocationTimeLimitSeconds: value('TimeLimit'),
          LambdaInvocationAttributes: valuesOf(one, 'Parameter'),
        },
      };
    case 'Loop':
      return { type: 'Loop', parameters: { LoopCount: value('LoopCount') } };
    case 'Transfer':
      return transferOf(one);
    default:
      return { type: sameBlocks[one.type] ?? one.type, parameters: parametersOf(one) };
  }
}

const parametersOf = ({ parameters }: Module) => Object.fromEntries(parameters.map((one) => [one.name, given(one)]));

/** Blocks whose parameters nothing here reads. */
const sameBlocks: { readonly [type: string]: string } = {
  Disconnect: 'DisconnectParticipant',
  Resume: 'EndFlowExecution',
  SetLoggingBehavior: 'UpdateFlowLoggingBehavior',
  SetRecordingBehavior: 'UpdateContactRecordingBehavior',
  SetContactFlow: 'UpdateContactEventHooks',
  ChangeRoutingPriority: 'UpdateContactRoutingBehavior',
  StopMediaStreaming: 'UpdateContactMediaStreamingBehavior',
};

function storeInput(one: Module) {
  const value = (name: string): string | undefined => given(named(one, name));
  return {
    ...wordsOf(one),
    StoreInput: 'True',
    InputTimeLimitSeconds: value('Timeout'),
    InputValidation:
      value('CustomerInputType') === 'PhoneNumber'
        ? { PhoneNumberValidation: { NumberFormat: value('PhoneNumberFormat') ?? 'Local' } }
        : { CustomValidation: { MaximumLength: value('MaxDigits') } },
    DTMFConfiguration: { InputTerminationSequence: value('TerminatorDigits') },
    ...(value('EncryptEntry') === 'true' && { InputEncryption: {} }),
  };
}

function transferOf(one: Module): Action {
  switch (one.target) {
    case 'Flow':
      return { type: 'TransferToFlow', parameters: { ContactFlowId: given(named(one, 'ContactFlowId')) } };
    case 'PhoneNumber':
      return {
        type: 'TransferParticipantToThirdParty',
        parameters: {
          ThirdPartyPhoneNumber: given(named(one, 'PhoneNumber')),
          ContinueFlowExecution: String(named(one, 'BlindTransfer')?.value !== true),
        },
      };
    default:
      return named(one, 'ContactFlowId') === undefined
        ? { type: 'TransferContactToQueue', parameters: {} }
        : { type: 'TransferToFlow', parameters: { ContactFlowId: given(named(one, 'ContactFlowId')) } };
  }
}

/** What a queue, a flow or a recording is called, where the editor of today looks for it. */
function metadataOf(one: Module) {
  const names: { readonly [parameter: string]: string } = {
    Queue: 'QueueId',
    Hours: 'HoursOfOperationId',
    ContactFlowId: 'ContactFlowId',
    AudioPrompt: 'PromptId',
  };
  const known = one.parameters.flatMap(({ name, resourceName }) => {
    const to = Object.hasOwn(names, name) ? names[name] : undefined;
    return to === undefined || resourceName === undefined || resourceName === null
      ? []
      : [[to, { displayName: resourceName }] as const];
  });
  return { parameters: Object.fromEntries(known) };
}

const operators: { readonly [type: string]: string } = {
  Equals: 'Equals',
  StartsWith: 'TextStartsWith',
  Contains: 'TextContains',
  GreaterThan: 'NumberGreaterThan',
  GreaterThanOrEqualTo: 'NumberGreaterOrEqualTo',
  LessThan: 'NumberLessThan',
  LessThanOrEqualTo: 'NumberLessOrEqualTo',
};
const errors: { readonly [condition: string]: string } = {
  Error: 'NoMatchingError',
  NoMatch: 'NoMatchingCondition',
  Default: 'NoMatchingCondition',
  Timeout: 'InputTimeLimitExceeded',
  AtCapacity: 'QueueAtCapacity',
  InvalidNumber: 'InvalidPhoneNumber',
};
const results: { readonly [condition: string]: string } = {
  True: 'True',
  False: 'False',
  Looping: 'ContinueLooping',
  Complete: 'DoneLooping',
};

function transitionsOf({ branches }: Module) {
  const to = (NextAction: string, Operator: string, operand: string) => ({
    NextAction,
    Condition: { Operator, Operands: [operand] },
  });
  return {
    NextAction: branches.find(({ condition }) => condition === 'Success')?.transition,
    Conditions: branches.flatMap(({ condition, transition, conditionType, conditionValue }) => {
      const result = Object.hasOwn(results, condition) ? results[condition] : undefined;
      if (result !== undefined) return [to(transition, 'Equals', result)];
      if (condition !== 'Evaluate') return [];
      return [to(transition, operators[conditionType ?? ''] ?? String(conditionType), String(conditionValue ?? ''))];
    }),
    Errors: branches.flatMap(({ condition, transition }) => {
      const type = Object.hasOwn(errors, condition) ? errors[condition] : undefined;
      return type === undefined ? [] : [{ ErrorType: type, NextAction: transition }];
    }),
  };
}
