import { celText } from '../flow-texts.ts';
import type { Variables } from '../variables.ts';

/** What every call knows without a variable. */
const known: { readonly [path: string]: string } = {
  'trigger.call.From': 'call.caller.number',
  'trigger.call.Caller': 'call.caller.number',
  'trigger.call.CallerName': 'call.caller.name',
  'trigger.call.To': 'call.called.number',
  'trigger.call.Called': 'call.called.number',
  'trigger.call.CallSid': 'call.id',
  'contact.channel.address': 'call.caller.number',
  'flow.channel.address': 'call.called.number',
  'flow.sid': 'call.id',
  'trigger.call.Direction': celText('inbound'),
  'trigger.call.CallStatus': celText('in-progress'),
};

/** Namespaces whose members are values of the flow itself. */
const own = [
  /^flow\.variables\.(.+)$/,
  /^flow\.data\.(.+)$/,
  /^trigger\.request\.parameters\.(.+)$/,
  /^trigger\.parent\.parameters\.(.+)$/,
];

/** Values of the flow by whatever path they are named: one key, and the words for a variable. */
function keyOf(path: readonly string[]): { readonly key: string; readonly words: string } {
  const joined = path.join('.');
  for (const namespace of own) {
    const [, name] = namespace.exec(joined) ?? [];
    if (name !== undefined) return { key: `flow.${name}`, words: name };
  }
  const [namespace, widget = '', ...members] = path;
  if (namespace === 'widgets') return { key: joined, words: `${widget} ${members.filter((one) => one !== 'parsed').join(' ')}` };
  return { key: joined, words: joined };
}

/** A path of Studio's as a CEL expression that gives a text: what the call knows, else a variable, made at its first mention. */
export function meaningOf(path: readonly string[], variables: Variables): string {
  const joined = path.join('.');
  const fixed = Object.hasOwn(known, joined) ? known[joined] : undefined;
  if (fixed !== undefined) return fixed;
  // Nobody reaches a telephone line by message.
  if (joined.startsWith('trigger.message.') || joined.startsWith('trigger.conversation.')) return "''";
  const { key, words } = keyOf(path);
  const name = variables.named(key, words);
  return name === undefined ? "''" : `vars.${name}`;
}

/** The variable for a value that the flow sets itself. */
export const flowVariable = (name: string, variables: Variables): string | undefined => variables.named(`flow.${name}`, name);
