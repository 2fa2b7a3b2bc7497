import { canBeVariable } from '../../cel-environment.ts';
import { mostVariables } from '../../flow-vars.ts';

/** What a JSONPath of Connect's is here. */
export type Meaning =
  /** A CEL expression that gives a text. */
  | { readonly kind: 'expression'; readonly source: string }
  /** Always the same here: nobody reaches a telephone line by chat. */
  | { readonly kind: 'constant'; readonly value: string }
  /** Nothing here knows it. */
  | { readonly kind: 'unknown' };

export interface Variable {
  readonly type: 'string' | 'number';
  readonly sensitive?: true;
  readonly initial?: number;
}

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

/** The variables of the flow that is being written: each attribute of Connect's gets one name, and keeps it. */
export class Variables {
  readonly #names = new Map<string, string>();
  readonly #declared = new Map<string, Variable>();

  /** What stands for a path. `unknown` when nothing can be, or when a flow would have too many variables. */
  meaningOf(path: readonly string[]): Meaning {
    const [namespace = '', ...rest] = path;
    const fixed = Object.hasOwn(known, path.join('.')) ? known[path.join('.')] : undefined;
    if (fixed !== undefined) return fixed;
    const key = keyOf(path);
    if (key !== undefined) {
      const name = this.named(
        key,
        `${prefixes[namespace === 'LambdaInvocation' ? 'External' : namespace] ?? ''} ${key.slice(key.indexOf('.') + 1)}`,
      );
      return name === undefined ? { kind: 'unknown' } : { kind: 'expression', source: `vars.${name}` };
    }
    if (namespace === 'StoredCustomerInput') return this.#own('storedInput');
    if (namespace === 'Queue' && rest.join('.') === 'Name') return this.#own('queueName');
    const loop =
      namespace === 'Loop' && rest.length === 2 && rest[1] === 'Index' ? this.#names.get(loopKey(rest[0] ?? '')) : undefined;
    if (loop !== undefined) return { kind: 'expression', source: `string(vars.${loop} - 1.0)` };
    // Nothing here knows it, but somebody may yet say what it is.
    const other = this.named(`other.${path.join('.')}`, path.join(' '));
    return other === undefined ? { kind: 'unknown' } : { kind: 'expression', source: `vars.${other}` };
  }

  #own(name: string): Meaning {
    const found = this.named(name, name);
    return found === undefined ? { kind: 'unknown' } : { kind: 'expression', source: `vars.${found}` };
  }

  /** The variable for a key, made at its first mention; undefined when there are too many. */
  named(key: string, words: string, variable: Variable = { type: 'string' }): string | undefined {
    const before = this.#names.get(key);
    if (before !== undefined) return before;
    if (this.#declared.size >= mostVariables) return undefined;
    const name = this.#free(variableName(words));
    this.#names.set(key, name);
    this.#declared.set(name, variable);
    return name;
  }

  /** What Connect calls "user-defined attributes", with their variables. */
  attributes(): readonly (readonly [attribute: string, variable: string])[] {
    return [...this.#names].flatMap(([key, name]) =>
      key.startsWith('Attributes.') ? [[key.slice('Attributes.'.length), name] as const] : [],
    );
  }

  isSecret(name: string): boolean {
    return this.#declared.get(name)?.sensitive === true;
  }

  /** Its values are the caller's secret. */
  keepSecret(name: string): void {
    const declared = this.#declared.get(name);
    if (declared !== undefined) this.#declared.set(name, { ...declared, sensitive: true });
  }

  #free(wanted: string): string {
    for (let number = 1; ; number++) {
      const name = number === 1 ? wanted : `${wanted.slice(0, 58)}${number}`;
      if (!this.#declared.has(name)) return name;
    }
  }

  /** As `vars` of a flow, those that `isUsed`. */
  declarations(isUsed: (name: string) => boolean): { readonly [name: string]: Variable } {
    return Object.fromEntries([...this.#declared].filter(([name]) => isUsed(name)));
  }
}

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

/** `Account number` as a variable is called: `accountNumber`. */
function variableName(words: string): string {
  const [first = '', ...others] = words
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .split(/[^A-Za-z0-9]+/)
    .filter((word) => word !== '');
  const name = [lowerFirst(first), ...others.map(upperFirst)].join('').slice(0, 60);
  const begun = /^[A-Za-z]/.test(name) ? name : `value${upperFirst(name)}`.slice(0, 60);
  return canBeVariable(begun) ? begun : `${begun}Value`;
}

const upperFirst = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
/** An abbreviation at the beginning is one word: `VMSource` becomes `vmSource`. */
const lowerFirst = (word: string): string =>
  word.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (letters) => letters.toLowerCase());
