import { Draft, type Step } from '../draft.ts';
import type { Remark, Remarked } from '../imported.ts';
import { tidied } from '../tidy-steps.ts';
import { answersReadAfter, pathsReadBy } from './answers.ts';
import { withAttributes } from './asking-blocks.ts';
import { kindOf, labelOf } from './block-kinds.ts';
import type { Block, ConnectFlow } from './connect-flow.ts';
import { attributesWithVariables, keyOf, meaningOf } from './connect-values.ts';
import { counterOf } from './deciding-blocks.ts';
import { mustRememberQueue, queuesIn } from './queues.ts';
import type { Scene, World } from './scene.ts';
import { attributesOf } from './setting-blocks.ts';
import { languageOf } from './voices.ts';

export interface WrittenFlow {
  /** The flow's document, its members in no particular order. */
  readonly document: { readonly [member: string]: unknown };
  readonly remarks: readonly Remark[];
  /** Blocks, and those that callers meet here as they did, or in another form. */
  readonly carried: { readonly of: number; readonly done: number };
}

export interface WritingOptions {
  readonly title: string;
  /** What is spoken where no block chooses a voice. */
  readonly language: string;
  readonly timeZone?: string | undefined;
  readonly world: World;
}

/** Writes the blocks that a call can come to as steps, in the order in which calls come to them. */
export function writeFlow(flow: ConnectFlow, { title, language, timeZone, world }: WritingOptions): WrittenFlow {
  const draft = new Draft();
  const remarks: Remark[] = [];
  const names = new Map<string, string>();
  const lost = new Set<Block>();
  const remark = (block: Block, remarked: Remarked): void => {
    if (remarked.severity === 'lost') lost.add(block);
    remarks.push({ ...remarked, where: labelOf(block, names.get(block.id)) });
  };
  const all = [...flow.blocks.values()];
  for (const block of all) if (block.type === 'Loop') counterOf(block, { draft });
  const queuesAt = queuesIn(flow);
  const namesQueue = all.some((block) => pathsReadBy(block).some((path) => path.join('.') === 'Queue.Name'));
  const spoken = [...new Set(all.flatMap((block) => languageOf(block) ?? []))];
  const languages = spoken.length === 0 ? [language] : spoken;
  let end: string | undefined;
  const scene: Scene = {
    flow,
    draft,
    world,
    nameOf: ({ id }) => names.get(id) ?? theEnd(),
    to: (id) => {
      const block = arrive(id, scene).block;
      return block === undefined ? theEnd() : (names.get(block.id) ?? theEnd());
    },
    remark,
    queuesAt,
    queueIsRemembered: mustRememberQueue(flow, queuesAt, namesQueue),
    languages,
    answersReadAfter: answersReadAfter(flow),
  };
  function theEnd(): string {
    end ??= draft.stepName('end');
    return end;
  }

  const visited = visit(flow.start, scene);
  for (const { block, remark: said } of visited.passed) if (said !== undefined) remark(block, said);
  for (const block of visited.written)
    names.set(block.id, draft.stepName(block.friendlyName ?? kindOf(block).stepName(block, scene)));
  const start = scene.to(flow.start);
  for (const block of visited.written) kindOf(block).write(block, scene);
  if (end !== undefined) draft.steps.set(end, { type: 'hangup' });
  passOnSecrets(draft);
  sendAttributes(draft);
  const tidy = tidied(draft.steps, start, () => theEnd());
  for (const name of tidy.broken)
    remarks.push({
      severity: 'changed',
      where: `step "${name}"`,
      what: 'in Connect callers go round here for ever; here the call ends instead',
      fix: 'let the step lead to a person, or to a menu that does',
    });
  remarks.push(...emptyVariables([...visited.written], scene, tidy.steps));
  const seen = new Set([...visited.written, ...visited.passed.map(({ block }) => block)]);
  for (const block of all)
    if (!seen.has(block))
      remark(block, {
        severity: 'changed',
        what: 'no call on a telephone comes to this block, so it is left out',
        fix: 'nothing to do; look whether it was for chat or tasks, or was not connected',
      });
  if (visited.unknown)
    remarks.push({
      severity: 'changed',
      where: 'the flow',
      what: 'some ways lead to no block; calls end there',
      fix: `look at step "${end ?? 'end'}", and lead the ways to it elsewhere`,
    });
  if (languages.length > 1)
    remarks.push({
      severity: 'todo',
      where: 'prompts',
      what: `the flow speaks ${languages.join(' and ')}, and Connect has each text once: every language has the same words for now`,
      fix: 'translate the prompts that callers hear in several languages; the others are only heard in their own',
    });
  const used = usedNames(tidy.steps, draft.prompts);
  const vars = draft.variables.declarations((name) => used.has(name));
  const prompts = Object.fromEntries(
    [...draft.prompts]
      .filter(([name]) => isPlayed(name, tidy.steps))
      .map(([name, text]) => [name, Object.fromEntries(languages.map((one) => [one, text]))]),
  );
  return {
    document: {
      specVersion: 1,
      name: title,
      languages,
      ...(timeZone !== undefined && { timeZone }),
      start,
      ...(Object.keys(vars).length > 0 && { vars }),
      ...(tidy.onError !== undefined && { defaults: { on: { error: tidy.onError } } }),
      ...(Object.keys(prompts).length > 0 && { prompts }),
      steps: Object.fromEntries(tidy.steps),
    },
    remarks: together(remarks),
    carried: { of: all.length, done: [...seen].filter((block) => !lost.has(block)).length },
  };
}

