import type { StepKit } from '../../steps/define-step.ts';
import { isName } from '../names.ts';
import { isObject } from '../record.ts';
import type { Renames } from './change.ts';
import { type Difference, differences, keyOf } from './leaves.ts';
import { shown, valueWords } from './shown.ts';

type Kits = ReadonlyMap<string, StepKit>;

/** What is different in one step, in words. Knows no step type: exits, uses and members are what the kits declare. */
export function stepChanges(name: string, before: unknown, after: unknown, kits: Kits, renames: Renames): readonly string[] {
  if (!isObject(before) || !isObject(after)) return [`step ${name}: changed`];
  if (before.type !== after.type) return [`step ${name}: ${typeWords(before.type, after.type)}`];
  const kit = typeof after.type === 'string' ? kits.get(after.type) : undefined;
  const [old, young] = [declaredBy(kit, before), declaredBy(kit, after)];
  const label = kit === undefined ? `step ${name}` : `${kit.type} ${name}`;
  const words = exitWords(old.exits, young.exits, renames);
  const spoken = new Set([...old.exits, ...young.exits].map(({ key }) => key));
  const rest = differences(before, after).filter(({ path }) => !spoken.has(keyOf(path)));
  const members = new Map<string, Difference[]>();
  for (const difference of rest) {
    const [member = '', ...inside] = difference.path;
    if (member === 'on') words.push(...outcomeWords(inside, difference, renames));
    else members.set(member, [...(members.get(member) ?? []), difference]);
  }
  const names = new Set([...old.names, ...young.names]);
  for (const [member, changed] of members) words.push(memberWords(member, changed, names));
  return words.map((one) => `${label}: ${one}`);
}

function typeWords(before: unknown, after: unknown): string {
  const [old, young] = [shown(before), shown(after)];
  return old === undefined || young === undefined ? 'has another type' : `is of the type ${young} instead of ${old}`;
}

interface DeclaredExit {
  readonly name: string;
  readonly target: string;
  readonly key: string;
}

/** The ways out of a step, and where in it other things are named. Nothing when the step does not fit its schema. */
function declaredBy(kit: StepKit | undefined, raw: { readonly [member: string]: unknown }) {
  const { type: _, note: _note, on: _on, ...own } = raw;
  const parsed = kit?.schema.safeParse(own);
  if (kit === undefined || parsed?.success !== true) return { exits: [], names: [] };
  const named = ['contact', 'schedule', 'flow', 'variable', 'prompt', 'language'];
  return {
    exits: kit
      .exits(parsed.data)
      .map(({ name, target, pointer }) => ({ name: exitName(name, pointer), target, key: keyOf(pointer) })),
    names: kit.uses(parsed.data).flatMap(({ kind, pointer }) => (named.includes(kind) ? [keyOf(pointer)] : [])),
  };
}

/** `options` / `3` is `option 3`. */
function exitName(name: string, [member, ...inside]: readonly (string | number)[]): string {
  if (inside.length === 0 || name.includes(' ') || typeof member !== 'string') return name;
  return `${member.replace(/s$/, '')} ${name}`;
}

function exitWords(before: readonly DeclaredExit[], after: readonly DeclaredExit[], renames: Renames): string[] {
  const old = new Map(before.map(({ name, target }) => [name, renames.get(target) ?? target]));
  const young = new Map(after.map(({ name, target }) => [name, target]));
  const now = [...young].flatMap(([name, target]) => {
    const was = old.get(name);
    if (was === undefined) return [name === 'next' ? `now goes to ${target}` : `${name} is new and goes to ${target}`];
    return was === target ? [] : [goesWords(name, was, target)];
  });
  const gone = [...old].flatMap(([name, target]) => (young.has(name) ? [] : [`${name} is gone (it went to ${target})`]));
  return [...now, ...gone];
}

export function goesWords(exit: string, before: string, after: string): string {
  return `${exit === 'next' ? '' : `${exit} `}now goes to ${after} instead of ${before}`;
}

/** One member of `on`, be it a step's or the defaults'. */
export function outcomeWords(outcome: readonly string[], { before, after }: Difference, renames: Renames): readonly string[] {
  const name = ['on', ...outcome].join(' ');
  const was = typeof before === 'string' ? (renames.get(before) ?? before) : undefined;
  const is = typeof after === 'string' ? after : undefined;
  if (was !== undefined && is !== undefined) return was === is ? [] : [goesWords(name, was, is)];
  if (is !== undefined) return [`${name} now goes to ${is}`];
  return [was === undefined ? `${name} changed` : `${name} is left to its default (it went to ${was})`];
}

/** One sentence for a member, however much of it is different. Names of contacts, prompts and the like may be shown. */
function memberWords(member: string, changed: readonly Difference[], names: ReadonlySet<string>): string {
  const [only, ...more] = changed;
  if (member === 'note') return 'the note changed';
  if (only === undefined || more.length > 0) return `${member} changed`;
  const show = (value: unknown) =>
    names.has(keyOf(only.path)) && typeof value === 'string' && isName(value) ? value : shown(value);
  return valueWords(only.path.map((part) => (/^\d+$/.test(part) ? String(Number(part) + 1) : part)).join(' '), only, show);
}
