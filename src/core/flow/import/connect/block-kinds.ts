import { callback, createTask, lambda } from './asking-blocks.ts';
import type { Block } from './connect-flow.ts';
import { alwaysThe, checkHours, checkMetric, compare, distribute, loop } from './deciding-blocks.ts';
import {
  disconnect,
  endFlow,
  endModule,
  transferToAgent,
  transferToFlow,
  transferToPhone,
  transferToQueue,
} from './leaving-blocks.ts';
import { leftOut, unknownBlock } from './left-out-blocks.ts';
import { lexBot } from './lex-bot.ts';
import type { BlockKind } from './scene.ts';
import { setAttributes, setCallbackNumber, setQueue, setVoice } from './setting-blocks.ts';
import { getInput, loopPrompts, playPrompt } from './talking-blocks.ts';
import { languageOf } from './voices.ts';

/** Every type of action that leaves a step, or that only goes on. */
const kinds: { readonly [type: string]: BlockKind } = {
  MessageParticipant: playPrompt,
  MessageParticipantIteratively: loopPrompts,
  GetParticipantInput: getInput,
  ConnectParticipantWithLexBot: lexBot,
  Compare: compare,
  CheckHoursOfOperation: checkHours,
  DistributeByPercentage: distribute,
  Loop: loop,
  CheckMetricData: checkMetric,
  CheckOutboundCallStatus: alwaysThe('Check call progress', ['CallAnswered'], {
    severity: 'changed',
    what: 'whether a person or a machine has answered is not known; callers go on as persons',
    fix: 'say something that does for both',
  }),
  Wait: alwaysThe('Wait', ['WaitCompleted', 'TimeLimitExceeded'], {
    severity: 'changed',
    what: 'the call does not wait here; it goes on as when the time is over',
    fix: 'use a "hold" step where callers are to wait',
  }),
  UpdateContactAttributes: setAttributes,
  UpdateFlowAttributes: { ...setAttributes, title: 'Set flow attributes' },
  UpdateContactTargetQueue: setQueue,
  UpdateContactTextToSpeechVoice: setVoice,
  UpdateContactCallbackNumber: setCallbackNumber,
  TransferContactToQueue: transferToQueue,
  DequeueContactAndTransferToQueue: transferToQueue,
  TransferContactToAgent: transferToAgent,
  TransferParticipantToThirdParty: transferToPhone,
  TransferToFlow: transferToFlow,
  InvokeLambdaFunction: lambda,
  CreateTask: createTask,
  CreateCallbackContact: callback,
  DisconnectParticipant: disconnect,
  EndFlowExecution: endFlow,
  EndFlowModuleExecution: endModule,
};

export function kindOf(block: Block): BlockKind {
  const { type } = block;
  if (type === 'UpdateContactData' && languageOf(block) !== undefined) return setVoice;
  if (Object.hasOwn(kinds, type)) return kinds[type] ?? unknownBlock(type);
  return (Object.hasOwn(leftOut, type) ? leftOut[type] : undefined) ?? unknownBlock(type);
}

/** How the report calls a block: as the editor does, with what is needed to find it there and here. */
export function labelOf(block: Block, step?: string): string {
  const { title } = kindOf(block);
  const found = block.friendlyName === undefined ? [block.id.slice(0, 8)] : [];
  const inFlow = step === undefined ? [] : [`step "${step}"`];
  const places = [...found, ...inFlow].join(', ');
  return `${title}${block.friendlyName === undefined ? '' : ` "${block.friendlyName}"`}${places === '' ? '' : ` (${places})`}`;
}