interface Visited {
  /** In the order in which calls come to them. */
  readonly written: readonly Block[];
  readonly passed: readonly { readonly block: Block; readonly remark?: Remarked | undefined }[];
  /** Whether a way leads to a block that is not there. */
  readonly unknown: boolean;
}

function visit(start: string, scene: Scene): Visited {
  const written = new Set<Block>();
  const passed = new Map<Block, Remarked | undefined>();
  const toVisit: string[] = [start];
  let unknown = false;
  for (let id = toVisit.pop(); id !== undefined; id = toVisit.pop()) {
    const arrived = arrive(id, scene);
    for (const { block, remark } of arrived.passed) passed.set(block, remark);
    const { block } = arrived;
    if (block === undefined) unknown ||= arrived.lost;
    if (block === undefined || written.has(block)) continue;
    written.add(block);
    const { conditions, next, errors } = block;
    // The last one put down is the first one taken up.
    toVisit.push(
      ...[
        ...conditions.map((condition) => condition.next),
        ...(next === undefined ? [] : [next]),
        ...errors.values(),
      ].toReversed(),
    );
  }
  return { written: [...written], passed: [...passed].map(([block, remark]) => ({ block, remark })), unknown };
}

/** The block that a way leads to, past those that leave no step. */
function arrive(id: string | undefined, scene: Scene) {
  const passed = new Map<Block, Remarked | undefined>();
  for (let at = id; ; ) {
    const block = at === undefined ? undefined : scene.flow.blocks.get(at);
    const list = [...passed].map(([one, remark]) => ({ block: one, remark }));
    if (block === undefined || passed.has(block)) return { block: undefined, passed: list, lost: block === undefined };
    const passage = kindOf(block).passesTo?.(block, scene);
    if (passage === undefined) return { block, passed: list, lost: false };
    passed.set(block, passage.remark);
    at = passage.to;
  }
}

/** What is made of a secret is one. */
function passOnSecrets({ steps, variables }: Draft): void {
  const made = [...steps.values()].flatMap(({ type, vars }) => (type === 'set' ? Object.entries(vars ?? {}) : []));
  // Each round finds at least one more secret, so there are no more rounds than values.
  for (let round = 0, found = true; found && round <= made.length; round++) {
    found = false;
    for (const [name, source] of made) {
      if (variables.isSecret(name) || !readsSecret(String(source), variables)) continue;
      variables.keepSecret(name);
      found = true;
    }
  }
}

