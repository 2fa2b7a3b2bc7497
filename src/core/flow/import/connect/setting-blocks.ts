import { celText } from '../flow-texts.ts';
import { type Block, isJson, type Json, textIn, valueIn, waysOut } from './connect-flow.ts';
import { readPath } from './connect-text.ts';
import { keyOf, meaningOf } from './connect-values.ts';
import {
  type BlockKind,
  celOf,
  displayName,
  errorWay,
  faults,
  type Queue,
  type Scene,
  shortCelOf,
  step,
  wayOn,
} from './scene.ts';
import { languageOf } from './voices.ts';

/** "Set contact attributes". */
export const setAttributes: BlockKind = {
  title: 'Set contact attributes',
  stepName: (block) => `set ${attributesOf(block)[0]?.[0].slice(1).join(' ') ?? 'attributes'}`,
  passesTo: (block) => (attributesOf(block).length === 0 ? { to: wayOn(block) } : undefined),
  write: (block, scene) => {
    const name = scene.nameOf(block);
    const vars: { [variable: string]: string } = {};
    for (const [path, value] of attributesOf(block)) {
      const meaning = meaningOf(path, scene.draft.variables);
      const source = celOf(value, scene);
      if (meaning.kind === 'expression' && source.length <= 1_000) vars[meaning.source.slice('vars.'.length)] = source;
      else
        scene.remark(block, {
          severity: 'lost',
          what: `the attribute "${path.slice(1).join('.')}" is not set: ${source.length > 1_000 ? 'its value is too long' : 'the flow has too many variables'}`,
          fix: `set it in step "${name}"`,
        });
    }
    step(scene, name, { type: 'set', vars, next: scene.to(wayOn(block)), ...faults(block, scene) });
  },
};

/** The paths that a block gives a value, with the value. */
export function attributesOf({ type, parameters }: Block): readonly (readonly [path: readonly string[], value: string])[] {
  const namespace = type === 'UpdateFlowAttributes' ? 'FlowAttributes' : 'Attributes';
  const attributes = valueIn(parameters, namespace);
  const entries = isJson(attributes) ? Object.entries(attributes) : [];
  return entries.flatMap(([key, raw]) => {
    const path = [namespace, key];
    const value = valueText(raw);
    return keyOf(path) === undefined || key === '' || value === undefined ? [] : [[path, value] as const];
  });
}

function valueText(raw: unknown): string | undefined {
  if (typeof raw === 'string') return raw;
  if (typeof raw === 'number' || typeof raw === 'boolean') return String(raw);
  return isJson(raw) ? textIn(raw, 'Value') : undefined;
}

/** "Set working queue": remembered where more than one can be the working queue, or where its name is said. */
export const setQueue: BlockKind = {
  title: 'Set working queue',
  stepName: (block) => `choose ${queueOf(block)?.name ?? 'queue'}`,
  passesTo: (block, scene) => (scene.queueIsRemembered && queueOf(block) !== undefined ? undefined : { to: wayOn(block) }),
  write: (block, scene) => {
    const variable = scene.draft.variables.named('queueName', 'queueName') ?? 'queueName';
    const queue = queueOf(block);
    const value = queue?.isDynamic === true ? shortCelOf(targetOf(block.parameters) ?? '', scene) : celText(queue?.name ?? '');
    step(scene, scene.nameOf(block), {
      type: 'set',
      vars: { [variable]: value },
      next: scene.to(wayOn(block)),
      ...faults(block, scene),
    });
  },
};

const targetOf = (parameters: Json): string | undefined => textIn(parameters, 'QueueId') ?? textIn(parameters, 'AgentId');

/** The queue, or the agent's own one, that a block names. */
export function queueOf(block: Block): Queue | undefined {
  const target = targetOf(block.parameters);
  if (target === undefined) return undefined;
  const isPerson = textIn(block.parameters, 'QueueId') === undefined;
  const isDynamic = readPath(target) !== undefined;
  const name =
    displayName(block, isPerson ? 'AgentId' : 'QueueId') ??
    `${isPerson ? 'agent' : 'queue'} ${/([0-9a-f]{4})[^/]*$/i.exec(target)?.[1] ?? ''}`.trim();
  return { name, isPerson, isDynamic };
}

/** "Set voice": another language, where the flow has several. */
export const setVoice: BlockKind = {
  title: 'Set voice',
  stepName: (block) => `speak ${languageOf(block) ?? 'language'}`,
  passesTo: (block, scene) => {
    const language = languageOf(block);
    if (language !== undefined && scene.languages.length > 1 && mayBeAnother(block, language, scene)) return undefined;
    return {
      to: wayOn(block),
      remark: {
        severity: 'changed',
        what: 'which voice speaks is a setting of the bot here, not of the flow',
        fix: 'choose the voice for each language in the settings of speech',
      },
    };
  },
  write: (block, scene) =>
    step(scene, scene.nameOf(block), {
      type: 'language',
      from: celOf(languageOf(block) ?? '', scene),
      next: scene.to(wayOn(block)),
    }),
};

/** Whether the call may speak another language when it comes to a block: a call begins in the first one. */
function mayBeAnother(block: Block, language: string, { flow, languages }: Scene): boolean {
  if (language !== languages[0]) return languages.includes(language);
  const others = [...flow.blocks.values()].filter((one) => (languageOf(one) ?? language) !== language);
  const reached = new Set(others.flatMap(waysOut));
  // A set may grow while it is walked: every new block is visited once.
  for (const id of reached) {
    const one = flow.blocks.get(id);
    if (one !== undefined) for (const next of waysOut(one)) reached.add(next);
  }
  return reached.has(block.id);
}

/** "Set callback number". */
export const setCallbackNumber: BlockKind = {
  title: 'Set callback number',
  stepName: () => 'callback number',
  passesTo: (block) => (textIn(block.parameters, 'CallbackNumber') === undefined ? { to: wayOn(block) } : undefined),
  write: (block, scene) => {
    const name = scene.nameOf(block);
    const variable = callbackVariable(scene);
    const wrong = scene.to(errorWay(block, 'InvalidCallbackNumber', 'CallbackNumberNotDialable') ?? wayOn(block));
    const next = scene.to(wayOn(block));
    if (next === wrong) return step(scene, name, { type: 'set', vars: { [variable]: numberOf(block, scene) }, next });
    const check = scene.draft.stepName(`${name} check`);
    step(scene, name, { type: 'set', vars: { [variable]: numberOf(block, scene) }, next: check, on: { error: wrong } });
    step(scene, check, {
      type: 'branch',
      cases: [{ when: `vars.${variable}.matches('^[+][1-9][0-9]{6,14}$')`, next }],
      else: wrong,
    });
  },
};

const numberOf = (block: Block, scene: Scene): string => shortCelOf(textIn(block.parameters, 'CallbackNumber') ?? '', scene);

export const callbackVariable = (scene: Scene): string =>
  scene.draft.variables.named('callbackNumber', 'callbackNumber') ?? 'callbackNumber';
