import type { Variables } from '../variables.ts';

/** What a JSONPath of Connect's is here. */
export type Meaning =
  /** A CEL expression that gives a text. */
  | { readonly kind: 'expression'; readonly source: string }
  /** Always the same here: nobody reaches a telephone line by chat. */
  | { readonly kind: 'constant'; readonly value: string }
  /** Nothing here knows it. */
  | { readonly kind: 'unknown' };

/** What every call knows without a variable. */
const known: { readonly [path: string]: Meaning } = {
  'CustomerEndpoint.Address': { kind: 'expression', source: 'call.caller.number' },
  'CustomerEndpoint.Type': { kind: 'constant', value: 'TELEPHONE_NUMBER' },
  'CustomerEndpoint.DisplayName': { kind: 'expression', source: 'call.caller.name' },
  'SystemEndpoint.Address': { kind: 'expression', source: 'call.called.number' },
  'SystemEndpoint.Type': { kind: 'constant', value: 'TELEPHONE_NUMBER' },
  ContactId: { kind: 'expression', source: 'call.id' },
  InitialContactId: { kind: 'expression', source: 'call.id' },
  LanguageCode: { kind: 'expression', source: 'call.language' },
  Channel: { kind: 'constant', value: 'VOICE' },
  InitiationMethod: { kind: 'constant', value: 'INBOUND' },
  'SegmentAttributes.connect:Subtype': { kind: 'constant', value: 'connect:Telephony' },
};

/** Namespaces whose values blocks set, with what their variables begin with. */
const prefixes: { readonly [namespace: string]: string } = { Attributes: '', FlowAttributes: 'flow', External: 'lambda' };

/** What stands for a path. `unknown` when nothing can be, or when a flow would have too many variables. */
export function meaningOf(path: readonly string[], variables: Variables): Meaning {
  const [namespace = '', ...rest] = path;
  const fixed = Object.hasOwn(known, path.join('.')) ? known[path.join('.')] : undefined;
  if (fixed !== undefined) return fixed;
  const key = keyOf(path);
  if (key !== undefined) {
    const prefix = prefixes[namespace === 'LambdaInvocation' ? 'External' : namespace] ?? '';
    return inVariable(variables.named(key, `${prefix} ${key.slice(key.indexOf('.') + 1)}`));
  }
  if (namespace === 'StoredCustomerInput') return inVariable(variables.named('storedInput', 'storedInput'));
  if (namespace === 'Queue' && rest.join('.') === 'Name') return inVariable(variables.named('queueName', 'queueName'));
  const loop =
    namespace === 'Loop' && rest.length === 2 && rest[1] === 'Index' ? variables.nameOf(loopKey(rest[0] ?? '')) : undefined;
  if (loop !== undefined) return { kind: 'expression', source: `string(vars.${loop} - 1.0)` };
  // Nothing here knows it, but somebody may yet say what it is.
  return inVariable(variables.named(`other.${path.join('.')}`, path.join(' ')));
}

const inVariable = (name: string | undefined): Meaning =>
  name === undefined ? { kind: 'unknown' } : { kind: 'expression', source: `vars.${name}` };

/** What Connect calls "user-defined attributes", with their variables. */
export const attributesWithVariables = (variables: Variables): readonly (readonly [attribute: string, variable: string])[] =>
  variables
    .entries()
    .flatMap(([key, name]) => (key.startsWith('Attributes.') ? [[key.slice('Attributes.'.length), name] as const] : []));

export const loopKey = (name: string): string => `Loop.${name}`;

/** One spelling for what Connect lets people write in two ways. */
export function keyOf([namespace, ...rest]: readonly string[]): string | undefined {
  if (rest.length === 0) return undefined;
  if (namespace === 'LambdaInvocation' && rest[0] === 'ResultData' && rest.length > 1)
    return `External.${rest.slice(1).join('.')}`;
  if (namespace === 'External' || (rest.length === 1 && (namespace === 'Attributes' || namespace === 'FlowAttributes')))
    return `${namespace}.${rest.join('.')}`;
  return undefined;
}
