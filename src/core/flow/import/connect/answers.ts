import { type Block, type ConnectFlow, waysOut } from './connect-flow.ts';
import { readText } from './connect-text.ts';
import { keyOf } from './connect-values.ts';
import { textsIn } from './scene.ts';

/** Every path that a block reads. */
export function pathsReadBy(block: Block): readonly (readonly string[])[] {
  const texts = [...textsIn(block.parameters), ...block.conditions.map(({ operand }) => operand)];
  return texts.flatMap((text) => readText(text)).flatMap((part) => (part.kind === 'path' ? [part.path] : []));
}

/** Members of Lambda's answer that blocks behind one read, up to the next Lambda, whose answer takes the place of this one. */
export function answersReadAfter(flow: ConnectFlow): (block: Block) => readonly (readonly string[])[] {
  return (lambda) => {
    const found = new Map<string, readonly string[]>();
    const seen = new Set(waysOut(lambda));
    // A set may grow while it is walked: every new block is visited once.
    for (const id of seen) {
      const block = flow.blocks.get(id);
      if (block === undefined) continue;
      for (const path of pathsReadBy(block)) {
        const key = keyOf(path);
        if (key?.startsWith('External.') === true) found.set(key, path[0] === 'External' ? path.slice(1) : path.slice(2));
      }
      if (block.type !== 'InvokeLambdaFunction') for (const next of waysOut(block)) seen.add(next);
    }
    return [...found.values()];
  };
}
