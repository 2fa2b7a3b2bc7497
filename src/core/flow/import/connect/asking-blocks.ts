// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.

import { answerSource } from '../answer-source.ts';
import { generatedWords } from '../generated-words.ts';

import { type Block, isJson, type Json, numberIn, textIn, valueIn } from './connect-flow.ts';
import { meaningOf } from './connect-values.ts';
import { forEachQueue } from './leaving-blocks.ts';
import { type BlockKind, displayName, errorWay, faults, type Scene, step, templateOf, wayOn } from './scene.ts';
import { callbackVariable } from './setting-blocks.ts';

/** What a data dip of ours may take; Connect allows eight seconds. */
const longestSeconds = 4;

/** "Invoke AWS Lambda function": a request with the event that Connect sends, so that the function need not change. */
export const lambda: BlockKind = {
  title: 'AWS Lambda function',
  stepName: (block) => displayName(block, 'LambdaFunctionARN') ?? 'lambda',
  write: (block, scene) => {
    const name = scene.nameOf(block);
    const called = displayName(block, 'LambdaFunctionARN') ?? 'lambda';
    const address = scene.world.address(called);
    scene.remark(block, {
      severity: 'todo',
      what: `the Lambda function "${called}" is asked over https now; nothing is there yet, so callers go the way of an error`,
      fix: `give the function an address (API Gateway or a function URL), and write it in environment.jsonc as "${address}" and its host in "hosts"; the body is the event that Connect sends, a function URL hands it over as the text event.body`,
    });
    const wanted = numberIn(block.parameters, 'InvocationTimeLimitSeconds') ?? 3;
    if (wanted > longestSeconds)
      scene.remark(block, {
        severity: 'changed',
        what: `an answer has to come within ${longestSeconds} seconds, not ${wanted}; it is asked for a second time when it does not`,
        fix: 'make the function faster, or let "on.timeout" lead to a way without it',
      });
    const read = scene.answersReadAfter(block);
    step(scene, name, {
      type: 'request',
      method: 'POST',
      url: `\${env.${address}}`,
      body: eventOf(block, scene),
      timeout: `${Math.min(longestSeconds, Math.max(1, Math.round(wanted)))}s`,
      ...(read.length > 0 && { into: answersOf(read, scene) }),
      next: scene.to(wayOn(block)),
      ...faults(block, scene),
    });
  },
};

function eventOf(block: Block, scene: Scene): Json {
  const given = valueIn(block.parameters, 'LambdaInvocationAttributes');
  const parameters = Object.fromEntries(
    Object.entries(isJson(given) ? given : {}).map(([name, value]) => [
      name,
      templateOf(typeof value === 'string' ? value : JSON.stringify(value ?? ''), scene).slice(0, 2_000),
    ]),
  );
  return {
    Name: 'ContactFlowEvent',
    Details: {
      ContactData: {
        Channel: 'VOICE',
        ContactId: '${call.id}',
        CustomerEndpoint: { Address: '${call.caller.number}', Type: 'TELEPHONE_NUMBER' },
        SystemEndpoint: { Address: '${call.called.number}', Type: 'TELEPHONE_NUMBER' },
      },
      Parameters: parameters,
    },
  };
}

/** The body of a request with the attributes of the contact, which are known when the whole flow is written. */
export function withAttributes(body: unknown, attributes: Json): unknown {
  if (!isJson(body) || !isJson(body.Details) || !isJson(body.Details.ContactData)) return body;
  const { Details } = body;
  return { ...body, Details: { ...Details, ContactData: { ...body.Details.ContactData, Attributes: attributes } } };
}

/** What later blocks read of the answer, as texts; a member that does not come is empty, as in Connect. */
function answersOf(read: readonly (readonly string[])[], scene: Scene): { readonly [variable: string]: string } {
  const into: { [variable: string]: string } = {};
  for (const members of read) {
    const meaning = meaningOf(['External', ...members], scene.draft.variables);
    const source = answerSource(members);
    if (meaning.kind === 'expression' && source.length <= 1_000) into[meaning.source.slice('vars.'.length)] = source;
  }
  return into;
}

/** "Create task": people are told, at once and without a place in a queue. */
export const createTask: BlockKind = {
  title: 'Create task',
  stepName: (block) => `task ${unfilled(textIn(block.parameters, 'Name') ?? '')}`,
  passesTo: (block) =>
    textIn(block.parameters, 'Name') === undefined && textIn(block.parameters, 'Description') === undefined
      ? { to: wayOn(block) }
      : undefined,
  write: (block, scene) => {
    const contact = scene.world.contact('tasks', { kind: 'told' });
    scene.remark(block, {
      severity: 'changed',
      what: `no task is made; the contact "${contact}" is told instead, without what only this caller has said`,
      fix: `say in contacts.jsonc how "${contact}" is told: a channel of Teams, mail, or a webhook that makes the task`,
    });
    const title = unfilled(textIn(block.parameters, 'Name') ?? '').slice(0, 200);
    const text = unfilled(textIn(block.parameters, 'Description') ?? textIn(block.parameters, 'Name') ?? '').slice(0, 1_900);
    step(scene, scene.nameOf(block), {
      type: 'notify',
      to: contact,
      ...(title.trim() !== '' && { title }),
      template: text.trim() === '' ? generatedWords(scene.languages[0] ?? '').callWaits : text,
      next: scene.to(wayOn(block)),
      ...faults(block, scene),
    });
  },
};

/** Values may be the caller's secrets, which people outside the call must not read. */
const unfilled = (text: string): string => text.replaceAll(/\$(?:\.[\w-]+|\[[^\]]*\])+/g, '...').replaceAll('${', () => '$${');

/** A callback in a queue: the caller is called, by a small flow that puts them through to the queue. */
export const callback: BlockKind = {
  title: 'Transfer to queue (callback)',
  stepName: () => 'call back',
  write: (block, scene) => {
    const isSet = [...scene.flow.blocks.values()].some(({ type }) => type === 'UpdateContactCallbackNumber');
    const delay = numberIn(block.parameters, 'InitialCallDelaySeconds') ?? 0;
    scene.remark(block, {
      severity: 'changed',
      what: 'the caller is called when the delay is over, not when an agent becomes free, and once; whoever answers meets a small flow that transfers to the queue',
      fix: 'add "window" with a "schedule" to the step, so that nobody is called when nobody is there; and read the words of the small flow',
    });
    forEachQueue(block, scene, 'call back', (name, queue) => {
      const contact = scene.world.contact(queue.name, { kind: queue.isPerson ? 'person' : 'queue' });
      const flow = scene.world.callbackFlow(contact);
      step(scene, name, {
        type: 'callback',
        ...(isSet && { number: `vars.${callbackVariable(scene)}` }),
        flow,
        ...(delay > 0 && { window: { after: `${Math.min(604_800, Math.round(delay))}s` } }),
        next: scene.to(wayOn(block)),
        on: { failed: scene.to(errorWay(block) ?? wayOn(block)) },
      });
    });
  },
};
