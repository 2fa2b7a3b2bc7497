import { isName } from '../names.ts';
import { isObject } from '../record.ts';
import { differences, same } from './leaves.ts';
import { namedChanges } from './named-changes.ts';

/** `lines.jsonc`. */
export function linesChanges(before: unknown, after: unknown): readonly string[] {
  const [old, young] = [membersOf(before), membersOf(after)];
  const standard = same(old.default, young.default)
    ? []
    : [`calls that match no line: ${young.default === undefined ? 'not answered any more' : `line ${nameOr(young.default)}`}`];
  return [...namedChanges('line', old.lines, young.lines, lineWords), ...standard];
}

const lineMembers: { readonly [member: string]: string } = {
  applicationInstance: 'another resource account',
  number: 'another number',
  note: 'the note changed',
};

function lineWords(before: unknown, after: unknown): readonly string[] {
  const [old, young] = [membersOf(before), membersOf(after)];
  return changedMembers(old, young).map((member) => {
    if (member === 'flow') return `flow ${nameOr(young.flow)} instead of ${nameOr(old.flow)}`;
    if (member !== 'operator') return lineMembers[member] ?? `${member} changed`;
    if (young.operator === undefined) return 'no operator any more';
    return `operator is now ${nameOr(young.operator)}${old.operator === undefined ? '' : ` instead of ${nameOr(old.operator)}`}`;
  });
}

/** `contacts.jsonc`. Whose number or id it is stays out of the sentence. */
export function contactsChanges(before: unknown, after: unknown): readonly string[] {
  return namedChanges('contact', membersOf(before).contacts, membersOf(after).contacts, (old, young) => {
    const members = changedMembers(membersOf(old), membersOf(young));
    return members.map((member) =>
      member === 'note' ? 'the note changed' : member === 'notify' ? 'told another way' : 'another destination',
    );
  });
}

/** `schedules.jsonc`. */
export function schedulesChanges(before: unknown, after: unknown): readonly string[] {
  const [old, young] = [membersOf(before), membersOf(after)];
  const others = changedMembers(old, young).filter((member) => member !== 'schedules' && member !== 'overrides');
  return [
    ...namedChanges('schedule', old.schedules, young.schedules, (was, is) => {
      const places = differences(was, is).map(({ path }) =>
        path
          .slice(0, 2)
          .filter((part) => !/^\d+$/.test(part))
          .join(' '),
      );
      return [...new Set(places)].map((place) => (place === '' ? 'changed' : `${place} changed`));
    }),
    ...namedChanges('override', old.overrides, young.overrides),
    ...others.map(
      (member) => `schedules: ${member} ${old[member] === undefined ? 'new' : young[member] === undefined ? 'gone' : 'changed'}`,
    ),
  ];
}

/** `environment.jsonc`. What a value is stays out of the sentence. */
export function environmentChanges(before: unknown, after: unknown): readonly string[] {
  const [old, young] = [membersOf(before), membersOf(after)];
  const [was, is] = [listOf(old.hosts), listOf(young.hosts)];
  const known = ['env', 'secrets', 'hosts'];
  return [
    ...namedChanges('env', old.env, young.env),
    ...namedChanges('secret', old.secrets, young.secrets),
    ...is.filter((host) => !was.includes(host)).map((host) => `host ${host}: may be asked now`),
    ...was.filter((host) => !is.includes(host)).map((host) => `host ${host}: may not be asked any more`),
    ...changedMembers(old, young).flatMap((member) => (known.includes(member) ? [] : [`environment: ${member} changed`])),
  ];
}

const listOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];

/** `directories/{name}.jsonc`. How many people, not who. */
export function directoryChanges(path: string, before: unknown, after: unknown): readonly string[] {
  const name = path.slice('directories/'.length, -'.jsonc'.length);
  const peopleIn = (value: unknown): readonly unknown[] => {
    const { people } = membersOf(value);
    return Array.isArray(people) ? people : [];
  };
  const texts = (people: readonly unknown[]) => people.map((person) => JSON.stringify(person));
  const [old, young] = [texts(peopleIn(before)), texts(peopleIn(after))];
  const [was, is] = [new Set(old), new Set(young)];
  const came = young.filter((person) => !was.has(person)).length;
  const went = old.filter((person) => !is.has(person)).length;
  if (came + went === 0) return [];
  return [`directory ${name}: ${came} of ${young.length} people new or changed, ${went} gone or changed`];
}

function changedMembers(
  before: { readonly [name: string]: unknown },
  after: { readonly [name: string]: unknown },
): readonly string[] {
  return [...new Set([...Object.keys(after), ...Object.keys(before)])].filter((member) => !same(before[member], after[member]));
}

const membersOf = (value: unknown): { readonly [name: string]: unknown } => (isObject(value) ? value : {});
const nameOr = (value: unknown): string => (typeof value === 'string' && isName(value) ? value : 'another one');
