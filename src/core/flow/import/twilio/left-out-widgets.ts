import type { Remarked } from '../imported.ts';
import type { WidgetKind } from './scene.ts';
import { type Widget, wayOf } from './studio-flow.ts';

/** A widget that leaves no step: the call goes on by the first of these ways that is connected. */
function passing(title: string, remark: Remarked, events: readonly string[]): WidgetKind {
  const wayOn = (widget: Widget): string | undefined =>
    wayOf(widget, ...events) ?? widget.ways.find(({ event, next }) => event !== 'hangup' && next !== undefined)?.next;
  return {
    title,
    leadsTo: (widget) => [wayOn(widget)],
    passesTo: (widget) => ({ to: wayOn(widget), remark }),
    write: () => undefined,
  };
}

const lost = (title: string, events: string, what: string, fix: string): WidgetKind =>
  passing(title, { severity: 'lost', what, fix }, events.split(' '));

const noMessages = 'a bot in a call sends no text messages';
const tellSomebody = 'use a "notify" step to tell people by mail, in Teams or by a webhook, which can send the text message';
const asNobodyAnswered = 'nobody is asked by message; callers go on as if nobody had answered';

/** Widgets without an equal here, and why. The call goes on as if they had succeeded, where that does no harm. */
export const leftOut: { readonly [type: string]: WidgetKind } = {
  'send-message': lost('Send Message', 'sent failed', noMessages, tellSomebody),
  'send-and-wait-for-reply': lost(
    'Send & Wait For Reply',
    'timeout deliveryFailure incomingMessage',
    asNobodyAnswered,
    'ask the caller with a "menu" or "collect" step',
  ),
  'send-to-auto-pilot': lost(
    'Autopilot',
    'failure sessionEnded timeout',
    'Autopilot is no more, at Twilio either',
    'ask the caller with a "menu" step',
  ),
  'connect-virtual-agent': lost(
    'Connect Virtual Agent',
    'return fail',
    'a virtual agent talks to the caller here, which the bot on Teams cannot; callers go on as if the conversation were over',
    'ask with "menu" and "collect" steps what the agent asked, or transfer to the agent where it has a number in Teams',
  ),
  'add-twiml-redirect': lost(
    'TwiML Redirect',
    'return fail timeout',
    'what a TwiML application does with the call is not in the definition; callers go on as if it had returned',
    'look at what the application says, and write it as steps',
  ),
  'capture-payments': lost(
    'Capture Payments',
    'maxFailedAttempts providerError payInterrupted validationError',
    'no payment is taken by keys; callers go on as if it had not come about',
    'send a link for the payment from another system, or transfer to somebody who takes it: digits of cards do not belong in a flow',
  ),
  'record-call': lost(
    'Call Recording',
    'success failed',
    'the call is not recorded',
    'use a policy for compliance recording in Teams; look at prompts that announce a recording',
  ),
  'call-recording': lost(
    'Call Recording',
    'success failed',
    'the call is not recorded',
    'use a policy for compliance recording in Teams; look at prompts that announce a recording',
  ),
  'fork-stream': lost(
    'Fork Stream',
    'next success',
    'the sound of the call is not streamed elsewhere',
    'media bots do that: docs/application-hosted-media.md',
  ),
  'run-subflow': passing(
    'Run Subflow',
    {
      severity: 'todo',
      what: 'the subflow is not in this definition; callers go on as if it had completed',
      fix: 'import that flow as well, end it with a "return" step, and put a "subflow" step here (docs/steps/subflow.md)',
    },
    ['completed', 'failed'],
  ),
  'make-outgoing-call-v1': outgoingCall(),
  'make-outgoing-call-v2': outgoingCall(),
  'make-outgoing-call': outgoingCall(),
};

/** The flow begins where somebody has answered: a call is placed with the API, and meets the flow then. */
function outgoingCall(): WidgetKind {
  return passing(
    'Make Outgoing Call',
    {
      severity: 'changed',
      what: 'a flow does not place the call that it is about; it begins when the person has answered',
      fix: 'place the call with the automation API (docs/automation-api.md), which tries again when nobody answers',
    },
    ['answered', 'noAnswer', 'busy', 'failed'],
  );
}

/** A widget that is not known here goes on by the way that sounds most like success. */
export const unknownWidget = (type: string): WidgetKind =>
  lost(
    type.slice(0, 60),
    'success next completed complete sent audioComplete return answered noMatch',
    'this widget is not known here; callers go on past it',
    'look at what it does in Studio, and write it as steps',
  );
