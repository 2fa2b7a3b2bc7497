import type { FlowVersion } from '../core/call/ids.ts';
import type { Party } from '../core/call/party.ts';
import type { CompiledFlow } from '../core/flow/compiled-flow.ts';

/** Which flow answers, and its exact version for as long as a call lasts (I6). */
export interface FlowStore {
  /** The line that a call came in on, and the good version of its flow that serves now. Cheap: once per new call. */
  forIncoming(
    called: Party,
  ): Promise<
    | { readonly kind: 'found'; readonly line: string; readonly flow: CompiledFlow }
    | { readonly kind: 'noFlow'; readonly why: string }
  >;
  /** The version that a running call began with. */
  version(name: string, version: FlowVersion): Promise<CompiledFlow | undefined>;
}
