import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { getNodeValue, type Node, parseTree } from 'jsonc-parser';
import { PromptAudioReader } from '../src/adapters/flow-folder/prompt-audio.ts';
import { readFlow } from '../src/adapters/flow-folder/read-flow.ts';
import { readFlowWorkspace } from '../src/adapters/flow-folder/read-workspace.ts';
import { fitWav } from '../src/adapters/prompts/fit-wav.ts';
import type { FlowVersion } from '../src/core/call/ids.ts';
import { checkFlow } from '../src/core/flow/compile.ts';
import type { FlowSurroundings } from '../src/core/flow/compiled-flow.ts';
import type { Finding } from '../src/core/flow/finding.ts';
import { findingCodes } from '../src/core/flow/finding-codes.ts';
import { applyQuickFixes } from '../src/core/flow/quick-fixes.ts';
import { readSchedules } from '../src/core/flow/schedules/read-schedules.ts';
import { readContacts, readLines } from '../src/core/flow/workspace.ts';
import { stepKits } from '../src/core/steps/registry.ts';

// Whatever the text is: it is compiled or explained, every finding has a place in it, and every quick fix can be applied.

const flowsDir = join(process.cwd(), 'flows');
const names = readdirSync(flowsDir).filter((name) => existsSync(join(flowsDir, name, 'flow.jsonc')));

/** Each shipped flow with all that is around it, so that the rules for whole flows have their say, too. */
const shipped = new Map<string, { readonly text: string; readonly surroundings: FlowSurroundings }>();
beforeAll(async () => {
  const { around } = await readFlowWorkspace(flowsDir);
  const settings = { dir: flowsDir, kits: stepKits, audio: new PromptAudioReader(fitWav), callable: names };
  for (const name of names) {
    const { source } = await readFlow(name, around, settings);
    if (source !== undefined) shipped.set(name, source);
  }
});
function flowCalled(name: string): { readonly text: string; readonly surroundings: FlowSurroundings } {
  const flow = shipped.get(name);
  if (flow === undefined) throw new Error(`flow "${name}" cannot be read`);
  return flow;
}

const version = 'v1' as FlowVersion; // Any text is one here.
const alone: FlowSurroundings = { contacts: {}, audio: {} };
const check = (text: string, surroundings = alone) =>
  checkFlow({ name: 'flow', file: 'flow.jsonc', text, version, surroundings, kits: stepKits });

function expectExplained(text: string, surroundings = alone): readonly Finding[] {
  const { findings, flow } = check(text, surroundings);
  expect(flow === undefined).toBe(findings.some((finding) => finding.severity === 'error'));
  const lines = text.split('\n').length;
  for (const { code, place, message, fix, quickFix } of findings) {
    if (
      !Object.hasOwn(findingCodes, code) ||
      message === '' ||
      fix === '' ||
      place.line < 1 ||
      place.line > lines ||
      place.column < 1
    )
      throw new Error(`no good finding: ${JSON.stringify({ code, place, message, fix })}`);
    for (const { offset, length } of quickFix?.edits ?? [])
      if (offset < 0 || length < 0 || offset + length > text.length) throw new Error(`an edit outside of the text: ${code}`);
  }
  return findings;
}

/** Quick fixes come to an end, and never make JSON of what was none into something that is none. */
function expectMendable(text: string, surroundings = alone): void {
  let now = text;
  for (let round = 0; round < 20; round++) {
    const { text: next, fixed } = applyQuickFixes(now, expectExplained(now, surroundings));
    if (fixed.length === 0 || next === now) return;
    const wasJson = !fixed.some(({ code }) => code === 'IVR001');
    now = next;
    if (wasJson && check(now, surroundings).findings.some(({ code }) => code === 'IVR001'))
      throw new Error(`no JSON any more: ${now.slice(0, 2_000)}`);
  }
}