const readsSecret = (source: string, variables: Draft['variables']): boolean =>
  [...source.matchAll(/\bvars\.(\w+)/g)].some(([, name = '']) => variables.isSecret(name));

/** Connect sends every attribute to a Lambda function. */
function sendAttributes({ steps, variables }: Draft): void {
  const used = usedNames(steps, new Map());
  const attributes = Object.fromEntries(
    attributesWithVariables(variables).flatMap(([attribute, name]) => (used.has(name) ? [[attribute, `\${vars.${name}}`]] : [])),
  );
  if (Object.keys(attributes).length === 0) return;
  for (const [name, step] of steps)
    if (step.type === 'request') steps.set(name, { ...step, body: withAttributes(step.body, attributes) });
}

/** Variables that steps read and that nothing in this flow gives a value. */
function emptyVariables(blocks: readonly Block[], { draft, nameOf }: Scene, steps: ReadonlyMap<string, Step>): readonly Remark[] {
  const given = new Set(
    [...steps.values()].flatMap(({ type, vars, into }) =>
      type === 'set' ? Object.keys(vars ?? {}) : typeof into === 'string' ? [into] : Object.keys(into ?? {}),
    ),
  );
  const told = new Set<string>();
  return blocks.flatMap((block) => {
    const set = new Set(attributesOf(block).map(([path]) => keyOf(path)));
    return pathsReadBy(block).flatMap((path) => {
      const meaning = meaningOf(path, draft.variables);
      const [, name] = meaning.kind === 'expression' ? (/^vars\.(\w+)$/.exec(meaning.source) ?? []) : [];
      if (name === undefined || given.has(name) || told.has(name) || set.has(keyOf(path))) return [];
      told.add(name);
      return [
        {
          severity: 'todo' as const,
          where: labelOf(block, nameOf(block)),
          what: `nothing in this flow gives $.${path.join('.')} a value, so the variable "${name}" stays empty`,
          fix: 'set it with a "set" or "request" step, or take it out',
        },
      ];
    });
  });
}

/** Names of variables, wherever steps and prompts mention them. */
function usedNames(steps: ReadonlyMap<string, Step>, prompts: ReadonlyMap<string, string>): ReadonlySet<string> {
  const text = JSON.stringify([[...steps.values()], [...prompts.values()]]);
  const used = new Set([...text.matchAll(/\bvars\.([A-Za-z_]\w*)/g)].map(([, name = '']) => name));
  for (const { type, vars, into } of steps.values()) {
    if (type === 'set') for (const name of Object.keys(vars ?? {})) used.add(name);
    if (typeof into === 'string') used.add(into);
    else for (const name of Object.keys(into ?? {})) used.add(name);
  }
  return used;
}

function isPlayed(name: string, steps: ReadonlyMap<string, Step>): boolean {
  return [...steps.values()].some(
    ({ prompt, record }) => mentions(prompt, name) || (isRecord(record) && mentions(record.prompt, name)),
  );
}

const mentions = (prompt: unknown, name: string): boolean =>
  prompt === name || (Array.isArray(prompt) && prompt.some((one) => one === name));
const isRecord = (value: unknown): value is { readonly prompt?: unknown } => typeof value === 'object' && value !== null;

/** What is said of several blocks alike is said once. */
const mostPlaces = 5;
function together(remarks: readonly Remark[]): readonly Remark[] {
  const byWords = new Map<string, { readonly remark: Remark; readonly places: Set<string> }>();
  for (const remark of remarks) {
    const key = JSON.stringify([remark.severity, remark.what, remark.fix]);
    const known = byWords.get(key);
    if (known === undefined) byWords.set(key, { remark, places: new Set([remark.where]) });
    else known.places.add(remark.where);
  }
  return [...byWords.values()].map(({ remark, places }) => {
    const [...all] = places;
    const more = all.length > mostPlaces ? ` and ${all.length - mostPlaces} more` : '';
    return { ...remark, where: all.slice(0, mostPlaces).join(', ') + more };
  });
}
