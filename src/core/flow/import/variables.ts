import { canBeVariable } from '../cel-environment.ts';
import { mostVariables } from '../flow-vars.ts';
import { freeName } from './free-name.ts';

export interface Variable {
  readonly type: 'string' | 'number';
  readonly sensitive?: true;
  readonly initial?: number;
}

/** The variables of the flow that is being written: each value of the source, by a key of its own, gets one name, and keeps it. */
export class Variables {
  readonly #names = new Map<string, string>();
  readonly #declared = new Map<string, Variable>();

  /** The variable that a key has got, if it has. */
  nameOf(key: string): string | undefined {
    return this.#names.get(key);
  }

  /** The variable for a key, made at its first mention; undefined when there are too many. */
  named(key: string, words: string, variable: Variable = { type: 'string' }): string | undefined {
    const before = this.#names.get(key);
    if (before !== undefined) return before;
    if (this.#declared.size >= mostVariables) return undefined;
    const name = freeName(variableName(words), (one) => this.#declared.has(one));
    this.#names.set(key, name);
    this.#declared.set(name, variable);
    return name;
  }

  /** Keys and the names of their variables, in the order of their first mention. */
  entries(): readonly (readonly [key: string, name: string])[] {
    return [...this.#names];
  }

  isSecret(name: string): boolean {
    return this.#declared.get(name)?.sensitive === true;
  }

  /** Its values are the caller's secret. */
  keepSecret(name: string): void {
    const declared = this.#declared.get(name);
    if (declared !== undefined) this.#declared.set(name, { ...declared, sensitive: true });
  }

  /** As `vars` of a flow, those that `isUsed`. */
  declarations(isUsed: (name: string) => boolean): { readonly [name: string]: Variable } {
    return Object.fromEntries([...this.#declared].filter(([name]) => isUsed(name)));
  }
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
