import type { Bounds } from '../seconds.ts';
import type { Block } from './connect-flow.ts';
import { errorWay, type Scene, wayOn } from './scene.ts';

/** How long callers may take to begin, in seconds. */
export const waiting: Bounds = { least: 1, most: 60, otherwise: 5 };

/** Connect asks once, and the flow says what follows a miss; a way back to the very block is our own asking again. */
export function missesOf(block: Block, scene: Scene, own: string) {
  const ways = {
    noInput: scene.to(errorWay(block, 'InputTimeLimitExceeded') ?? wayOn(block)),
    noMatch: scene.to(errorWay(block, 'NoMatchingCondition') ?? wayOn(block)),
  };
  const error = errorWay(block);
  const again = Object.values(ways).filter((to) => to === own).length;
  if (again > 0)
    scene.remark(block, {
      severity: 'changed',
      what: 'in Connect this question is asked for as long as nobody answers it; here it is asked three times',
      fix: 'look at where "maxAttempts" leads; a person is a good place',
    });
  const on = Object.fromEntries(Object.entries(ways).filter(([, to]) => to !== own));
  return { on: { ...on, ...(error !== undefined && scene.to(error) !== own && { error: scene.to(error) }) } };
}
