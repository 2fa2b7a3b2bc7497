import type { Remarked } from './imported.ts';

/** Where a call goes, or who is told something, as far as the source knows it. `line`: where another flow answers. */
export type Destination =
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'queue' | 'person' | 'line' | 'told' };

/** The contact for it, with nobody's object id where only an admin knows the right one. */
export function destinationEntry(words: string, destination: Destination): { readonly [member: string]: unknown } {
  const id = nobodysId(`${destination.kind} ${words}`);
  switch (destination.kind) {
    case 'phone':
      return { phone: destination.number };
    case 'person':
      return { user: id };
    case 'told':
      return { notify: { email: 'somebody@example.com', from: 'bot@example.com' } };
    case 'queue':
    case 'line':
      return { applicationInstance: id };
  }
}

/** What is left to do with that contact. */
export function destinationRemark(name: string, { kind }: Destination): Remarked {
  return { severity: 'todo', ...left[kind](name) };
}

const left: { readonly [kind in Destination['kind']]: (name: string) => { readonly what: string; readonly fix: string } } = {
  phone: (name) => ({
    what: `"${name}" is a number outside`,
    fix: 'make sure that the resource account of the line may call it, or write the person in Teams',
  }),
  person: (name) => ({
    what: `"${name}" is nobody yet`,
    fix: `write the object id of the person, or a number: "${name}": { "user": "..." }`,
  }),
  told: (name) => ({
    what: `nobody is told by "${name}" yet`,
    fix: 'write the mail addresses, or how else they are told: docs/steps/notify.md',
  }),
  queue: (name) => ({
    what: `"${name}" is no queue yet`,
    fix: `make a call queue in the Teams admin center, and write the object id of its resource account: "${name}": { "applicationInstance": "..." }`,
  }),
  line: (name) => ({
    what: `"${name}" is nobody yet`,
    fix: 'write the object id of the resource account, or the number, that answers there',
  }),
};

/** An object id that is nobody's, the same for the same one each time, until the admin writes the right one. */
function nobodysId(words: string): string {
  let hash = 0;
  for (const letter of words.toLowerCase()) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) % 1_000_000_007;
  return `00000000-0000-4000-8000-${String(hash).padStart(12, '0')}`;
}
