import { type Block, type ConnectFlow, waysOut } from './connect-flow.ts';
import type { Queue } from './scene.ts';
import { queueOf } from './setting-blocks.ts';

const setsQueue = (block: Block): boolean => block.type === 'UpdateContactTargetQueue';

/** For every block, the queues that may be the working queue when a call comes to it: what was set last on each way. */
export function queuesIn(flow: ConnectFlow): (block: Block) => readonly Queue[] {
  const before = new Map<string, Set<string>>();
  const byName = new Map<string, Queue>();
  const toLook: string[] = [flow.start];
  // A block is looked at again only when a queue has been found that may come to it, and there are only so many.
  for (let id = toLook.pop(); id !== undefined; id = toLook.pop()) {
    const block = flow.blocks.get(id);
    if (block === undefined) continue;
    const own = setsQueue(block) ? queueOf(block) : undefined;
    if (own !== undefined) byName.set(own.name, own);
    const after = own === undefined ? (before.get(id) ?? new Set()) : new Set([own.name]);
    for (const next of waysOut(block)) {
      const known = before.get(next);
      const found = known ?? new Set<string>();
      const size = found.size;
      for (const name of after) found.add(name);
      if (known !== undefined && found.size === size) continue;
      before.set(next, found);
      toLook.push(next);
    }
  }
  return ({ id }) => [...(before.get(id) ?? [])].flatMap((name) => byName.get(name) ?? []);
}

const dependsOnQueue = new Set(['TransferContactToQueue', 'CreateCallbackContact']);

/** Whether steps must remember which queue it is: a transfer depends on it, or somebody is told its name. */
export function mustRememberQueue(flow: ConnectFlow, queuesAt: (block: Block) => readonly Queue[], isNamed: boolean): boolean {
  return isNamed || [...flow.blocks.values()].some((block) => dependsOnQueue.has(block.type) && queuesAt(block).length > 1);
}
