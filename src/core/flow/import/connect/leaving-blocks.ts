import { celText } from '../flow-texts.ts';
import { seconds } from '../seconds.ts';
import { type Block, isTrueIn, numberIn, textIn, valueIn } from './connect-flow.ts';
import { readPath } from './connect-text.ts';
import { type BlockKind, displayName, errorWay, type Queue, type Scene, step, wayOn } from './scene.ts';
import { queueOf } from './setting-blocks.ts';

/** "Disconnect", and every other end. */
export const disconnect: BlockKind = {
  title: 'Disconnect',
  stepName: () => 'hang up',
  write: (block, scene) => step(scene, scene.nameOf(block), { type: 'hangup' }),
};

export const endFlow: BlockKind = {
  ...disconnect,
  title: 'End flow / Resume',
  stepName: () => 'end',
};

/** The end of a module: the flow that called it goes on. */
export const endModule: BlockKind = {
  title: 'Return',
  stepName: () => 'return',
  write: (block, scene) => step(scene, scene.nameOf(block), { type: 'return' }),
};

/** "Transfer to queue". */
export const transferToQueue: BlockKind = {
  title: 'Transfer to queue',
  stepName: (block, scene) => {
    const [first, ...others] = queuesFor(block, scene);
    return first !== undefined && others.length === 0 ? `to ${first.name}` : 'to queue';
  },
  write: (block, scene) => forEachQueue(block, scene, 'to', (name, queue) => writeTransfer(block, scene, name, queue)),
};

/** A step for the queue; where it may be one of several, a step for each, by what has been remembered. */
export function forEachQueue(block: Block, scene: Scene, words: string, write: (name: string, queue: Queue) => void): void {
  const name = scene.nameOf(block);
  const [first, ...others] = queuesFor(block, scene);
  if (first === undefined)
    scene.remark(block, {
      severity: 'todo',
      what: 'this flow does not say which queue: another flow has chosen it, or the queue transfer itself',
      fix: 'give the contact "queue" the call queue that takes these calls',
    });
  if (first === undefined || others.length === 0) return write(name, first ?? nobodyChosen);
  // What only turns out in the call is what none of the others is.
  const all = [first, ...others].toSorted((a, b) => Number(a.isDynamic) - Number(b.isDynamic)).slice(0, 50);
  const ways = all.map((queue) => ({ queue, next: scene.draft.stepName(`${words} ${queue.name}`) }));
  const variable = scene.draft.variables.named('queueName', 'queueName') ?? 'queueName';
  const cases = ways.slice(0, -1).map(({ queue, next }) => ({ when: `vars.${variable} == ${celText(queue.name)}`, next }));
  step(scene, name, { type: 'branch', cases, else: ways.at(-1)?.next ?? scene.to(undefined) });
  for (const { queue, next } of ways) write(next, queue);
}

const nobodyChosen: Queue = { name: 'queue', isPerson: false, isDynamic: false };

/** The queue that the block itself names, or those that may be the working queue. */
function queuesFor(block: Block, scene: Scene): readonly Queue[] {
  const own = queueOf(block);
  return own === undefined ? scene.queuesAt(block) : [own];
}

function writeTransfer(block: Block, scene: Scene, name: string, queue: Queue): void {
  const contact = scene.world.contact(queue.name, { kind: queue.isPerson ? 'person' : 'queue' });
  if (queue.isDynamic)
    scene.remark(block, {
      severity: 'changed',
      what: `which ${queue.isPerson ? 'agent' : 'queue'} it is, the flow works out in the call; here it is always the contact "${contact}"`,
      fix: 'put a "branch" step before the transfer, with a transfer for each of them',
    });
  const failed = errorWay(block);
  const full = block.errors.get('QueueAtCapacity');
  step(scene, name, {
    type: 'transfer',
    to: contact,
    on: {
      ...(full !== undefined && full !== failed && { busy: elsewhere(scene.to(full), name, scene) }),
      ...(failed !== undefined && { failed: elsewhere(scene.to(failed), name, scene) }),
    },
  });
}

