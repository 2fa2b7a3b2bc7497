import type { Passage } from '../way-through.ts';
import { type Block, type Condition, numberIn, textIn, valueIn } from './connect-flow.ts';
import { readPath } from './connect-text.ts';
import { loopKey, meaningOf } from './connect-values.ts';
import { type BlockKind, celOf, displayName, errorWay, faults, resultWay, type Scene, step, wayOn } from './scene.ts';

/** "Check contact attributes". */
export const compare: BlockKind = {
  title: 'Check contact attributes',
  stepName: (block) => `check ${readPath(textIn(block.parameters, 'ComparisonValue') ?? '')?.at(-1) ?? 'value'}`,
  passesTo: (block, scene) => {
    const path = readPath(textIn(block.parameters, 'ComparisonValue') ?? '');
    const meaning = path === undefined ? undefined : meaningOf(path, scene.draft.variables);
    if (block.conditions.length === 0 || path === undefined || meaning?.kind === 'unknown') return { to: otherwise(block) };
    if (meaning?.kind !== 'constant') return undefined;
    // What never changes here is decided now: nobody reaches a telephone line by chat.
    const { value } = meaning;
    return { to: block.conditions.find((condition) => holds(value, condition))?.next ?? otherwise(block) };
  },
  write: (block, scene) => {
    const value = celOf(textIn(block.parameters, 'ComparisonValue') ?? '', scene);
    writeCases(block, scene, (condition) => whenOf(value, condition, scene));
  },
};

/** "Check hours of operation". */
export const checkHours: BlockKind = {
  title: 'Check hours of operation',
  stepName: () => 'hours',
  write: (block, scene) => {
    const [queue, ...others] = scene.queuesAt(block);
    const named = displayName(block, 'HoursOfOperationId');
    const words =
      named ??
      (textIn(block.parameters, 'HoursOfOperationId') === undefined && others.length === 0 && queue !== undefined
        ? `${queue.name} hours`
        : 'opening hours');
    step(scene, scene.nameOf(block), {
      type: 'hours',
      schedule: scene.world.schedule(words),
      open: scene.to(resultWay(block, 'True') ?? wayOn(block)),
      closed: scene.to(resultWay(block, 'False') ?? wayOn(block)),
      ...faults(block, scene),
    });
  },
};

/** "Distribute by percentage": a number from 1 to 100, compared with sums of the percentages plus one. */
export const distribute: BlockKind = {
  title: 'Distribute by percentage',
  stepName: () => 'split',
  passesTo: (block) => {
    const [first, ...others] = sharesById(block).keys();
    return others.length === 0 ? { to: first } : undefined;
  },
  write: (block, scene) => {
    const shares = sharesOf(block, scene);
    const [only, ...others] = shares.keys();
    const name = scene.nameOf(block);
    // Ways that come together behind blocks that leave no step.
    if (others.length === 0) step(scene, name, { type: 'branch', cases: [{ when: 'true', next: only }], else: only });
    else step(scene, name, { type: 'split', shares: Object.fromEntries(shares), by: 'call' });
  },
};

/** By where they lead; together 100. */
function sharesById(block: Block): ReadonlyMap<string | undefined, number> {
  const shares = new Map<string | undefined, number>();
  let before = 0;
  const share = (to: string | undefined, upTo: number): void => {
    const more = Math.min(100, Math.max(before, upTo)) - before;
    if (more > 0) shares.set(to, (shares.get(to) ?? 0) + more);
    before += more;
  };
  for (const { operator, operand, next } of block.conditions) {
    const bound = Math.round(Number(operand));
    if (Number.isFinite(bound)) share(next, operator === 'NumberLessOrEqualTo' ? bound : bound - 1);
  }
  share(otherwise(block), 100);
  return shares;
}

function sharesOf(block: Block, scene: Scene): ReadonlyMap<string, number> {
  const shares = new Map<string, number>();
  for (const [id, share] of sharesById(block)) shares.set(scene.to(id), (shares.get(scene.to(id)) ?? 0) + share);
  return shares;
}

/** "Loop": a counter. It begins anew when it is over, as in Connect. */
export const loop: BlockKind = {
  title: 'Loop',
  stepName: (block) => textIn(block.parameters, 'LoopName') ?? 'loop',
  passesTo: (block) => {
    if (valueIn(block.parameters, 'Elements') === undefined && valueIn(block.parameters, 'LoopArray') === undefined)
      return undefined;
    return {
      to: resultWay(block, 'DoneLooping') ?? wayOn(block),
      remark: {
        severity: 'lost',
        what: 'a loop over the elements of a list has nothing like it here; callers go on as if the list were empty',
        fix: 'have the other system give what is to be said as one text, and say it with a "play" step',
      },
    };
  },
  write: (block, scene) => {
    const name = scene.nameOf(block);
    const counter = counterOf(block, scene);
    const done = resultWay(block, 'DoneLooping') ?? wayOn(block);
    if (counter === undefined)
      return step(scene, name, { type: 'branch', cases: [{ when: 'false', next: scene.to(done) }], else: scene.to(done) });
    const [count, over] = [scene.draft.stepName(`${name} count`), scene.draft.stepName(`${name} over`)];
    step(scene, name, {
      type: 'branch',
      cases: [{ when: `vars.${counter} < ${limitOf(block, scene)}`, next: count }],
      else: over,
    });
    step(scene, count, {
      type: 'set',
      vars: { [counter]: `vars.${counter} + 1` },
      next: scene.to(resultWay(block, 'ContinueLooping') ?? wayOn(block)),
    });
    step(scene, over, { type: 'set', vars: { [counter]: 0 }, next: scene.to(done) });
  },
};

