import type { Step } from './draft.ts';

export interface TidySteps {
  readonly steps: ReadonlyMap<string, Step>;
  /** Where most errors lead: what `defaults` say of them. */
  readonly onError?: string;
  /** Steps that callers would have gone round for ever, and do not any more. */
  readonly broken: readonly string[];
}

/** Steps that are left, each of which a call can come to and get away from. `end` names a step that ends the call. */
export function tidied(written: ReadonlyMap<string, Step>, start: string, end: () => string): TidySteps {
  const steps = new Map([...written].map(([name, step]) => [name, withoutSelf(name, step, end)]));
  if (!steps.has(start)) steps.set(start, { type: 'hangup' });
  const onError = mostCommonError(steps);
  if (onError !== undefined) for (const [name, step] of steps) steps.set(name, withoutError(step, onError));
  const broken: string[] = [];
  for (let trapped = trappedStep(steps, start, onError); trapped !== undefined; trapped = trappedStep(steps, start, onError)) {
    broken.push(trapped.name);
    steps.set(trapped.name, released(trapped.step, end()));
    if (!steps.has(end())) steps.set(end(), { type: 'hangup' });
  }
  if ([...steps.values()].some((step) => targetsOf(step).some((to) => !steps.has(to) && to !== 'repeat')))
    steps.set(end(), { type: 'hangup' });
  const reached = reachedFrom(start, steps, onError);
  return {
    steps: new Map([...steps].filter(([name]) => reached.has(name))),
    ...(onError !== undefined && reached.has(onError) && { onError }),
    broken: broken.filter((name) => reached.has(name)),
  };
}

const listens = new Set(['menu', 'collect']);
const leaves = new Set(['hangup', 'transfer', 'return']);
/** Steps with an outcome that nothing here declares, and that falls back to an error. */
const mayFail = new Set(['menu', 'collect', 'request']);

type Targets = { readonly [name: string]: string };
const isTargets = (value: unknown): value is Targets => typeof value === 'object' && value !== null && !Array.isArray(value);
const onOf = ({ on }: Step): Targets => (isTargets(on) ? on : {});

/** Every step that a step names. */
export function targetsOf(step: Step): readonly string[] {
  const { next, open, closed, options, shares, cases } = step;
  const plain = [next, open, closed, step.else].filter((one) => typeof one === 'string');
  return [
    ...plain,
    ...(isTargets(options) ? Object.values(options) : []),
    ...(isTargets(shares) ? Object.keys(shares) : []),
    ...(Array.isArray(cases)
      ? cases.flatMap((one: unknown) => (isTargets(one) && one.next !== undefined ? [one.next] : []))
      : []),
    ...Object.values(onOf(step)),
  ];
}

/** A step that asks nobody and leads to itself would go round at once. */
function withoutSelf(name: string, step: Step, end: () => string): Step {
  if (listens.has(step.type) || !targetsOf(step).includes(name)) return step;
  const led = redirected(step, (to) => (to === name ? end() : to));
  const [only = end(), ...others] = isShares(led.shares) ? Object.keys(led.shares) : ['', ''];
  // Nothing is shared out any more.
  return others.length === 0 ? { type: 'branch', cases: [{ when: 'true', next: only }], else: only } : led;
}

const isShares = (value: unknown): value is { readonly [to: string]: number } => typeof value === 'object' && value !== null;

function redirected(step: Step, lead: (to: string) => string): Step {
  const changed = Object.entries(step).map(([member, value]) => {
    if (['next', 'open', 'closed', 'else'].includes(member) && typeof value === 'string') return [member, lead(value)];
    if ((member === 'options' || member === 'on') && isTargets(value))
      return [member, Object.fromEntries(Object.entries(value).map(([key, to]) => [key, lead(to)]))];
    if (member === 'shares' && typeof value === 'object' && value !== null) {
      const shares: { [to: string]: number } = {};
      for (const [to, share] of Object.entries(value)) shares[lead(to)] = (shares[lead(to)] ?? 0) + Number(share);
      return [member, shares];
    }
    if (member === 'cases' && Array.isArray(value))
      return [
        member,
        value.map((one: unknown) => (isTargets(one) && one.next !== undefined ? { ...one, next: lead(one.next) } : one)),
      ];
    return [member, value];
  });
  return { ...step, ...Object.fromEntries(changed) };
}

/** The step to which the most errors lead, when there is one for several. */
function mostCommonError(steps: ReadonlyMap<string, Step>): string | undefined {
  const counts = new Map<string, number>();
  for (const step of steps.values()) {
    const { error } = onOf(step);
    if (error !== undefined) counts.set(error, (counts.get(error) ?? 0) + 1);
  }
  const [best] = [...counts].toSorted(([, a], [, b]) => b - a);
  return best !== undefined && best[1] > 1 ? best[0] : undefined;
}

function withoutError(step: Step, onError: string): Step {
  const { error, ...others } = onOf(step);
  if (error !== onError) return step;
  const { on: _, ...rest } = step;
  return Object.keys(others).length === 0 ? { ...rest, type: step.type } : { ...step, on: others };
}

/** The first step, in the order of the file, from which no way leads to an end. */
function trappedStep(steps: ReadonlyMap<string, Step>, start: string, onError: string | undefined) {
  const before = new Map<string, string[]>();
  const free = new Set<string>();
  for (const [name, step] of steps) {
    if (leaves.has(step.type) || (mayFail.has(step.type) && errorOf(step, onError) === undefined)) free.add(name);
    for (const to of waysOf(step, onError)) before.set(to, [...(before.get(to) ?? []), name]);
  }
  // A set may grow while it is walked: every new name is visited once.
  for (const name of free) for (const one of before.get(name) ?? []) free.add(one);
  const reached = reachedFrom(start, steps, onError);
  for (const [name, step] of steps) if (reached.has(name) && !free.has(name)) return { name, step };
  return undefined;
}

const errorOf = (step: Step, onError: string | undefined): string | undefined => onOf(step).error ?? onError;

function waysOf(step: Step, onError: string | undefined): readonly string[] {
  const error = mayFail.has(step.type) ? errorOf(step, onError) : undefined;
  const { error: _, ...meant } = onOf(step);
  return [...targetsOf({ ...step, on: meant }), ...(error === undefined ? [] : [error])];
}

function reachedFrom(start: string, steps: ReadonlyMap<string, Step>, onError: string | undefined): ReadonlySet<string> {
  const reached = new Set([start]);
  for (const name of reached) {
    const step = steps.get(name);
    if (step === undefined) continue;
    for (const to of targetsOf(step)) if (to !== 'repeat') reached.add(to);
    if (onError !== undefined && !leaves.has(step.type)) reached.add(onError);
  }
  return reached;
}

/** The same step with a way to the end. */
function released(step: Step, end: string): Step {
  if (listens.has(step.type)) return { ...step, on: { ...onOf(step), maxAttempts: end, noInput: end } };
  if (typeof step.next === 'string') return { ...step, next: end };
  if (typeof step.else === 'string') return { ...step, else: end };
  if (typeof step.closed === 'string') return { ...step, closed: end };
  return { type: 'hangup' };
}
