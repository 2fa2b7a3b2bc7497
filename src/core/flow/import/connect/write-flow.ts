import { Draft, type Step } from '../draft.ts';
import type { Beginning } from '../first-conversations.ts';
import { flowDocument } from '../flow-document.ts';
import type { Remark, Remarked } from '../imported.ts';
import { givenVariables, usedVariables } from '../named-in-steps.ts';
import { languageRemarks, roundRemarks, together, untranslatedRemarks } from '../remarks.ts';
import { tidied } from '../tidy-steps.ts';
import { arrive, type Chart, visit } from '../way-through.ts';
import { answersReadAfter, pathsReadBy } from './answers.ts';
import { withAttributes } from './asking-blocks.ts';
import { kindOf, labelOf } from './block-kinds.ts';
import type { Block, ConnectFlow } from './connect-flow.ts';
import { attributesWithVariables, keyOf, meaningOf } from './connect-values.ts';
import { counterOf } from './deciding-blocks.ts';
import { mustRememberQueue, queuesIn } from './queues.ts';
import type { Scene, World } from './scene.ts';
import { attributesOf } from './setting-blocks.ts';

export interface WrittenFlow {
  /** The flow's document, its members in no particular order. */
  readonly document: { readonly [member: string]: unknown };
  readonly remarks: readonly Remark[];
  /** The same, as what callers meet first is told from it. */
  readonly beginning: Omit<Beginning, 'schedules'>;
  /** Blocks, and those that callers meet here as they did, or in another form. */
  readonly carried: { readonly of: number; readonly done: number };
}

export interface WritingOptions {
  readonly title: string;
  /** What the flow speaks, first the language in which a call begins. */
  readonly languages: readonly [string, ...string[]];
  readonly timeZone?: string | undefined;
  readonly world: World;
}

/** Writes the blocks that a call can come to as steps, in the order in which calls come to them. */
export function writeFlow(flow: ConnectFlow, { title, languages, timeZone, world }: WritingOptions): WrittenFlow {
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
  let end: string | undefined;
  const theEnd = (): string => {
    end ??= draft.stepName('end');
    return end;
  };
  const chart: Chart<Block> = {
    partAt: (id) => flow.blocks.get(id),
    passesTo: (block) => kindOf(block).passesTo?.(block, scene),
    leadsTo: ({ conditions, next, errors }) => [
      ...conditions.map((condition) => condition.next),
      ...(next === undefined ? [] : [next]),
      ...errors.values(),
    ],
  };
  const scene: Scene = {
    flow,
    draft,
    world,
    nameOf: ({ id }) => names.get(id) ?? theEnd(),
    to: (id) => {
      const { part } = arrive(id, chart);
      return part === undefined ? theEnd() : (names.get(part.id) ?? theEnd());
    },
    remark,
    queuesAt,
    queueIsRemembered: mustRememberQueue(flow, queuesAt, namesQueue),
    languages,
    answersReadAfter: answersReadAfter(flow),
  };

  const visited = visit(flow.start, chart);
  for (const [block, said] of visited.passed) if (said !== undefined) remark(block, said);
  for (const block of visited.written)
    names.set(block.id, draft.stepName(block.friendlyName ?? kindOf(block).stepName(block, scene)));
  const start = scene.to(flow.start);
  for (const block of visited.written) kindOf(block).write(block, scene);
  if (end !== undefined) draft.steps.set(end, { type: 'hangup' });
  passOnSecrets(draft);
  sendAttributes(draft);
  const tidy = tidied(draft.steps, start, theEnd);
  remarks.push(...roundRemarks(tidy.broken, 'in Connect callers go round here for ever'));
  remarks.push(...emptyVariables(visited.written, scene, tidy.steps));
  const seen = new Set([...visited.written, ...visited.passed.keys()]);
  for (const block of all)
    if (!seen.has(block))
      remark(block, {
        severity: 'changed',
        what: 'no call on a telephone comes to this block, so it is left out',
        fix: 'nothing to do; look whether it was for chat or tasks, or was not connected',
      });
  if (visited.isLost)
    remarks.push({
      severity: 'changed',
      where: 'the flow',
      what: 'some ways lead to no block; calls end there',
      fix: `look at step "${end ?? 'end'}", and lead the ways to it elsewhere`,
    });
  remarks.push(...untranslatedRemarks(draft, languages));
  remarks.push(...languageRemarks(languages, 'Connect has each text once: every language has the same words for now'));
  return {
    document: flowDocument(draft, tidy, { title, languages, timeZone, start }),
    remarks: together(remarks),
    beginning: { start, language: languages[0], steps: Object.fromEntries(tidy.steps), prompts: draft.prompts },
    carried: { of: all.length, done: [...seen].filter((block) => !lost.has(block)).length },
  };
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
  const used = usedVariables(steps, new Map());
  const attributes = Object.fromEntries(
    attributesWithVariables(variables).flatMap(([attribute, name]) => (used.has(name) ? [[attribute, `\${vars.${name}}`]] : [])),
  );
  if (Object.keys(attributes).length === 0) return;
  for (const [name, step] of steps)
    if (step.type === 'request') steps.set(name, { ...step, body: withAttributes(step.body, attributes) });
}

/** Variables that steps read and that nothing in this flow gives a value. */
function emptyVariables(blocks: readonly Block[], { draft, nameOf }: Scene, steps: ReadonlyMap<string, Step>): readonly Remark[] {
  const given = givenVariables(steps);
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
