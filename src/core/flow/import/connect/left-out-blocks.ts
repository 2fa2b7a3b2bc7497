import type { Remarked } from '../imported.ts';
import type { Passage } from '../way-through.ts';
import type { BlockKind } from './scene.ts';
import { errorWay, wayOn } from './scene.ts';
import { takesMessage } from './talking-blocks.ts';

const passing = (title: string, remark: Remarked | undefined, way: 'on' | 'error' = 'on'): BlockKind => ({
  title,
  stepName: () => title,
  passesTo: (block): Passage => ({
    to: way === 'error' ? (errorWay(block) ?? wayOn(block)) : wayOn(block),
    ...(remark !== undefined && { remark }),
  }),
  write: () => undefined,
});

const notNeeded = (title: string, what: string): BlockKind => passing(title, { severity: 'changed', what, fix: 'nothing to do' });
const lost = (title: string, what: string, fix: string): BlockKind => passing(title, { severity: 'lost', what, fix });

const inAdminCentre = 'set it up at the call queue, in the Teams admin center';
const withRequest = 'ask the system with a "request" step';

/** Blocks that leave no step, and why. The call goes on as if they had succeeded. */
export const leftOut: { readonly [type: string]: BlockKind } = {
  UpdateFlowLoggingBehavior: notNeeded('Set logging behavior', 'every call has its history here; there is nothing to switch on'),
  UpdateContactRecordingBehavior: lost(
    'Set recording behavior',
    'a conversation that has been transferred is not recorded by the bot',
    'use the recording of the call queue, or a policy for compliance recording in Teams; look at prompts that announce a recording',
  ),
  UpdateContactRecordingAndAnalyticsBehavior: lost(
    'Set recording and analytics behavior',
    'a conversation that has been transferred is neither recorded nor analysed by the bot',
    'use the recording of the call queue, or a policy for compliance recording in Teams; look at prompts that announce a recording',
  ),
  UpdateContactEventHooks: lost(
    'Set customer queue, hold, whisper or disconnect flow',
    "what callers and agents hear in the queue, on hold and before they are connected is not the bot's in Teams",
    inAdminCentre,
  ),
  UpdateContactRoutingBehavior: lost(
    'Change routing priority',
    'a call queue in Teams knows no priority of a call',
    'transfer urgent calls to a queue of their own',
  ),
  UpdateRoutingCriteria: lost(
    'Set routing criteria',
    'a call queue in Teams knows no skills',
    'have a queue for each skill, and branch between them',
  ),
  UpdateContactMediaStreamingBehavior: {
    title: 'Start or stop media streaming',
    stepName: () => 'streaming',
    passesTo: (block, { flow }) => ({
      to: wayOn(block),
      remark: [...flow.blocks.values()].some((one) => takesMessage(one, flow))
        ? {
            severity: 'changed',
            what: "the caller's voice is not streamed away; the bot takes the message itself",
            fix: 'nothing to do',
          }
        : {
            severity: 'lost',
            what: "the caller's voice is not streamed to another system",
            fix: 'take a message with a "voicemail" step, if that is what it was for',
          },
    }),
    write: () => undefined,
  },
  UpdateContactMediaProcessing: lost(
    'Set media processing',
    "the caller's voice is not processed by another system",
    'nothing like it here',
  ),
  UpdatePreviousContactParticipantState: notNeeded(
    'Hold customer or agent',
    'there is no agent in the call while the flow has it',
  ),
  CompleteOutboundCall: notNeeded('Call phone number', 'a call that the bot places is on already when the flow has it'),
  GetMetricData: lost('Get metrics', 'Teams does not tell a bot how busy a queue is; the metrics stay empty', withRequest),
  TagContact: lost('Contact tags', 'calls are not tagged with the values', 'add a "tag" step with a word that reports can count'),
  UntagContact: lost(
    'Contact tags',
    'calls are not tagged with the values',
    'add a "tag" step with a word that reports can count',
  ),
  UnTagContact: lost(
    'Contact tags',
    'calls are not tagged with the values',
    'add a "tag" step with a word that reports can count',
  ),
  UpdateContactData: lost(
    'Set contact data',
    'name, description and language of the contact are not kept',
    'remember in variables what the flow needs',
  ),
  CreateCase: lost('Cases', 'no case is made, looked up or changed', withRequest),
  GetCase: lost('Cases', 'no case is made, looked up or changed', withRequest),
  UpdateCase: lost('Cases', 'no case is made, looked up or changed', withRequest),
  CreateCustomerProfile: lost(
    'Customer profiles',
    'customer profiles are neither read nor written; their values stay empty',
    withRequest,
  ),
  GetCustomerProfile: lost(
    'Customer profiles',
    'customer profiles are neither read nor written; their values stay empty',
    withRequest,
  ),
  GetCustomerProfileObject: lost(
    'Customer profiles',
    'customer profiles are neither read nor written; their values stay empty',
    withRequest,
  ),
  GetCalculatedAttributesForCustomerProfile: lost(
    'Customer profiles',
    'customer profiles are neither read nor written; their values stay empty',
    withRequest,
  ),
  UpdateCustomerProfile: lost(
    'Customer profiles',
    'customer profiles are neither read nor written; their values stay empty',
    withRequest,
  ),
  AssociateContactToCustomerProfile: lost(
    'Customer profiles',
    'customer profiles are neither read nor written; their values stay empty',
    withRequest,
  ),
  CreateWisdomSession: lost('Connect assistant', 'no assistant listens in for the agent', 'nothing like it here'),
  ShowView: lost('Show view', 'agents are not shown anything', 'nothing like it here'),
  SendMessage: lost(
    'Send message',
    'no SMS or mail is sent to the caller',
    'have a system of yours send it, asked with a "request" step',
  ),
  StartOutboundChatContact: lost(
    'Start chat',
    'no chat or SMS is begun',
    'have a system of yours send it, asked with a "request" step',
  ),
  // Callers are not let through where somebody was to make sure who they are.
  AuthenticateParticipant: passing(
    'Authenticate customer',
    {
      severity: 'lost',
      what: 'who calls is not made sure of; callers go the way of an error',
      fix: 'use an "authenticate" step, which asks for a PIN',
    },
    'error',
  ),
  CheckVoiceId: passing(
    'Check Voice ID',
    {
      severity: 'lost',
      what: 'nobody is known by the voice; callers go the way of an error',
      fix: 'use an "authenticate" step, which asks for a PIN',
    },
    'error',
  ),
  StartVoiceIdStream: passing(
    'Set Voice ID',
    {
      severity: 'lost',
      what: 'nobody is known by the voice; callers go the way of an error',
      fix: 'use an "authenticate" step, which asks for a PIN',
    },
    'error',
  ),
  InvokeFlowModule: passing(
    'Invoke module',
    {
      severity: 'lost',
      what: 'the module is not in this file; callers go the way of an error',
      fix: 'import the module as well, and put a "subflow" step in its place',
    },
    'error',
  ),
};

/** A block of a kind that nobody here has heard of. */
export const unknownBlock = (type: string): BlockKind =>
  passing(
    type,
    {
      severity: 'lost',
      what: `blocks of the type "${type}" have nothing like them here; callers go the way of an error`,
      fix: 'look at what the block did, and write it with steps of the flow language',
    },
    'error',
  );
