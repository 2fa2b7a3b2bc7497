import type { Step } from '../draft.ts';
import { seconds } from '../seconds.ts';
import { aboutOf, isConnected, isRead, namedIn, type Scene, step, variableOf, type WidgetKind } from './scene.ts';
import { isTrue, numberOf, textOf, type Widget, wayOf } from './studio-flow.ts';

const callWords = /^(connect|call|calls|to|dial|transfer|forward|on|the|widget|flex|send|enqueue|queue)$/i;

/** "Connect Call To". */
export const connectCallTo: WidgetKind = {
  title: 'Connect Call To',
  leadsTo: (widget) => [wayOf(widget, 'callCompleted')],
  write: (widget, scene) => {
    const [first, ...others] = contactsOf(widget, scene);
    if (first === undefined) return step(scene, scene.nameOf(widget), { type: 'hangup' });
    tellOfConnection(widget, scene);
    const names = [scene.nameOf(widget), ...others.map((contact) => scene.draft.stepName(`to ${contact}`))];
    for (const [index, contact] of [first, ...others].entries()) {
      const name = names[index] ?? scene.nameOf(widget);
      const next = names[index + 1];
      const { on, kept } = next === undefined ? afterFailure(widget, name, scene) : { on: { failed: next }, kept: [] };
      const timeout = seconds(numberOf(widget, 'timeout'), { least: 10, most: 300, otherwise: 30 });
      step(scene, name, { type: 'transfer', to: contact, timeout, on });
      for (const [keeping, body] of kept) step(scene, keeping, body);
    }
  },
};

/** The contacts of a widget, in the order in which they are tried. */
function contactsOf(widget: Widget, scene: Scene): readonly string[] {
  const noun = textOf(widget, 'noun') ?? 'number';
  const about = aboutOf(widget, callWords);
  const wanted = textOf(widget, noun === 'sip' ? 'sip_endpoint' : 'to') ?? textOf(widget, 'to') ?? '';
  if (!noun.startsWith('number')) return [elsewhere(widget, { noun, about }, scene)];
  const numbers = wanted.includes('{{') ? [] : wanted.split(',').flatMap((one) => numberFrom(one) ?? []);
  if (numbers.length === 0) {
    const contact = scene.world.contact(about === '' ? 'person' : about, { kind: 'person' });
    scene.remark(widget, {
      severity: 'todo',
      what: wanted.includes('{{')
        ? 'which number it is, the flow works out in the call; here it is always the same contact'
        : 'there is no telephone number here that can be read',
      fix: `give the contact "${contact}" a number, or put a "branch" before the transfer, with a transfer for each number`,
    });
    return [contact];
  }
  if (numbers.length > 1)
    scene.remark(widget, {
      severity: 'changed',
      what: 'these numbers ring one after the other, not together',
      fix: 'use a "hunt" step with "strategy": "simultaneous" to have them ring together',
    });
  return numbers
    .slice(0, 10)
    .map((number, index) =>
      scene.world.contact(`${about === '' ? 'phone' : about}${index === 0 ? '' : ` ${index + 1}`}`, { kind: 'phone', number }),
    );
}

/** Studio takes `15555551234` and `+1 555 555-1234` alike. */
function numberFrom(text: string): string | undefined {
  const plain = text.replaceAll(/[\s().-]/g, '');
  const [, digits] = /^\+?([1-9]\d{6,14})$/.exec(plain) ?? [];
  return digits === undefined || (!plain.startsWith('+') && digits.length < 11) ? undefined : `+${digits}`;
}

const nouns: { readonly [noun: string]: string } = {
  sip: 'a SIP address',
  client: 'a client of Twilio',
  sim: 'a SIM card of Twilio',
  conference: 'a conference of Twilio',
};

