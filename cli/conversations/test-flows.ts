import type { Conversation } from '../../src/core/flow/conversations/conversation.ts';
import { Coverage, type CoverageReport } from '../../src/core/flow/reach/coverage.ts';
import { type Played, playConversation } from './play-conversation.ts';
import type { FlowTests } from './read-tests.ts';

/** What came of the conversations of one flow. */
export interface FlowResult {
  readonly tests: FlowTests;
  readonly results: readonly ConversationResult[];
  readonly coverage?: CoverageReport;
}

export interface ConversationResult extends Pick<Played, 'outcome' | 'place'> {
  readonly conversation: Conversation;
  /** Real milliseconds. */
  readonly tookMs: number;
}

/** How many conversations are on stage at once: each waits for cryptography and files now and then. */
const atOnce = 4;

/** Plays the conversations of a flow whose names hold `filter`. With errors in the flow or its tests, none. */
export async function testFlow(
  tests: FlowTests,
  { filter, onDone }: { readonly filter?: string | undefined; readonly onDone?: (result: ConversationResult) => void } = {},
): Promise<FlowResult> {
  const { flow, flowsDir, name, workspace } = tests;
  if (flow === undefined || tests.findings.some((finding) => finding.severity === 'error')) return { tests, results: [] };
  const coverage = new Coverage(flow);
  const chosen = tests.conversations.filter((one) => fits(one.name, filter));
  const results: ConversationResult[] = [];
  const waiting = [...chosen.entries()];
  const playNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const [index, conversation] = next;
      const began = performance.now();
      const { outcome, place, turns } = await playConversation(conversation, { flowsDir, flow: name, workspace });
      for (const turn of turns) coverage.add(turn.story);
      const result = { conversation, outcome, place, tookMs: performance.now() - began };
      results[index] = result;
      onDone?.(result);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, chosen.length) }, playNext));
  return { tests, results, coverage: coverage.report() };
}

function fits(name: string, filter: string | undefined): boolean {
  return filter === undefined || name.toLowerCase().includes(filter.toLowerCase());
}
