import type { FlowVersion } from '../core/call/ids.ts';
import type { FlowSurroundings } from '../core/flow/compiled-flow.ts';

/** Everything that a flow's version was compiled from, so that a call can go on with it after any edit or restart (I6). */
export interface FlowVersionRecord {
  readonly name: string;
  readonly version: FlowVersion;
  /** The text of `flow.jsonc`, to the letter. */
  readonly text: string;
  readonly surroundings: FlowSurroundings;
}

/** Immutable records by name and version; putting one twice changes nothing. */
export interface FlowVersionStore {
  put(record: FlowVersionRecord): Promise<void>;
  get(name: string, version: FlowVersion): Promise<FlowVersionRecord | undefined>;
}
