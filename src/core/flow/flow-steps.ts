import { z } from 'zod';
import type { Exit, StepKit, Use } from '../steps/define-step.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import { also, suggest } from './did-you-mean.ts';
import { commonOutcomes, type FlowDefaults, readTargets } from './flow-defaults.ts';
import { foreignStepWord } from './foreign-step-words.ts';
import { isName, nameRule } from './names.ts';
import { isObject, record } from './record.ts';
import type { Report } from './report.ts';
import { checkWith } from './schema-findings.ts';

export const mostSteps = 2_000;
const everyStep = ['type', 'note', 'on'];
const noteText = z.string().max(2_000);

/** What a step says of itself. One check after the other asks, so it is worked out once. */
export interface Declared {
  readonly exits: readonly Exit[];
  readonly uses: readonly Use[];
}

/** A step as far as it could be read. */
export interface ReadStep {
  readonly name: string;
  readonly raw: unknown;
  readonly kit?: StepKit;
  /** Present when the kit's schema accepted the step. */
  readonly parsed?: Declared & { readonly config: unknown };
  readonly on: CompiledFlow['on'];
}

export interface StepCheck {
  readonly report: Report;
  readonly kits: ReadonlyMap<string, StepKit>;
  readonly defaults: FlowDefaults;
}

/** Reads `steps`, each with its kit's schema after the defaults that the kit inherits have been filled in. Undefined: there are none to read. */
export function readSteps(value: unknown, check: StepCheck): readonly ReadStep[] | undefined {
  const { report } = check;
  if (!isObject(value)) {
    const message = value === undefined ? '"steps" is missing' : '"steps" does not fit';
    report.error(value === undefined ? 'IVR102' : 'IVR103', {
      path: ['steps'],
      message,
      fix: 'write an object in { }: name to step',
    });
    return undefined;
  }
  const entries = Object.entries(value);
  if (entries.length > mostSteps) {
    const fix = `use at most ${mostSteps}: split the flow`;
    report.error('IVR106', { path: ['steps'], at: 'key', message: `there are ${entries.length} steps`, fix });
    return undefined;
  }
  return entries.map(([name, raw]) => readStep(name, raw, check));
}

function readStep(name: string, raw: unknown, check: StepCheck): ReadStep {
  const { report, kits, defaults } = check;
  const path = ['steps', name];
  if (!isName(name))
    report.error('IVR105', { path, at: 'key', message: `"${name}" cannot be the name of a step`, fix: nameRule });
  else if (reservedTargets.includes(name)) {
    report.error('IVR105', { path, at: 'key', message: `"${name}" is a reserved target`, fix: 'give the step another name' });
  }
  const unread: ReadStep = { name, raw, on: record([]) };
  if (!isObject(raw)) {
    report.error('IVR103', { path, message: `step "${name}" does not fit`, fix: 'write an object in { } with a "type"' });
    return unread;
  }
  const { type, note, on: ownTargets, ...own } = raw;
  if (note !== undefined) checkWith(noteText, { report, path: [...path, 'note'], value: note });
  const kit = typeof type === 'string' ? kits.get(type) : undefined;
  if (kit === undefined) {
    if (type === undefined) {
      report.error('IVR102', {
        path: [...path, 'type'],
        message: `step "${name}" has no "type"`,
        fix: suggest('', kits.keys(), ''),
      });
    } else {
      const word = typeof type === 'string' ? type : JSON.stringify(type);
      const foreign = foreignStepWord(word);
      report.error('IVR201', {
        path: [...path, 'type'],
        message: `there is no step type "${word}"${foreign?.why === undefined ? '' : `: ${foreign.why}`}`,
        fix: foreign?.fix ?? suggest(word, kits.keys(), ''),
      });
    }
    return unread;
  }
  const known = [...Object.keys(kit.outcomes), ...commonOutcomes];
  const on = readTargets(flattened(ownTargets, kit, path, report), [...path, 'on'], report, (outcome, place) => {
    if (known.includes(outcome) || isOfGroup(kit, outcome)) return true;
    const message = `a "${kit.type}" step has no outcome "${outcome}"`;
    report.error('IVR203', { path: place, at: 'key', message, fix: also(suggest(outcome, known, ''), ` (${known.join(', ')})`) });
    return false;
  });
  const filled = kit.inherits.filter((member) => own[member] === undefined && defaults.inherited[member] !== undefined);
  const checked = checkWith<unknown>(kit.schema, {
    report,
    path,
    value: { ...own, ...Object.fromEntries(filled.map((member) => [member, defaults.inherited[member]])) },
    alsoKnown: everyStep,
    elsewhere: ([member, ...inside]) =>
      filled.some((one) => one === member) ? ['defaults', member ?? '', ...inside] : undefined,
  });
  return checked === undefined ? { name, raw, kit, on } : { name, raw, kit, on, parsed: declaredBy(kit, checked.value) };
}

function declaredBy(kit: StepKit, config: unknown): Declared & { readonly config: unknown } {
  const own = config as never; // Made by this kit's own schema.
  return { config, exits: kit.exits(own), uses: kit.uses(own) };
}

/** `"status": { "404": "ask" }` as the outcomes that it means: `status.404`. */
function flattened(on: unknown, kit: StepKit, path: readonly string[], report: Report): unknown {
  const { outcomeGroup: group } = kit;
  if (group === undefined || !isObject(on)) return on;
  const { [group.name]: inside, ...others } = on;
  if (inside === undefined) return on;
  const targets = readTargets(inside, [...path, 'on', group.name], report, (name, place) => {
    if (group.fits.test(name)) return true;
    report.error('IVR246', { path: place, at: 'key', message: `"${name}" is not ${group.summary}`, fix: group.fix });
    return false;
  });
  return { ...others, ...Object.fromEntries(Object.entries(targets).map(([name, to]) => [`${group.name}.${name}`, to])) };
}

function isOfGroup({ outcomeGroup: group }: StepKit, outcome: string): boolean {
  return group !== undefined && outcome.startsWith(`${group.name}.`) && group.fits.test(outcome.slice(group.name.length + 1));
}

/** Targets that are no steps: this step again, and the last place where the caller could choose. */
export const reservedTargets: readonly string[] = ['repeat', 'back'];
