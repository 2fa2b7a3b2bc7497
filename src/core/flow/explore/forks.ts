import type { Call, VarValue } from '../../call/call.ts';
import type { Party } from '../../call/party.ts';
import type { StepContext, StepKit } from '../../steps/define-step.ts';
import type { CompiledFlow, CompiledStep } from '../compiled-flow.ts';
import type { Expressions } from '../expressions.ts';

/**
 * Decisions that depend on what nobody knows beforehand: data, the time, who calls. A turn is played once for every way that
 * they can go. The first time each goes as the data at hand has it.
 */
export class Forks {
  #planned: readonly number[] = [];
  #taken: { readonly way: number; readonly of: number }[] = [];

  /** Which of the ways this decision goes; `first` is the one that the data at hand would take. */
  pick<Way>(ways: readonly [Way, ...Way[]]): Way {
    const way = this.#planned[this.#taken.length] ?? 0;
    this.#taken.push({ way, of: ways.length });
    return ways[way] ?? ways[0];
  }

  /** What `play` gives for every combination of ways, at most `most` of them. */
  all<Result>(play: () => Result, most: number): readonly Result[] {
    const results: Result[] = [];
    const plans: (readonly number[])[] = [[]];
    for (let plan = plans.shift(); plan !== undefined && results.length < most; plan = plans.shift()) {
      this.#planned = plan;
      this.#taken = [];
      results.push(play());
      const ways = this.#taken.map(({ way }) => way);
      for (let at = plan.length; at < this.#taken.length; at += 1) {
        for (let other = 1; other < (this.#taken[at]?.of ?? 0); other += 1) plans.push([...ways.slice(0, at), other]);
      }
    }
    this.#planned = [];
    this.#taken = [];
    return results;
  }
}

/** What is noticed while a flow is played. */
export interface Noticed {
  readonly prompts: Set<string>;
}

/** The flow as explore plays it: every prompt that is spoken is noticed and, with `forks`, every decision goes every way. */
export function explorable(flow: CompiledFlow, noticed: Noticed, forks?: Forks): CompiledFlow {
  const wrap = (one: CompiledFlow, prefix: string): CompiledFlow => ({
    ...one,
    prompts: noticing(one.prompts, (name) => noticed.prompts.add(`${prefix}${name}`)),
    ...(forks === undefined
      ? {}
      : {
          expressions: forked(one.expressions, conditionsOf(one), forks),
          steps: new Map([...one.steps].map(([name, step]) => [name, { ...step, kit: forkedKit(step, forks) }])),
        }),
  });
  const called = new Map([...flow.called].map(([name, one]) => [name, wrap(one, `${name}/`)]));
  return { ...wrap(flow, ''), called };
}

function noticing<Value>(
  record: { readonly [name: string]: Value },
  notice: (name: string) => void,
): { readonly [name: string]: Value } {
  const noticed: { [name: string]: Value } = Object.create(null);
  for (const [name, value] of Object.entries(record)) {
    const get = (): Value => {
      notice(name);
      return value;
    };
    Object.defineProperty(noticed, name, { enumerable: true, get });
  }
  return noticed;
}

/** Expressions that decide which way a call goes. */
function conditionsOf(flow: CompiledFlow): ReadonlySet<string> {
  const uses = [...flow.steps.values()].flatMap((step) => step.kit.uses(step.config as never)); // Parsed by this kit's own schema.
  return new Set(uses.flatMap((use) => (use.kind === 'expression' && use.wanted === 'boolean' ? [use.source] : [])));
}

function forked(expressions: Expressions, conditions: ReadonlySet<string>, forks: Forks): Expressions {
  const { outside } = expressions;
  return {
    ...expressions,
    evaluate: (source, scope) => {
      const result = expressions.evaluate(source, scope);
      if (!conditions.has(source)) return result;
      const isTrue = result.kind === 'value' && result.value === true;
      return { kind: 'value', value: forks.pick([isTrue, !isTrue]) };
    },
    // What an answer holds that nobody has given: it may be anything, so it is there.
    outside: {
      ...outside,
      evaluate: (source, scope) => {
        const result = outside.evaluate(source, scope);
        const nothing: VarValue = null;
        return result.kind === 'value' ? result : { kind: 'value', value: nothing };
      },
    },
  };
}

/** A step that looks at who calls meets somebody who withholds the number as well. */
function withAnyCaller(call: Call, forks: Forks): Call {
  let caller: Party | undefined;
  return Object.defineProperty({ ...call }, 'caller', {
    enumerable: true,
    get: () => {
      caller ??= call.caller.kind === 'unknown' ? call.caller : forks.pick<Party>([call.caller, { kind: 'unknown' }]);
      return caller;
    },
  });
}

/**
 * Opening hours go every way. So does a step that leaves at once by one of several ways of its own and looks at nothing that
 * is forked already: it decides by what cannot be seen from outside, such as who calls.
 */
function forkedKit({ kit, config }: CompiledStep, forks: Forks): StepKit {
  const known = config as never; // Parsed by this kit's own schema.
  const exits = kit.exits(known);
  const isForked = kit.uses(known).some((use) => use.kind === 'schedule' || use.kind === 'expression');
  const decidesBlindly = exits.length > 1 && !isForked && !kit.listens && !kit.needsAnswer(known);
  const anyWay = (context: StepContext): StepContext => ({
    ...context,
    call: withAnyCaller(context.call, forks),
    opening: (schedule) => {
      const now = context.opening(schedule);
      return forks.pick([now, ...(['open', 'closed', 'holiday'] as const).filter((other) => other !== now)]);
    },
  });
  return {
    ...kit,
    resume: (own, signal, context) => kit.resume(own, signal, anyWay(context)),
    enter: (own, context) => {
      const act = kit.enter(own, anyWay(context));
      const { go } = act;
      if (!decidesBlindly || go.kind !== 'goTo' || (act.do ?? []).length > 0) return act;
      const way = forks.pick([
        { target: go.target, name: go.exit },
        ...exits.filter(({ name }) => name !== go.exit).map(({ target, name }) => ({ target, name })),
      ]);
      return { ...act, go: { kind: 'goTo', target: way.target, exit: way.name } };
    },
  };
}