function elsewhere(widget: Widget, { noun, about }: { readonly noun: string; readonly about: string }, scene: Scene): string {
  const contact = scene.world.contact(about === '' ? noun.replaceAll(/[^A-Za-z]/g, '') || 'person' : about, { kind: 'person' });
  scene.remark(widget, {
    severity: 'lost',
    what: `the call goes to ${Object.hasOwn(nouns, noun) ? nouns[noun] : 'something'} in Studio, and Teams transfers to none; here it goes to the contact "${contact}"`,
    fix: `write in contacts.jsonc which person, call queue or telephone number "${contact}" is`,
  });
  return contact;
}

function tellOfConnection(widget: Widget, scene: Scene): void {
  if (isConnected(scene, wayOf(widget, 'callCompleted')))
    scene.remark(widget, {
      severity: 'changed',
      what: 'a caller who has been connected does not come back to the flow when the other side hangs up; the flow goes on only when nobody could be reached',
      fix: 'nothing to do, unless something important follows; then use "invite", which keeps the bot in the call',
    });
  if (isTrue(widget, 'record'))
    scene.remark(widget, {
      severity: 'lost',
      what: 'the conversation is not recorded',
      fix: 'use a policy for compliance recording in Teams; look at prompts that announce a recording',
    });
}

/** Where the flow goes on when nobody could be reached; what Studio would have said of the call is remembered where it is read. */
function afterFailure(widget: Widget, name: string, scene: Scene): AfterFailure {
  const next = scene.to(wayOf(widget, 'callCompleted'));
  const to = next === name ? scene.to(undefined) : next;
  const status = isRead(scene, widget, 'DialCallStatus') ? variableOf(scene, widget, 'DialCallStatus') : undefined;
  if (status === undefined) return { on: { failed: to }, kept: [] };
  const ways = [...outcomes].map(([outcome, said]) => ({ outcome, said, keeping: scene.draft.stepName(`${name} ${outcome}`) }));
  return {
    on: Object.fromEntries(ways.map(({ outcome, keeping }) => [outcome, keeping])),
    kept: ways.map(({ said, keeping }) => [keeping, { type: 'set', vars: { [status]: `'${said}'` }, next: to }]),
  };
}

interface AfterFailure {
  readonly on: { readonly [outcome: string]: string };
  /** Steps that remember what Studio would have said. */
  readonly kept: readonly (readonly [name: string, body: Step])[];
}

/** Outcomes of a transfer, with the status that Twilio has for them. */
const outcomes = new Map([
  ['busy', 'busy'],
  ['noAnswer', 'no-answer'],
  ['failed', 'failed'],
]);

/** "Enqueue Call" and "Send to Flex": a call queue of Teams takes the call. */
export const enqueueCall: WidgetKind = {
  title: 'Enqueue Call',
  leadsTo: (widget) => [wayOf(widget, 'failedToEnqueue', 'callFailure', 'callComplete')],
  write: (widget, scene) => {
    const name = scene.nameOf(widget);
    const queue = namedIn(widget, 'queue_name');
    const about = aboutOf(widget, callWords);
    const contact = scene.world.contact(queue !== undefined && !queue.includes('{{') ? queue : about === '' ? 'queue' : about, {
      kind: 'queue',
    });
    if (
      textOf(widget, 'workflow') !== undefined ||
      textOf(widget, 'task_attributes') !== undefined ||
      textOf(widget, 'attributes') !== undefined
    )
      scene.remark(widget, {
        severity: 'changed',
        what: `a workflow of TaskRouter chooses who takes the call, by attributes of the task; here it is always the call queue "${contact}"`,
        fix: 'put a "branch" before the transfer where it depends, with a transfer to a queue for each case',
      });
    const failed = scene.to(wayOf(widget, 'failedToEnqueue', 'callFailure', 'callComplete'));
    step(scene, name, { type: 'transfer', to: contact, on: { failed: failed === name ? scene.to(undefined) : failed } });
  },
};

export const sendToFlex: WidgetKind = { ...enqueueCall, title: 'Send to Flex' };