/** The variable that counts a loop. */
export function counterOf(block: Block, { draft }: Pick<Scene, 'draft'>): string | undefined {
  const name = textIn(block.parameters, 'LoopName');
  return draft.variables.named(loopKey(name ?? block.id), `${name ?? block.friendlyName ?? 'loop'} count`, { type: 'number' });
}

function limitOf(block: Block, scene: Scene): string {
  const limit = textIn(block.parameters, 'LoopCount') ?? '0';
  if (readPath(limit) !== undefined) return `double(${celOf(limit, scene)})`;
  return String(Math.min(100, Math.max(0, Math.round(numberIn(block.parameters, 'LoopCount') ?? 0))));
}

/** "Check queue status", "Check staffing": nobody tells a bot of Teams how busy a queue is, so a variable says it. */
export const checkMetric: BlockKind = {
  title: 'Check queue status or staffing',
  stepName: (block) => `check ${isOfAgents(block) ? 'staffing' : 'queue'}`,
  passesTo: (block) => (block.conditions.length === 0 ? { to: otherwise(block) } : undefined),
  write: (block, scene) => {
    const metric = textIn(block.parameters, 'MetricType') ?? 'metric';
    const initial = isOfAgents(block) ? 1 : 0;
    const variable = scene.draft.variables.named(`metric.${metric}`, metric, { type: 'number', initial });
    scene.remark(block, {
      severity: 'lost',
      what: `Teams does not tell a bot how busy a queue is: the variable "${variable ?? metric}" stays ${initial}, as if ${initial === 1 ? 'somebody were there' : 'nobody were waiting'}`,
      fix: 'nothing to do when the call queue in Teams deals with full and unstaffed queues; else set the variable from a "request"',
    });
    writeCases(block, scene, ({ operator, operand }) =>
      variable === undefined ? undefined : numericWhen(`vars.${variable}`, operator, operand),
    );
  },
};

const isOfAgents = (block: Block): boolean => /agents/i.test(textIn(block.parameters, 'MetricType') ?? '');

/** A result that is always the same in a call on Teams. */
export const alwaysThe = (title: string, results: readonly string[], remark: Passage['remark']): BlockKind => ({
  title,
  stepName: () => 'check',
  passesTo: (block) => ({
    to: results.map((result) => resultWay(block, result)).find((to) => to !== undefined) ?? wayOn(block),
    ...(remark !== undefined && { remark }),
  }),
  write: () => undefined,
});

/** More cases than one `branch` takes go on in another one. */
const mostCases = 50;

function writeCases(block: Block, scene: Scene, whenIs: (condition: Condition) => string | undefined): void {
  let name = scene.nameOf(block);
  let cases = block.conditions.flatMap((condition) => {
    const when = whenIs(condition);
    if (when !== undefined && when.length <= 1_000) return [{ when, next: scene.to(condition.next) }];
    scene.remark(block, {
      severity: 'lost',
      what: `the condition "${condition.operator} ${condition.operand.slice(0, 60)}" has nothing like it here, and is never true`,
      fix: `add a case to step "${scene.nameOf(block)}" that leads to "${scene.to(condition.next)}"`,
    });
    return [];
  });
  if (cases.length === 0) cases = [{ when: 'false', next: scene.to(otherwise(block)) }];
  while (cases.length > mostCases) {
    const rest = scene.draft.stepName(`${name} more`);
    step(scene, name, { type: 'branch', cases: cases.slice(0, mostCases), else: rest });
    cases = cases.slice(mostCases);
    name = rest;
  }
  step(scene, name, { type: 'branch', cases, else: scene.to(otherwise(block)) });
}

const otherwise = (block: Block): string | undefined => errorWay(block, 'NoMatchingCondition') ?? wayOn(block);

function whenOf(value: string, { operator, operand }: Condition, scene: Scene): string | undefined {
  const other = celOf(operand, scene);
  switch (operator) {
    case 'Equals':
      return `${value} == ${other}`;
    case 'TextStartsWith':
      return `${value}.startsWith(${other})`;
    case 'TextEndsWith':
      return `${value}.endsWith(${other})`;
    case 'TextContains':
      return `${value}.contains(${other})`;
    default:
      // A text that is no number fails, and what fails is not true: as in Connect.
      return readPath(operand) === undefined
        ? numericWhen(`double(${value})`, operator, operand)
        : numericWhen(`double(${value})`, operator, operand, `double(${other})`);
  }
}

const signs: { readonly [operator: string]: string } = {
  Equals: '==',
  NumberEquals: '==',
  NumberGreaterThan: '>',
  NumberGreaterOrEqualTo: '>=',
  NumberLessThan: '<',
  NumberLessOrEqualTo: '<=',
};

function numericWhen(value: string, operator: string, operand: string, other?: string): string | undefined {
  const sign = Object.hasOwn(signs, operator) ? signs[operator] : undefined;
  const number = other ?? numberText(operand);
  return sign === undefined || number === undefined ? undefined : `${value} ${sign} ${number}`;
}

/** A number as CEL writes one with a fraction; undefined when it is none. */
function numberText(text: string): string | undefined {
  const plain = text.trim();
  if (!/^-?\d{1,15}(\.\d{1,10})?$/.test(plain)) return undefined;
  return plain.includes('.') ? plain : `${plain}.0`;
}

function holds(value: string, { operator, operand }: Condition): boolean {
  switch (operator) {
    case 'Equals':
      return value === operand;
    case 'TextStartsWith':
      return value.startsWith(operand);
    case 'TextEndsWith':
      return value.endsWith(operand);
    case 'TextContains':
      return value.includes(operand);
    default:
      return false;
  }
}