/** One edit of a text at one of its values. */
interface Edit {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

const others = ['null', 'true', '-1', '"x"', '[]', '{ "a": {} }'];

/** Every single edit: each member left out, written twice, renamed, and each value put for another. */
function* singleEdits(root: Node): Generator<Edit> {
  const nodes: Node[] = [root];
  // A list may grow while it is walked: every node is visited once.
  for (const node of nodes) {
    nodes.push(...(node.children ?? []));
    if (node.type === 'property') {
      const [name] = node.children ?? [];
      if (name === undefined) continue;
      for (const text of ['"x"', '"__proto__"', '"type"']) yield { ...spanOf(name), text };
    } else {
      for (const text of others) yield { ...spanOf(node), text };
    }
  }
}
const spanOf = ({ offset, length }: Node): { readonly offset: number; readonly length: number } => ({ offset, length });

function* withoutOrTwice(text: string, root: Node): Generator<string> {
  const walk = function* (node: Node): Generator<readonly [Node, Node, number]> {
    for (const [index, child] of (node.children ?? []).entries()) {
      if (node.type !== 'property') yield [node, child, index];
      yield* walk(child);
    }
  };
  for (const [parent, child, index] of walk(root)) {
    const own = text.slice(child.offset, child.offset + child.length);
    yield `${text.slice(0, child.offset)}${own}, ${own}${text.slice(child.offset + child.length)}`;
    const next = parent.children?.[index + 1];
    const previous = parent.children?.[index - 1];
    if (next !== undefined) yield text.slice(0, child.offset) + text.slice(next.offset);
    else if (previous !== undefined)
      yield text.slice(0, previous.offset + previous.length) + text.slice(child.offset + child.length);
  }
}

/** The same flow in as few characters as possible: what is tried below is tried some thousand times. */
const compact = (text: string): string => JSON.stringify(getNodeValue(parsed(text)));
function parsed(text: string): Node {
  const root = parseTree(text);
  if (root === undefined) throw new Error('a shipped flow is no JSON');
  return root;
}

test.each(names)('%s itself is clean', (name) => {
  const { text, surroundings } = flowCalled(name);
  expect(expectExplained(text, surroundings)).toEqual([]);
});

test.each(names)(
  'every value and name of %s may be put for another',
  (name) => {
    const { text: original, surroundings } = flowCalled(name);
    const text = compact(original);
    for (const { offset, length, text: written } of singleEdits(parsed(text)))
      expectExplained(text.slice(0, offset) + written + text.slice(offset + length), surroundings);
  },
  120_000,
);

test.each(names)(
  'every member and entry of %s may be left out or written twice',
  (name) => {
    const { text: original, surroundings } = flowCalled(name);
    const text = compact(original);
    for (const changed of withoutOrTwice(text, parsed(text))) expectExplained(changed, surroundings);
  },
  120_000,
);

test('shipped flows with typos anywhere are mended or left alone, and stay JSON', () => {
  const typo = fc.constantFrom('', 'x', '"', ',', "'", '}', ' ', '\n');
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 0, max: 2 }), typo, (name, at, length, written) => {
      const { text, surroundings } = flowCalled(name);
      const offset = at % text.length;
      expectMendable(text.slice(0, offset) + written + text.slice(offset + length), surroundings);
    }),
    { numRuns: 400 },
  );
}, 120_000);

const word = fc.constantFrom('a', 'b', 'menu', 'repeat', 'back', 'desk', '$apology', '__proto__', 'constructor', '', 'x y');
const anything = fc.oneof(word, fc.jsonValue({ maxDepth: 3 }));
const step = fc.oneof(
  fc.record(
    {
      type: fc.oneof(fc.constantFrom(...stepKits.keys()), anything),
      prompt: anything,
      next: anything,
      options: fc.oneof(fc.dictionary(fc.constantFrom('1', '2', '*', 'x'), word), anything),
      to: anything,
      on: fc.oneof(fc.dictionary(fc.constantFrom('error', 'maxAttempts', 'failed', 'status'), word), anything),
      cases: fc.oneof(fc.array(fc.record({ when: anything, next: word }), { maxLength: 2 }), anything),
      else: word,
      vars: anything,
      timeout: anything,
      into: anything,
    },
    { requiredKeys: ['type'] },
  ),
  anything,
);
const flowLike = fc.record(
  {
    specVersion: fc.oneof(fc.constant(1), anything),
    name: fc.oneof(fc.constant('Flow'), anything),
    languages: fc.oneof(fc.constant(['en-US']), fc.constant(['en-US', 'de-DE']), anything),
    start: word,
    vars: fc.oneof(fc.dictionary(word, fc.record({ type: fc.constantFrom('string', 'number', 'any', 'x') })), anything),
    defaults: anything,
    prompts: fc.oneof(
      fc.dictionary(word, fc.oneof(fc.dictionary(fc.constantFrom('en-US', 'de-DE'), anything), anything)),
      anything,
    ),
    steps: fc.oneof(fc.dictionary(word, step), anything),
  },
  { requiredKeys: [] },
);

test('anything that looks a little like a flow is compiled or explained', () => {
  fc.assert(
    fc.property(flowLike, (flow) => expectMendable(JSON.stringify(flow, null, 1))),
    { numRuns: 500 },
  );
}, 120_000);

test('any JSON and any text is explained, as a flow and as every file of the workspace', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.json(),
        fc.string({ unit: 'binary' }),
        fc.jsonValue().map((value) => JSON.stringify({ lines: value, contacts: value, schedules: value })),
      ),
      (text) => {
        expectExplained(text);
        for (const { findings } of [
          readLines(text, 'lines.jsonc', []),
          readContacts(text, 'contacts.jsonc'),
          readSchedules(text, 'schedules.jsonc'),
        ])
          applyQuickFixes(text, findings);
      },
    ),
    { numRuns: 500 },
  );
}, 120_000);
