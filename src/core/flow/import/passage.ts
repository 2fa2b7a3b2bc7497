import type { Remarked } from './imported.ts';

/** Where the call goes on from a part of the source that leaves no step. */
export interface Passage {
  readonly to: string | undefined;
  readonly remark?: Remarked;
}
