import { readConversations } from '../../src/core/flow/conversations/read-conversations.ts';
import type { WrittenConversation } from '../../src/core/flow/explore/write-conversations.ts';
import { Coverage } from '../../src/core/flow/reach/coverage.ts';
import { exitInWords, type SurfaceExit } from '../../src/core/flow/reach/surface.ts';
import { playConversation } from './play-conversation.ts';
import type { FlowTests } from './read-tests.ts';

export interface Kept {
  /** The ways out for which a conversation was kept. */
  readonly exits: readonly SurfaceExit[];
  /** The file; undefined when there is nothing to write. */
  readonly text?: string;
}

/** Plays what explore has written with the whole bot, and keeps what goes as written and takes the way out that it is about. */
export async function keepWhatPasses(written: readonly WrittenConversation[], tests: FlowTests): Promise<Kept> {
  const { flow, flowsDir, name, workspace } = tests;
  const kept: WrittenConversation[] = [];
  for (const one of written) {
    const { conversations, findings } = readConversations(fileOf([one]), 'explored.jsonc');
    const [conversation] = conversations;
    if (flow === undefined || conversation === undefined || findings.length > 0) continue;
    const { outcome, turns } = await playConversation(conversation, { flowsDir, flow: name, workspace });
    const taken = new Coverage(flow);
    const exits = turns.flatMap(({ story }) => taken.add(story)).map(exitInWords);
    if (outcome.kind === 'passed' && exits.includes(exitInWords(one.exit))) kept.push(one);
  }
  return { exits: kept.map(({ exit }) => exit), ...(kept.length === 0 ? {} : { text: fileOf(kept) }) };
}

function fileOf(written: readonly WrittenConversation[]): string {
  const conversations = written.map(({ json }) => {
    const { name, given, steps } = json;
    const lines = [
      `      "name": ${JSON.stringify(name)}`,
      ...(given === undefined ? [] : [`      "given": ${JSON.stringify(given)}`]),
      `      "steps": [\n${steps.map((step) => `        ${JSON.stringify(step)}`).join(',\n')}\n      ]`,
    ];
    return `    {\n${lines.join(',\n')}\n    }`;
  });
  return `// Written by "teams-ivr explore --write-tests", which writes it anew each time: move what you want to change into another file.\n{\n  "conversations": [\n${conversations.join(',\n')}\n  ]\n}\n`;
}
