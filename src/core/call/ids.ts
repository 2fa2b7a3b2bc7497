/** A string that has been checked to be one particular kind of name, so that kinds cannot be swapped. */
export type Branded<Text extends string> = string & { readonly __is: Text };

/** A call's id as we key it: a lower-case GUID with dashes whenever Graph's id is a GUID in any spelling. */
export type CallId = Branded<'CallId'>;
/** The key of a step in a flow's `steps`. */
export type StepName = Branded<'StepName'>;
/** `epoch.number`, sent to Graph as `clientContext` and returned in the operation's notification. */
export type ClientContext = Branded<'ClientContext'>;
/** The content hash of a compiled flow with its contacts and prompt audio (I6). */
export type FlowVersion = Branded<'FlowVersion'>;

const guid = /^([0-9a-f]{8})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{4})-?([0-9a-f]{12})$/;
const safeId = /^[A-Za-z0-9][A-Za-z0-9._~-]{0,127}$/; // Never `.` or `..`: ids become parts of addresses.

/**
 * Reads a call id in any of the spellings that Graph mixes within one call: with and without dashes, upper and
 * lower case (graph-calling, "Fifteen things", 3). Undefined when it is not fit to be an id at all.
 */
export function readCallId(text: string): CallId | undefined {
  const match = guid.exec(text.toLowerCase());
  if (match) return match.slice(1).join('-') as CallId; // The one place where a checked id gets its brand.
  return safeId.test(text) ? (text as CallId) : undefined;
}

/** Makes the context of one command: the epoch names the visit, the number the command within the call. */
export function clientContext(epoch: number, number: number): ClientContext {
  return `${epoch}.${number}` as ClientContext;
}

/** The key of a step. Names are checked by the flow's parser; tests and steps use this to say so. */
export function stepName(name: string): StepName {
  return name as StepName;
}