/** A transfer that fails must not lead to itself at once. */
const elsewhere = (to: string, name: string, scene: Scene): string => (to === name ? scene.to(undefined) : to);

/** "Transfer to phone number". */
export const transferToPhone: BlockKind = {
  title: 'Transfer to phone number',
  stepName: () => 'to phone',
  write: (block, scene) => {
    const name = scene.nameOf(block);
    const wanted = textIn(block.parameters, 'ThirdPartyPhoneNumber');
    const number = wanted === undefined ? undefined : /^\+[1-9]\d{6,14}$/.exec(wanted.replaceAll(/[\s().-]/g, ''))?.[0];
    const contact = scene.world.contact(
      block.friendlyName ?? readPath(wanted ?? '')?.at(-1) ?? 'phone',
      number === undefined ? { kind: 'line' } : { kind: 'phone', number },
    );
    if (number === undefined)
      scene.remark(block, {
        severity: 'todo',
        what: 'which number it is, the flow works out in the call; here it is always the same contact',
        fix: `give the contact "${contact}" a number, or put a "branch" before the transfer, with a transfer for each number`,
      });
    if (isTrueIn(block.parameters, 'ContinueFlowExecution'))
      scene.remark(block, {
        severity: 'changed',
        what: 'a caller who has been transferred does not come back to the flow when the other side hangs up',
        fix: 'nothing to do, unless something important follows; then use "invite", which keeps the bot in the call',
      });
    if (valueIn(block.parameters, 'ThirdPartyDTMFDigits') !== undefined)
      scene.remark(block, {
        severity: 'lost',
        what: 'no keys are pressed for the caller after the transfer',
        fix: 'transfer to a number that needs no extension',
      });
    const failed = errorWay(block, 'CallFailed');
    const unanswered = block.errors.get('ConnectionTimeLimitExceeded');
    step(scene, name, {
      type: 'transfer',
      to: contact,
      timeout: seconds(numberIn(block.parameters, 'ThirdPartyConnectionTimeLimitSeconds'), {
        least: 10,
        most: 300,
        otherwise: 30,
      }),
      on: {
        ...(unanswered !== undefined && unanswered !== failed && { noAnswer: elsewhere(scene.to(unanswered), name, scene) }),
        ...(failed !== undefined && { failed: elsewhere(scene.to(failed), name, scene) }),
      },
    });
  },
};

/** "Transfer to flow": the flow is not in this file, so for now the call goes where that flow answers. */
export const transferToFlow: BlockKind = {
  title: 'Transfer to flow',
  stepName: (block) => `flow ${displayName(block, 'ContactFlowId') ?? ''}`,
  write: (block, scene) => {
    const name = scene.nameOf(block);
    const flow = displayName(block, 'ContactFlowId') ?? 'another flow';
    const contact = scene.world.contact(`flow ${flow}`, { kind: 'line' });
    scene.remark(block, {
      severity: 'todo',
      what: `the flow "${flow}" is not in this file; the step transfers to the contact "${contact}", as if it were another line`,
      fix: `import that flow as well, and put in place of step "${name}": { "type": "subflow", "flow": "its-folder", "next": "${scene.to(wayOn(block))}" }`,
    });
    const failed = errorWay(block) ?? block.next;
    step(scene, name, {
      type: 'transfer',
      to: contact,
      ...(failed !== undefined && { on: { failed: elsewhere(scene.to(failed), name, scene) } }),
    });
  },
};

/** "Transfer to agent (beta)": to the agent whose queue is the working queue. */
export const transferToAgent: BlockKind = {
  title: 'Transfer to agent',
  stepName: () => 'to agent',
  write: (block, scene) => {
    const [agent] = scene.queuesAt(block).filter(({ isPerson }) => isPerson);
    writeTransfer(block, scene, scene.nameOf(block), agent ?? { name: 'agent', isPerson: true, isDynamic: true });
  },
};
