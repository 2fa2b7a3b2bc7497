import type { CompiledFlow } from '../compiled-flow.ts';
import type { ContactBehaviour, MockedAnswer } from '../conversations/conversation.ts';
import { Coverage } from '../reach/coverage.ts';
import { exitInWords, type SurfaceExit } from '../reach/surface.ts';
import { isFault } from './distances.ts';
import { keyOf } from './moves.ts';
import { type Edge, type Walk, type WalkBounds, type WalkedState, type World, walk } from './walk.ts';
import { usualCaller, worldsFor } from './worlds.ts';

/** A conversation as it stands in a `.jsonc` file, and the way out that it is about. */
export interface WrittenConversation {
  readonly exit: SurfaceExit;
  readonly json: { readonly name: string; readonly given?: object; readonly steps: readonly object[] };
}

/**
 * Writes a conversation for every way out that `isWanted`, as far as callers, times, contacts and answers can be made up that
 * lead there. Each is to be played before it is kept: what follows from the call alone is foreseen here, not the whole world.
 */
export function writeConversations(
  flow: CompiledFlow,
  {
    usual,
    bounds,
    isWanted,
  }: { readonly usual: World; readonly bounds: WalkBounds; readonly isWanted: (exit: SurfaceExit) => boolean },
): readonly WrittenConversation[] {
  const reached = new Coverage(flow);
  const written: WrittenConversation[] = [];
  for (const world of worldsFor(flow, usual)) {
    if (!bounds.mayGoOn() || reached.report().exits.missing.every((exit) => !isWanted(exit))) break;
    const walked = walk(flow, { world, bounds, decisions: 'asItIs' });
    for (const { path, story } of waysIn(walked)) {
      const before = new Set(reached.report().exits.missing);
      const fresh = freshExits(flow, story, before).filter(isWanted);
      if (fresh.length === 0) continue;
      const begin = walked.begins[0];
      const told = begin === undefined ? undefined : tell(flow, { world, usual, begin: begin.words, path });
      if (told === undefined) continue;
      reached.add(story);
      for (const exit of fresh) {
        written.push({ exit, json: { name: `${exitInWords(exit)} leads to ${exit.target}`, ...told } });
      }
    }
  }
  return written;
}

function freshExits(flow: CompiledFlow, story: Edge['story'], missing: ReadonlySet<SurfaceExit>): readonly SurfaceExit[] {
  const ids = new Set([...missing].map(exitInWords));
  return new Coverage(flow).add(story).filter((exit) => ids.has(exitInWords(exit)));
}

/** Every edge that no fault brings about, with the shortest way to it, nearest first; the beginning is a way as well, with what follows at once. */
function waysIn({ begins }: Walk): readonly { readonly path: readonly Edge[]; readonly story: Edge['story'] }[] {
  const ways: { readonly path: readonly Edge[]; readonly story: Edge['story'] }[] = [];
  const [begin] = begins;
  if (begin === undefined) return [];
  ways.push({ path: untilEntered([], begin.state), story: begin.story });
  const by = new Map<WalkedState, Edge | undefined>([[begin.state, undefined]]);
  // A map may grow while it is walked.
  for (const [state] of by) {
    const path = pathBy(by, state);
    for (const edge of state.edges) {
      if (isFault(edge)) continue;
      ways.push({ path: untilEntered([...path, edge], edge.to), story: edge.story });
      if (!by.has(edge.to)) by.set(edge.to, edge);
    }
  }
  return ways;
}

/** A step that waits for the call to be answered is come to one event later. */
function untilEntered(path: readonly Edge[], { state, edges }: WalkedState): readonly Edge[] {
  if (path.length > 0 && state.call.at.entered) return path;
  const next = edges.find((edge) => !isFault(edge));
  return next === undefined ? path : [...path, next];
}

function pathBy(by: ReadonlyMap<WalkedState, Edge | undefined>, state: WalkedState): readonly Edge[] {
  const path: Edge[] = [];
  for (let edge = by.get(state); edge !== undefined; edge = by.get(edge.from)) path.unshift(edge);
  return path;
}

interface Way {
  readonly world: World;
  readonly usual: World;
  /** What is heard in the first turn. */
  readonly begin: readonly string[];
  readonly path: readonly Edge[];
}

