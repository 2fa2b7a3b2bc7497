import type { FlowVersion } from '../core/call/ids.ts';
import type { Destination, Party } from '../core/call/party.ts';
import type { CompiledFlow } from '../core/flow/compiled-flow.ts';
import type { Contacts, Line, Lines } from '../core/flow/workspace.ts';

/** Which flow answers, and its exact version for as long as a call lasts (I6). */
export interface FlowStore {
  /**
   * The line that a call came in on, and the good version of its flow that serves now. Cheap: once per new call. `caller` decides
   * between versions that are tried out; nothing of it is kept.
   */
  forIncoming(
    called: Party,
    caller?: Party,
  ): Promise<
    | { readonly kind: 'found'; readonly line: string; readonly flow: CompiledFlow }
    | { readonly kind: 'noFlow'; readonly why: string }
  >;
  /** The version that a running call began with. */
  version(name: string, version: FlowVersion): Promise<CompiledFlow | undefined>;
}

/** The same, with what must be known when no store can be asked (ADR 13), or of a line without a call. */
export interface FlowsAtHand extends FlowStore {
  /** The good version of a flow by its name, as it is now. */
  current(name: string): Promise<CompiledFlow | undefined>;
  /** The line of a call. From memory, as all that follows: no store is asked. */
  lineOf(called: Party): string | undefined;
  /** A line by its name. */
  line(name: string): Line | undefined;
  /** A contact by its name. */
  contact(name: string): Destination | undefined;
  /** All of them, by their names, in the order of their files. */
  lines(): Lines['lines'];
  contacts(): Contacts;
  /** The contact whom a line's `operator` names. */
  operatorOf(line: string): Destination | undefined;
}
