import type { VarValue } from '../../call/call.ts';
import type { CompiledFlow } from '../compiled-flow.ts';
import type { PeopleIndex } from '../directory/directory.ts';

/** What a flow's own text gives away of the world that it expects. */
export interface Hints {
  /** Digits that expressions compare with. */
  readonly digits: readonly string[];
  /** What somebody types who looks for a person: one whom a directory has. */
  readonly typed: readonly string[];
  /** Statuses that ways out name. */
  readonly statuses: readonly number[];
  /** Bodies that answers of the outside might have: the members that are looked at, with the values they are compared with. */
  readonly bodies: readonly VarValue[];
  /** Texts that expressions compare with. */
  readonly texts: readonly string[];
}

const mostBodies = 12;

/** Reads the hints of a flow and of those that it calls. */
export function hintsOf(flow: CompiledFlow): Hints {
  const flows = [flow, ...flow.called.values()];
  const steps = flows.flatMap((one) => [...one.steps.values()]);
  const sources = steps.flatMap((step) =>
    step.kit
      .uses(step.config as never) // Parsed by this kit's own schema.
      .flatMap((use) => (use.kind === 'expression' ? [use.source] : [])),
  );
  const literals = sources.flatMap((source) =>
    [...source.matchAll(/'([^']{1,60})'|"([^"]{1,60})"/g)].map((match) => match[1] ?? match[2] ?? ''),
  );
  const numbers = sources.flatMap((source) => source.match(/\b\d{1,20}\b/g) ?? []);
  const statuses = steps.flatMap((step) =>
    Object.keys(step.on).flatMap((name) =>
      [...name.matchAll(/\b([1-5])(\d\d|xx)\b/g)].map(([, first = '', rest = '']) => Number(first + rest.replace('xx', '18'))),
    ),
  );
  return {
    digits: unique([...literals.filter((text) => /^\d{1,20}$/.test(text)), ...numbers]),
    typed: flows.flatMap((one) => Object.values(one.directories).flatMap(somebodyIn)),
    statuses: unique(statuses),
    bodies: bodiesFrom(sources),
    texts: unique(literals),
  };
}

/** The first two letters of a name that is there, as keys. */
function somebodyIn(people: PeopleIndex): readonly string[] {
  for (let keys = 22; keys <= 99; keys++) if (people.find(String(keys), 'name').length > 0) return [`${keys}#`];
  return [];
}

/** `vars.crm.tier == 'gold'` and `response.body.tier` say that a body has a `tier`, perhaps of gold. */
function bodiesFrom(sources: readonly string[]): readonly VarValue[] {
  const values = new Map<string, VarValue[]>();
  const path =
    /\b(?:response\.body|vars\.[A-Za-z_]\w*)\.([A-Za-z_]\w*)\b(?!\s*\()(?:\s*[=!]=\s*(?:'([^']*)'|(true|false)|(\d+)))?/g;
  for (const source of sources) {
    for (const [, member = '', text, flag, number] of source.matchAll(path)) {
      const known = values.get(member) ?? [];
      if (text !== undefined) known.push(text);
      if (flag !== undefined) known.push(true, false);
      if (number !== undefined) known.push(Number(number));
      values.set(member, known);
    }
  }
  const members = [...values.keys()];
  const base = Object.fromEntries(members.map((member) => [member, other(values.get(member)?.[0])]));
  const variants = members.flatMap((member) => (values.get(member) ?? []).map((value) => ({ ...base, [member]: value })));
  const all = unique([base, ...variants].map((body) => JSON.stringify(body))).slice(0, mostBodies);
  return all.map((body) => JSON.parse(body) as VarValue); // Made of plain values, two lines above.
}

/** Something of the same type that is none of the values that are compared with. */
function other(value: VarValue | undefined): VarValue {
  if (typeof value === 'boolean') return false;
  return typeof value === 'number' ? 0 : 'x';
}

const unique = <Item>(items: readonly Item[]): readonly Item[] => [...new Set(items)];