/** The way as a conversation; undefined when contacts would have to behave as none does. */
function tell(flow: CompiledFlow, { world, usual, begin, path }: Way): Omit<WrittenConversation['json'], 'name'> | undefined {
  const steps: object[] = [];
  const contacts = new Map<string, ContactBehaviour[]>();
  const mock: { [step: string]: unknown[] } = {};
  const last = path.at(-1);
  const goal = last?.story.findLast((note) => note.kind === 'entered');
  const goalStep = goal?.kind === 'entered' ? goal.step : undefined;
  if (begin.length > 0) steps.push({ hear: heard(begin) });
  for (const edge of path) {
    const { move, from, words, story } = edge;
    switch (move.by.kind) {
      case 'keys':
        steps.push({ press: move.by.keys });
        break;
      case 'speech':
        steps.push({ expect: 'record' }, { say: '3s' });
        break;
      case 'contact': {
        const { target, behaves } = move.by;
        const [destination] = from.state.destinations;
        const isSent = from.state.call.asked === 'transfer' || from.state.call.asked === 'redirect';
        const name = isSent ? nameOf(flow, target) : target;
        if (name === undefined) return undefined;
        if (flow.contacts[name]?.kind !== 'voicemail' && target.startsWith('voicemail:') && behaves !== 'answers')
          return undefined;
        contacts.set(name, [...(contacts.get(name) ?? []), behaves]);
        steps.push({ expect: `${!isSent ? 'ringing' : destination?.kind === 'voicemail' ? 'voicemail' : 'transfer'} ${name}` });
        break;
      }
      case 'answer':
        mock[move.by.step] = [...(mock[move.by.step] ?? []), answerJson(move.by.answer)];
        steps.push({ expect: `request ${move.by.step}` });
        break;
      case 'waiting':
        if (from.state.call.media[0]?.what.kind === 'record') steps.push({ expect: 'record' });
        break;
      case 'meant':
      case 'fault':
        return undefined;
      default:
        return move.by satisfies never;
    }
    if (words.length > 0) steps.push({ hear: heard(words) });
    for (const note of story) {
      if (note.kind === 'entered' && note.step === goalStep && !note.step.startsWith('$'))
        steps.push({ expect: `step ${note.step}` });
      if (note.kind === 'ended') steps.push({ expect: `end ${note.outcome}` });
    }
  }
  const behaviours = [...contacts].map(([name, all]) => [name, oneBehaviour(all)] as const);
  if (behaviours.some(([, behaves]) => behaves === undefined) || steps.length === 0) return undefined;
  const set = behaviours.filter(([, behaves]) => behaves !== 'answers');
  const given = {
    ...(world.at === usual.at && Object.keys(flow.schedules).length === 0
      ? {}
      : { at: `${new Date(world.at).toISOString().slice(0, 16)}Z` }),
    ...(world.caller === usualCaller ? {} : { caller: world.caller.kind === 'phone' ? world.caller.number : 'withheld' }),
    ...(Object.keys(world.vars).length === 0 ? {} : { vars: world.vars }),
    ...(set.length === 0 ? {} : { contacts: Object.fromEntries(set) }),
    ...(Object.keys(mock).length === 0 ? {} : { mock }),
  };
  return { ...(Object.keys(given).length === 0 ? {} : { given }), steps };
}

/** The beginning of the last words: enough to know them by. */
function heard(words: readonly string[]): string {
  const [, begin = ''] = /^\s*(.{1,60})(?=\s|$)/s.exec(words.at(-1) ?? '') ?? [];
  return begin.trim();
}

function nameOf(flow: CompiledFlow, key: string): string | undefined {
  const contacts = Object.entries(flow.contacts);
  const exact = contacts.find(([, to]) => keyOf(to) === key);
  return (exact ?? contacts.find(([, to]) => `voicemail:${keyOf(to)}` === key))?.[0];
}

/** The one behaviour that gives this series; undefined when there is none. */
function oneBehaviour(series: readonly ContactBehaviour[]): ContactBehaviour | undefined {
  const [first, ...rest] = series;
  if (rest.every((one) => one === first)) return first;
  return first === 'fails' && rest.every((one) => one === 'answers') ? 'failsOnce' : undefined;
}

function answerJson(answer: MockedAnswer): unknown {
  if (answer.kind !== 'response') return answer.kind;
  const { status, body } = answer;
  return { status, ...(body !== undefined && 'json' in body ? { json: body.json } : {}) };
}
