import { z } from 'zod';
import type { StepKit } from '../../steps/define-step.ts';
import { answerMembers, callerMembers } from '../conversations/read-given.ts';
import { environmentMembers } from '../environment/read-environment.ts';
import { inheritable } from '../flow-defaults.ts';
import { flowMembers } from '../flow-header.ts';
import { declaration } from '../flow-vars.ts';
import { schedule, scheduleMembers } from '../schedules/read-schedules.ts';
import { line } from '../workspace.ts';
import type { Entry } from './comment-tree.ts';

/** How the members of an object, or the items of a list, are laid out. What is not named stays in its order. */
export interface Layout {
  /** Members that stand first, in this order. */
  readonly first?: readonly string[];
  /** Members that stand at the end. */
  readonly last?: readonly string[];
  /** One line for each, even where all would fit into one: adding one then changes one line. */
  readonly open?: boolean;
  readonly members?: { readonly [member: string]: Layout };
  /** Of items, and of members that have none of their own. */
  readonly each?: Layout;
  /** By the member `type`. */
  readonly byType?: ReadonlyMap<string, Layout>;
}

/** The files that can be formatted. `other`: JSON with comments whose members keep their order. */
export const formattedFiles = ['flow', 'lines', 'contacts', 'schedules', 'environment', 'tests', 'other'] as const;
export type FormattedFile = (typeof formattedFiles)[number];

export function layoutOf(file: FormattedFile, kits: ReadonlyMap<string, StepKit>): Layout {
  switch (file) {
    case 'flow':
      return flowLayout(kits);
    case 'lines':
      return beside(['lines', 'default'], { lines: { open: true, each: layoutFrom(line) } });
    case 'contacts':
      return beside(['contacts'], { contacts: { open: true } });
    case 'schedules':
      return beside(scheduleMembers, {
        schedules: { open: true, each: layoutFrom(schedule) },
        holidays: { open: true },
        overrides: { open: true },
      });
    case 'environment':
      return beside(environmentMembers, { env: { open: true }, secrets: { open: true } });
    case 'tests':
      return beside(['conversations'], { conversations: { open: true, each: conversation } });
    case 'other':
      return { open: true };
    default:
      return file satisfies never;
  }
}

const beside = (members: readonly string[], inner: Layout['members']): Layout => ({
  first: ['$schema', 'note', ...members],
  open: true,
  ...(inner !== undefined && { members: inner }),
});

const conversation: Layout = {
  first: ['name', 'note', 'given', 'steps'],
  members: {
    given: {
      first: ['note', 'at', 'zone', 'caller', 'language', 'line', 'vars', 'mock', 'contacts'],
      members: {
        caller: layoutFrom(callerMembers),
        mock: { each: { ...layoutFrom(answerMembers), each: layoutFrom(answerMembers) } },
      },
    },
  },
};

const promptEntry: Layout = { first: ['text', 'audio', 'note'] };
/** A list of entries, one entry, or these by language. */
const prompt: Layout = { ...promptEntry, each: { ...promptEntry, each: promptEntry } };

function flowLayout(kits: ReadonlyMap<string, StepKit>): Layout {
  const steps = new Map([...kits].map(([type, kit]) => [type, stepLayout(kit)]));
  return {
    first: flowMembers,
    open: true,
    members: {
      vars: { open: true, each: layoutFrom(declaration) },
      defaults: { first: ['note', ...Object.keys(inheritable), 'keys', 'on'] },
      prompts: { open: true, each: prompt },
      steps: { open: true, each: { first: ['type', 'note'], last: ['next', 'on'], byType: steps } },
    },
  };
}

function stepLayout({ schema }: StepKit): Layout {
  const own = layoutFrom(schema);
  const members = (own.first ?? []).filter((member) => member !== 'next');
  return { ...own, first: ['type', 'note', ...members], last: ['next', 'on'] };
}

/** The order in which a schema names its members. Those of a record are somebody's own, and stay as they are. */
export function layoutFrom(schema: unknown): Layout {
  const bare = unwrapped(schema);
  if (bare instanceof z.ZodObject) {
    const shape: Record<string, unknown> = bare.shape;
    const members = Object.entries(shape).map(([member, inner]) => [member, layoutFrom(inner)] as const);
    return { first: Object.keys(shape), members: Object.fromEntries(members) };
  }
  if (bare instanceof z.ZodArray) return { each: layoutFrom(bare.element) };
  if (bare instanceof z.ZodRecord) return { each: layoutFrom(bare.valueType) };
  if (bare instanceof z.ZodUnion) return Object.assign({}, ...bare.options.map(layoutFrom)) as Layout; // Each is one.
  return {};
}

function unwrapped(schema: unknown): unknown {
  let at = schema;
  for (let layers = 0; layers < 20; layers++) {
    if (at instanceof z.ZodOptional || at instanceof z.ZodDefault || at instanceof z.ZodPrefault || at instanceof z.ZodNullable) {
      at = at.unwrap();
    } else if (at instanceof z.ZodPipe) at = at.in;
    else return at;
  }
  return at;
}

/** The entries of an object in their order. */
export function inOrder(entries: readonly Entry[], { first = [], last = [] }: Layout): readonly Entry[] {
  const rank = ({ key = '""' }: Entry): number => {
    const member = JSON.parse(key) as string; // A text in quotes.
    const front = first.indexOf(member);
    if (front >= 0 && !last.includes(member)) return front;
    const back = last.indexOf(member);
    return back >= 0 ? first.length + 1 + back : first.length;
  };
  return entries
    .map((entry) => ({ entry, rank: rank(entry) }))
    .sort((a, b) => a.rank - b.rank) // Stable: what is not named stays in its order.
    .map(({ entry }) => entry);
}
