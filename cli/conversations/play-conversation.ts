import { CallerDisappointed } from '../../simulator/caller/scripted-caller.ts';
import type { Dial } from '../../simulator/graph/graph.ts';
import type { DestinationBehaviour } from '../../simulator/graph/graph-options.ts';
import type { LineOption } from '../../simulator/softphone-api.ts';
import type { Turn } from '../../src/core/call/turn.ts';
import type { Conversation, Given } from '../../src/core/flow/conversations/conversation.ts';
import type { Place } from '../../src/core/flow/finding.ts';
import { openRehearsal, tenantId } from '../rehearsal.ts';
import { tenantWithout } from '../tenant-without.ts';
import type { Workspace } from '../workspace.ts';
import { BotWatch } from './bot-watch.ts';
import { type AskedOutside, mockedOutside } from './mocked-outside.ts';
import { runScript, type ScriptOutcome } from './run-script.ts';

export interface Played {
  readonly outcome: ScriptOutcome;
  /** The step that broke; of a call that broke none of them, the conversation. */
  readonly place: Place;
  /** Every turn of the bot: what coverage is measured by. */
  readonly turns: readonly Turn[];
}

export interface Stage {
  readonly flowsDir: string;
  readonly flow: string;
  readonly workspace: Workspace;
}

/** Plays one conversation with the whole bot against the whole simulator, in virtual time, in a world of its own. */
export async function playConversation(conversation: Conversation, stage: Stage): Promise<Played> {
  const { given, steps } = conversation;
  const { flowsDir, flow, workspace } = stage;
  const lines = dialable(workspace.lines);
  const watch = new BotWatch();
  const asked: AskedOutside[] = [];
  const rehearsal = await openRehearsal({
    flowsDir,
    flow,
    lines,
    names: workspace.names,
    destinations: behaviours(given, workspace),
    startWith: given.vars,
    overrides: given.hours,
    watch: watch.see,
    outside: (clock) => mockedOutside({ mocks: given.mocks, clock, currentStep: () => watch.step, asked }),
    ...(given.at === undefined ? {} : { startAt: given.at }),
    ...(given.without === undefined ? {} : { directory: tenantWithout(given.without, { tenantId, lines }) }),
  });
  try {
    const caller = rehearsal.caller();
    try {
      await caller.dial({ from: callerOf(given), to: lineFor(given, stage, lines).id, ...languageOf(given) });
    } catch (error) {
      if (!(error instanceof CallerDisappointed)) throw error;
      const outcome: ScriptOutcome = { kind: 'failed', step: 1, why: error.why, conversation: caller.conversation.lines() };
      return { outcome, place: conversation.place, turns: watch.turns };
    }
    const outcome = await runScript(
      caller,
      steps.map(({ step }) => step),
      { watch, asked },
    );
    await rehearsal.clock.settle();
    const broken = outcome.kind === 'failed' ? steps[outcome.step - 1] : undefined;
    const refused = outcome.kind === 'passed' ? trouble(rehearsal.graph.exchanges(), given) : undefined;
    if (refused !== undefined) {
      const { conversation: told } = outcome;
      return {
        outcome: {
          kind: 'failed',
          step: steps.length,
          why: `The bot did what Graph does not allow: ${refused}.`,
          conversation: told,
        },
        place: conversation.place,
        turns: watch.turns,
      };
    }
    return { outcome, place: broken?.place ?? conversation.place, turns: watch.turns };
  } finally {
    await rehearsal.close();
  }
}

/** A line that nobody has given a number can be dialled all the same: the number is one that is kept free for manuals. */
function dialable(lines: readonly LineOption[]): readonly [LineOption, ...LineOption[]] {
  const [first = { id: '7e57ab1e-0000-4000-8000-000000000001', displayName: 'test' }, ...others] = lines.map(withNumber);
  return [withNumber(first), ...others];
}

function withNumber(line: LineOption): LineOption {
  return { number: '+441632960999', ...line };
}

/** The line that is named; otherwise one that leads to the flow; otherwise any. */
function lineFor(given: Given, { flow, workspace }: Stage, lines: readonly [LineOption, ...LineOption[]]): LineOption {
  const wanted = given.line ?? workspace.lineOf(flow);
  return lines.find((line) => line.displayName === wanted) ?? lines[0];
}

function callerOf({ caller = { kind: 'user' } }: Given): Dial['from'] {
  if (caller.kind !== 'user') return caller;
  return {
    kind: 'user',
    id: caller.id ?? '0a1b2c3d-1234-4567-89ab-cdef01234567',
    displayName: caller.name ?? 'Ada Example',
  };
}

const languageOf = ({ language }: Given): { readonly languageId?: string } =>
  language === undefined ? {} : { languageId: language };

/** By contact name in the conversation, by id or number in the simulation; a voicemail's own is told apart from its owner's. */
function behaviours({ contacts }: Given, workspace: Workspace): { readonly [id: string]: DestinationBehaviour } {
  return Object.fromEntries(
    Object.entries(contacts).map(([name, behaves]) => [
      workspace.destinationKeys[name] ?? workspace.contacts[name] ?? name,
      behaves,
    ]),
  );
}

/** What Graph forbids is no trouble where the conversation is about that. */
function trouble(
  exchanges: readonly { readonly exchange: { readonly title: string; readonly status?: number; readonly trouble?: string } }[],
  { without = [] }: Given,
): string | undefined {
  const isMeant = (status: number | undefined): boolean => without.length > 0 && status === 403;
  const found = exchanges.find(({ exchange }) => exchange.trouble !== undefined && !isMeant(exchange.status));
  return found === undefined ? undefined : `${found.exchange.title}: ${found.exchange.trouble}`;
}
